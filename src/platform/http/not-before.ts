import { isPartialDate, computeDateSpan } from '../../kernel/day.js';
import { isInstant } from '../../kernel/instant.js';
import { ComparedWith, type FieldDecorator } from './fields/index.js';

/** Whether the first date lies certainly before the second. Values that are no dates, or not of one kind, are refused by other rules. */
const isBefore = (one: unknown, other: unknown): boolean => {
  if (isInstant(one) && isInstant(other)) return new Date(one) < new Date(other);
  return isPartialDate(one) && isPartialDate(other) && computeDateSpan(one).last < computeDateSpan(other).first;
};

/** The date is not before the date of another property of the same object. */
export const NotBefore = (beginning: string): FieldDecorator<string> =>
  ComparedWith({
    name: 'isNotBefore',
    code: 'ends-before-it-began',
    message: (property) => `${property} lies before ${beginning}: it must be the same or later.`,
    validate: (value, object) => !isBefore(value, object[beginning]),
  });
