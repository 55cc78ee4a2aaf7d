/**
 * Computes how likely two records are one person's. Every field adds its weight (duplicate-weights.ts). The sum of the weights, in bits, is the logarithm
 * of the odds, which give a score from 0 to 1: score = 1 / (1 + 2^-sum). The answer shows each contribution, so that the score can be understood.
 *
 * The fields are not independent. Siblings share a family name, a telephone number and an address, and twins also share the birth date. What a family
 * shares is therefore subtracted where the given names contradict each other. It is also subtracted where they are only similar and the birth dates contradict
 * each other.
 */
import { enumOf } from '../../kernel/enumeration.js';
import type { ComparedName } from './demographics.js';
import {
  compareBirthDates,
  compareEmails,
  compareIdentifiers,
  comparePhones,
  comparePlaces,
  compareSexes,
  type Identifier,
  type Numbers,
  type Place,
} from './duplicate-fields.js';
import { compareNames, prepareNames, sumOf, type PreparedName } from './duplicate-names.js';
import { contribution, weights, type Contribution, type DuplicateAgreement, type DuplicateField } from './duplicate-weights.js';
import { fold } from './name-folding.js';
import type { Name } from './patient.js';

/** The score from which registration reports a possible duplicate. */
export const DEFAULT_THRESHOLD = 0.9;
const CERTAIN = 0.999;

export const likelihoods = enumOf('DuplicateLikelihood', ['certain', 'likely', 'possible']);
export type Likelihood = (typeof likelihoods)[number];

interface Comparable {
  names: readonly Name[];
  birthDate: string | null;
  sexAtBirth: string;
  phones: readonly { value: string }[];
  emails: readonly { value: string }[];
  addresses: readonly { city?: string; postalCode?: string }[];
  identifiers: readonly Identifier[];
  emergencyContact: { phone: string } | null;
}

/** The compared fields of a record: those that `demographics` declares as compared. */
export type Person = Pick<Comparable, ComparedName>;

/** A record in the forms that are compared, each computed once. */
export interface PreparedPerson {
  /** Computed on first use, because the other fields decide about most candidates. */
  names: () => PreparedName[];
  birthDate: string | null;
  sexAtBirth: string;
  numbers: Numbers;
  emails: string[];
  identifiers: readonly Identifier[];
  place: Place;
}

export interface Resemblance {
  /** The score from 0 to 1, with four decimals. */
  score: number;
  likelihood: Likelihood;
  contributions: Contribution[];
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s/g, '');
const isText = (text: string | undefined): text is string => text !== undefined;

const once = <T>(work: () => T): (() => T) => {
  let made: { value: T } | null = null;
  return () => (made ??= { value: work() }).value;
};

export const preparePerson = (person: Person): PreparedPerson => ({
  names: once(() => prepareNames(person.names)),
  birthDate: person.birthDate,
  sexAtBirth: person.sexAtBirth,
  numbers: { phones: person.phones.map((phone) => phone.value), contact: person.emergencyContact?.phone ?? null },
  emails: person.emails.map((email) => plain(email.value)),
  identifiers: person.identifiers,
  place: {
    postalCodes: person.addresses
      .map((address) => address.postalCode)
      .filter(isText)
      .map(plain),
    cities: person.addresses
      .map((address) => address.city)
      .filter(isText)
      .map((city) => fold(plain(city))),
  },
});

const sharedByAFamily: ReadonlySet<DuplicateField> = new Set(['familyName', 'otherNames', 'phone', 'email', 'address']);

const has = (found: readonly Contribution[], field: DuplicateField, agreements: readonly DuplicateAgreement[]): boolean =>
  found.some((contribution) => contribution.field === field && agreements.includes(contribution.agreement));

/** Whether the two are members of one family: their given names differ, or are only similar (Ramesh and Rajesh) with different birth dates. */
const isAnotherOfTheFamily = (found: readonly Contribution[]): boolean =>
  has(found, 'givenName', ['different', 'rhymes']) ||
  (has(found, 'givenName', ['one-slip', 'two-slips', 'begins-alike', 'initial']) && has(found, 'birthDate', ['different', 'other-day']));

/** Subtracts the agreements that a family shares, where the two are members of one family. */
const household = (found: readonly Contribution[]): Contribution[] => {
  if (!isAnotherOfTheFamily(found)) return [];
  const shared = found.filter((contribution) => contribution.weight > 0 && (sharedByAFamily.has(contribution.field) || contribution.agreement === 'swapped'));
  return shared.length === 0 ? [] : [{ ...contribution('household', 'shared-by-a-family'), weight: -sumOf(shared) }];
};

const likelihoodOf = (score: number): Likelihood => (score >= CERTAIN ? 'certain' : score >= DEFAULT_THRESHOLD ? 'likely' : 'possible');

/** Compares all fields except the names. */
const besideNames = (mine: PreparedPerson, theirs: PreparedPerson): Contribution[] =>
  [
    compareBirthDates(mine.birthDate, theirs.birthDate),
    comparePhones(mine.numbers, theirs.numbers),
    compareEmails(mine.emails, theirs.emails),
    compareIdentifiers(mine.identifiers, theirs.identifiers),
    compareSexes(mine.sexAtBirth, theirs.sexAtBirth),
    comparePlaces(mine.place, theirs.place),
  ].filter((contribution) => contribution !== null);

const PRIOR = contribution('prior', 'any-two-records');
const MOST_BY_NAMES = weights.givenName.same[0] + weights.familyName.same[0] + weights.otherNames.same[0];

const scoreOf = (bits: number): number => Math.round(10_000 / (1 + 2 ** -bits)) / 10_000;

const compareWithNames = (mine: PreparedPerson, theirs: PreparedPerson, beside: Contribution[]): Resemblance => {
  const found = [PRIOR, ...compareNames(mine.names(), theirs.names()), ...beside];
  const contributions = [...found, ...household(found)];
  const score = scoreOf(sumOf(contributions));
  return { score, likelihood: likelihoodOf(score), contributions };
};

/** Computes how likely two records are one person's, independently of their order. */
export const resemblance = (mine: PreparedPerson, theirs: PreparedPerson): Resemblance => compareWithNames(mine, theirs, besideNames(mine, theirs));

/**
 * Computes the resemblance; null where it is below the threshold. Names, which cost the most, are compared only where the other fields leave the threshold
 * within reach.
 */
export const resemblanceFrom = (threshold: number, mine: PreparedPerson, theirs: PreparedPerson): Resemblance | null => {
  const beside = besideNames(mine, theirs);
  if (scoreOf(PRIOR.weight + MOST_BY_NAMES + sumOf(beside)) < threshold) return null;
  const found = compareWithNames(mine, theirs, beside);
  return found.score < threshold ? null : found;
};
