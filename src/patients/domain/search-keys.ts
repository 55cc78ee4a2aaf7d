/**
 * The keys by which patients are found. Each key is a word of one kind, combined with the clinic and hashed to 32 bits. One GIN index over arrays of integers
 * thus finds names (also misspelt), telephone digits, record numbers and birth dates of one clinic only. A collision brings a candidate that the ranking drops.
 */
import {
  extractConsonants,
  foldToken,
  listJoins,
  collectKnownTokens,
  listDeletionVariants,
  listOtherRomanizations,
  listSearchTokens,
  toSkeleton,
  type NameToken,
} from './name-folding.js';

const SHORTEST_PREFIX = 3;
const LONGEST_PREFIX = 10;
const SHORTEST_DIGITS = 4;

/** The version of the keys. The server rebuilds keys of older versions when it starts (see operator.ts). */
export const KEYS_VERSION = 2;

type Kind = 'exact' | 'near' | 'prefix' | 'abjad' | 'crossing' | 'digits' | 'record' | 'born';

const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** Computes FNV-1a over the UTF-16 units as a signed 32-bit integer. `from` continues an earlier hash. */
const hashText = (text: string, from: number = OFFSET_BASIS): number => {
  let value = from;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), PRIME);
  return value | 0;
};

/** Makes a function for the keys of one kind in one clinic; the common prefix is hashed once. */
const createKeyHasher = (clinicId: string, kind: Kind): ((word: string) => number) => {
  const start = hashText(`${clinicId}/${kind}/`);
  return (word) => hashText(word, start);
};

const hashKey = (clinicId: string, kind: Kind, word: string): number => createKeyHasher(clinicId, kind)(word);

/** Extracts the digits of a telephone number, without a trunk prefix or the zeros of international dialling. */
const extractDigits = (text: string): string => text.replace(/\D/g, '').replace(/^0+/, '');

/**
 * Lists the endings that a typed telephone number can have. Leading zeros may be a dialling prefix or part of the number. Fewer than four digits are no number.
 */
export const listPhoneEndings = (text: string): string[] =>
  [...new Set([text.replace(/\D/g, ''), extractDigits(text)])].filter((digits) => digits.length >= SHORTEST_DIGITS);

export interface SearchableText {
  /** Every name of the patient, including the names of merged records. */
  names: string[];
  phones: string[];
  medicalRecordNumber: string;
  /** The record numbers of the records that were merged into the patient's. Their names are in `names`. */
  mergedNumbers?: readonly string[];
  /** The birth date with its known precision: a year, a month or a day; null where it is unknown. */
  birthDate: string | null;
}

const listExactWords = ({ word }: NameToken): string[] => {
  const folded = foldToken(word);
  return [...new Set([word, folded, toSkeleton(folded)])];
};

const listNearWords = ({ word }: NameToken): string[] => [...new Set([...listDeletionVariants(word), ...listDeletionVariants(foldToken(word))])];

const listPrefixes = ({ word: token }: NameToken): string[] => {
  const found: string[] = [];
  for (let length = SHORTEST_PREFIX; length <= Math.min(token.length, LONGEST_PREFIX); length++) found.push(token.slice(0, length));
  return found;
};

/** Makes all keys of a patient. */
export const listSearchKeys = (clinicId: string, patient: SearchableText): number[] => {
  const found = new Set<number>();
  const exact = createKeyHasher(clinicId, 'exact');
  const near = createKeyHasher(clinicId, 'near');
  const prefix = createKeyHasher(clinicId, 'prefix');
  const abjad = createKeyHasher(clinicId, 'abjad');
  const crossing = createKeyHasher(clinicId, 'crossing');
  const digitsKey = createKeyHasher(clinicId, 'digits');
  const addExact = (token: NameToken): void => {
    for (const word of listExactWords(token)) found.add(exact(word));
    found.add((token.script === 'abjad' ? abjad : crossing)(extractConsonants(token)));
  };
  for (const name of new Set(patient.names)) {
    const { words, neighbours } = collectKnownTokens(name);
    for (const token of words) {
      addExact(token);
      for (const word of listNearWords(token)) found.add(near(word));
      for (const word of listPrefixes(token)) found.add(prefix(word));
    }
    for (const token of neighbours) addExact(token);
  }
  for (const phone of patient.phones) {
    const digits = extractDigits(phone);
    for (let length = SHORTEST_DIGITS; length <= digits.length; length++) found.add(digitsKey(digits.slice(-length)));
  }
  for (const number of [patient.medicalRecordNumber, ...(patient.mergedNumbers ?? [])]) found.add(hashKey(clinicId, 'record', number.toLowerCase()));
  const born = patient.birthDate?.split('-') ?? [];
  for (let parts = 1; parts <= born.length; parts++) found.add(hashKey(clinicId, 'born', born.slice(0, parts).join('-')));
  return [...found];
};

/** The condition for a candidate: for every word of the query, one of its keys must match. */
export type CandidateKeys = number[][];

/** Makes the keys of a word by spelling and by sound, including forms for scripts without vowels and for Korean. */
const listCloseWordKeys = (clinicId: string, token: NameToken): number[] => [
  ...[...listExactWords(token), ...listOtherRomanizations(token)].map(createKeyHasher(clinicId, 'exact')),
  hashKey(clinicId, 'abjad', extractConsonants(token)),
  ...(token.script === 'abjad' ? [hashKey(clinicId, 'crossing', extractConsonants(token))] : []),
];

/** Makes the keys of each word, alone and joined with its neighbours, so that `o brien` matches `O'Brien`. */
const listCloseWordsKeys = (clinicId: string, tokens: readonly NameToken[]): number[][] => {
  const found = tokens.map((token) => listCloseWordKeys(clinicId, token));
  for (const { token, from, length } of listJoins(tokens)) {
    const keys = listExactWords(token).map(createKeyHasher(clinicId, 'exact'));
    for (let at = from; at < from + length; at++) found[at]!.push(...keys);
  }
  return found;
};

/** Makes the keys for candidates that have each word by spelling or by sound. */
export const listCloseKeys = (clinicId: string, query: string): CandidateKeys => {
  const tokens = listSearchTokens(query);
  return listCloseWordsKeys(clinicId, tokens).map((keys, index) => [...keys, ...listOtherKeys(clinicId, tokens[index]!)]);
};

/** Makes the keys for candidates that have each word within one edit, or the last word, which may be incomplete, as a beginning. */
export const listNearKeys = (clinicId: string, query: string): CandidateKeys =>
  listSearchTokens(query).map((token, index, all) => [
    ...listNearWords(token).map(createKeyHasher(clinicId, 'near')),
    ...(index === all.length - 1 && token.word.length >= SHORTEST_PREFIX ? [hashKey(clinicId, 'prefix', token.word.slice(0, LONGEST_PREFIX))] : []),
    ...listOtherKeys(clinicId, token),
  ]);

/** Makes the keys of each word of a name, by spelling or sound and within one edit. */
export const listNameKeys = (clinicId: string, name: string): { token: NameToken; close: number[]; near: number[] }[] => {
  const tokens = listSearchTokens(name);
  const close = listCloseWordsKeys(clinicId, tokens);
  return tokens.map((token, index) => ({ token, close: close[index]!, near: listNearWords(token).map(createKeyHasher(clinicId, 'near')) }));
};

const listOtherKeys = (clinicId: string, { word: token }: NameToken): number[] => [
  hashKey(clinicId, 'record', token),
  ...(/^\d+$/.test(token) && token.length >= SHORTEST_DIGITS ? [hashKey(clinicId, 'digits', token)] : []),
];

/** Makes the keys for candidates whose telephone number ends with these digits. */
export const listPhoneKeys = (clinicId: string, phone: string): CandidateKeys => [listPhoneEndings(phone).map(createKeyHasher(clinicId, 'digits'))];

/** Makes the keys for candidates born in this year, in this month or on this day. */
export const listBirthDateKeys = (clinicId: string, birthDate: string): CandidateKeys => [[hashKey(clinicId, 'born', birthDate)]];

/** Whether a query is a telephone number. A query of only digits, spaces and signs counts as one word. */
export const isPhoneLike = (query: string): boolean => /^[\d\s+().-]+$/.test(query) && listPhoneEndings(query).length > 0;
