import { CheckedBy, Flag, Instant, ListOf, Matching, Nested, OneOf, Text, Whole, ReadOnlyFrom, Actor } from '../../platform/http/index.js';
import { factors, validatePriceList, type Factor } from '../domain/price-list.js';
import { MoneyAmountInput } from '../money.dto.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { DecimalText } from '../decimal.js';
import { Money } from '../amounts.js';
import { toDecimalPriceList } from './in-decimals.js';

/** The price of one session. */
export class SessionPrice {
  /** The lowest price. */
  @Money() low: MoneyAmountInput;

  /** The price of a usual case, with which a quote starts. */
  @Money() usual: MoneyAmountInput;

  /** The highest price. */
  @Money() high: MoneyAmountInput;
}

/** One option of a price factor, with its effect on the price. */
export class PriceFactorOption {
  /** The factor on which the price depends (S0-34, S1-39). */
  @OneOf(factors) factor: Factor;

  /** The name of the option in requests. */
  @Matching(/^[a-z0-9]+(-[a-z0-9]+)*$/, { example: 'large', what: 'a name in lower case, of letters, digits and hyphens' }) option: string;

  /**
   * The title of the option, for people.
   * @example More than 100 cm²
   */
  @Text({ max: 200 }) title: string;

  /**
   * The effect in per cent of the usual price of a session; negative where it lowers the price.
   * @example 20
   */
  @DecimalText({ negative: true }) percent: string;
}

/** The price of one treatment. */
export class TreatmentPriceOfList {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The price of one session. */
  @Nested(SessionPrice) perSession: SessionPrice;

  /** The options of the factors that raise or lower the price. */
  @ListOf(PriceFactorOption, { max: 100 }) options: PriceFactorOption[];
}

/** The tax on the clinic's services. */
export class TaxRate {
  /**
   * The rate in per cent.
   * @example 18
   */
  @DecimalText() percent: string;

  /** Whether the prices of the list include the tax. */
  @Flag() included: boolean;
}

/** The allowed difference between a final bill and the accepted quote, in per cent. */
export class BillToleranceShares {
  /**
   * The percentage above which the patient is told (S3-38).
   * @example 5
   */
  @DecimalText() toldAbovePercent: string;

  /**
   * The percentage above which the bill needs a reason. A higher bill then also needs the patient's acceptance (S3-38).
   * @example 10
   */
  @DecimalText() reasonAbovePercent: string;
}

/** The price list of the clinic. */
@ReadOnlyFrom(() => PriceListResponse)
@CheckedBy<PriceListInput>((list) => validatePriceList(toDecimalPriceList(list)))
export class PriceListInput {
  /** The price of each treatment. A treatment that is left out is not estimated. */
  @ListOf(TreatmentPriceOfList, { min: 1, max: 2 }) treatments: TreatmentPriceOfList[];

  /** The tax on the prices. */
  @Nested(TaxRate) tax: TaxRate;

  /**
   * The number of days for which a quote may be accepted.
   * @example 30
   */
  @Whole({ min: 1, max: 365 }) validityDays: number;

  /** The allowed difference of the final bill. */
  @Nested(BillToleranceShares) tolerance: BillToleranceShares;
}

/** The price list in force. A quote keeps the version with which it was made. */
export class PriceListResponse extends PriceListInput {
  /** The ISO 4217 code of the clinic's currency. */
  @Matching(/^[A-Z]{3}$/, { example: 'INR', what: 'a currency of three letters (ISO 4217)' }) currency: string;

  /** Who set this price list; null for the shipped price list, which has the prices that the clinic's documents name. */
  @Nested(Actor) setBy: Actor | null;

  /** When this price list was set, in UTC; null for the shipped price list. */
  @Instant() setAt: string | null;

  /** The version, as in the ETag: 0 for the shipped price list, one more with each change. */
  @Whole() version: number;
}
