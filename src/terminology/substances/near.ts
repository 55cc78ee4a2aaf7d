import { memoize } from '../../kernel/memoize.js';
import { everyName, type Named } from './catalogue.js';
import { lexiconWords } from './lexicon.js';

/** Whether two words differ by one added, missing or changed letter, or by two swapped neighbours. */
export const differsByOneLetter = (one: string, other: string): boolean => {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1 || short === long) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  if (short.length < long.length) return short.slice(start) === long.slice(start + 1);
  if (short.slice(start + 1) === long.slice(start + 1)) return true;
  return short[start] === long[start + 1] && short[start + 1] === long[start] && short.slice(start + 2) === long.slice(start + 2);
};

/** Replaces letters that sound alike, so that "metfarmin" matches "metformin". */
const foldByEar = (word: string): string =>
  word
    .replace(/ph/g, 'f')
    .replace(/[aeiouy]+/g, 'a')
    .replace(/c(?=a[^a]|k)|k|q/g, 'k')
    .replace(/z/g, 's')
    .replace(/th/g, 't')
    .replace(/w/g, 'v')
    .replace(/(.)\1+/g, '$1');

export interface Near {
  readonly word: string;
  readonly named: readonly Named[];
}

interface Misses {
  readonly close: readonly Near[];
  readonly further: readonly Near[];
}

const addTo = <Key>(index: Map<Key, Near[]>, key: Key, near: Near): void => {
  const there = index.get(key);
  if (there) there.push(near);
  else index.set(key, [near]);
};

/**
 * Names of one word, in three indexes: by length with the first and with the last letter (one of the two is right where one letter is wrong), by sound, and in
 * order.
 */
const byEnds = new Map<string, Near[]>();
const bySound = new Map<string, Near[]>();
const inOrder: Near[] = [];
for (const [word, named] of everyName) {
  if (!/^\p{L}{4,}$/u.test(word)) continue;
  const near = { word, named };
  addTo(byEnds, `${word.length}${word[0]}`, near);
  addTo(byEnds, `${word.length}-${word.at(-1)}`, near);
  addTo(bySound, foldByEar(word), near);
  inOrder.push(near);
}
inOrder.sort((one, other) => (one.word < other.word ? -1 : 1));

const mostThatBeginSo = 6;
const listNamesBeginningWith = (word: string): Near[] => {
  let low = 0;
  let high = inOrder.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inOrder[middle]!.word < word) low = middle + 1;
    else high = middle;
  }
  return inOrder.slice(low, low + mostThatBeginSo).filter((near) => near.word.startsWith(word));
};

/**
 * Finds names that differ from a word by one letter, and names that sound alike or begin with the word. The former may be read with care; the latter are only
 * suggested.
 */
export const getNearMisses = memoize((word: string): Misses => {
  if (word.length < 4) return { close: [], further: [] };
  const close = new Set<Near>();
  for (const length of [word.length, word.length + 1, word.length - 1])
    for (const key of [`${length}${word[0]}`, `${length}-${word.at(-1)}`])
      for (const near of byEnds.get(key) ?? []) if (differsByOneLetter(word, near.word)) close.add(near);
  const further = new Set([...(bySound.get(foldByEar(word)) ?? []), ...listNamesBeginningWith(word)].filter((near) => near.word !== word && !close.has(near)));
  return { close: [...close], further: [...further] };
}, 2_000);

const lexiconByLength = new Map<number, string[]>();
for (const word of lexiconWords) if (!word.includes(' ')) lexiconByLength.set(word.length, [...(lexiconByLength.get(word.length) ?? []), word]);

const fewestLettersReadNear = 6;
/** The shortest brand name that is read in spite of a misspelling. Companies choose names that differ by one letter, so only a long name is surely misspelt. */
const fewestLettersOfBrandReadNear = 9;

/** The only name that a misspelt word can mean; undefined where several names are possible, or another everyday word. */
export const findOnlyNearMiss = (word: string, close: readonly Near[]): readonly Named[] | undefined => {
  if (word.length < fewestLettersReadNear || close.length === 0) return undefined;
  if (word.length < fewestLettersOfBrandReadNear && close.some(({ named }) => named.some(({ kind }) => kind === 'brand'))) return undefined;
  const meanings = new Set(close.flatMap(({ named }) => named.map(({ parts }) => parts.map(({ substance }) => substance.id).join('+'))));
  if (meanings.size !== 1) return undefined;
  for (const length of [word.length - 1, word.length, word.length + 1])
    if ((lexiconByLength.get(length) ?? []).some((known) => differsByOneLetter(word, known))) return undefined;
  return close[0]!.named;
};
