import { ageOn, span, type Day, type PartialDate } from '../../kernel/day.js';
import type { FieldError } from '../../kernel/failure.js';

/** Nobody has grown older than this: Jeanne Calment, the oldest person on record, died at 122. */
const OLDEST = 122;

interface Born {
  birthDate?: PartialDate | null;
  status?: string;
}

/**
 * Everything that is wrong with when a person was born: it lies in the future or, of somebody alive, longer ago than anybody has lived. A date known to
 * the year or the month is wrong only where no day in it could be right.
 */
export const birthErrors = ({ birthDate, status }: Born, today: Day, pointer: string): FieldError[] => {
  if (!birthDate) return [];
  if (span(birthDate).first > today) return [{ pointer, code: 'in-the-future', detail: 'The birth date lies in the future.' }];
  const age = status === 'deceased' ? null : ageOn(birthDate, today);
  return age && age.min > OLDEST ? [{ pointer, code: 'out-of-range', detail: `Nobody has lived longer than ${OLDEST} years.` }] : [];
};
