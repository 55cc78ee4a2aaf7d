/**
 * Names as they sound rather than as they are written, so that `आशा`, `Ashā` and `Asha` meet. A name is brought to
 * Latin letters, then to one spelling of sounds that Indian and European names write in several ways.
 */
import anyAscii from 'any-ascii';

const MAXIMUM_TOKENS = 12;
const MAXIMUM_TOKEN_LENGTH = 24;

/** The words of a name in lower-case Latin letters. */
export const tokensOf = (text: string): string[] => [
  ...new Set(
    anyAscii(text.normalize('NFKC'))
      .toLowerCase()
      .replace(/['’`.]/g, '')
      .split(/[^a-z0-9]+/)
      .filter((token) => token.length > 0)
      .map((token) => token.slice(0, MAXIMUM_TOKEN_LENGTH))
      .slice(0, MAXIMUM_TOKENS),
  ),
];

const sounds: readonly (readonly [RegExp, string])[] = [
  [/mh\b/g, 'ng'],
  [/x/g, 'ks'],
  [/ck|q/g, 'k'],
  [/ph/g, 'f'],
  [/([bdgjkcst])h/g, '$1'],
  [/w/g, 'v'],
  [/z/g, 's'],
  [/aa+/g, 'a'],
  [/ee+|ii+|ey\b|y\b/g, 'i'],
  [/oo+|uu+|ou/g, 'u'],
  [/(?<=a)[ou]\b/g, 'v'],
  [/(.)\1+/g, '$1'],
];

/** One spelling for sounds that names write in several ways: `Lakshmi` and `Laxmi` become `laksmi`. */
export const fold = (token: string): string => sounds.reduce((text, [pattern, sound]) => text.replace(pattern, sound), token);

/** What is left when the vowel that Indic scripts do not write is left out: `Vikram` and `विक्रम` become `vikrm`. */
export const skeleton = (folded: string): string => folded.slice(0, 1) + folded.slice(1).replaceAll('a', '');

/** The word and every word that one dropped letter makes of it: two words within one edit share a member. */
export const neighbourhood = (token: string): string[] => {
  const found = new Set([token]);
  for (let index = 0; index < token.length; index++) found.add(token.slice(0, index) + token.slice(index + 1));
  found.delete('');
  return [...found];
};
