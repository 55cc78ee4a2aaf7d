import { computeDateSpan, type Day, type PartialDate } from '../../kernel/day.js';
import type { FieldError } from '../../kernel/failure.js';

/**
 * Refuses a birth date in the future. A date known to the year or the month is refused only where all of its days lie in the future. An age beyond any on
 * record is accepted, because a mistyped year can often not be asked again; no check exempts a person because of it (decision 24).
 */
export const validateBirth = (birthDate: PartialDate | null | undefined, today: Day, pointer: string): FieldError[] =>
  birthDate && computeDateSpan(birthDate).first > today
    ? [{ pointer, code: 'in-the-future', detail: 'The birth date lies in the future: send today, or a day before.' }]
    : [];
