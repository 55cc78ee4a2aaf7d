/**
 * What a patient is found by. Each key is a word of some kind, bound to the clinic and hashed to 32 bits, so that
 * one GIN index over arrays of integers finds names (also misspelt), telephone digits, record numbers and birth dates
 * of one clinic without touching another's. A collision only brings a candidate that the ranking then drops.
 */
import { fold, neighbourhood, skeleton, tokensOf } from './name-folding.js';

const SHORTEST_PREFIX = 3;
const LONGEST_PREFIX = 10;
const SHORTEST_DIGITS = 4;

type Kind = 'exact' | 'near' | 'prefix' | 'digits' | 'record' | 'born';

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
  /** As precise as it is known: a year, a month or a day. */
  birthDate: string | null;
}

const exactWords = (token: string): string[] => {
  const folded = fold(token);
  return [...new Set([token, folded, skeleton(folded)])];
};

const nearWords = (token: string): string[] => [...new Set([...neighbourhood(token), ...neighbourhood(fold(token))])];

const prefixes = (token: string): string[] => {
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
  const digitsKey = keysOfKind(clinicId, 'digits');
  for (const token of new Set(patient.names.flatMap(tokensOf))) {
    for (const word of exactWords(token)) found.add(exact(word));
    for (const word of nearWords(token)) found.add(near(word));
    for (const word of prefixes(token)) found.add(prefix(word));
  }
  for (const phone of patient.phones) {
    const digits = digitsOf(phone);
    for (let length = SHORTEST_DIGITS; length <= digits.length; length++) found.add(digitsKey(digits.slice(-length)));
  }
  found.add(key(clinicId, 'record', patient.medicalRecordNumber.toLowerCase()));
  const born = patient.birthDate?.split('-') ?? [];
  for (let parts = 1; parts <= born.length; parts++) found.add(key(clinicId, 'born', born.slice(0, parts).join('-')));
  return [...found];
};

/** What must be met to be a candidate: for every word of the query, one of its keys. */
export type CandidateKeys = number[][];

/** Candidates that have each word as it is written or as it sounds. */
export const closeKeys = (clinicId: string, query: string): CandidateKeys =>
  tokensOf(query).map((token) => [...exactWords(token).map(keysOfKind(clinicId, 'exact')), ...otherWords(clinicId, token)]);

/** Candidates that have each word within one edit, or (the last one, which may still be typed) as it begins. */
export const nearKeys = (clinicId: string, query: string): CandidateKeys =>
  tokensOf(query).map((token, index, all) => [
    ...nearWords(token).map(keysOfKind(clinicId, 'near')),
    ...(index === all.length - 1 && token.length >= SHORTEST_PREFIX ? [key(clinicId, 'prefix', token.slice(0, LONGEST_PREFIX))] : []),
    ...otherWords(clinicId, token),
  ]);

/** Candidates that have this word of a name as it is written or as it sounds, or (when `near`) within one edit. */
export const nameKeys = (clinicId: string, token: string, { near }: { near: boolean }): number[] => [
  ...exactWords(token).map(keysOfKind(clinicId, 'exact')),
  ...(near ? nearWords(token).map(keysOfKind(clinicId, 'near')) : []),
];

const otherWords = (clinicId: string, token: string): number[] => [
  key(clinicId, 'record', token),
  ...(/^\d+$/.test(token) && token.length >= SHORTEST_DIGITS ? [key(clinicId, 'digits', token)] : []),
];

/** Candidates that have a telephone number which ends with these digits. */
export const phoneKeys = (clinicId: string, phone: string): CandidateKeys => [phoneEndings(phone).map(keysOfKind(clinicId, 'digits'))];

/** Candidates that were born in this year, in this month or on this day. */
export const birthDateKeys = (clinicId: string, birthDate: string): CandidateKeys => [[key(clinicId, 'born', birthDate)]];

/** Telephone numbers are written with spaces and signs: a query of nothing but those and digits is one word. */
export const isPhoneLike = (query: string): boolean => /^[\d\s+().-]+$/.test(query) && phoneEndings(query).length > 0;
