import { Decimal, Identifier, Optional, Text } from '../platform/http/index.js';
import { LARGEST_AMOUNT } from './domain/amount.js';
import type * as domain from './domain/used-product.js';

/** What was used of a lot. */
export class UsedProduct implements domain.UsedProduct {
  /** The lot. */
  @Identifier() lotId: string;

  /** The place that it was taken from; may be left out while there is some of it in one place only. */
  @Optional() @Identifier() locationId?: string;

  /**
   * How much, at most four decimals.
   * @example 4
   */
  @Decimal({ min: 0, max: LARGEST_AMOUNT }) amount: number;

  /**
   * The unit in UCUM: the one in which the product is counted, or one that converts to it without rounding.
   * @example mL
   */
  @Text({ max: 60 }) unit: string;
}
