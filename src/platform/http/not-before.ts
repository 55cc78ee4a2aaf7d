import { ValidateBy } from 'class-validator';
import { isPartialDate, span } from '../../kernel/day.js';
import { isInstant } from '../../kernel/instant.js';

/** Whether the one certainly lies before the other; what is no date, or none of the same kind, is for others to refuse. */
export const isBefore = (one: unknown, other: unknown): boolean => {
  if (isInstant(one) && isInstant(other)) return new Date(one) < new Date(other);
  return isPartialDate(one) && isPartialDate(other) && span(one).last < span(other).first;
};

/** Nothing ends before it began: the date is not before that of another property of the same object. */
export const NotBefore = (beginning: string): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isNotBefore',
      constraints: [beginning],
      validator: {
        validate: (value, args) => !isBefore(value, (args?.object as Record<string, unknown> | undefined)?.[beginning]),
        defaultMessage: (args) => `${args?.property} lies before ${beginning}.`,
      },
    },
    { context: { code: 'ends-before-it-began' } },
  );
