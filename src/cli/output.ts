/** Prints a command's result on standard output, and everything else on standard error. */

export interface OutputOptions {
  json?: boolean;
}

/** Prints the result for people or, with --json, for programs. */
export const printResult = (options: OutputOptions, result: object, readable: string): void => {
  process.stdout.write(`${options.json ? JSON.stringify(result) : readable}\n`);
};

/** Prints a line of progress. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
