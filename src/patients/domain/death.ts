import { createFieldError } from '../../kernel/field-error.js';
import { computeDateSpan, type Day, type PartialDate } from '../../kernel/day.js';
import type { FieldError } from '../../kernel/failure.js';

interface Person {
  status?: string;
  birthDate?: PartialDate;
  deceasedOn?: PartialDate;
}

/** Finds all errors in the day of a death. */
export const validateDeath = ({ status, birthDate, deceasedOn }: Person, today: Day): FieldError[] => {
  if (deceasedOn === undefined) return [];
  const pointer = '/deceasedOn';
  const { first, last } = computeDateSpan(deceasedOn);
  return [
    ...(status === 'deceased'
      ? []
      : [createFieldError(pointer, 'not-allowed', 'Only a patient of the status deceased has a day of death: send the status deceased, or leave it out.')]),
    ...(first > today ? [createFieldError(pointer, 'in-the-future', 'This lies in the future: send today, or a day before.')] : []),
    ...(birthDate !== undefined && last < computeDateSpan(birthDate).first
      ? [createFieldError(pointer, 'before-birth', `This lies before the patient was born: send ${birthDate} or later.`)]
      : []),
  ];
};
