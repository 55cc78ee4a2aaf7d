import { fieldError } from '../../kernel/field-error.js';
import { span, type Day, type PartialDate } from '../../kernel/day.js';
import type { FieldError } from '../../kernel/failure.js';

interface Person {
  status?: string;
  birthDate?: PartialDate;
  deceasedOn?: PartialDate;
}

/** Finds all errors in the day of a death. */
export const deathErrors = ({ status, birthDate, deceasedOn }: Person, today: Day): FieldError[] => {
  if (deceasedOn === undefined) return [];
  const pointer = '/deceasedOn';
  const { first, last } = span(deceasedOn);
  return [
    ...(status === 'deceased' ? [] : [fieldError(pointer, 'not-allowed', 'Only a patient of the status deceased has a day of death: send the status deceased, or leave it out.')]),
    ...(first > today ? [fieldError(pointer, 'in-the-future', 'This lies in the future: send today, or a day before.')] : []),
    ...(birthDate !== undefined && last < span(birthDate).first ? [fieldError(pointer, 'before-birth', `This lies before the patient was born: send ${birthDate} or later.`)] : []),
  ];
};
