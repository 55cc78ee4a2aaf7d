/** Compares two people's names: finds the words that are the same in any order, script and spelling, and those that contradict each other. */
import { splitUnspacedName, foldToken, isSameAcrossScripts, listNameTokens, toSkeleton, type NameToken } from './name-folding.js';
import { createContribution, weights, type Contribution } from './duplicate-weights.js';
import { formatFullName, type Name } from './patient.js';
import { computeEditDistance } from './ranking.js';

type Part = 'given' | 'family';
type Likeness = 'same' | 'sounds-alike' | 'one-slip' | 'two-slips' | 'begins-alike' | 'initial';

/** A word of a name in the forms that are compared. */
interface Word {
  part: Part;
  token: NameToken;
  word: string;
  folded: string;
  skeleton: string;
}

/** One written form of a person's name. */
export type PreparedName = readonly Word[];

interface Match {
  mine: Word;
  theirs: Word;
  likeness: Likeness;
}

export const titles: ReadonlySet<string> = new Set(['dr', 'mr', 'mrs', 'ms', 'miss', 'prof', 'shri', 'shree', 'sri', 'smt', 'thiru', 'herr', 'frau']);
/** Titles that are also given names. They count as names where too little else remains for a whole name. */
const titlesThatAreNames: ReadonlySet<string> = new Set(['shri', 'shree', 'sri', 'thiru']);
const SHORTEST_WITH_A_SLIP = 4;
const SHORTEST_WITH_TWO_SLIPS = 7;
const SHORTEST_BEGINNING = 3;

/** The sign for a nasal, which transliteration always writes as m. Latin spelling uses n as often: `अंजलि` is Anjali. */
const NASAL = /m(?=[bcdfghjklnpqrstvz])/g;

const toWord = (token: NameToken, part: Part): Word => {
  const folded = foldToken(token.word);
  return { part, token, word: token.word, folded, skeleton: toSkeleton(folded).replace(NASAL, 'n') };
};

const FEWEST_OF_A_NAME = 2;

/** Removes titles. A title that may be a name stays where a whole name needs it as the second word: in `Sri Rao` it is a name, in `Sri Asha Rao` a title. */
const withoutTitles = (tokens: NameToken[]): NameToken[] => {
  const others = tokens.filter(({ word }) => !titles.has(word));
  if (others.length === 0) return tokens;
  return others.length >= FEWEST_OF_A_NAME ? others : tokens.filter(({ word }) => !titles.has(word) || titlesThatAreNames.has(word));
};

const toWords = (text: string, part: Part): Word[] => listNameTokens(text).map((token) => toWord(token, part));

/** Splits a name that is only text. The last of several words counts as the family name; in a name that is written without spaces, the beginning. */
const fromText = (text: string): PreparedName => {
  const unspaced = splitUnspacedName(text);
  if (unspaced) return [...toWords(unspaced.given, 'given'), ...toWords(unspaced.family, 'family')];
  const tokens = withoutTitles(listNameTokens(text));
  return tokens.map((token, index) => toWord(token, index > 0 && index === tokens.length - 1 ? 'family' : 'given'));
};

const fromParts = ({ given = [], family }: Name): PreparedName => [
  ...withoutTitles(listNameTokens(given.join(' '))).map((token) => toWord(token, 'given')),
  ...(family === undefined ? [] : toWords(family, 'family')),
];

const joinSortedWords = (name: PreparedName): string =>
  name
    .map((word) => word.word)
    .sort()
    .join(' ');

/** Lists the written forms of a name. The text is left out where it only repeats the parts. */
const listWaysToWrite = (name: Name): PreparedName[] => {
  const parts = formatFullName({ given: name.given ?? [], ...(name.family !== undefined && { family: name.family }) });
  return [...(parts === '' ? [] : [fromParts(name)]), ...(name.text === undefined || name.text === parts ? [] : [fromText(name.text)])];
};

/** Lists every written form of the person's names: the parts of each name, and its text where it differs. */
export const prepareNames = (names: readonly Name[]): PreparedName[] => {
  const found = new Map<string, PreparedName>();
  for (const name of names) {
    for (const written of listWaysToWrite(name)) {
      const words = joinSortedWords(written);
      if (words !== '' && !found.has(words)) found.set(words, written);
    }
  }
  return [...found.values()];
};

const computeBoundedDistance = (a: string, b: string): number => (Math.abs(a.length - b.length) > 2 ? Infinity : computeEditDistance(a, b));
const computeShorterLength = (a: string, b: string): number => Math.min(a.length, b.length);

/** Whether two words differ only in the first letter, which may be missing in one: Rita and Gita, Anita and Nita. Two swapped letters are a typing error. */
const isRhyme = (a: string, b: string): boolean => a[0] !== b[0] && (a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1));

const isRhymingWord = (a: Word, b: Word): boolean => isRhyme(a.word, b.word) || isRhyme(a.folded, b.folded);

const findLikeness = (a: Word, b: Word): Likeness | null => {
  if (a.word === b.word) return 'same';
  if (a.folded === b.folded) return 'sounds-alike';
  if (isSameAcrossScripts(a.token, b.token)) return a.token.script === 'hangul' || b.token.script === 'hangul' ? 'sounds-alike' : 'one-slip';
  if (a.word.length === 1 || b.word.length === 1) return a.word[0] === b.word[0] ? 'initial' : null;
  const length = computeShorterLength(a.word, b.word);
  if (a.skeleton === b.skeleton && a.skeleton.length > 1) return 'one-slip';
  const written = computeBoundedDistance(a.word, b.word);
  const slips = written <= 1 || (a.word === a.folded && b.word === b.folded) ? written : Math.min(written, computeBoundedDistance(a.folded, b.folded));
  if (slips === 1 && length >= SHORTEST_WITH_A_SLIP) return 'one-slip';
  if (slips === 2 && length >= SHORTEST_WITH_TWO_SLIPS) return 'two-slips';
  const begins = a.word.startsWith(b.word) || b.word.startsWith(a.word);
  return begins && length >= SHORTEST_BEGINNING ? 'begins-alike' : null;
};

/** Matches two words of names. Given names that rhyme do not match, because a typing error in the first letter is rarer than siblings with rhyming names. */
const findMatch = (mine: Word, theirs: Word): Match | null => {
  const likeness = findLikeness(mine, theirs);
  if (likeness === null) return null;
  const isSlip = (likeness === 'one-slip' || likeness === 'two-slips') && !isSameAcrossScripts(mine.token, theirs.token);
  if (isSlip && mine.part === 'given' && theirs.part === 'given' && isRhymingWord(mine, theirs)) return null;
  return { mine, theirs, likeness };
};

const computeWorth = ({ mine, theirs, likeness }: Match): number => weights.givenName[likeness][0] + (mine.part === theirs.part ? 0.1 : 0);

/** A tie-break that does not depend on the order of the two records. */
const formatTieBreaker = ({ mine, theirs }: Match): string => [mine.word, theirs.word].sort().join(' ');

const compareMatches = (a: Match, b: Match): number => computeWorth(b) - computeWorth(a) || (formatTieBreaker(a) < formatTieBreaker(b) ? -1 : 1);

/** Matches each word with at most one word of the other name: the most similar words first, and words of the same part before others. */
const listMatches = (mine: PreparedName, theirs: PreparedName): Match[] => {
  const possible = mine.flatMap((word) => theirs.map((other) => findMatch(word, other))).filter((match) => match !== null);
  const taken = new Set<Word>();
  return possible.sort(compareMatches).filter((match) => {
    if (taken.has(match.mine) || taken.has(match.theirs)) return false;
    taken.add(match.mine).add(match.theirs);
    return true;
  });
};

/** Scores the matches. The two most similar words count in full, as given and family name; each further word counts a little. */
const listAgreements = (matches: Match[]): Contribution[] => {
  const found: Contribution[] = [];
  for (const { mine, theirs, likeness } of matches) {
    const isSwapped = mine.part !== theirs.part;
    const field = (isSwapped ? (['givenName', 'familyName'] as const) : ([mine.part === 'given' ? 'givenName' : 'familyName'] as const)).find(
      (item) => !found.some((other) => other.field === item),
    );
    if (field === undefined) {
      if (likeness !== 'initial' && !found.some((contribution) => contribution.field === 'otherNames')) found.push(createContribution('otherNames', 'same'));
      continue;
    }
    const plain = createContribution(field, likeness);
    const swapped = createContribution(field, 'swapped');
    found.push(isSwapped ? { ...swapped, weight: Math.min(swapped.weight, plain.weight) } : plain);
  }
  return found;
};

const listContradictions = (mine: PreparedName, theirs: PreparedName, matches: Match[]): Contribution[] => {
  const myRest = mine.filter((word) => !matches.some((match) => match.mine === word));
  const theirRest = theirs.filter((word) => !matches.some((match) => match.theirs === word));
  if (myRest.length === 0 || theirRest.length === 0) return [];
  const bothHave = (part: Part): boolean => [mine, theirs].every((name) => name.some((word) => word.part === part));
  const mineMatches = (part: Part): boolean => matches.some((match) => match.mine.part === part);
  const theirsMatches = (part: Part): boolean => matches.some((match) => match.theirs.part === part);
  const isGivenOther = bothHave('given') && !(mineMatches('given') && theirsMatches('given'));
  const isFamilyOther = bothHave('family') && !mineMatches('family') && !theirsMatches('family');
  const found: Contribution[] = [];
  if (isGivenOther) {
    const isRhyming = myRest.some((word) => theirRest.some((other) => isRhymingWord(word, other)));
    found.push(createContribution('givenName', isRhyming ? 'rhymes' : 'different'));
  }
  if (isFamilyOther) found.push(createContribution('familyName', 'different'));
  return found.length > 0 ? found : [createContribution('otherNames', 'different')];
};

const MOST_JOINED = 3;
const SHORTEST_JOINED = 4;

/** Joins neighbouring words of a name where the other name has them as one: O Brien beside O'Brien, Anne Marie beside Annemarie. */
const joinWordsLike = (name: PreparedName, other: PreparedName): PreparedName => {
  const found: Word[] = [];
  for (let at = 0; at < name.length;) {
    let taken = 1;
    let word = name[at]!;
    for (let length = Math.min(MOST_JOINED, name.length - at); length > 1 && taken === 1; length--) {
      const parts = name.slice(at, at + length);
      const folded = foldToken(parts.map((part) => part.word).join(''));
      const like = folded.length < SHORTEST_JOINED ? undefined : other.find((word) => word.folded === folded);
      if (like) [word, taken] = [{ ...like, part: parts.every(({ part }) => part === parts[0]!.part) ? parts[0]!.part : like.part }, length];
    }
    found.push(word);
    at += taken;
  }
  return found;
};

const compare = (one: PreparedName, other: PreparedName): Contribution[] => {
  const [mine, theirs] = [joinWordsLike(one, other), joinWordsLike(other, one)];
  const matches = listMatches(mine, theirs);
  return [...listAgreements(matches), ...listContradictions(mine, theirs, matches)];
};

export const sumWeights = (contributions: readonly Contribution[]): number => contributions.reduce((sum, contribution) => sum + contribution.weight, 0);

/** Compares all pairs of names of the two records and answers the best. A former name counts like the current one. */
export const compareNames = (mine: readonly PreparedName[], theirs: readonly PreparedName[]): Contribution[] => {
  let best: Contribution[] | null = null;
  for (const preparedName of mine) {
    for (const other of theirs) {
      const found = compare(preparedName, other);
      if (best === null || sumWeights(found) > sumWeights(best)) best = found;
    }
  }
  return best ?? [];
};
