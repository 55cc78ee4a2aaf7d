/** Commands that load a clinic's own names. */
import { readFile } from 'node:fs/promises';
import { loadConfig, StartError } from '../config.js';
import { loadFormulary, type FormularyLoad } from '../formulary/operator.js';
import { SystemClock } from '../kernel/clock.js';
import { isId } from '../kernel/id.js';
import type { OperatorConnection } from '../platform/access/tokens.js';
import { runAsOperator } from './databases.js';
import { printResult, type OutputOptions } from './output.js';

const FOREIGN_KEY_VIOLATION = '23503';
const MOST_PROBLEMS_SHOWN = 20;

export interface LoadNamesOptions extends OutputOptions {
  clinic: string;
  file: string;
}

const readTextFile = async (file: string): Promise<string> => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw new StartError(`The file ${file} is not text in UTF-8.`, { cause: error });
    throw new StartError(`The file ${file} cannot be read (${code}).`, { cause: error });
  }
};

/** Adds the names in the file to those of the clinic; adds none where any line has an error. */
export const loadNamesFile = async (connection: OperatorConnection, { clinic, file }: LoadNamesOptions): Promise<FormularyLoad> => {
  if (!isId(clinic)) throw new StartError(`"${String(clinic)}" is not the id of a clinic.`);
  const text = await readTextFile(file);
  try {
    const loaded = await loadFormulary(connection, { clinicId: clinic, text, at: new SystemClock().now() });
    if (!('problems' in loaded)) return loaded;
    const shown = loaded.problems.slice(0, MOST_PROBLEMS_SHOWN).map(({ line, detail }) => `line ${line}: ${detail}`);
    const more = loaded.problems.length - shown.length;
    throw new StartError(`${file} is not loaded: ${shown.join(' ')}${more > 0 ? ` And ${more} more lines.` : ''}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === FOREIGN_KEY_VIOLATION) throw new StartError(`There is no clinic ${clinic}.`);
    throw error;
  }
};

/** Loads a list of names for one clinic. */
export const loadNames = async (options: LoadNamesOptions): Promise<void> => {
  const { importId, added, unchanged } = await runAsOperator(loadConfig(), (connection) => loadNamesFile(connection, options));
  printResult(
    options,
    { clinicId: options.clinic, importId, added, unchanged },
    `Added ${added} names; ${unchanged} stood already. A dermatologist confirms them with POST /v1/formulary-imports/${importId}/confirm.`,
  );
};
