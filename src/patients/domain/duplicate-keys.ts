/**
 * Selects the records that a record is compared with, because comparing all of them would be too slow. Each query to the search index brings few people, and at
 * least one of them finds a likely duplicate.
 */
import { listSpellings, type Name } from './patient.js';
import { listBirthDateKeys, listNameKeys, listPhoneKeys, type CandidateKeys } from './search-keys.js';

/** The maximum number of candidates of one query. A pair of names that more people share distinguishes too little. */
export const CANDIDATES_OF_A_WAY = 100;
const MOST_PAIRS_OF_WORDS = 4;

export interface SoughtPerson {
  names: readonly Name[];
  birthDate: string | null;
  phones: readonly { value: string }[];
  emergencyContact?: { phone: string } | null;
}

const flattenKeys = (keys: CandidateKeys): number[] => keys.flat();

/** A word of a name, with the index keys for its spelling and sound, and for words within one edit. */
type Word = ReturnType<typeof listNameKeys>[number];

/** Pairs the words of each name: the first with each other word, from the last on, then the second with the last. */
const listWordPairs = (names: readonly Word[][]): [Word, Word][] => {
  const found = new Map<string, [Word, Word]>();
  const add = (one: Word, other: Word): void => void found.set(`${one.token.word} ${other.token.word}`, [one, other]);
  for (const words of names) {
    const [first, ...rest] = words;
    for (const other of rest.reverse()) add(first!, other);
    if (words.length > 2) add(words[1]!, words.at(-1)!);
  }
  return [...found.values()].slice(0, MOST_PAIRS_OF_WORDS);
};

/** Answers the day as recorded, and with day and month swapped where the result is a day. */
const listPossibleDays = (day: string): string[] => {
  const [year, month, date] = day.split('-') as [string, string, string];
  return Number(date) <= 12 && month !== date ? [day, `${year}-${date}-${month}`] : [day];
};

/**
 * Makes the queries for candidates. They are: by telephone number; by two words of a name by sound, alone and with the birth year; by the birth day, also with
 * day and month swapped, and one word within one edit; by the birth month and one word by sound. A candidate must have all words of a query. Words within one
 * edit are combined only with a day. Similar names are so common that reading them all would cost more than all other queries together.
 */
export const listDuplicateKeys = (clinicId: string, person: SoughtPerson): CandidateKeys[] => {
  const names = [...new Set(person.names.flatMap(listSpellings))].map((name) => listNameKeys(clinicId, name));
  const words = [...new Map(names.flat().map((word) => [word.token.word, word])).values()];
  const numbers = [...person.phones.map((phone) => phone.value), ...(person.emergencyContact ? [person.emergencyContact.phone] : [])];
  const born = person.birthDate;
  const year = born === null ? [] : listBirthDateKeys(clinicId, born.slice(0, 4));
  const ways: CandidateKeys[] = [];
  if (numbers.length > 0) ways.push([numbers.flatMap((number) => flattenKeys(listPhoneKeys(clinicId, number)))]);
  for (const [one, other] of listWordPairs(names)) {
    const both = [one.close, other.close];
    ways.push(both);
    if (year.length > 0) ways.push([...both, ...year]);
  }
  if (words.length === 1 && year.length > 0) ways.push([words[0]!.close, ...year]);
  if (born !== null && born.length === 10) {
    const near = [...new Set(words.flatMap((word) => [...word.close, ...word.near]))];
    ways.push([listPossibleDays(born).flatMap((day) => flattenKeys(listBirthDateKeys(clinicId, day))), near]);
  }
  if (born !== null && born.length >= 7) ways.push([flattenKeys(listBirthDateKeys(clinicId, born.slice(0, 7))), words.flatMap((word) => word.close)]);
  return ways;
};
