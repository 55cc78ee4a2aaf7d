import { CheckedBy, Flag, Instant, ListOf, Matching, Nested, OneOf, Text, Whole, ReadOnlyFrom, Actor } from '../../platform/http/index.js';
import { factors, priceListErrors, type Factor } from '../domain/price-list.js';
import { MoneyAmountInput } from '../money.dto.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { DecimalText } from '../decimal.js';
import { Money } from '../amounts.js';
import { inDecimals } from './in-decimals.js';

/** What one session costs. */
export class SessionPrice {
  /** The lowest price. */
  @Money() low: MoneyAmountInput;

  /** The price of a usual case, from which a quote starts. */
  @Money() usual: MoneyAmountInput;

  /** The highest price. */
  @Money() high: MoneyAmountInput;
}

/** One way that a factor can be, and what it does to the price. */
export class PriceFactorOption {
  /** What the price depends on (S0-34, S1-39). */
  @OneOf(factors) factor: Factor;

  /** Its name in requests. */
  @Matching(/^[a-z0-9]+(-[a-z0-9]+)*$/, { example: 'large', what: 'a name in lower case, of letters, digits and hyphens' }) option: string;

  /**
   * For people.
   * @example More than 100 cm²
   */
  @Text({ max: 200 }) title: string;

  /**
   * Per cent of the usual price of a session that it adds, or takes when negative.
   * @example 20
   */
  @DecimalText({ negative: true }) percent: string;
}

/** What one treatment costs. */
export class TreatmentPriceOfList {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** What one session costs. */
  @Nested(SessionPrice) perSession: SessionPrice;

  /** What makes it cost more or less. */
  @ListOf(PriceFactorOption, { max: 100 }) options: PriceFactorOption[];
}

/** The tax on the clinic's services. */
export class TaxRate {
  /**
   * In per cent.
   * @example 18
   */
  @DecimalText() percent: string;

  /** Whether the prices of the list contain it. */
  @Flag() included: boolean;
}

/** By how much a final bill may differ from what was accepted; per cent. */
export class BillToleranceShares {
  /**
   * Above this the patient is told (S3-38).
   * @example 5
   */
  @DecimalText() toldAbovePercent: string;

  /**
   * Above this it needs a reason, and when the bill is higher, that the patient accepts it anew (S3-38).
   * @example 10
   */
  @DecimalText() reasonAbovePercent: string;
}

/** What the clinic charges. */
@ReadOnlyFrom(() => PriceListResponse)
@CheckedBy<PriceListInput>((list) => priceListErrors(inDecimals(list)))
export class PriceListInput {
  /** What each treatment costs; one that is left out is not estimated. */
  @ListOf(TreatmentPriceOfList, { min: 1, max: 2 }) treatments: TreatmentPriceOfList[];

  /** The tax. */
  @Nested(TaxRate) tax: TaxRate;

  /**
   * How many days a quote may be accepted.
   * @example 30
   */
  @Whole({ min: 1, max: 365 }) validityDays: number;

  /** By how much the final bill may differ. */
  @Nested(BillToleranceShares) tolerance: BillToleranceShares;
}

/** The price list in force. A quote keeps the version that it was made with. */
export class PriceListResponse extends PriceListInput {
  /** ISO 4217 code of the clinic's currency. */
  @Matching(/^[A-Z]{3}$/, { example: 'INR', what: 'a currency of three letters (ISO 4217)' }) currency: string;

  /** Who set it; null for the one that the product ships, with the prices that the clinic's documents name. */
  @Nested(Actor) setBy: Actor | null;

  /** When, in UTC; null for the one that the product ships. */
  @Instant() setAt: string | null;

  /** 0 for the one that the product ships, then one more with each change; as in the ETag. */
  @Whole() version: number;
}
