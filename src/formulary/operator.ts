/** Loads a clinic's own list of names, in the role that owns the schema. The loaded names are used once a dermatologist has confirmed them. */
import { createId } from '../kernel/id.js';
import type { OperatorConnection } from '../platform/access/tokens.js';
import { runInClinic, queryAsOperator } from '../platform/database/operator.js';
import { compareWithCurrentNames, readFormularyFile, type LineProblem } from './domain/formulary-file.js';
import { createImportedNames } from './domain/imported-names.js';
import { formularySql } from './formulary.repository.js';

/** The result of a load. */
export interface FormularyLoad {
  importId: string;
  added: number;
  /** The number of names that existed already with the same meaning. */
  unchanged: number;
}

/** Adds the names of a file in one transaction; where the file is wrong, adds none and answers the problems. */
export const loadFormulary = async (
  connection: OperatorConnection,
  { clinicId, text, at }: { clinicId: string; text: string; at: Date },
): Promise<FormularyLoad | { problems: LineProblem[] }> => {
  const { names, problems } = await readFormularyFile(text, () => Promise.resolve());
  if (problems.length > 0) return { problems };
  return runInClinic(connection, clinicId, async () => {
    const standing = await queryAsOperator(connection, formularySql.standing, {
      kinds: names.map(({ kind }) => kind),
      normalized: names.map(({ normalized }) => normalized),
    });
    const compared = compareWithCurrentNames(names, standing);
    const importId = createId();
    if (compared.problems.length === 0)
      await queryAsOperator(connection, formularySql.insert, {
        names: createImportedNames(compared.added, { importId, recordedBy: null, confirmedBy: null, at }),
      });
    return compared.problems.length > 0 ? { problems: compared.problems } : { importId, added: compared.added.length, unchanged: compared.unchanged };
  });
};
