import { declareEnumeration } from '../../kernel/enumeration.js';
import { AfterBirth, Identifier, Instant, ListOf, Matching, Nested, OneOf, Optional, Note, Text, Whole, Actor } from '../../platform/http/index.js';
import { factors, type Factor } from '../domain/price-list.js';
import { causes, type Cause } from '../domain/quote.js';
import { MoneyAmount, MoneyAmountInput } from '../money.dto.js';
import { TaxRate, BillToleranceShares } from '../price-list/price-list.dto.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { DecimalText } from '../decimal.js';
import { Money } from '../amounts.js';
import type * as domain from '../domain/bill-content.js';

export const estimateStatuses = declareEnumeration('EstimateStatus', ['indicative', 'offered', 'accepted', 'superseded', 'expired']);
export type EstimateStatus = (typeof estimateStatuses)[number];

/** A range of amounts. In a quote, both ends are the same. */
export class AmountRange {
  /** The lowest amount. */
  low: MoneyAmount;

  /** The highest amount. */
  high: MoneyAmount;
}

/** The series whose price range to compute. */
export class PriceRangeQuery {
  /**
   * The treatment.
   * @example mesotherapy
   */
  @OneOf(treatments) treatment: Treatment;

  /**
   * The number of sessions.
   * @example 8
   */
  @Whole({ min: 1, max: 100 }) sessions: number;
}

/** The price range of a series before the patient is examined: from the lowest to the highest price, tax included. */
export class PriceRangeResponse {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The number of sessions. */
  @Whole() sessions: number;

  /** The ISO 4217 code of the currency. */
  currency: string;

  /** The price of one session, as on the price list. */
  perSession: AmountRange;

  /** The price of the series, tax included. */
  total: AmountRange;

  /** The version of the price list from which the prices come. */
  @Whole() priceListVersion: number;
}

/** The option of one price factor that applies to a case. */
export class ChosenPriceFactor {
  /** The factor. */
  @OneOf(factors) factor: Factor;

  /** The option, one of those on the price list. */
  @Matching(/^[a-z0-9]+(-[a-z0-9]+)*$/, { example: 'large', what: 'a name in lower case, of letters, digits and hyphens' }) option: string;
}

/** A discount: a percentage or an amount. */
export class GivenDiscount {
  /**
   * The reason for the discount.
   * @example Paid in advance
   */
  @Note({ max: 500 }) reason: string;

  /**
   * The discount in per cent of the series.
   * @example 5
   */
  @Optional() @DecimalText() percent?: string;

  /** The discount as an amount. It excludes tax, unless the prices of the price list include tax. */
  @Optional() @Money() amount?: MoneyAmountInput;
}

/** A quote to make for a plan. */
export class EstimateInput {
  /** The options of the price factors that apply to the case. A factor that is left out has its usual option, which does not change the price. */
  @Optional() @ListOf(ChosenPriceFactor, { max: 20 }) factors?: ChosenPriceFactor[];

  /** The discount. */
  @Optional() @Nested(GivenDiscount) discount?: GivenDiscount;

  /** A note for the patient about the quote. */
  @Optional() @Note({ max: 2000 }) note?: string;
}

/** The effect of one factor on the price of a session. */
export class EstimateFactor extends ChosenPriceFactor {
  /** The title of the option, for people. */
  title: string;

  /** The effect in per cent of the usual price. */
  percent: string;

  /** The effect as an amount for each session; negative where it lowers the price. */
  amount: MoneyAmount;
}

/** A discount with its amount. */
export class DiscountTaken extends GivenDiscount {
  /** The amount of the discount. */
  taken: MoneyAmount;
}

/** A tax with its amount. */
export class TaxTaken extends TaxRate {
  /** The amount of the tax. */
  amount: MoneyAmount;
}

/** The acceptance of a quote, or of a higher bill. */
export class EstimateAcceptanceInput {
  /**
   * The name of the person who accepts: the patient, or the person who pays.
   * @example Asha Testperson
   */
  @Text({ max: 200 }) acceptorName: string;

  /** When the person accepted; now, when left out. Not in the future, and not before the quote was made. */
  @Optional() @Instant() @AfterBirth() acceptedAt?: string;
}

/** The acceptance of a quote or a bill: by whom, and when. */
export class EstimateAcceptance {
  /** The name of the person who accepted: the patient, or the person who pays. */
  acceptorName: string;

  /** When the person accepted, in UTC. */
  @Instant() acceptedAt: string;
}

/** The estimate of a plan. It is a range until a quote is made; after that, it is the accepted quote, or else the newest quote. */
export class EstimateResponse {
  /** The quote's id; null for the range. */
  @Identifier() id: string | null;

  /** The plan. */
  @Identifier() planId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The number of the quote among those of the plan, from 1; null for the range. */
  @Whole() number: number | null;

  /** The status. The range is `indicative`. A quote is `superseded` by a newer quote, unless it is accepted. */
  @OneOf(estimateStatuses) status: EstimateStatus;

  /** The ISO 4217 code of the currency. */
  currency: string;

  /** The number of sessions. */
  @Whole() sessions: number;

  /** The usual price of a session, with which the quote starts; null for the range. */
  @Nested(MoneyAmount) usualPerSession: MoneyAmount | null;

  /** The effects of the factors on the price of a session. */
  factors: EstimateFactor[];

  /** The price of one session. It excludes tax, unless the prices of the price list include tax. */
  perSession: AmountRange;

  /** The price of all sessions; null for the range. */
  @Nested(MoneyAmount) subtotal: MoneyAmount | null;

  /** The discount; null where there is none. */
  @Nested(DiscountTaken) discount: DiscountTaken | null;

  /** The tax with its amount; null for the range. */
  @Nested(TaxTaken) tax: TaxTaken | null;

  /** The amount that the patient pays, tax included. */
  total: AmountRange;

  /** The rule by which amounts were rounded. */
  rounding: string;

  /** The allowed difference of the final bill. */
  tolerance: BillToleranceShares;

  /** The last day on which the quote may be accepted, in the clinic's time zone; null for the range. */
  validUntil: string | null;

  /** Who accepted the quote, and when; null while nobody has. */
  @Nested(EstimateAcceptance) acceptance: EstimateAcceptance | null;

  /** A note for the patient about the quote; null where there is none. */
  note: string | null;

  /** The version of the price list with which the estimate was made. */
  @Whole() priceListVersion: number;

  /** Who made the quote; null for the range. */
  @Nested(Actor) createdBy: Actor | null;

  /** When the quote was made, in UTC; null for the range. */
  @Instant() createdAt: string | null;
}

export const billLineKinds = declareEnumeration('BillLineKind', ['session', 'other']);

/** One line of a bill. */
export class BillLineInput {
  /** The kind of line: a session of the series, or something else. */
  @OneOf(billLineKinds) kind: (typeof billLineKinds)[number];

  /**
   * The description of what is charged.
   * @example Mesotherapy, sessions 1 to 8
   */
  @Note({ max: 500 }) description: string;

  /**
   * The quantity.
   * @example 8
   */
  @Whole({ min: 1, max: 1000 }) quantity: number;

  /** The price of one unit. It excludes tax, unless the prices of the price list include tax. */
  @Money() unitPrice: MoneyAmountInput;
}

/** The final bill of a plan. */
export class BillInput {
  /** The lines of the bill. */
  @ListOf(BillLineInput, { min: 1, max: 200 }) lines: BillLineInput[];

  /** The discount. */
  @Optional() @Nested(GivenDiscount) discount?: GivenDiscount;

  /**
   * Why the bill differs from the accepted quote by more than the tolerance.
   * @example Two sessions more, as the patient wished
   */
  @Optional() @Note({ max: 2000 }) reason?: string;

  /** The patient's acceptance of a bill that is higher than the quote by more than the tolerance. */
  @Optional() @Nested(EstimateAcceptanceInput) acceptance?: EstimateAcceptanceInput;
}

/** A line of a bill with its amount. */
export class PricedBillLine extends BillLineInput {
  /** The amount: quantity times price. */
  amount: MoneyAmount;
}

/** One cause of the difference between the bill and the quote. */
export class BillDifferenceShare implements domain.DifferenceCause {
  /** The cause: the number of sessions, the price of a session, other items, the discount, or the tax. */
  @OneOf(causes) cause: Cause['cause'];

  /** The part of the difference that the cause explains, negative where it lowers the bill. The parts add up to the whole difference. */
  amount: MoneyAmount;
}

const verdicts = declareEnumeration('BillVerdict', ['none', 'within', 'to-be-told', 'beyond']);

/** The difference between a bill and the accepted quote. */
export class BillDifference implements domain.BillDifference {
  /** The bill minus the quote; negative where the bill is lower. */
  amount: MoneyAmount;

  /** The difference in per cent of the quote, rounded away from zero; null where the quote was 0. */
  percent: string | null;

  /** The comparison with the tolerance: `to-be-told` above its first limit, `beyond` above its second. */
  @OneOf(verdicts) verdict: (typeof verdicts)[number];

  /** The causes of the difference. */
  causes: BillDifferenceShare[];
}

/** A warning about a valid bill. */
export class BillWarning implements domain.BillWarning {
  /**
   * The code of the warning: `sessions-not-given` where more sessions are charged than were given.
   * @example sessions-not-given
   */
  code: string;

  /**
   * The place in the bill, as a JSON Pointer.
   * @example /lines
   */
  pointer: string;

  /** The warning in words. */
  detail: string;
}

/** The final bill of a plan. A later bill replaces an earlier one, which stays readable. */
export class BillResponse {
  /** The bill's id. */
  @Identifier() id: string;

  /** The plan. */
  @Identifier() planId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The accepted quote with which the bill is compared. */
  @Identifier() estimateId: string;

  /** The number of the bill among those of the plan, from 1. */
  @Whole() number: number;

  /** The ISO 4217 code of the currency. */
  currency: string;

  /** The lines of the bill. */
  lines: PricedBillLine[];

  /** The sum of all lines. */
  subtotal: MoneyAmount;

  /** The discount; null where there is none. */
  @Nested(DiscountTaken) discount: DiscountTaken | null;

  /** The tax, at the rate of the quote's price list. */
  tax: TaxTaken;

  /** The amount that the patient pays, tax included. */
  total: MoneyAmount;

  /** The difference between the bill and the quote. */
  difference: BillDifference;

  /** Why the bill differs by more than the tolerance; null where no reason was given. */
  reason: string | null;

  /** Who accepted the higher bill, and when; null where nobody did. */
  @Nested(EstimateAcceptance) acceptance: EstimateAcceptance | null;

  /** Warnings about the bill at the time it was written. */
  warnings: BillWarning[];

  /** Who wrote the bill. */
  @Nested(Actor) createdBy: Actor;

  /** When the bill was written, in UTC. */
  @Instant() createdAt: string;
}
