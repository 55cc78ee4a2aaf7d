import { ageOn, span, type Day, type PartialDate } from '../../kernel/day.js';
import type { FieldError } from '../../kernel/failure.js';

/** Nobody has grown older than this: Jeanne Calment, the oldest person on record, died at 122. */
const OLDEST = 122;

/**
 * Everything that is wrong with a birth date on a day on which the person lives, or on that of the death: it lies in the future, or longer ago than anybody
 * has lived. A date known to the year or the month is wrong only where no day in it could be right.
 */
export const birthErrors = (birthDate: PartialDate | null | undefined, livedOn: Day, pointer: string): FieldError[] => {
  if (!birthDate) return [];
  if (span(birthDate).first > livedOn) return [{ pointer, code: 'in-the-future', detail: 'The birth date lies in the future.' }];
  const age = ageOn(birthDate, livedOn);
  return age && age.min > OLDEST ? [{ pointer, code: 'out-of-range', detail: `Nobody has lived longer than ${OLDEST} years.` }] : [];
};
