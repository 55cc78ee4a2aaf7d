import { IsNumber, IsOptional, Max, Min } from 'class-validator';
import { IsIdentifier, IsText } from '../platform/http/index.js';
import { LARGEST_AMOUNT } from './domain/amount.js';
import type * as domain from './domain/used-product.js';

/** What was used of a lot. */
export class UsedProduct implements domain.UsedProduct {
  /** The lot. */
  @IsIdentifier()
  lotId: string;

  /** The place that it was taken from; may be left out while there is some of it in one place only. */
  @IsOptional()
  @IsIdentifier()
  locationId?: string;

  /**
   * How much, at most four decimals.
   * @example 4
   */
  @IsNumber()
  @Min(0)
  @Max(LARGEST_AMOUNT)
  amount: number;

  /**
   * The unit in UCUM: the one in which the product is counted, or one that converts to it without rounding.
   * @example mL
   */
  @IsText({ max: 60 })
  unit: string;
}
