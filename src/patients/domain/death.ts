import { span, type Day, type PartialDate } from '../../kernel/day.js';
import type { FieldError } from '../../kernel/failure.js';

interface Person {
  status?: string;
  birthDate?: PartialDate;
  deceasedOn?: PartialDate;
}

/** Everything that is wrong with the day of a death. */
export const deathErrors = ({ status, birthDate, deceasedOn }: Person, today: Day): FieldError[] => {
  if (deceasedOn === undefined) return [];
  const pointer = '/deceasedOn';
  const { first, last } = span(deceasedOn);
  return [
    ...(status === 'deceased' ? [] : [{ pointer, code: 'not-allowed', detail: 'Only a patient of the status deceased has a day of death.' }]),
    ...(first > today ? [{ pointer, code: 'in-the-future', detail: 'This lies in the future.' }] : []),
    ...(birthDate !== undefined && last < span(birthDate).first ? [{ pointer, code: 'before-birth', detail: 'This lies before the patient was born.' }] : []),
  ];
};
