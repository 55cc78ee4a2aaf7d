/** Commands that load a clinic's own lists of codes. */
import { createReadStream } from 'node:fs';
import { isLoadableSystem, loadableSystems, readRelease, ReleaseError, replaceCodeList, type LoadReport } from '../codes/operator.js';
import { loadConfig, StartError } from '../config.js';
import { isId } from '../kernel/id.js';
import type { OperatorConnection } from '../platform/access/tokens.js';
import { runAsOperator } from './databases.js';
import { printResult, type OutputOptions } from './output.js';

const FOREIGN_KEY_VIOLATION = '23503';

export interface LoadOptions extends OutputOptions {
  clinic: string;
  system: string;
  file: string;
}

const explainError = (error: unknown, { clinic, file }: LoadOptions): unknown => {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof ReleaseError) return new StartError(`${file} is not loaded, and the list is as it was: ${message}`);
  if (code === FOREIGN_KEY_VIOLATION) return new StartError(`There is no clinic ${clinic}.`);
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') return new StartError(`The file ${file} cannot be read (${code}).`);
  return error;
};

/** Reads the lines of a file in pieces. An error while reading is thrown to the reader of the lines. */
async function* readLines(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const line of lines) yield line.replace(/\r$/, '');
  }
  if (rest !== '') yield rest;
}

/** Loads the file as the clinic's list of its code system. The earlier list stays where the file has any error. */
export const loadFile = async (connection: OperatorConnection, options: LoadOptions): Promise<LoadReport> => {
  const { clinic, system, file } = options;
  if (!isId(clinic)) throw new StartError(`"${String(options.clinic)}" is not the id of a clinic.`);
  if (!isLoadableSystem(system)) throw new StartError(`"${system}" is not a system that can be loaded; choose one of ${loadableSystems.join(', ')}.`);
  try {
    return await replaceCodeList(connection, { clinicId: clinic, system, codes: readRelease(readLines(file), system) });
  } catch (error) {
    throw explainError(error, options);
  }
};

/** Loads a full release for one clinic. */
export const loadCodes = async (options: LoadOptions): Promise<void> => {
  const { codes, replaced } = await runAsOperator(loadConfig(), (connection) => loadFile(connection, options));
  printResult(
    options,
    { clinicId: options.clinic, system: options.system, codes, replaced },
    `Loaded ${codes} codes of ${options.system}, in place of ${replaced}.`,
  );
};
