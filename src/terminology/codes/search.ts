/** Search in the shipped lists. */
import type { Beginnings } from './words.js';
import { shippedCodes, type CodeListSystem, type ShippedCode } from './shipped.js';

/** How a code answers a query, best first. */
const EXACT_CODE = 0;
const CODE_BEGINS = 1;
export const WORDS_BEGIN = 2;
/** As `WORDS_BEGIN`, after typing errors were forgiven. */
export const WORDS_MEANT = 3;
export type Tier = typeof EXACT_CODE | typeof CODE_BEGINS | typeof WORDS_BEGIN | typeof WORDS_MEANT;

/** What is looked for: a code, or words each of which must begin some word of a title. */
export interface Wanted {
  /** Without dots; null when the query cannot be a code. */
  code: string | null;
  words: readonly Beginnings[];
  /** What a match by words counts as. */
  tier: typeof WORDS_BEGIN | typeof WORDS_MEANT;
}

/** Where in the order of answers a code stands: better tiers first, then general codes before special ones, then by code. */
export interface Rank {
  tier: Tier;
  code: string;
}

export const compareRanks = (a: Rank, b: Rank): number => a.tier - b.tier || a.code.length - b.code.length || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);

const beginsSome = (words: readonly string[], beginnings: Beginnings): boolean =>
  beginnings.some((beginning) => words.some((word) => word.startsWith(beginning)));

const tierOf = ({ bare, words }: ShippedCode, wanted: Wanted): Tier | null => {
  if (bare === wanted.code) return EXACT_CODE;
  if (wanted.code !== null && bare.startsWith(wanted.code)) return CODE_BEGINS;
  return wanted.words.length > 0 && wanted.words.every((beginnings) => beginsSome(words, beginnings)) ? wanted.tier : null;
};

/** Every shipped code that answers, best first. */
export const findShipped = (system: CodeListSystem, wanted: Wanted): Rank[] =>
  shippedCodes(system)
    .flatMap((shipped) => {
      const tier = tierOf(shipped, wanted);
      return tier === null ? [] : [{ tier, code: shipped.code }];
    })
    .sort(compareRanks);

/** The bounds between which an index holds everything that begins so: from the first up to, but without, the second. */
export const boundsOf = (beginning: string): [low: string, high: string] => [beginning, `${beginning}\u{10FFFF}`];
