/** Amounts of money at the interface: outside, each has its currency; inside, each is a decimal in the clinic's currency. */
import type { FieldError } from '../kernel/failure.js';
import { Nested, type Field } from '../platform/http/index.js';
import type { Decimal } from './domain/money.js';
import { MoneyAmountInput, type MoneyAmount } from './money.dto.js';

export const Money = (): Field<MoneyAmountInput> => Nested(MoneyAmountInput);

/** Adds the currency to decimals. */
export const withCurrency =
  (currency: string) =>
  (amount: Decimal): MoneyAmount => ({ amount, currency });

/** Refuses amounts in another currency: the clinic uses one currency, and nothing is converted. */
export const validateCurrency = (amounts: readonly (readonly [pointer: string, amount: MoneyAmount])[], currency: string): FieldError[] =>
  amounts
    .filter(([, one]) => one.currency !== currency)
    .map(([pointer]) => ({ pointer: `${pointer}/currency`, code: 'other-currency', detail: `The clinic’s currency is ${currency}.` }));
