/** How well a patient answers a query: 1 is every word exactly, 0 is not at all. */
import { fold, skeleton, tokensOf } from './name-folding.js';
import type { SearchableText } from './search-keys.js';

/** Optimal string alignment: insertions, deletions, replacements, and swaps of neighbours. */
export const editDistance = (a: string, b: string): number => {
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

/** A word in the forms that are compared, each made once. */
interface Form {
  word: string;
  folded: string;
  skeleton: string;
}

const formOf = (word: string): Form => {
  const folded = fold(word);
  return { word, folded, skeleton: skeleton(folded) };
};

const FARTHEST = 2;

const distanceWithin = (a: string, b: string): number => (Math.abs(a.length - b.length) > FARTHEST ? Infinity : editDistance(a, b));

const similarity = (asked: Form, known: Form): number => {
  if (asked.word === known.word) return 1;
  if (asked.folded === known.folded) return SOUNDS_ALIKE;
  if (asked.skeleton === known.skeleton) return SAME_CONSONANTS;
  if (asked.word.length >= 3 && known.word.startsWith(asked.word)) return BEGINS_ALIKE;
  const distance = Math.min(distanceWithin(asked.word, known.word), distanceWithin(asked.folded, known.folded));
  return distance > FARTHEST ? 0 : Math.max(0, 1 - distance / Math.max(2, Math.min(asked.word.length, known.word.length))) * 0.8;
};

/** The mean over the query's words of the best that the patient has for each; 0 when a word has nothing like it. */
export const scorer = (query: string): ((patient: Omit<SearchableText, 'birthDate'>) => number) => {
  const words = tokensOf(query).map((word) => ({ ...formOf(word), isNumber: /^\d{4,}$/.test(word) }));
  return ({ names, phones, medicalRecordNumber }) => {
    const tokens = [...new Set(names.flatMap(tokensOf))].map(formOf);
    const numbers = phones.map((phone) => phone.replace(/\D/g, ''));
    const record = medicalRecordNumber.toLowerCase();
    let sum = 0;
    for (const asked of words) {
      const best = Math.max(
        0,
        ...tokens.map((token) => similarity(asked, token)),
        asked.word === record ? 1 : 0,
        asked.isNumber && numbers.some((number) => number.endsWith(asked.word)) ? 1 : 0,
      );
      if (best < WORST_ACCEPTED) return 0;
      sum += best;
    }
    return words.length === 0 ? 0 : Math.round((sum / words.length) * 10_000) / 10_000;
  };
};
