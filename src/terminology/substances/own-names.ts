/** Finds a clinic's own names in a text. */
import { normalizePunctuation } from './punctuation.js';
import type { OwnName, OwnNames } from './parsed-substances.js';
import { isMark, normalizeName, tokenizeText } from './words.js';

const longest = new WeakMap<OwnNames, number>();

/** The number of words in the longest name. */
export const countWordsOfLongestName = (own: OwnNames): number => {
  let words = longest.get(own);
  if (words === undefined) {
    words = 0;
    for (const name of own.keys()) words = Math.max(words, name.split(' ').length);
    longest.set(own, words);
  }
  return words;
};

/** Splits a text into words in two ways: as names are compared, and as a line is parsed, where "&" is a word. */
const listWordRows = (text: string): string[][] => [
  normalizeName(text).split(' '),
  tokenizeText(normalizePunctuation(text))
    .map((token) => (token === '&' ? 'and' : token))
    .filter((token) => !isMark(token) || token === '%'),
];

/** Finds those of a clinic's names that occur in one of these texts. A clinic may have tens of thousands of names, and the parser needs no others. */
export const selectOwnNames = (texts: readonly string[], own: OwnNames): Map<string, OwnName> => {
  const found = new Map<string, OwnName>();
  if (own.size === 0) return found;
  for (const row of texts.flatMap(listWordRows)) {
    for (let start = 0; start < row.length; start += 1) {
      for (let length = Math.min(countWordsOfLongestName(own), row.length - start); length > 0; length -= 1) {
        const name = row.slice(start, start + length).join(' ');
        const ownName = own.get(name);
        if (ownName) found.set(name, ownName);
      }
    }
  }
  return found;
};
