import { isPartialDate, span } from '../../kernel/day.js';
import { isInstant } from '../../kernel/instant.js';
import { ComparedWith, type FieldDecorator } from './fields/index.js';

/** Whether the one certainly lies before the other; what is no date, or none of the same kind, is for others to refuse. */
const isBefore = (one: unknown, other: unknown): boolean => {
  if (isInstant(one) && isInstant(other)) return new Date(one) < new Date(other);
  return isPartialDate(one) && isPartialDate(other) && span(one).last < span(other).first;
};

/** Nothing ends before it began: the date is not before that of another property of the same object. */
export const NotBefore = (beginning: string): FieldDecorator<string> =>
  ComparedWith({
    name: 'isNotBefore',
    code: 'ends-before-it-began',
    message: (property) => `${property} lies before ${beginning}: it must be the same or later.`,
    validate: (value, object) => !isBefore(value, object[beginning]),
  });
