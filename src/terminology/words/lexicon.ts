/** A vocabulary of names, and the search for its names in a line. */
import { smallWords, listWordsOfName } from './tokens.js';

/** A name with its meanings; several where the name is wider than one of them. */
export interface Term<Meaning> {
  name: string;
  words: readonly string[];
  meanings: Meaning[];
}

export interface Lexicon<Meaning> {
  /** The terms by each of their words. */
  byWord: ReadonlyMap<string, readonly Term<Meaning>[]>;
  terms: readonly Term<Meaning>[];
}

const createKey = (words: readonly string[]): string => [...words].sort().join(' ');

/** Builds a vocabulary. Terms with the same words in any order are one term. */
export const buildLexicon = <Meaning>(entries: readonly (readonly [meaning: Meaning, names: readonly string[]])[]): Lexicon<Meaning> => {
  const terms = new Map<string, Term<Meaning>>();
  for (const [meaning, names] of entries) {
    for (const name of names) {
      const words = listWordsOfName(name);
      if (words.length === 0) continue;
      const key = createKey(words);
      const known = terms.get(key);
      if (!known) terms.set(key, { name, words, meanings: [meaning] });
      else if (!known.meanings.includes(meaning)) known.meanings.push(meaning);
    }
  }
  const byWord = new Map<string, Term<Meaning>[]>();
  for (const term of terms.values()) {
    for (const word of new Set(term.words)) {
      const known = byWord.get(word);
      if (known) known.push(term);
      else byWord.set(word, [term]);
    }
  }
  return { byWord, terms: [...terms.values()] };
};

export interface TermFound<Meaning> {
  term: Term<Meaning>;
  /** The places of the words of the term, in the order of the line. */
  places: number[];
}

/** The largest number of other words between those of one name, small words not counted. */
const WIDEST_GAP = 3;

/** Finds the places of a term's words near a place; null where a word is missing, or the words are too far apart or on two sides of a barrier. */
const findPlaces = (words: readonly string[], line: readonly (string | null)[], barriers: ReadonlySet<number>, near: number): number[] | null => {
  const taken: number[] = [];
  for (const word of words) {
    let best = -1;
    for (let at = 0; at < line.length; at++) {
      if (line[at] === word && !taken.includes(at) && (best < 0 || Math.abs(at - near) < Math.abs(best - near))) best = at;
    }
    if (best < 0) return null;
    taken.push(best);
  }
  taken.sort((a, b) => a - b);
  let apart = 0;
  for (let at = taken[0]! + 1; at < taken.at(-1)!; at++) {
    if (taken.includes(at)) continue;
    if (barriers.has(at)) return null;
    if (!smallWords.has(line[at] ?? '')) apart++;
  }
  return apart <= WIDEST_GAP ? taken : null;
};

const countLetters = ({ words }: { words: readonly string[] }): number => words.reduce((sum, word) => sum + word.length, 0);
const computeSpan = (places: readonly number[]): number => places.at(-1)! - places[0]!;

const isBetter = <Meaning>(one: TermFound<Meaning>, other: TermFound<Meaning>): boolean => {
  const byWords = one.term.words.length - other.term.words.length;
  if (byWords !== 0) return byWords > 0;
  const bySpan = computeSpan(other.places) - computeSpan(one.places);
  if (bySpan !== 0) return bySpan > 0;
  const byLength = countLetters(one.term) - countLetters(other.term);
  return byLength !== 0 ? byLength > 0 : one.places[0]! < other.places[0]!;
};

/**
 * Finds the terms that a line names, those with more words first; each word is used once. The words may be in any order ("psoriasis scalp"). A `null` in the
 * line is a word that is already used. No name extends across a barrier, such as a "no".
 */
export const findTerms = <Meaning>(lexicon: Lexicon<Meaning>, line: readonly (string | null)[], barriers: ReadonlySet<number>): TermFound<Meaning>[] => {
  const left = [...line];
  const found: TermFound<Meaning>[] = [];
  for (;;) {
    let best: TermFound<Meaning> | null = null;
    for (let at = 0; at < left.length; at++) {
      const word = left[at];
      if (word === null || word === undefined) continue;
      for (const term of lexicon.byWord.get(word) ?? []) {
        if (best && term.words.length < best.term.words.length) continue;
        const places = findPlaces(term.words, left, barriers, at);
        if (places && (!best || isBetter({ term, places }, best))) best = { term, places };
      }
    }
    if (!best) break;
    for (const place of best.places) left[place] = null;
    found.push(best);
  }
  return found.sort((a, b) => a.places[0]! - b.places[0]!);
};
