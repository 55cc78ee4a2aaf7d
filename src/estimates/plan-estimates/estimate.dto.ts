import { enumOf } from '../../kernel/enumeration.js';
import { AfterBirth, Identifier, Instant, ListOf, Matching, Nested, OneOf, Optional, Text, Whole, Actor } from '../../platform/http/index.js';
import { factors, type Factor } from '../domain/price-list.js';
import { causes, type Cause } from '../domain/quote.js';
import { MoneyAmount, MoneyAmountInput } from '../money.dto.js';
import { TaxRate, BillToleranceShares } from '../price-list/price-list.dto.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { DecimalText } from '../decimal.js';
import { Money } from '../amounts.js';
import type * as domain from '../domain/bill-content.js';

export const estimateStatuses = enumOf('EstimateStatus', ['indicative', 'offered', 'accepted', 'superseded', 'expired']);
export type EstimateStatus = (typeof estimateStatuses)[number];

/** From, to; both the same in a quote. */
export class AmountRange {
  /** At least. */
  low: MoneyAmount;

  /** At most. */
  high: MoneyAmount;
}

/** What a series would cost. */
export class PriceRangeQuery {
  /**
   * The treatment.
   * @example mesotherapy
   */
  @OneOf(treatments) treatment: Treatment;

  /**
   * How many sessions.
   * @example 8
   */
  @Whole({ min: 1, max: 100 }) sessions: number;
}

/** What a series costs before anybody was seen: from the lowest to the highest price, tax included. */
export class PriceRangeResponse {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** How many sessions. */
  @Whole() sessions: number;

  /** ISO 4217 code. */
  currency: string;

  /** One session, as on the price list. */
  perSession: AmountRange;

  /** The series, tax included. */
  total: AmountRange;

  /** The version of the price list. */
  @Whole() priceListVersion: number;
}

/** How one factor is in this case. */
export class ChosenPriceFactor {
  /** The factor. */
  @OneOf(factors) factor: Factor;

  /** An option of the price list. */
  @Matching(/^[a-z0-9]+(-[a-z0-9]+)*$/, { example: 'large', what: 'a name in lower case, of letters, digits and hyphens' }) option: string;
}

/** What is taken off: a percentage or an amount. */
export class GivenDiscount {
  /**
   * Why.
   * @example Paid in advance
   */
  @Text({ max: 500 }) reason: string;

  /**
   * Per cent of the series.
   * @example 5
   */
  @Optional() @DecimalText() percent?: string;

  /** An amount, before tax unless the prices contain it. */
  @Optional() @Money() amount?: MoneyAmountInput;
}

/** A quote to make for a plan. */
export class EstimateInput {
  /** How the factors of the price list are in this case; a factor that is left out is as usual. */
  @Optional() @ListOf(ChosenPriceFactor, { max: 20 }) factors?: ChosenPriceFactor[];

  /** What is taken off. */
  @Optional() @Nested(GivenDiscount) discount?: GivenDiscount;

  /** What the patient should know about it. */
  @Optional() @Text({ max: 2000 }) note?: string;
}

/** What one factor adds to the price of a session. */
export class EstimateFactor extends ChosenPriceFactor {
  /** For people. */
  title: string;

  /** Per cent of the usual price. */
  percent: string;

  /** What that makes, a session; negative where it makes it cheaper. */
  amount: MoneyAmount;
}

/** A discount, with what it makes. */
export class DiscountTaken extends GivenDiscount {
  /** What was taken off. */
  taken: MoneyAmount;
}

/** The tax, with what it makes. */
export class TaxTaken extends TaxRate {
  /** What it makes. */
  amount: MoneyAmount;
}

/** That a quote, or a higher bill, is accepted. */
export class EstimateAcceptanceInput {
  /**
   * Who: the patient, or who pays.
   * @example Asha Testperson
   */
  @Text({ max: 200 }) acceptorName: string;

  /** When; now where it is left out, not in the future, and not before it was quoted. */
  @Optional() @Instant() @AfterBirth() acceptedAt?: string;
}

/** Who accepted, and when. */
export class EstimateAcceptance {
  /** The patient, or who pays. */
  acceptorName: string;

  /** When, in UTC. */
  @Instant() acceptedAt: string;
}

/** What a plan costs: a range as long as nobody made a quote, then the quote that is accepted, else the newest. */
export class EstimateResponse {
  /** The quote; null for the range. */
  @Identifier() id: string | null;

  /** The plan. */
  @Identifier() planId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** Counts the quotes of a plan from 1; null for the range. */
  @Whole() number: number | null;

  /** `indicative` is the range; a quote is `superseded` by a newer one, unless it is accepted. */
  @OneOf(estimateStatuses) status: EstimateStatus;

  /** ISO 4217 code. */
  currency: string;

  /** How many sessions. */
  @Whole() sessions: number;

  /** The usual price of a session, from which the quote starts; null for the range. */
  @Nested(MoneyAmount) usualPerSession: MoneyAmount | null;

  /** What makes a session cost more or less. */
  factors: EstimateFactor[];

  /** One session, before tax unless the prices contain it. */
  perSession: AmountRange;

  /** All sessions; null for the range. */
  @Nested(MoneyAmount) subtotal: MoneyAmount | null;

  /** What was taken off. */
  @Nested(DiscountTaken) discount: DiscountTaken | null;

  /** The tax; null for the range. */
  @Nested(TaxTaken) tax: TaxTaken | null;

  /** What the patient pays, tax included. */
  total: AmountRange;

  /** How amounts were rounded. */
  rounding: string;

  /** By how much the final bill may differ. */
  tolerance: BillToleranceShares;

  /** The last day on which it may be accepted, in the clinic's time zone; null for the range. */
  validUntil: string | null;

  /** Who accepted it; null as long as nobody did. */
  @Nested(EstimateAcceptance) acceptance: EstimateAcceptance | null;

  /** What the patient should know about it. */
  note: string | null;

  /** The version of the price list that it was made with. */
  @Whole() priceListVersion: number;

  /** Who made it; null for the range. */
  @Nested(Actor) createdBy: Actor | null;

  /** When, in UTC; null for the range. */
  @Instant() createdAt: string | null;
}

export const billLineKinds = enumOf('BillLineKind', ['session', 'other']);

/** One line of a bill. */
export class BillLineInput {
  /** A session of the series, or something else. */
  @OneOf(billLineKinds) kind: (typeof billLineKinds)[number];

  /**
   * What it is for.
   * @example Mesotherapy, sessions 1 to 8
   */
  @Text({ max: 500 }) description: string;

  /**
   * How many.
   * @example 8
   */
  @Whole({ min: 1, max: 1000 }) quantity: number;

  /** What one costs, before tax unless the prices contain it. */
  @Money() unitPrice: MoneyAmountInput;
}

/** The final bill of a plan. */
export class BillInput {
  /** What is charged. */
  @ListOf(BillLineInput, { min: 1, max: 200 }) lines: BillLineInput[];

  /** What is taken off. */
  @Optional() @Nested(GivenDiscount) discount?: GivenDiscount;

  /**
   * Why it differs from the accepted quote by more than the tolerance.
   * @example Two sessions more, as the patient wished
   */
  @Optional() @Text({ max: 2000 }) reason?: string;

  /** That the patient accepts a bill which is higher than the quote by more than the tolerance. */
  @Optional() @Nested(EstimateAcceptanceInput) acceptance?: EstimateAcceptanceInput;
}

/** A line, with what it makes. */
export class PricedBillLine extends BillLineInput {
  /** Quantity times price. */
  amount: MoneyAmount;
}

/** One reason for which the bill is not what was quoted. */
export class BillDifferenceShare implements domain.DifferenceCause {
  /** More or fewer sessions, another price of a session, other things, another discount, another tax. */
  @OneOf(causes) cause: Cause['cause'];

  /** How much of the difference it makes, negative where the bill is lower for it; the causes add up to it. */
  amount: MoneyAmount;
}

const verdicts = enumOf('BillVerdict', ['none', 'within', 'to-be-told', 'beyond']);

/** How a bill compares with the quote that was accepted. */
export class BillDifference implements domain.BillDifference {
  /** Bill less quote, negative where the bill is lower. */
  amount: MoneyAmount;

  /** In per cent of the quote, rounded away from zero; null when the quote was for nothing. */
  percent: string | null;

  /** `to-be-told` above the first limit of the tolerance, `beyond` above the second. */
  @OneOf(verdicts) verdict: (typeof verdicts)[number];

  /** What it is made of. */
  causes: BillDifferenceShare[];
}

/** Something worth a second look in a bill. */
export class BillWarning implements domain.BillWarning {
  /**
   * What it is: `sessions-not-given` where more sessions are charged than were given.
   * @example sessions-not-given
   */
  code: string;

  /**
   * Where in the bill, as a JSON Pointer.
   * @example /lines
   */
  pointer: string;

  /** In words. */
  detail: string;
}

/** The final bill of a plan. A later one takes the place of an earlier one, which stays readable. */
export class BillResponse {
  /** The bill's id. */
  @Identifier() id: string;

  /** The plan. */
  @Identifier() planId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The quote that it is compared with. */
  @Identifier() estimateId: string;

  /** Counts the bills of a plan from 1. */
  @Whole() number: number;

  /** ISO 4217 code. */
  currency: string;

  /** What is charged. */
  lines: PricedBillLine[];

  /** All lines. */
  subtotal: MoneyAmount;

  /** What was taken off. */
  @Nested(DiscountTaken) discount: DiscountTaken | null;

  /** The tax, as on the price list of the quote. */
  tax: TaxTaken;

  /** What the patient pays, tax included. */
  total: MoneyAmount;

  /** How it compares with the quote. */
  difference: BillDifference;

  /** Why it differs by more than the tolerance. */
  reason: string | null;

  /** Who accepted the higher bill. */
  @Nested(EstimateAcceptance) acceptance: EstimateAcceptance | null;

  /** What was worth a second look when it was written. */
  warnings: BillWarning[];

  /** Who wrote it. */
  @Nested(Actor) createdBy: Actor;

  /** When, in UTC. */
  @Instant() createdAt: string;
}
