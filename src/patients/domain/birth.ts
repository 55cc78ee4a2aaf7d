import { span, type Day, type PartialDate } from '../../kernel/day.js';
import type { FieldError } from '../../kernel/failure.js';

/**
 * What is wrong with when a person was born: it lies in the future. A date known to the year or the month is wrong only where no day in it could be right.
 * An age that nobody has reached is taken, as a year is easily mistyped by somebody who cannot be asked again; checks exempt nobody by it (decision 24).
 */
export const birthErrors = (birthDate: PartialDate | null | undefined, today: Day, pointer: string): FieldError[] =>
  birthDate && span(birthDate).first > today ? [{ pointer, code: 'in-the-future', detail: 'The birth date lies in the future: send today, or a day before.' }] : [];
