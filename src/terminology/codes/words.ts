/** How the words of a code's title, and of a query, are brought to a form in which they can be compared. */

const MOST_WORDS = 60;
const LONGEST_WORD = 40;
/** A shorter beginning of a word is not brought to one spelling: "oe" would become "e", and find everything. */
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

/** One spelling for British and American, and for old and international names: `anaemia` and `anemia` become `anemia`. */
export const respell = (word: string): string => spellings.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), word);

const tokensOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '')
    .map((token) => token.slice(0, LONGEST_WORD));

/** Every form under which a title or a synonym is found, each once. */
export const indexedWords = (texts: readonly string[]): string[] => {
  const words = texts.flatMap(tokensOf);
  return [...new Set(words.flatMap((word) => [word, respell(word)]))].slice(0, MOST_WORDS);
};

/** A word of a query: any of these beginnings of an indexed word will do. */
export type Beginnings = readonly string[];

/**
 * The words of a query. A filler counts only where there is nothing else: people write "cancer of scalp" for what is
 * called otherwise. Titles are found by theirs nevertheless, as an "o" may become one, or "ovary".
 */
export const queriedWords = (query: string): { word: string; beginnings: Beginnings }[] => {
  const all = [...new Set(tokensOf(query))];
  const telling = all.filter((word) => !fillers.has(word));
  return (telling.length > 0 ? telling : all).map((word) => ({
    word,
    beginnings: word.length < SHORTEST_RESPELT ? [word] : [...new Set([word, respell(word)])],
  }));
};

/** A code as it is compared: upper case, without dots and hyphens, so that `l639` is L63.9. */
export const bareCode = (code: string): string => code.toUpperCase().replace(/[.-]/g, '');

/** What a query is when it is (the beginning of) a code; null when it cannot be one. */
export const queriedCode = (query: string): string | null => {
  const bare = bareCode(query.trim());
  return bare !== '' && /^[!-~]+$/.test(bare) ? bare : null;
};
