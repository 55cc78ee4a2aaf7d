import anyAscii from 'any-ascii';
import { memoize } from '../../kernel/memoize.js';

/** Spellings that differ between British and American English and colloquial use, each folded to one form. Names and texts are folded alike. */
const foldings: readonly [RegExp, string][] = [
  [/aesth/g, 'esth'],
  [/haem/g, 'hem'],
  [/oestr/g, 'estr'],
  [/oedem/g, 'edem'],
  [/sulph/g, 'sulf'],
  [/^ceph/, 'cef'],
  [/amoxy/g, 'amoxi'],
  [/cyclo/g, 'ciclo'],
  [/paed/g, 'ped'],
];

/** Latin accents. Marks of Indian scripts are vowels and must stay. */
const latinAccents = /[\u0300-\u036f]/g;

const foldWord = memoize((word: string): string => foldings.reduce((folded, [from, to]) => folded.replace(from, to), word), 5_000);

const tokenPattern = /\d+(?:[.,]\d+)?|[\p{L}\p{M}]+|[%+/,;.:&()[\]\-–—\n|]/gu;

/** Splits a text into numbers, words and separating marks. Letters and digits are always separated ("b12" is "b 12", "500mg" is "500 mg"). */
export const tokenizeText = (text: string): string[] => {
  const plain = text
    .normalize('NFKD')
    .replace(latinAccents, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’`´]/g, '');
  return (plain.match(tokenPattern) ?? []).map((token) => (/^\p{L}/u.test(token) ? foldWord(token) : token));
};

export const isWord = (token: string): boolean => /^\p{L}/u.test(token);
export const isNumber = (token: string): boolean => /^\d/.test(token);
export const isMark = (token: string): boolean => !isWord(token) && !isNumber(token);

/** Normalizes a name for comparison: words and numbers in lower case, with one space between them. */
export const normalizeName = (text: string): string =>
  tokenizeText(text)
    .filter((token) => !isMark(token) || token === '%')
    .join(' ');

/** Transliterates a word of another script to Latin letters and folds it; a Latin word stays unchanged. */
export const latinizeWord = (word: string): string =>
  /^[a-z]+$/.test(word)
    ? word
    : foldWord(
        anyAscii(word)
          .toLowerCase()
          .replace(/[^a-z]/g, ''),
      );
