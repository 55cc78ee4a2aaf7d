import { span, type Day, type PartialDate } from './day.js';

/** Between what a person lived, as far as it is known. */
export interface Life {
  birthDate: PartialDate | null;
  /** Null where nobody knows it, and for whom is alive. */
  deceasedOn: PartialDate | null;
}

export type OutsideLife = 'before-birth' | 'after-death';

/**
 * Whether a day, or a date known to the month or the year, certainly lies before the person was born, or after the person died. The days of the birth and
 * of the death belong to the life.
 */
export const outsideLife = (date: PartialDate, { birthDate, deceasedOn }: Life): OutsideLife | null => {
  const { first, last } = span(date);
  if (birthDate !== null && last < span(birthDate).first) return 'before-birth';
  return deceasedOn !== null && first > span(deceasedOn).last ? 'after-death' : null;
};

/** The first and the last day that the person can have lived; null where nobody knows. */
export const boundsOfLife = ({ birthDate, deceasedOn }: Life): { first: Day | null; last: Day | null } => ({
  first: birthDate && span(birthDate).first,
  last: deceasedOn && span(deceasedOn).last,
});
