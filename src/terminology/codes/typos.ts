/** Finds the words that a mistyped word probably means. */
import { respellWord, type Beginnings } from './words.js';

const ONE_ERROR_FROM = 4;
const TWO_ERRORS_FROM = 8;
const MOST_MEANT = 20;

/** The number of typing errors that are accepted in a word of this length. */
const computeTolerance = (length: number): number => (length >= TWO_ERRORS_FROM ? 2 : length >= ONE_ERROR_FROM ? 1 : 0);

/** Counts the insertions, deletions, replacements and swaps of neighbours between the whole of `typed` and the nearest beginning of `word`. */
export const computeDistanceToBeginning = (typed: string, word: string): number => {
  const known = word.slice(0, typed.length + computeTolerance(typed.length));
  let beforeLast: number[] = [];
  let last = Array.from({ length: known.length + 1 }, (_, index) => index);
  for (let row = 1; row <= typed.length; row++) {
    const current = [row];
    for (let column = 1; column <= known.length; column++) {
      const replaced = last[column - 1]! + (typed[row - 1] === known[column - 1] ? 0 : 1);
      let best = Math.min(replaced, last[column]! + 1, current[column - 1]! + 1);
      if (row > 1 && column > 1 && typed[row - 1] === known[column - 2] && typed[row - 2] === known[column - 1]) {
        best = Math.min(best, beforeLast[column - 2]! + 1);
      }
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return Math.min(...last);
};

/** Whether errors are accepted in this word: not in a short word, nor in a word with digits. */
export const mayBeMistyped = (word: string): boolean => computeTolerance(word.length) > 0 && !/\d/.test(word);

/** Finds the words of a vocabulary that begin like the typed word within the accepted errors, the nearest first. The first letter must be right. */
export const listMeantWords = (typed: string, vocabulary: Iterable<string>): Beginnings => {
  if (!mayBeMistyped(typed)) return [];
  const forms = [...new Set([typed, respellWord(typed)])];
  const near: { word: string; distance: number }[] = [];
  for (const word of vocabulary) {
    if (word[0] !== typed[0]) continue;
    const distance = Math.min(...forms.map((form) => computeDistanceToBeginning(form, word)));
    if (distance <= computeTolerance(typed.length)) near.push({ word, distance });
  }
  const nearest = near.sort((a, b) => a.distance - b.distance || (a.word < b.word ? -1 : 1));
  return nearest.slice(0, MOST_MEANT).map(({ word }) => word);
};
