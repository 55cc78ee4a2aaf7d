/** Loading a clinic's own list of names, as the role that owns the schema. Whatever it loads counts once a dermatologist has confirmed it. */
import { newId } from '../kernel/id.js';
import type { OperatorConnection } from '../platform/access/tokens.js';
import { inClinic, queryAsOperator } from '../platform/database/index.js';
import { againstStanding, readFormularyFile, type LineProblem } from './domain/formulary-file.js';
import { importedNames } from './domain/imported-names.js';
import { formularySql } from './formulary.repository.js';

/** What a load has done. */
export interface FormularyLoad {
  importId: string;
  added: number;
  /** Names that stood already with the same meaning. */
  unchanged: number;
}

/** Adds the names of a file in one transaction, or answers what is wrong with it and adds none. */
export const loadFormulary = async (
  connection: OperatorConnection,
  { clinicId, text, at }: { clinicId: string; text: string; at: Date },
): Promise<FormularyLoad | { problems: LineProblem[] }> => {
  const { names, problems } = await readFormularyFile(text, () => Promise.resolve());
  if (problems.length > 0) return { problems };
  return inClinic(connection, clinicId, async () => {
    const standing = await queryAsOperator(connection, formularySql.standing, {
      kinds: names.map(({ kind }) => kind),
      normalized: names.map(({ normalized }) => normalized),
    });
    const compared = againstStanding(names, standing);
    const importId = newId();
    if (compared.problems.length === 0)
      await queryAsOperator(connection, formularySql.insert, { names: importedNames(compared.added, { importId, recordedBy: null, confirmedBy: null, at }) });
    return compared.problems.length > 0 ? { problems: compared.problems } : { importId, added: compared.added.length, unchanged: compared.unchanged };
  });
};
