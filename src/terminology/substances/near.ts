import { everyName, type Named } from './catalogue.js';
import { lexiconWords } from './lexicon.js';

/** Names of one word by their length: few enough to be looked through for a word that nothing explains. */
const wordsByLength = (() => {
  const lengths: [word: string, named: readonly Named[]][][] = [];
  for (const [key, named] of everyName) if (/^\p{L}{4,}$/u.test(key)) (lengths[key.length] ??= []).push([key, named]);
  return lengths;
})();

/** Whether two words differ by one letter added, lost, changed, or by two neighbours that changed places. */
export const differByOne = (one: string, other: string): boolean => {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1 || short === long) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  if (short.length < long.length) return short.slice(start) === long.slice(start + 1);
  if (short.slice(start + 1) === long.slice(start + 1)) return true;
  return short[start] === long[start + 1] && short[start + 1] === long[start] && short.slice(start + 2) === long.slice(start + 2);
};

/** Letters that are written for one another by ear: so that "metfarmin" is looked for beside "metformin". */
const byEar = (word: string): string =>
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

/** Names that a word misses by one letter, and names that sound alike or begin with it: the first may be read with care, the others are proposed. */
export const nearMisses = (word: string): { close: readonly Near[]; further: readonly Near[] } => {
  const close: Near[] = [];
  const further: Near[] = [];
  if (word.length < 4) return { close, further };
  const sound = byEar(word);
  for (let length = Math.max(4, word.length - 2); length <= word.length + 2; length += 1) {
    for (const [key, named] of wordsByLength[length] ?? []) {
      if (Math.abs(key.length - word.length) <= 1 && differByOne(word, key)) close.push({ word: key, named });
      else if (key[0] === word[0] && byEar(key) === sound) further.push({ word: key, named });
    }
  }
  for (let length = word.length + 1; length < wordsByLength.length && further.length < 8; length += 1)
    for (const [key, named] of wordsByLength[length] ?? [])
      if (further.length < 8 && key.startsWith(word) && !close.some((one) => one.word === key)) further.push({ word: key, named });
  return { close, further };
};

const fewestLettersReadNear = 6;

/** The one name that a misspelt word can be; undefined where several could be meant, or another word of everyday use. */
export const onlyNearMiss = (word: string, close: readonly Near[]): readonly Named[] | undefined => {
  if (word.length < fewestLettersReadNear || close.length === 0) return undefined;
  const meanings = new Set(close.flatMap(({ named }) => named.map(({ parts }) => parts.map(({ substance }) => substance.id).join('+'))));
  if (meanings.size !== 1) return undefined;
  for (const known of lexiconWords) if (differByOne(word, known)) return undefined;
  return close[0]!.named;
};
