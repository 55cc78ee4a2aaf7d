/**
 * Names as they sound rather than as they are written, so that `आशा`, `Ashā` and `Asha` meet. A name is brought to
 * Latin letters, then to one spelling of sounds that Indian and European names write in several ways.
 *
 * Three things are kept of how a word was written, since its letters no longer say so: that the script writes consonants alone
 * (Arabic, Hebrew), that it is a Korean one, and that the word belongs to the one before it (`Anne-Marie`, `van der Berg`).
 */
import anyAscii from 'any-ascii';
import { koreanSurnames } from './korean-surnames.data.js';

const MAXIMUM_TOKENS = 12;
const MAXIMUM_TOKEN_LENGTH = 24;
const MOST_JOINED = 3;

/** A word of a name in lower-case Latin letters and digits. */
export interface NameToken {
  word: string;
  /** `abjad`: the script writes consonants and long vowels alone, so that `محمد` is `mhmd`. */
  script: 'abjad' | 'hangul' | 'other';
  /** The same with the signs that stand for sounds of an abjad which Latin letters do not have. */
  latin: string;
  /** Whether it is one with the word before it: behind a hyphen, or behind a particle. */
  bound: boolean;
}

/** Words that belong to the one behind them. */
const particles: ReadonlySet<string> = new Set(
  'van von der den de del della di da do dos das du la le el al ten ter zu zur bin ibn abu abdul abd mac mc st san santa o d'.split(' '),
);

/** All that stands for an apostrophe, those that transliteration would make a space of among them. */
const APOSTROPHES = /[\u0060\u00b4\u02b9-\u02bd\u055a\u05f3\u2018-\u201b\u2032\u2035\ua78b\ua78c\uff07]/g;
const ABJAD = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]/u;
const HANGUL = /^[\p{Script=Hangul}-]+$/u;
/** Names in these scripts are written without a space, the family name first. */
const UNSPACED = /^[\p{Script=Hangul}\p{Script=Han}]{2,5}$/u;
const twoSyllableSurnames: ReadonlySet<string> = new Set(
  '남궁 황보 제갈 사공 선우 독고 欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 公孙 公孫 慕容 令狐 司徒'.split(' '),
);
const LONGEST_OF_ONE_FAMILY_NAME = 3;

/** Family and given name of a name that is written without a space; null where it is none. Of four signs and more, two are the family's. */
export const familyFirst = (text: string): { family: string; given: string } | null => {
  const signs = [...text.normalize('NFKC').trim()];
  if (!UNSPACED.test(signs.join(''))) return null;
  const isTwo = signs.length > 2 && (signs.length > LONGEST_OF_ONE_FAMILY_NAME || twoSyllableSurnames.has(signs.slice(0, 2).join('')));
  const length = isTwo ? 2 : 1;
  return { family: signs.slice(0, length).join(''), given: signs.slice(length).join('') };
};

const VOWELS = /[aeiouwy]/g;
const BEGINS_WITH_A_VOWEL = /^['`]*[aeiou]|^['`]/;

/**
 * What is compared between an abjad and other scripts: `mhmd` of `محمد`, `Mohammad` and `Muhammed`. A vowel in front is `*`, since `علي` and `Ali`
 * have little else; a silent `h` at the end is left out.
 */
export const consonantsOf = ({ latin }: NameToken): string => {
  const bare = latin.replace(/['`]/g, '');
  const begins = BEGINS_WITH_A_VOWEL.test(latin);
  const heard = begins ? bare.replace(/^[aeiou]+/, '') : bare;
  const consonants = (begins ? '' : heard.slice(0, 1)) + heard.slice(begins ? 0 : 1).replace(VOWELS, '');
  return (begins ? '*' : '') + fold(consonants.replace(/(?<=.)h$/, ''));
};

const tokenOf = (latin: string, script: NameToken['script'], bound: boolean): NameToken => ({
  word: latin.replace(/['`]/g, '').slice(0, MAXIMUM_TOKEN_LENGTH),
  latin,
  script,
  bound,
});

/** The words of a name, in their order. */
export const nameTokens = (text: string): NameToken[] => {
  const found: NameToken[] = [];
  // What is between spaces is transliterated by itself: the script of each is known then.
  for (const written of text.replace(APOSTROPHES, "'").normalize('NFKC').split(/\s+/)) {
    const script = ABJAD.test(written) ? 'abjad' : HANGUL.test(written) ? 'hangul' : 'other';
    let isFirst = true;
    for (const latin of anyAscii(written)
      .toLowerCase()
      .replaceAll('.', '')
      .split(/[^a-z0-9'`]+/)) {
      if (!/[a-z0-9]/.test(latin)) continue;
      const before = found.at(-1);
      found.push(tokenOf(latin, script, before !== undefined && (!isFirst || particles.has(before.word))));
      isFirst = false;
      if (found.length === MAXIMUM_TOKENS) return found;
    }
  }
  return found;
};

/** Neighbours in a name as one word: `Anne Marie` as `annemarie`. */
export interface Join {
  /** `bound`: the name itself makes them one. */
  token: NameToken;
  /** The place of the first of them, and how many there are. */
  from: number;
  length: number;
}

const joined = (tokens: readonly NameToken[]): NameToken => {
  const latin = tokens.map((token) => token.latin).join('');
  return tokenOf(
    latin,
    tokens[0]!.script,
    tokens.slice(1).every(({ bound }) => bound),
  );
};

/** Every two and three neighbours as one word, as others may write them. */
export const joins = (tokens: readonly NameToken[]): Join[] => {
  const found: Join[] = [];
  for (let length = 2; length <= MOST_JOINED; length++) {
    for (let from = 0; from + length <= tokens.length; from++) found.push({ token: joined(tokens.slice(from, from + length)), from, length });
  }
  return found;
};

/** The words of a name as it is looked for: of one that is written without a space, family and given name, which hang together. */
export const searchTokens = (text: string): NameToken[] =>
  nameTokens(
    text
      .split(/\s+/)
      .map((written) => Object.values(familyFirst(written) ?? { written }).join('-'))
      .join(' '),
  );

/** The words by which a name is known: its own and those that it makes one; and neighbours that others may write as one. */
export const knownTokens = (name: string): { words: NameToken[]; neighbours: NameToken[] } => {
  const tokens = searchTokens(name);
  const together = joins(tokens).map(({ token }) => token);
  return { words: [...tokens, ...together.filter(({ bound }) => bound)], neighbours: together.filter(({ bound }) => !bound) };
};

/** A Korean family name as passports write it, and as transliteration does. */
const romanizations: ReadonlyMap<string, readonly string[]> = new Map(
  [...new Set(Object.entries(koreanSurnames).flatMap(([standard, others]) => [standard, ...others]))].map((word) => [
    word,
    Object.entries(koreanSurnames).flatMap(([standard, others]) => (others.includes(word) ? [standard] : standard === word ? others : [])),
  ]),
);

/** How else the word may be written where one side wrote it in Korean. */
export const otherRomanizations = ({ word }: NameToken): readonly string[] => romanizations.get(word) ?? [];

/** Whether two words of different scripts stand for one: by their consonants where one script writes no vowels, by the usual romanization of Korean. */
export const isSameAcrossScripts = (a: NameToken, b: NameToken): boolean => {
  if ((a.script === 'abjad') !== (b.script === 'abjad')) {
    const consonants = consonantsOf(a);
    return consonants.length > 1 && consonants === consonantsOf(b);
  }
  return (a.script === 'hangul') !== (b.script === 'hangul') && otherRomanizations(a).includes(b.word);
};

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
