import type { FieldError } from '../../kernel/failure.js';
import { validateCurrency } from '../amounts.js';
import { isAbove } from '../domain/money.js';
import type { Discount } from '../domain/quote.js';
import type { GivenDiscount } from './estimate.dto.js';

/** Requires that a discount is a percentage or an amount, and no more than the whole price. */
export const validateDiscount = (discount: GivenDiscount | undefined, currency: string): FieldError[] => {
  if (discount === undefined) return [];
  const { percent, amount } = discount;
  if ((percent === undefined) === (amount === undefined))
    return [{ pointer: '/discount', code: 'percent-or-amount', detail: 'A discount is either percent or amount: send exactly one of the two.' }];
  if (amount !== undefined) return validateCurrency([['/discount/amount', amount]], currency);
  return percent !== undefined && isAbove(percent, '100')
    ? [{ pointer: '/discount/percent', code: 'too-large', detail: 'A discount is at most 100 percent.' }]
    : [];
};

/** Converts a discount to decimals in the clinic's currency. */
export const toDiscount = (discount: GivenDiscount | undefined): Discount | null => {
  if (discount === undefined) return null;
  const { amount, ...rest } = discount;
  return { ...rest, ...(amount !== undefined && { amount: amount.amount }) };
};
