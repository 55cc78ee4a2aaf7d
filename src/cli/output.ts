/** What a command says: its result on standard output, everything else on standard error. */

export interface OutputOptions {
  json?: boolean;
}

/** The result, for people or, with --json, for programs. */
export const printResult = (options: OutputOptions, result: object, readable: string): void => {
  process.stdout.write(`${options.json ? JSON.stringify(result) : readable}\n`);
};

/** A word on the way. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
