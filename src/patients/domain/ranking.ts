/** Scores how well a patient matches a query, from 0 (no match) to 1 (every word exactly). */
import { foldToken, isSameAcrossScripts, listJoins, collectKnownTokens, listSearchTokens, toSkeleton, type NameToken } from './name-folding.js';
import type { SearchableText } from './search-keys.js';

/** Computes the optimal string alignment distance: insertions, deletions, replacements, and swaps of neighbours. */
export const computeEditDistance = (a: string, b: string): number => {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = last[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      let best = Math.min(replaced, last[column]! + 1, current[column - 1]! + 1);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, beforeLast[column - 2]! + 1);
      }
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
};

const SOUNDS_ALIKE = 0.95;
const SAME_CONSONANTS = 0.9;
const BEGINS_ALIKE = 0.85;
const WORST_ACCEPTED = 0.2;
/** The factor for words that one side joins, so that an identical spelling ranks first. */
const JOINED = 0.98;

/** A word in the forms that are compared, each computed once. */
interface Form {
  token: NameToken;
  word: string;
  folded: string;
  skeleton: string;
}

const toForm = (token: NameToken): Form => {
  const folded = foldToken(token.word);
  return { token, word: token.word, folded, skeleton: toSkeleton(folded) };
};

const FARTHEST = 2;

const computeBoundedDistance = (a: string, b: string): number => (Math.abs(a.length - b.length) > FARTHEST ? Infinity : computeEditDistance(a, b));

/** Scores the same word in another spelling or script; 0 for another word. */
const computeSameness = (asked: Form, known: Form): number => {
  if (asked.word === known.word) return 1;
  if (asked.folded === known.folded) return SOUNDS_ALIKE;
  if (asked.skeleton === known.skeleton || isSameAcrossScripts(asked.token, known.token)) return SAME_CONSONANTS;
  return 0;
};

const computeSimilarity = (asked: Form, known: Form): number => {
  const same = computeSameness(asked, known);
  if (same > 0) return same;
  if (asked.word.length >= 3 && known.word.startsWith(asked.word)) return BEGINS_ALIKE;
  const distance = Math.min(computeBoundedDistance(asked.word, known.word), computeBoundedDistance(asked.folded, known.folded));
  return distance > FARTHEST ? 0 : Math.max(0, 1 - distance / Math.max(2, Math.min(asked.word.length, known.word.length))) * 0.8;
};

/** A piece of the query: one word, or neighbouring words as one, with the number of words. */
interface Piece {
  form: Form;
  length: number;
}

/** Lists, for each position in the query, the pieces that begin there. */
const listPieces = (query: string): Piece[][] => {
  const tokens = listSearchTokens(query);
  const all = listJoins(tokens);
  return tokens.map((token, at) => [
    { form: toForm(token), length: 1 },
    ...all.filter(({ from }) => from === at).map(({ token: one, length }) => ({ form: toForm(one), length })),
  ]);
};

const computeBestLikeness = (known: readonly Form[], likeness: (form: Form) => number): number =>
  known.reduce((most, form) => Math.max(most, likeness(form)), 0);

/** Makes a function that scores a patient: the mean, over the words of the query, of the best match of each word. The score is 0 where a word has no match. */
export const createScorer = (query: string): ((patient: Omit<SearchableText, 'birthDate'>) => number) => {
  const pieces = listPieces(query);
  return ({ names, phones, medicalRecordNumber, mergedNumbers = [] }) => {
    const known = [...new Set(names)].map(collectKnownTokens);
    const words = known.flatMap((name) => name.words.map(toForm));
    let made: Form[] | null = null;
    /** Computed on first use, because most words match without joining. */
    const neighbours = (): Form[] => (made ??= known.flatMap((name) => name.neighbours.map(toForm)));
    const numbers = phones.map((phone) => phone.replace(/\D/g, ''));
    const records = [medicalRecordNumber, ...mergedNumbers].map((number) => number.toLowerCase());

    const ofWord = (asked: Form): number => {
      const { word } = asked;
      if (records.includes(word) || (/^\d{4,}$/.test(word) && numbers.some((number) => number.endsWith(word)))) return 1;
      const found = computeBestLikeness(words, (form) => computeSimilarity(asked, form));
      return found >= SAME_CONSONANTS ? found : Math.max(found, JOINED * computeBestLikeness(neighbours(), (form) => computeSameness(asked, form)));
    };
    /** The best score of the query up to each position; null where no match exists. */
    const sums: (number | null)[] = [0];
    for (const [at, beginning] of pieces.entries()) {
      const before = sums[at] ?? null;
      if (before === null) continue;
      for (const { form, length } of beginning) {
        const value = length === 1 ? ofWord(form) : JOINED * computeBestLikeness(words, (item) => computeSameness(form, item));
        if (value >= WORST_ACCEPTED) sums[at + length] = Math.max(sums[at + length] ?? 0, before + value * length);
      }
    }
    const sum = sums[pieces.length] ?? null;
    return sum === null || pieces.length === 0 ? 0 : Math.round((sum / pieces.length) * 10_000) / 10_000;
  };
};
