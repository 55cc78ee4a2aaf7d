import { Decimal, Identifier, Optional, Text } from '../platform/http/index.js';
import { LARGEST_AMOUNT } from './domain/amount.js';
import type * as domain from './domain/used-product.js';

/** A quantity of a lot that was used. */
export class UsedProduct implements domain.UsedProduct {
  /** The lot. */
  @Identifier() lotId: string;

  /** The place from which the lot was taken. May be left out where only one place has stock of the lot. */
  @Optional() @Identifier() locationId?: string;

  /**
   * The quantity that was used, with at most four decimals.
   * @example 4
   */
  @Decimal({ min: 0, max: LARGEST_AMOUNT }) amount: number;

  /**
   * The unit in UCUM: the unit in which the product is counted, or one that converts to it without rounding.
   * @example mL
   */
  @Text({ max: 60 }) unit: string;
}
