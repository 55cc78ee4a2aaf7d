import anyAscii from 'any-ascii';
import { memoize } from '../../kernel/memoize.js';

/** Spellings that differ between Britain, America and the salesman, folded to one; names and text are folded alike. */
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

/** Latin accents only: the marks of Indian scripts are vowels. */
const latinAccents = /[\u0300-\u036f]/g;

const foldWord = memoize((word: string): string => foldings.reduce((folded, [from, to]) => folded.replace(from, to), word), 5_000);

const tokenPattern = /\d+(?:[.,]\d+)?|[\p{L}\p{M}]+|[%+/,;.:&()[\]\-–—\n|]/gu;

/** Numbers, words and the marks that separate; letters and digits are always apart ("b12" is "b 12", "500mg" is "500 mg"). */
export const tokensOf = (text: string): string[] => {
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

/** The form in which names are compared: words and numbers, in small letters, one space between. */
export const normalizeName = (text: string): string =>
  tokensOf(text)
    .filter((token) => !isMark(token) || token === '%')
    .join(' ');

/** A word of another script in Latin letters, folded; a Latin word as it is. */
export const latinised = (word: string): string =>
  /^[a-z]+$/.test(word)
    ? word
    : foldWord(
        anyAscii(word)
          .toLowerCase()
          .replace(/[^a-z]/g, ''),
      );
