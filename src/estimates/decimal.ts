import { Checked, type Field } from '../platform/http/index.js';
import { isDecimal } from './domain/money.js';

/** An exact decimal, written as text: an amount of money, or a rate in per cent. It may be negative only where `negative` is set. */
export const DecimalText = ({ negative = false }: { negative?: boolean } = {}): Field<string> =>
  Checked({
    name: 'isDecimalText',
    code: 'invalid-decimal',
    due: `a decimal written as text, such as "1200.00"${negative ? '' : ', not negative'}, with at most four decimals`,
    validate: (value) => isDecimal(value) && (negative || !value.startsWith('-')),
    schema: { pattern: negative ? '^-?\\d{1,12}(\\.\\d{1,4})?$' : '^\\d{1,12}(\\.\\d{1,4})?$' },
  });
