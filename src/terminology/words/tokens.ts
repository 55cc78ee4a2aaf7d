/** Splits a typed line into words that can be compared, in one spelling, script and case. */
import anyAscii from 'any-ascii';
import { respellWord } from '../codes/words.js';

/** A separator between statements of a line: a list continues after `or` and `and`, and a new statement begins after `break`. */
export type Joiner = 'break' | 'and' | 'or';

export interface Token {
  /** The word in the form in which it is compared. */
  word: string;
  /** The word as it was typed. */
  written: string;
  kind: 'word' | 'code' | 'date' | 'doubt' | Joiner;
}

const LONGEST_LINE = 2_000;
/** The shortest word that is brought to one spelling. A shorter word could change its meaning: "my" would become "mi", a heart attack. */
const SHORTEST_RESPELT = 4;
const SHORTEST_PLURAL = 5;

/** Folds a word of any script and spelling to one form; a plural becomes its singular. */
export const foldWord = (written: string): string => {
  const ascii = anyAscii(written)
    .toLowerCase()
    .replace(/[^a-z0-9.]/g, '');
  // Words of another script stay distinct from Latin ones: "में" is not "men".
  if (/[^\p{Script=Latin}\p{N}\p{P}\p{S}]/u.test(written.normalize('NFC'))) return `~${ascii}`;
  const spelt = ascii.length < SHORTEST_RESPELT || /\d/.test(ascii) ? ascii : respellWord(ascii);
  return spelt.length >= SHORTEST_PLURAL && /[^siu]s$/.test(spelt) ? spelt.slice(0, -1) : spelt;
};

/** Abbreviations with slashes, with the form without slashes. */
const strokes =
  /(?<![\p{L}\p{N}])(?:n\/?k\/c\/o|k\/c\/o|k\/h\/o|f\/h\/o|p\/h\/o|h\/o|f\/h|p\/h|c\/o|s\/p|r\/o|w\/o|d\/t|t\/t|y\/o|n\/a|i\/v\/o|o\/e)(?![\p{L}\p{N}])/giu;
const initials = /(?<![\p{L}\p{N}])(?:\p{L}\.){2,}(?:\p{L}(?![\p{L}\p{N}]))?/gu;
const numbering = /(^|[\s,;])\d{1,2}[.)]\s*(?=\p{L})/gu;

const prepare = (text: string): string =>
  text
    .slice(0, LONGEST_LINE)
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\bfit (?:and|&|n) (well|healthy)\b/gi, '$1')
    .replace(/[’‘'`´]/g, '')
    .replace(strokes, (found) => found.replaceAll('/', ''))
    .replace(initials, (found) => found.replaceAll('.', ''))
    .replace(numbering, '$1; ')
    .replace(/\+\s?ve(?![\p{L}])/giu, ' positive ')
    .replace(/(?<=[\s(])-\s?ve(?![\p{L}])/giu, ' negative ')
    .replace(/\+(?=\s*($|[,;.)\n]))/g, ' positive ')
    .replace(/[↑⬆]/gu, ' high ')
    .replace(/[↓⬇]/gu, ' low ')
    .replace(/#(?=\s*\p{L})/gu, ' fracture ');

const pieces =
  /(?<date>(?<![\p{L}\p{N}])(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{1,2}[/-](?:19|20)\d{2}|(?:19|20)\d{2}[/-]\d{1,2}(?:[/-]\d{1,2})?|(?:19|20)\d{2}\s?[-–]\s?(?:19|20)\d{2})(?![\p{L}\p{N}]))|(?<code>(?<![\p{L}\p{N}])[A-TV-Z]\d{2}(?:\.\d{1,2})?(?![\p{L}\p{N}]))|(?<word>\d+\.\d+|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*)|(?<break>[,;|\n\r।]|\.(?=\s|$))|(?<and>[+&])|(?<or>\/)|(?<doubt>\?)|(?<silent>[\s()[\]{}"“”*_=\-–—•·.~!:\\])|(?<other>.)/giu;

/** Vitamin B12 is not a category of ICD-10. */
const noCode = /^b1[234]$/i;
const joiningWords: ReadonlyMap<string, Joiner> = new Map([
  ...['and', 'n', 'aur', 'और', 'plus', 'also', 'tatha', 'एवं'].map((word) => [foldWord(word), 'and'] as const),
  ...['or', 'nor', 'ya', 'या'].map((word) => [foldWord(word), 'or'] as const),
  ...['but', 'however', 'lekin', 'par', 'लेकिन', 'then', 'now'].map((word) => [foldWord(word), 'break'] as const),
]);
const roman: Record<string, string> = { i: '1', ii: '2', iii: '3', iv: '4', v: '5', vi: '6', vii: '7' };
const ranked: ReadonlySet<string> = new Set(['type', 'stage', 'grade', 'class', 'norwood', 'nw', 'nyha', 'ludwig', 'hamilton'].map(foldWord));
/** Prefixes that are written apart or together: "hyper tension", "pre-diabetes". */
const prefixes: ReadonlySet<string> = new Set(['hyper, hypo, pre, post, peri, micro, pseudo, poly, auto, thrombo, onco, neuro, osteo'].map(foldWord));

const createTokens = (groups: Record<string, string | undefined>): Token[] => {
  const typed = (kind: Token['kind'], written: string, word = written.toLowerCase()): Token[] => [{ word, written, kind }];
  if (groups['date'] !== undefined) return typed('date', groups['date']);
  if (groups['code'] !== undefined) return noCode.test(groups['code']) ? typed('word', groups['code']) : typed('code', groups['code'].toUpperCase());
  if (groups['break'] !== undefined) return typed('break', groups['break']);
  if (groups['and'] !== undefined) return typed('and', groups['and']);
  if (groups['or'] !== undefined) return typed('or', groups['or']);
  if (groups['doubt'] !== undefined) return typed('doubt', groups['doubt']);
  const written = groups['word'] ?? groups['other'];
  if (written === undefined) return [];
  const word = foldWord(written);
  return typed(joiningWords.get(word) ?? 'word', written, word === '' ? written : word);
};

/** The tokens of a line, in order. Only spaces, brackets and dashes are left out. */
export const tokenizeText = (text: string): Token[] => {
  const tokens = [...prepare(text).matchAll(pieces)].flatMap((match) => createTokens(match.groups ?? {}));
  return tokens.map((token, index) => {
    const rank = token.kind === 'word' && ranked.has(tokens[index - 1]?.word ?? '') ? roman[token.word] : undefined;
    return rank === undefined ? token : { ...token, word: rank };
  });
};

/** Joins a prefix and its word where a vocabulary knows them as one word, and splits "nondiabetic". */
export const joinPrefixes = (tokens: readonly Token[], isKnown: (word: string) => boolean): Token[] => {
  const joined: Token[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if (last?.kind === 'word' && token.kind === 'word' && prefixes.has(last.word)) {
      const word = foldWord(`${last.written}${token.written}`);
      if (isKnown(word)) {
        joined[joined.length - 1] = { word, written: `${last.written} ${token.written}`, kind: 'word' };
        continue;
      }
    }
    if (token.kind === 'word' && /^non.{4}/.test(token.word) && !isKnown(token.word) && isKnown(token.word.slice(3))) {
      joined.push(
        { word: 'non', written: token.written.slice(0, 3), kind: 'word' },
        { word: token.word.slice(3), written: token.written.slice(3), kind: 'word' },
      );
      continue;
    }
    joined.push(token);
  }
  return joined;
};

/** The words of a name in the form in which they are compared; small words do not count. */
export const listWordsOfName = (name: string): string[] => {
  const all = joinPrefixes(tokenizeText(name), () => true)
    .filter(({ kind }) => kind === 'word')
    .map(({ word }) => word);
  // A last "a" is part of the name: hepatitis A, haemophilia A.
  const telling = all.filter((word, at) => !smallWords.has(word) || (word === 'a' && at === all.length - 1 && at > 0));
  return telling.length > 0 ? telling : all;
};

/** Splits lists that are written with commas. */
export const splitLists = (lists: readonly string[]): string[] => lists.flatMap((list) => list.split(', '));

export const foldAll = (lists: readonly string[]): ReadonlySet<string> => new Set(splitLists(lists).map(foldWord));

/** Words that do not change a name: "ringworm of the scalp" is "ringworm scalp". */
export const smallWords: ReadonlySet<string> = foldAll([
  ...['a, an, the, of, in, on, at, to, with, due, by, for, from, as, into, over, upon'],
  ...['ki', 'ka', 'ke', 'mein', 'me', 'se', 'hai', 'की', 'का', 'के', 'में', 'से', 'है', 'को', 'ko', 'पर'],
]);
