import { computeDateSpan, type Day, type PartialDate } from './day.js';

/** The birth and the death of a person, as far as they are known. */
export interface Life {
  birthDate: PartialDate | null;
  /** Null for a living person, and where the date is unknown. */
  deceasedOn: PartialDate | null;
}

export type OutsideLife = 'before-birth' | 'after-death';

/**
 * Whether a date lies certainly before the birth or after the death. A date may be known to the month or the year only. The days of birth and death belong to
 * the life.
 */
export const findConflictWithLife = (date: PartialDate, { birthDate, deceasedOn }: Life): OutsideLife | null => {
  const { first, last } = computeDateSpan(date);
  if (birthDate !== null && last < computeDateSpan(birthDate).first) return 'before-birth';
  return deceasedOn !== null && first > computeDateSpan(deceasedOn).last ? 'after-death' : null;
};

/** The first and the last possible day of the life; null where they are unknown. */
export const computeLifeBounds = ({ birthDate, deceasedOn }: Life): { first: Day | null; last: Day | null } => ({
  first: birthDate && computeDateSpan(birthDate).first,
  last: deceasedOn && computeDateSpan(deceasedOn).last,
});
