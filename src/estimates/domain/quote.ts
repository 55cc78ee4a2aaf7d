/** Computes what a series costs: a range before the patient is examined, a quote after it, and the difference of the bill from the quote. */
import { declareEnumeration } from '../../kernel/enumeration.js';
import {
  isMore,
  isSame,
  subtractMoney,
  createMoney,
  negateMoney,
  computePercentage,
  roundMoney,
  sumMoney,
  computeIncludedTax,
  formatDecimal,
  multiplyMoney,
  createZeroMoney,
  type Decimal,
  type Money,
} from './money.js';
import type { Factor, PriceList, TreatmentPrice } from './price-list.js';
import type { FieldError } from '../../kernel/failure.js';
import type { Treatment } from '../../kernel/treatment.js';

export interface Range {
  low: Decimal;
  high: Decimal;
}

interface ChosenFactor {
  factor: Factor;
  option: string;
}

export interface Discount {
  reason: string;
  percent?: Decimal;
  amount?: Decimal;
}

/** The effect of one factor on the price of a session. */
interface FactorLine extends ChosenFactor {
  title: string;
  percent: Decimal;
  amount: Decimal;
}

/** All figures of a quote. Amounts are in the clinic's currency, rounded to its decimals, halves away from zero. */
export interface Quote {
  sessions: number;
  usualPerSession: Decimal;
  factors: FactorLine[];
  perSession: Decimal;
  subtotal: Decimal;
  discount: (Discount & { taken: Decimal }) | null;
  tax: { percent: Decimal; included: boolean; amount: Decimal };
  total: Decimal;
}

export const findPrice = (list: PriceList, treatment: Treatment): TreatmentPrice | undefined =>
  list.treatments.find((treatmentPrice) => treatmentPrice.treatment === treatment);

const computeTaxAndTotal = (net: Money, { percent, included }: PriceList['tax']): { tax: Money; total: Money } =>
  included
    ? { tax: computeIncludedTax(net, percent), total: net }
    : { tax: computePercentage(net, percent), total: sumMoney([net, computePercentage(net, percent)], net.toJSON().currency.code) };

/** Computes the lowest and the highest price for a number of sessions, tax included. */
export const computeRange = (list: PriceList, price: TreatmentPrice, sessions: number, currency: string): { perSession: Range; total: Range } => {
  const totalAt = (perSession: Decimal): Decimal =>
    formatDecimal(computeTaxAndTotal(multiplyMoney(createMoney(perSession, currency), sessions), list.tax).total);
  const { low, high } = price.perSession;
  return { perSession: { low, high }, total: { low: totalAt(low), high: totalAt(high) } };
};

const computeDiscount = (discount: Discount | null, subtotal: Money, currency: string): Money =>
  discount === null
    ? createZeroMoney(currency)
    : discount.percent !== undefined
      ? computePercentage(subtotal, discount.percent)
      : roundMoney(createMoney(discount.amount ?? '0', currency));

export interface QuoteRequest {
  sessions: number;
  factors: readonly ChosenFactor[];
  discount: Discount | null;
}

/** Computes a quote, or lists the errors of the request. */
export const computeQuote = (
  list: PriceList,
  price: TreatmentPrice,
  { sessions, factors, discount }: QuoteRequest,
  currency: string,
): { quote: Quote; errors: [] } | { quote: null; errors: FieldError[] } => {
  const errors: FieldError[] = [];
  const usual = createMoney(price.perSession.usual, currency);
  const seen = new Set<string>();
  const lines = factors.flatMap(({ factor, option }, index): FactorLine[] => {
    const at = `/factors/${index}`;
    if (seen.has(factor))
      errors.push({ pointer: `${at}/factor`, code: 'duplicate', detail: 'This factor was chosen already: choose one option of each factor.' });
    seen.add(factor);
    const found = price.options.find((factorOption) => factorOption.factor === factor && factorOption.option === option);
    if (!found) {
      errors.push({
        pointer: `${at}/option`,
        code: 'unknown-option',
        detail: 'The price list has no such option of this factor for this treatment: GET /v1/price-list names those that it has.',
      });
      return [];
    }
    return [{ factor, option, title: found.title, percent: found.percent, amount: formatDecimal(computePercentage(usual, found.percent)) }];
  });
  const perSession = sumMoney([usual, ...lines.map((line) => createMoney(line.amount, currency))], currency);
  const subtotal = multiplyMoney(perSession, sessions);
  const taken = computeDiscount(discount, subtotal, currency);
  if (isMore(createZeroMoney(currency), perSession))
    errors.push({ pointer: '/factors', code: 'below-zero', detail: 'The factors take more than the session costs: choose others, or correct the price list.' });
  else if (isMore(taken, subtotal))
    errors.push({ pointer: '/discount', code: 'below-zero', detail: 'The discount is more than the series costs: give at most that.' });
  if (errors.length > 0) return { quote: null, errors };
  const net = subtractMoney(subtotal, taken);
  const { tax, total } = computeTaxAndTotal(net, list.tax);
  return {
    quote: {
      sessions,
      usualPerSession: formatDecimal(usual),
      factors: lines,
      perSession: formatDecimal(perSession),
      subtotal: formatDecimal(subtotal),
      discount: discount && { ...discount, taken: formatDecimal(taken) },
      tax: { ...list.tax, amount: formatDecimal(tax) },
      total: formatDecimal(total),
    },
    errors: [],
  };
};

export interface BillLine {
  kind: 'session' | 'other';
  description: string;
  quantity: number;
  unitPrice: Decimal;
}

export interface Bill {
  lines: (BillLine & { amount: Decimal })[];
  subtotal: Decimal;
  discount: (Discount & { taken: Decimal }) | null;
  tax: { percent: Decimal; included: boolean; amount: Decimal };
  total: Decimal;
}

export const computeBill = (lines: readonly BillLine[], discount: Discount | null, tax: PriceList['tax'], currency: string): Bill => {
  const written = lines.map((line) => ({ ...line, amount: formatDecimal(multiplyMoney(createMoney(line.unitPrice, currency), line.quantity)) }));
  const subtotal = sumMoney(
    written.map((line) => createMoney(line.amount, currency)),
    currency,
  );
  const taken = computeDiscount(discount, subtotal, currency);
  const { tax: amount, total } = computeTaxAndTotal(subtractMoney(subtotal, taken), tax);
  return {
    lines: written,
    subtotal: formatDecimal(subtotal),
    discount: discount && { ...discount, taken: formatDecimal(taken) },
    tax: { ...tax, amount: formatDecimal(amount) },
    total: formatDecimal(total),
  };
};

export const causes = declareEnumeration('BillDifferenceCause', ['sessions', 'price-per-session', 'other-items', 'discount', 'tax']);

/** One cause of the difference between the bill and the quote, with its amount. */
export interface Cause {
  cause: (typeof causes)[number];
  amount: Decimal;
}

/** Counts the sessions that a bill charges. */
export const countSessions = ({ lines }: Pick<Bill, 'lines'>): number =>
  lines.filter(({ kind }) => kind === 'session').reduce((count, { quantity }) => count + quantity, 0);

/** Lists why a bill differs from the quote; the amounts add up to the whole difference. */
export const listCauses = (quote: Quote, bill: Bill, currency: string): Cause[] => {
  const amount = (decimal: Decimal): Money => createMoney(decimal, currency);
  const ofSessions = bill.lines.filter((line) => line.kind === 'session');
  const given = countSessions(bill);
  const charged = sumMoney(
    ofSessions.map((line) => amount(line.amount)),
    currency,
  );
  const perSession = amount(quote.perSession);
  const taxOf = ({ tax }: Pick<Quote, 'tax'>): Money => (tax.included ? createZeroMoney(currency) : amount(tax.amount));
  const parts: Record<Cause['cause'], Money> = {
    sessions: multiplyMoney(perSession, given - quote.sessions),
    'price-per-session': subtractMoney(charged, multiplyMoney(perSession, given)),
    'other-items': sumMoney(
      bill.lines.filter((line) => line.kind === 'other').map((line) => amount(line.amount)),
      currency,
    ),
    discount: negateMoney(subtractMoney(amount(bill.discount?.taken ?? '0'), amount(quote.discount?.taken ?? '0'))),
    tax: subtractMoney(taxOf(bill), taxOf(quote)),
  };
  return causes.filter((cause) => !isSame(parts[cause], createZeroMoney(currency))).map((cause) => ({ cause, amount: formatDecimal(parts[cause]) }));
};
