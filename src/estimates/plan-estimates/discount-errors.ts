import type { FieldError } from '../../kernel/failure.js';
import { isAbove } from '../domain/money.js';
import type { Discount } from '../domain/quote.js';

/** A discount is a percentage or an amount, and at most everything. */
export const discountErrors = (discount: Discount | null): FieldError[] => {
  if (discount === null) return [];
  if ((discount.percent === undefined) === (discount.amount === undefined))
    return [{ pointer: '/discount', code: 'percent-or-amount', detail: 'Either percent or amount.' }];
  return discount.percent !== undefined && isAbove(discount.percent, '100')
    ? [{ pointer: '/discount/percent', code: 'too-large', detail: 'At most 100.' }]
    : [];
};
