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

const similarity = (word: string, token: string): number => {
  if (word === token) return 1;
  const [a, b] = [fold(word), fold(token)];
  if (a === b) return SOUNDS_ALIKE;
  if (skeleton(a) === skeleton(b)) return SAME_CONSONANTS;
  if (word.length >= 3 && token.startsWith(word)) return BEGINS_ALIKE;
  const distance = Math.min(editDistance(word, token), editDistance(a, b));
  return distance > 2 ? 0 : Math.max(0, 1 - distance / Math.max(2, Math.min(word.length, token.length))) * 0.8;
};

/** The mean over the query's words of the best that the patient has for each; 0 when a word has nothing like it. */
export const score = (query: string, patient: Omit<SearchableText, 'birthDate'>): number => {
  const words = tokensOf(query);
  if (words.length === 0) return 0;
  const tokens = [...new Set(patient.names.flatMap(tokensOf))];
  const phones = patient.phones.map((phone) => phone.replace(/\D/g, ''));
  const record = patient.medicalRecordNumber.toLowerCase();
  let sum = 0;
  for (const word of words) {
    const isNumber = /^\d{4,}$/.test(word);
    const best = Math.max(
      0,
      ...tokens.map((token) => similarity(word, token)),
      word === record ? 1 : 0,
      isNumber && phones.some((phone) => phone.endsWith(word)) ? 1 : 0,
    );
    if (best < WORST_ACCEPTED) return 0;
    sum += best;
  }
  return Math.round((sum / words.length) * 10_000) / 10_000;
};
