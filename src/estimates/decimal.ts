import { ValidateBy, type ValidationOptions } from 'class-validator';
import { hintSchema } from '../platform/http/index.js';
import { isDecimal } from './domain/money.js';

/** An exact decimal, written as text: an amount of money, or a rate in per cent; not negative unless said. */
export const IsDecimalText = ({ negative = false, ...options }: { negative?: boolean } & ValidationOptions = {}): PropertyDecorator => {
  const pattern = negative ? '^-?\\d{1,12}(\\.\\d{1,4})?$' : '^\\d{1,12}(\\.\\d{1,4})?$';
  return (target, property) => {
    ValidateBy(
      {
        name: 'isDecimalText',
        validator: {
          validate: (value) => isDecimal(value) && (negative || !value.startsWith('-')),
          defaultMessage: (args) =>
            `${args?.property} must be a decimal written as text, such as "1200.00"${negative ? '' : ', not negative'}, with at most four decimals.`,
        },
      },
      { context: { code: 'invalid-decimal' }, ...options },
    )(target, property);
    hintSchema(target, property, { type: 'string', pattern });
  };
};
