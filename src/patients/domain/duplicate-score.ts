/**
 * Computes how likely two records are one person's. Every field adds its weight (duplicate-weights.ts). The sum of the weights, in bits, is the logarithm
 * of the odds, which give a score from 0 to 1: score = 1 / (1 + 2^-sum). The answer shows each contribution, so that the score can be understood.
 *
 * The fields are not independent. Siblings share a family name, a telephone number and an address, and twins also share the birth date. What a family
 * shares is therefore subtracted where the given names contradict each other. It is also subtracted where they are only similar and the birth dates contradict
 * each other.
 */
import { declareEnumeration } from '../../kernel/enumeration.js';
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
import { compareNames, prepareNames, sumWeights, type PreparedName } from './duplicate-names.js';
import { createContribution, weights, type Contribution, type DuplicateAgreement, type DuplicateField } from './duplicate-weights.js';
import { foldToken } from './name-folding.js';
import type { Name } from './patient.js';

/** The score from which registration reports a possible duplicate. */
export const DEFAULT_THRESHOLD = 0.9;
const CERTAIN = 0.999;

export const likelihoods = declareEnumeration('DuplicateLikelihood', ['certain', 'likely', 'possible']);
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

const normalizeText = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s/g, '');
const isText = (text: string | undefined): text is string => text !== undefined;

const computeOnce = <T>(work: () => T): (() => T) => {
  let made: { value: T } | null = null;
  return () => (made ??= { value: work() }).value;
};

export const preparePerson = (person: Person): PreparedPerson => ({
  names: computeOnce(() => prepareNames(person.names)),
  birthDate: person.birthDate,
  sexAtBirth: person.sexAtBirth,
  numbers: { phones: person.phones.map((phone) => phone.value), contact: person.emergencyContact?.phone ?? null },
  emails: person.emails.map((email) => normalizeText(email.value)),
  identifiers: person.identifiers,
  place: {
    postalCodes: person.addresses
      .map((address) => address.postalCode)
      .filter(isText)
      .map(normalizeText),
    cities: person.addresses
      .map((address) => address.city)
      .filter(isText)
      .map((city) => foldToken(normalizeText(city))),
  },
});

const sharedByAFamily: ReadonlySet<DuplicateField> = new Set(['familyName', 'otherNames', 'phone', 'email', 'address']);

const hasContribution = (found: readonly Contribution[], field: DuplicateField, agreements: readonly DuplicateAgreement[]): boolean =>
  found.some((contribution) => contribution.field === field && agreements.includes(contribution.agreement));

/** Whether the two are members of one family: their given names differ, or are only similar (Ramesh and Rajesh) with different birth dates. */
const isAnotherOfTheFamily = (found: readonly Contribution[]): boolean =>
  hasContribution(found, 'givenName', ['different', 'rhymes']) ||
  (hasContribution(found, 'givenName', ['one-slip', 'two-slips', 'begins-alike', 'initial']) &&
    hasContribution(found, 'birthDate', ['different', 'other-day']));

/** Subtracts the agreements that a family shares, where the two are members of one family. */
const listHouseholdContributions = (found: readonly Contribution[]): Contribution[] => {
  if (!isAnotherOfTheFamily(found)) return [];
  const shared = found.filter((contribution) => contribution.weight > 0 && (sharedByAFamily.has(contribution.field) || contribution.agreement === 'swapped'));
  return shared.length === 0 ? [] : [{ ...createContribution('household', 'shared-by-a-family'), weight: -sumWeights(shared) }];
};

const toLikelihood = (score: number): Likelihood => (score >= CERTAIN ? 'certain' : score >= DEFAULT_THRESHOLD ? 'likely' : 'possible');

/** Compares all fields except the names. */
const compareOtherFields = (mine: PreparedPerson, theirs: PreparedPerson): Contribution[] =>
  [
    compareBirthDates(mine.birthDate, theirs.birthDate),
    comparePhones(mine.numbers, theirs.numbers),
    compareEmails(mine.emails, theirs.emails),
    compareIdentifiers(mine.identifiers, theirs.identifiers),
    compareSexes(mine.sexAtBirth, theirs.sexAtBirth),
    comparePlaces(mine.place, theirs.place),
  ].filter((contribution) => contribution !== null);

const PRIOR = createContribution('prior', 'any-two-records');
const MOST_BY_NAMES = weights.givenName.same[0] + weights.familyName.same[0] + weights.otherNames.same[0];

const computeScore = (bits: number): number => Math.round(10_000 / (1 + 2 ** -bits)) / 10_000;

const compareWithNames = (mine: PreparedPerson, theirs: PreparedPerson, beside: Contribution[]): Resemblance => {
  const found = [PRIOR, ...compareNames(mine.names(), theirs.names()), ...beside];
  const contributions = [...found, ...listHouseholdContributions(found)];
  const score = computeScore(sumWeights(contributions));
  return { score, likelihood: toLikelihood(score), contributions };
};

/** Computes how likely two records are one person's, independently of their order. */
export const computeResemblance = (mine: PreparedPerson, theirs: PreparedPerson): Resemblance =>
  compareWithNames(mine, theirs, compareOtherFields(mine, theirs));

/**
 * Computes the resemblance; null where it is below the threshold. Names, which cost the most, are compared only where the other fields leave the threshold
 * within reach.
 */
export const findResemblanceFrom = (threshold: number, mine: PreparedPerson, theirs: PreparedPerson): Resemblance | null => {
  const beside = compareOtherFields(mine, theirs);
  if (computeScore(PRIOR.weight + MOST_BY_NAMES + sumWeights(beside)) < threshold) return null;
  const found = compareWithNames(mine, theirs, beside);
  return found.score < threshold ? null : found;
};
