/** Normalizes the words of titles and queries, so that they can be compared. */

const MOST_WORDS = 60;
const LONGEST_WORD = 40;
/** The shortest word that is brought to one spelling. In shorter ones "oe" would become "e", which begins too many words. */
const SHORTEST_RESPELT = 4;

const fillers: ReadonlySet<string> = new Set(['a', 'an', 'and', 'at', 'by', 'for', 'from', 'in', 'of', 'on', 'or', 'the', 'to', 'with']);

const spellings: readonly (readonly [RegExp, string])[] = [
  [/ae|oe/g, 'e'],
  [/ph/g, 'f'],
  [/our/g, 'or'],
  [/ll/g, 'l'],
  [/(?<=[bt])re$/g, 'er'],
  [/y/g, 'i'],
  [/z/g, 's'],
  [/k/g, 'c'],
];

/** Brings British and American, old and international spellings to one form: `anaemia` and `anemia` become `anemia`. */
export const respellWord = (word: string): string => spellings.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), word);

const tokenizeText = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '')
    .map((token) => token.slice(0, LONGEST_WORD));

/** Every form under which a title or a synonym is indexed, each once. */
export const listIndexedWords = (texts: readonly string[]): string[] => {
  const words = texts.flatMap(tokenizeText);
  return [...new Set(words.flatMap((word) => [word, respellWord(word)]))].slice(0, MOST_WORDS);
};

/** The possible beginnings of one word of a query; an indexed word may match any of them. */
export type Beginnings = readonly string[];

/**
 * Splits a query into words. Filler words count only where there are no others, because people write "cancer of scalp" for a title with other words. Indexes
 * keep the filler words of titles, because an "o" may be the beginning of "of" or of "ovary".
 */
export const listQueriedWords = (query: string): { word: string; beginnings: Beginnings }[] => {
  const all = [...new Set(tokenizeText(query))];
  const telling = all.filter((word) => !fillers.has(word));
  return (telling.length > 0 ? telling : all).map((word) => ({
    word,
    beginnings: word.length < SHORTEST_RESPELT ? [word] : [...new Set([word, respellWord(word)])],
  }));
};

/** Formats a code for comparison: upper case, without dots and hyphens, so that `l639` is L63.9. */
export const toBareCode = (code: string): string => code.toUpperCase().replace(/[.-]/g, '');

/** Reads a query as a code or the beginning of one; null where it cannot be a code. */
export const findQueriedCode = (query: string): string | null => {
  const bare = toBareCode(query.trim());
  return bare !== '' && /^[!-~]+$/.test(bare) ? bare : null;
};
