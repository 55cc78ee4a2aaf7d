/** Finds a clinic's own names in a text. */
import { punctuated } from './punctuation.js';
import type { OwnName, OwnNames } from './parsed-substances.js';
import { isMark, normalizeName, tokensOf } from './words.js';

const longest = new WeakMap<OwnNames, number>();

/** The number of words in the longest name. */
export const longestOf = (own: OwnNames): number => {
  let words = longest.get(own);
  if (words === undefined) {
    words = 0;
    for (const name of own.keys()) words = Math.max(words, name.split(' ').length);
    longest.set(own, words);
  }
  return words;
};

/** Splits a text into words in two ways: as names are compared, and as a line is parsed, where "&" is a word. */
const rowsOf = (text: string): string[][] => [
  normalizeName(text).split(' '),
  tokensOf(punctuated(text))
    .map((token) => (token === '&' ? 'and' : token))
    .filter((token) => !isMark(token) || token === '%'),
];

/** Finds those of a clinic's names that occur in one of these texts. A clinic may have tens of thousands of names, and the parser needs no others. */
export const ownNamesIn = (texts: readonly string[], own: OwnNames): Map<string, OwnName> => {
  const found = new Map<string, OwnName>();
  if (own.size === 0) return found;
  for (const row of texts.flatMap(rowsOf)) {
    for (let start = 0; start < row.length; start += 1) {
      for (let length = Math.min(longestOf(own), row.length - start); length > 0; length -= 1) {
        const name = row.slice(start, start + length).join(' ');
        const ownName = own.get(name);
        if (ownName) found.set(name, ownName);
      }
    }
  }
  return found;
};
