import { combinationsAToC } from './atc-combinations-a-to-c.js';
import { combinationsDToV } from './atc-combinations-d-to-v.js';

/**
 * Combinations of ATC (WHO ATC index) with the codes of their parts. A star means that the code leaves a part open ("combinations"): the listed parts are
 * certain, and there are others that the code does not tell.
 */
const parsed = new Map<string, { codes: readonly string[]; open: boolean }>(
  [combinationsAToC, combinationsDToV]
    .flatMap((lines) => lines.trim().split('\n'))
    .map((line) => {
      const [code = '', ...parts] = line.split(' ');
      return [code, { codes: parts.map((part) => part.replace('*', '')), open: parts.some((part) => part.endsWith('*')) }] as const;
    }),
);

/** Combinations by code: the certain parts, and whether there are others. */
export const atcCombinations: ReadonlyMap<string, { readonly codes: readonly string[]; readonly open: boolean }> = parsed;
export const combinationCodes: readonly string[] = [...parsed.keys()];
