/** Searches the shipped lists of codes. */
import type { Beginnings } from './words.js';
import { listShippedCodes, type CodeListSystem, type ShippedCode } from './shipped.js';

/** The ways in which a code matches a query, the best first. */
const EXACT_CODE = 0;
const CODE_BEGINS = 1;
export const WORDS_BEGIN = 2;
/** The same as `WORDS_BEGIN`, after correction of typing errors. */
export const WORDS_MEANT = 3;
export type Tier = typeof EXACT_CODE | typeof CODE_BEGINS | typeof WORDS_BEGIN | typeof WORDS_MEANT;

/** A parsed query: a code, or words each of which must begin a word of a title. */
export interface Wanted {
  /** The code without dots; null where the query cannot be a code. */
  code: string | null;
  words: readonly Beginnings[];
  /** The tier of a match by words. */
  tier: typeof WORDS_BEGIN | typeof WORDS_MEANT;
}

/** The position of a code in the results: better tiers first, then general codes before special ones, then by code. */
export interface Rank {
  tier: Tier;
  code: string;
}

export const compareRanks = (a: Rank, b: Rank): number => a.tier - b.tier || a.code.length - b.code.length || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);

const hasBeginning = (words: readonly string[], beginnings: Beginnings): boolean =>
  beginnings.some((beginning) => words.some((word) => word.startsWith(beginning)));

const findTier = ({ bare, words }: ShippedCode, wanted: Wanted): Tier | null => {
  if (bare === wanted.code) return EXACT_CODE;
  if (wanted.code !== null && bare.startsWith(wanted.code)) return CODE_BEGINS;
  return wanted.words.length > 0 && wanted.words.every((beginnings) => hasBeginning(words, beginnings)) ? wanted.tier : null;
};

/** Finds every shipped code that matches, the best first. */
export const findShipped = (system: CodeListSystem, wanted: Wanted): Rank[] =>
  listShippedCodes(system)
    .flatMap((shipped) => {
      const tier = findTier(shipped, wanted);
      return tier === null ? [] : [{ tier, code: shipped.code }];
    })
    .sort(compareRanks);

/** The bounds between which a sorted index has everything that begins with a text: the first bound is included, the second is not. */
export const getBeginningBounds = (beginning: string): [low: string, high: string] => [beginning, `${beginning}\u{10FFFF}`];
