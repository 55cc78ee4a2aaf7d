/** Compares all fields of two records except the names. A field that one record lacks contributes nothing. */
import { createContribution, type Contribution } from './duplicate-weights.js';
import { computeEditDistance } from './ranking.js';

type Evidence = Contribution | null;

const FIRST_OF_JANUARY = '-01-01';

/** Whether two texts differ by one replaced character or by two swapped neighbours. */
const isOneSlipApart = (a: string, b: string): boolean => a.length === b.length && computeEditDistance(a, b) === 1;

const isSwapped = (a: string, b: string): boolean => a.slice(0, 4) === b.slice(0, 4) && a.slice(5, 7) === b.slice(8) && a.slice(8) === b.slice(5, 7);

const compareDays = (a: string, b: string): Contribution => {
  if (a === b) return createContribution('birthDate', a.endsWith(FIRST_OF_JANUARY) ? 'same-first-of-january' : 'same');
  if (isSwapped(a, b)) return createContribution('birthDate', 'day-and-month-swapped');
  const isSameYear = a.slice(0, 4) === b.slice(0, 4);
  if (isSameYear && (a.endsWith(FIRST_OF_JANUARY) || b.endsWith(FIRST_OF_JANUARY))) return createContribution('birthDate', 'same-year');
  if (isOneSlipApart(a.replaceAll('-', ''), b.replaceAll('-', ''))) return createContribution('birthDate', 'one-digit');
  return createContribution('birthDate', isSameYear ? 'other-day' : 'different');
};

/** Compares birth dates as far as both are known: to the year, the month or the day. */
export const compareBirthDates = (a: string | null, b: string | null): Evidence => {
  if (a === null || b === null) return null;
  const precision = Math.min(a.length, b.length);
  const [mine, theirs] = [a.slice(0, precision), b.slice(0, precision)];
  if (precision === 10) return compareDays(mine, theirs);
  const years = Math.abs(Number(mine.slice(0, 4)) - Number(theirs.slice(0, 4)));
  if (precision === 4) return createContribution('birthDate', (['same-year', 'next-year'] as const)[years] ?? 'different');
  if (mine === theirs) return createContribution('birthDate', 'same-month');
  return createContribution('birthDate', years === 0 ? 'other-day' : 'different');
};

export interface Numbers {
  /** The person's own telephone numbers, in E.164. */
  phones: readonly string[];
  /** The telephone number of the emergency contact; null where there is none. */
  contact: string | null;
}

const hasSharedText = (mine: readonly string[], theirs: readonly string[], isShared: (a: string, b: string) => boolean): boolean =>
  mine.some((text) => theirs.some((other) => isShared(text, other)));

const isSame = (a: string, b: string): boolean => a === b;

export const comparePhones = (mine: Numbers, theirs: Numbers): Evidence => {
  if (hasSharedText(mine.phones, theirs.phones, isSame)) return createContribution('phone', 'same');
  if (hasSharedText(mine.phones, theirs.phones, isOneSlipApart)) return createContribution('phone', 'one-digit');
  if (sharesContact(mine, theirs)) return createContribution('phone', 'contact');
  return mine.phones.length > 0 && theirs.phones.length > 0 ? createContribution('phone', 'different') : null;
};

/** Whether both records name the same contact, or the contact of one has the other's telephone number. */
const sharesContact = (mine: Numbers, theirs: Numbers): boolean =>
  (mine.contact !== null && (mine.contact === theirs.contact || theirs.phones.includes(mine.contact))) ||
  (theirs.contact !== null && mine.phones.includes(theirs.contact));

const isOneEditApart = (a: string, b: string): boolean => Math.abs(a.length - b.length) <= 1 && computeEditDistance(a, b) === 1;

/** Compares e-mail addresses, given in lower case. */
export const compareEmails = (mine: readonly string[], theirs: readonly string[]): Evidence => {
  if (mine.length === 0 || theirs.length === 0) return null;
  if (hasSharedText(mine, theirs, isSame)) return createContribution('email', 'same');
  return createContribution('email', hasSharedText(mine, theirs, isOneEditApart) ? 'one-slip' : 'different');
};

export interface Identifier {
  system: string;
  value: string;
}

/** Compares the identifiers of systems that both records have. */
export const compareIdentifiers = (mine: readonly Identifier[], theirs: readonly Identifier[]): Evidence => {
  const pairs = mine.flatMap((identifier) =>
    theirs.filter((other) => other.system === identifier.system).map((other) => [identifier.value, other.value] as const),
  );
  if (pairs.length === 0) return null;
  if (pairs.some(([a, b]) => a === b)) return createContribution('identifier', 'same');
  return createContribution('identifier', pairs.some(([a, b]) => isOneEditApart(a, b)) ? 'one-slip' : 'different');
};

export const compareSexes = (a: string, b: string): Evidence => {
  if (a === 'unknown' || b === 'unknown') return null;
  if (a === b) return createContribution('sexAtBirth', 'same');
  return createContribution('sexAtBirth', a === 'intersex' || b === 'intersex' ? 'uncertain' : 'different');
};

export interface Place {
  postalCodes: readonly string[];
  cities: readonly string[];
}

export const comparePlaces = (mine: Place, theirs: Place): Evidence => {
  if (hasSharedText(mine.postalCodes, theirs.postalCodes, isSame)) return createContribution('address', 'same-postal-code');
  return hasSharedText(mine.cities, theirs.cities, isSame) ? createContribution('address', 'same-city') : null;
};
