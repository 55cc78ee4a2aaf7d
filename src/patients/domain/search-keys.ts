/**
 * What a patient is found by. Each key is a word of some kind, bound to the clinic and hashed to 32 bits, so that
 * one GIN index over arrays of integers finds names (also misspelt), telephone digits, record numbers and birth dates
 * of one clinic without touching another's. A collision only brings a candidate that the ranking then drops.
 */
import { consonantsOf, fold, joins, knownTokens, neighbourhood, otherRomanizations, searchTokens, skeleton, type NameToken } from './name-folding.js';

const SHORTEST_PREFIX = 3;
const LONGEST_PREFIX = 10;
const SHORTEST_DIGITS = 4;

/** How keys are made at present: those that were made otherwise are made anew when the server starts (see search-keys.rebuild.ts). */
export const KEYS_VERSION = 2;

type Kind = 'exact' | 'near' | 'prefix' | 'abjad' | 'crossing' | 'digits' | 'record' | 'born';

const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a over the UTF-16 units, as a signed 32-bit integer; goes on from what was hashed before. */
const hash = (text: string, from: number = OFFSET_BASIS): number => {
  let value = from;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), PRIME);
  return value | 0;
};

/** Makes the keys of one kind in one clinic: what all of them begin with is hashed once. */
const keysOfKind = (clinicId: string, kind: Kind): ((word: string) => number) => {
  const start = hash(`${clinicId}/${kind}/`);
  return (word) => hash(word, start);
};

const key = (clinicId: string, kind: Kind, word: string): number => keysOfKind(clinicId, kind)(word);

/** The digits of a telephone number as it was typed, without a trunk prefix or the zeros of international dialling. */
const digitsOf = (text: string): string => text.replace(/\D/g, '').replace(/^0+/, '');

/**
 * What a telephone number that was typed may end with: zeros in front are a prefix of dialling, or digits of the number's end.
 * Fewer than four digits are no number.
 */
export const phoneEndings = (text: string): string[] =>
  [...new Set([text.replace(/\D/g, ''), digitsOf(text)])].filter((digits) => digits.length >= SHORTEST_DIGITS);

export interface SearchableText {
  /** Every way in which the patient is named. */
  names: string[];
  phones: string[];
  medicalRecordNumber: string;
  /** The numbers of the records that were merged into the patient's; their names are among the names. */
  mergedNumbers?: readonly string[];
  /** As precise as it is known: a year, a month or a day. */
  birthDate: string | null;
}

const exactWords = ({ word }: NameToken): string[] => {
  const folded = fold(word);
  return [...new Set([word, folded, skeleton(folded)])];
};

const nearWords = ({ word }: NameToken): string[] => [...new Set([...neighbourhood(word), ...neighbourhood(fold(word))])];

const prefixes = ({ word: token }: NameToken): string[] => {
  const found: string[] = [];
  for (let length = SHORTEST_PREFIX; length <= Math.min(token.length, LONGEST_PREFIX); length++) found.push(token.slice(0, length));
  return found;
};

/** All keys of a patient. */
export const searchKeys = (clinicId: string, patient: SearchableText): number[] => {
  const found = new Set<number>();
  const exact = keysOfKind(clinicId, 'exact');
  const near = keysOfKind(clinicId, 'near');
  const prefix = keysOfKind(clinicId, 'prefix');
  const abjad = keysOfKind(clinicId, 'abjad');
  const crossing = keysOfKind(clinicId, 'crossing');
  const digitsKey = keysOfKind(clinicId, 'digits');
  const addExact = (token: NameToken): void => {
    for (const word of exactWords(token)) found.add(exact(word));
    found.add((token.script === 'abjad' ? abjad : crossing)(consonantsOf(token)));
  };
  for (const name of new Set(patient.names)) {
    const { words, neighbours } = knownTokens(name);
    for (const token of words) {
      addExact(token);
      for (const word of nearWords(token)) found.add(near(word));
      for (const word of prefixes(token)) found.add(prefix(word));
    }
    for (const token of neighbours) addExact(token);
  }
  for (const phone of patient.phones) {
    const digits = digitsOf(phone);
    for (let length = SHORTEST_DIGITS; length <= digits.length; length++) found.add(digitsKey(digits.slice(-length)));
  }
  for (const number of [patient.medicalRecordNumber, ...(patient.mergedNumbers ?? [])]) found.add(key(clinicId, 'record', number.toLowerCase()));
  const born = patient.birthDate?.split('-') ?? [];
  for (let parts = 1; parts <= born.length; parts++) found.add(key(clinicId, 'born', born.slice(0, parts).join('-')));
  return [...found];
};

/** What must be met to be a candidate: for every word of the query, one of its keys. */
export type CandidateKeys = number[][];

/** The word as it is written or as it sounds, also in a script that writes no vowels, or in Korean. */
const closeWord = (clinicId: string, token: NameToken): number[] => [
  ...[...exactWords(token), ...otherRomanizations(token)].map(keysOfKind(clinicId, 'exact')),
  key(clinicId, 'abjad', consonantsOf(token)),
  ...(token.script === 'abjad' ? [key(clinicId, 'crossing', consonantsOf(token))] : []),
];

/** For each word, the keys that it is met by, be it by itself or as one with its neighbours: `o brien` meets `O'Brien`. */
const closeWords = (clinicId: string, tokens: readonly NameToken[]): number[][] => {
  const found = tokens.map((token) => closeWord(clinicId, token));
  for (const { token, from, length } of joins(tokens)) {
    const keys = exactWords(token).map(keysOfKind(clinicId, 'exact'));
    for (let at = from; at < from + length; at++) found[at]!.push(...keys);
  }
  return found;
};

/** Candidates that have each word as it is written or as it sounds. */
export const closeKeys = (clinicId: string, query: string): CandidateKeys => {
  const tokens = searchTokens(query);
  return closeWords(clinicId, tokens).map((keys, index) => [...keys, ...otherWords(clinicId, tokens[index]!)]);
};

/** Candidates that have each word within one edit, or (the last one, which may still be typed) as it begins. */
export const nearKeys = (clinicId: string, query: string): CandidateKeys =>
  searchTokens(query).map((token, index, all) => [
    ...nearWords(token).map(keysOfKind(clinicId, 'near')),
    ...(index === all.length - 1 && token.word.length >= SHORTEST_PREFIX ? [key(clinicId, 'prefix', token.word.slice(0, LONGEST_PREFIX))] : []),
    ...otherWords(clinicId, token),
  ]);

/** Candidates that have each of these words of a name as it is written or as it sounds. */
export const nameKeys = (clinicId: string, name: string): { token: NameToken; close: number[]; near: number[] }[] => {
  const tokens = searchTokens(name);
  const close = closeWords(clinicId, tokens);
  return tokens.map((token, index) => ({ token, close: close[index]!, near: nearWords(token).map(keysOfKind(clinicId, 'near')) }));
};

const otherWords = (clinicId: string, { word: token }: NameToken): number[] => [
  key(clinicId, 'record', token),
  ...(/^\d+$/.test(token) && token.length >= SHORTEST_DIGITS ? [key(clinicId, 'digits', token)] : []),
];

/** Candidates that have a telephone number which ends with these digits. */
export const phoneKeys = (clinicId: string, phone: string): CandidateKeys => [phoneEndings(phone).map(keysOfKind(clinicId, 'digits'))];

/** Candidates that were born in this year, in this month or on this day. */
export const birthDateKeys = (clinicId: string, birthDate: string): CandidateKeys => [[key(clinicId, 'born', birthDate)]];

/** Telephone numbers are written with spaces and signs: a query of nothing but those and digits is one word. */
export const isPhoneLike = (query: string): boolean => /^[\d\s+().-]+$/.test(query) && phoneEndings(query).length > 0;
