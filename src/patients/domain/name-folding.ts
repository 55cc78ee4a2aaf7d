/**
 * Reduces names to their sound, so that `आशा`, `Ashā` and `Asha` match. A name is transliterated into Latin letters, then into one spelling of the
 * sounds that Indian and European names write in several ways.
 *
 * Three properties of the written word are stored with it, because its Latin letters no longer show them: whether the script writes consonants only
 * (Arabic, Hebrew), whether it is Korean, and whether the word belongs to the word before it (`Anne-Marie`, `van der Berg`).
 */
import anyAscii from 'any-ascii';
import { koreanSurnames } from './korean-surnames.data.js';

const MAXIMUM_TOKENS = 12;
const MAXIMUM_TOKEN_LENGTH = 24;
const MOST_JOINED = 3;

/** A word of a name in lower-case Latin letters and digits. */
export interface NameToken {
  word: string;
  /** The kind of script. `abjad`: a script that writes only consonants and long vowels, so that `محمد` becomes `mhmd`. */
  script: 'abjad' | 'hangul' | 'other';
  /** The word with extra signs for sounds of an abjad that Latin letters lack. */
  latin: string;
  /** Whether the word belongs to the word before it, because it follows a hyphen or a particle. */
  bound: boolean;
}

/** Particles, which belong to the word after them. */
const particles: ReadonlySet<string> = new Set(
  'van von der den de del della di da do dos das du la le el al ten ter zu zur bin ibn abu abdul abd mac mc st san santa o d'.split(' '),
);

/** All characters that are used as an apostrophe, including those that transliteration would turn into a space. */
const APOSTROPHES = /[\u0060\u00b4\u02b9-\u02bd\u055a\u05f3\u2018-\u201b\u2032\u2035\ua78b\ua78c\uff07]/g;
const ABJAD = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]/u;
const HANGUL = /^[\p{Script=Hangul}-]+$/u;
/** Names in these scripts are written without spaces, with the family name first. */
const UNSPACED = /^[\p{Script=Hangul}\p{Script=Han}]{2,5}$/u;
const twoSyllableSurnames: ReadonlySet<string> = new Set(
  '남궁 황보 제갈 사공 선우 독고 欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 公孙 公孫 慕容 令狐 司徒'.split(' '),
);
const LONGEST_OF_ONE_FAMILY_NAME = 3;

/**
 * Splits a name that is written without spaces into family and given name; null for any other name. In a name of four or more characters, the first two are the
 * family name.
 */
export const splitUnspacedName = (text: string): { family: string; given: string } | null => {
  const signs = [...text.normalize('NFKC').trim()];
  if (!UNSPACED.test(signs.join(''))) return null;
  const isTwo = signs.length > 2 && (signs.length > LONGEST_OF_ONE_FAMILY_NAME || twoSyllableSurnames.has(signs.slice(0, 2).join('')));
  const length = isTwo ? 2 : 1;
  return { family: signs.slice(0, length).join(''), given: signs.slice(length).join('') };
};

const VOWELS = /[aeiouwy]/g;
const BEGINS_WITH_A_VOWEL = /^['`]*[aeiou]|^['`]/;

/**
 * Reduces a word to the form that is compared between an abjad and other scripts: `mhmd` for `محمد`, `Mohammad` and `Muhammed`. A leading vowel becomes `*`,
 * since `علي` and `Ali` have little else; a silent `h` at the end is left out.
 */
export const extractConsonants = ({ latin }: NameToken): string => {
  const bare = latin.replace(/['`]/g, '');
  const begins = BEGINS_WITH_A_VOWEL.test(latin);
  const heard = begins ? bare.replace(/^[aeiou]+/, '') : bare;
  const consonants = (begins ? '' : heard.slice(0, 1)) + heard.slice(begins ? 0 : 1).replace(VOWELS, '');
  return (begins ? '*' : '') + foldToken(consonants.replace(/(?<=.)h$/, ''));
};

const createToken = (latin: string, script: NameToken['script'], bound: boolean): NameToken => ({
  word: latin.replace(/['`]/g, '').slice(0, MAXIMUM_TOKEN_LENGTH),
  latin,
  script,
  bound,
});

/** Splits a name into its words, in order. */
export const listNameTokens = (text: string): NameToken[] => {
  const found: NameToken[] = [];
  // Each part between spaces is transliterated separately, so that its script is known.
  for (const written of text.replace(APOSTROPHES, "'").normalize('NFKC').split(/\s+/)) {
    const script = ABJAD.test(written) ? 'abjad' : HANGUL.test(written) ? 'hangul' : 'other';
    let isFirst = true;
    for (const latin of anyAscii(written)
      .toLowerCase()
      .replaceAll('.', '')
      .split(/[^a-z0-9'`]+/)) {
      if (!/[a-z0-9]/.test(latin)) continue;
      const before = found.at(-1);
      found.push(createToken(latin, script, before !== undefined && (!isFirst || particles.has(before.word))));
      isFirst = false;
      if (found.length === MAXIMUM_TOKENS) return found;
    }
  }
  return found;
};

/** Neighbouring words of a name as one word: `Anne Marie` as `annemarie`. */
export interface Join {
  /** The joined word; `bound` where the name itself joins the words. */
  token: NameToken;
  /** The index of the first joined word. `length` is how many words are joined. */
  from: number;
  length: number;
}

const joinTokens = (tokens: readonly NameToken[]): NameToken => {
  const latin = tokens.map((token) => token.latin).join('');
  return createToken(
    latin,
    tokens[0]!.script,
    tokens.slice(1).every(({ bound }) => bound),
  );
};

/** Joins every two and every three neighbouring words, as other people may write them. */
export const listJoins = (tokens: readonly NameToken[]): Join[] => {
  const found: Join[] = [];
  for (let length = 2; length <= MOST_JOINED; length++) {
    for (let from = 0; from + length <= tokens.length; from++) found.push({ token: joinTokens(tokens.slice(from, from + length)), from, length });
  }
  return found;
};

/** Splits a name in a query into words. A name that is written without spaces becomes family and given name, which belong together. */
export const listSearchTokens = (text: string): NameToken[] =>
  listNameTokens(
    text
      .split(/\s+/)
      .map((written) => Object.values(splitUnspacedName(written) ?? { written }).join('-'))
      .join(' '),
  );

/** Lists the words by which a name is found: its own words, the words that the name itself joins, and neighbours that others may join. */
export const collectKnownTokens = (name: string): { words: NameToken[]; neighbours: NameToken[] } => {
  const tokens = listSearchTokens(name);
  const together = listJoins(tokens).map(({ token }) => token);
  return { words: [...tokens, ...together.filter(({ bound }) => bound)], neighbours: together.filter(({ bound }) => !bound) };
};

/** Korean family names by their usual spelling and by the transliteration, each with the other spellings. */
const romanizations: ReadonlyMap<string, readonly string[]> = new Map(
  [...new Set(Object.entries(koreanSurnames).flatMap(([standard, others]) => [standard, ...others]))].map((word) => [
    word,
    Object.entries(koreanSurnames).flatMap(([standard, others]) => (others.includes(word) ? [standard] : standard === word ? others : [])),
  ]),
);

/** Lists other romanizations of a word, for comparison with a word in Korean script. */
export const listOtherRomanizations = ({ word }: NameToken): readonly string[] => romanizations.get(word) ?? [];

/** Whether two words of different scripts are the same name: by their consonants for a script without vowels, and by the usual romanization for Korean. */
export const isSameAcrossScripts = (a: NameToken, b: NameToken): boolean => {
  if ((a.script === 'abjad') !== (b.script === 'abjad')) {
    const consonants = extractConsonants(a);
    return consonants.length > 1 && consonants === extractConsonants(b);
  }
  return (a.script === 'hangul') !== (b.script === 'hangul') && listOtherRomanizations(a).includes(b.word);
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

/** Reduces different spellings of the same sounds to one: `Lakshmi` and `Laxmi` become `laksmi`. */
export const foldToken = (token: string): string => sounds.reduce((text, [pattern, sound]) => text.replace(pattern, sound), token);

/** Leaves out the vowel that Indic scripts do not write: `Vikram` and `विक्रम` become `vikrm`. */
export const toSkeleton = (folded: string): string => folded.slice(0, 1) + folded.slice(1).replaceAll('a', '');

/** Lists the word and every word that results from dropping one letter. Two words within one edit share a member. */
export const listDeletionVariants = (token: string): string[] => {
  const found = new Set([token]);
  for (let index = 0; index < token.length; index++) found.add(token.slice(0, index) + token.slice(index + 1));
  found.delete('');
  return [...found];
};
