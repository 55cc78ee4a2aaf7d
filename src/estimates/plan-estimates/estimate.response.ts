import { toActor } from '../../platform/http/index.js';
import type { Day } from '../../kernel/day.js';
import type { TreatmentPlanResponse } from '../../treatments/index.js';
import type { TreatmentPrice } from '../domain/price-list.js';
import { withCurrency } from '../amounts.js';
import { computeRange, type Quote, type Range } from '../domain/quote.js';
import type { StoredPriceList } from '../price-list/price-list.service.js';
import type { AmountRange, DiscountTaken, EstimateResponse, EstimateStatus, TaxTaken } from './estimate.dto.js';
import type { StoredEstimate } from './estimates.repository.js';

const ROUNDING = 'Each amount is rounded to the decimals of the currency, halves away from zero; sums are of rounded amounts.';

/** Computes the status of a quote on a day. */
export const deriveEstimateStatus = ({ acceptedAt, superseded, validUntil }: StoredEstimate, on: Day): EstimateStatus => {
  if (superseded) return 'superseded';
  if (acceptedAt !== null) return 'accepted';
  return on > validUntil ? 'expired' : 'offered';
};

/** Adds the currency to a range of decimals. */
const toAmountRange = ({ low, high }: Range, currency: string): AmountRange => ({ low: withCurrency(currency)(low), high: withCurrency(currency)(high) });

/** Adds the currency to a discount. */
export const toDiscountTaken = (discount: Quote['discount'], currency: string): DiscountTaken | null => {
  if (discount === null) return null;
  const { amount, taken, ...rest } = discount;
  const price = withCurrency(currency);
  return { ...rest, ...(amount !== undefined && { amount: price(amount) }), taken: price(taken) };
};

/** Adds the currency to a tax. */
export const toTaxTaken = ({ amount, ...tax }: Quote['tax'], currency: string): TaxTaken => ({ ...tax, amount: withCurrency(currency)(amount) });

export const toQuoteResponse = (estimate: StoredEstimate, list: StoredPriceList, status: EstimateStatus): EstimateResponse => {
  const { id, planId, patientId, number, currency, quote, validUntil, note, priceListVersion, createdBy, createdAt, acceptedBy, acceptedAt } = estimate;
  const price = withCurrency(currency);
  return {
    id,
    planId,
    patientId,
    number,
    status,
    currency,
    sessions: quote.sessions,
    usualPerSession: price(quote.usualPerSession),
    factors: quote.factors.map(({ amount, ...factor }) => ({ ...factor, amount: price(amount) })),
    perSession: toAmountRange({ low: quote.perSession, high: quote.perSession }, currency),
    subtotal: price(quote.subtotal),
    discount: toDiscountTaken(quote.discount, currency),
    tax: toTaxTaken(quote.tax, currency),
    total: toAmountRange({ low: quote.total, high: quote.total }, currency),
    rounding: ROUNDING,
    tolerance: list.content.tolerance,
    validUntil,
    acceptance: acceptedBy === null || acceptedAt === null ? null : { acceptorName: acceptedBy, acceptedAt: acceptedAt.toISOString() },
    note,
    priceListVersion,
    createdBy: toActor(createdBy),
    createdAt: createdAt.toISOString(),
  };
};

/** Computes the prices of one session and of the series by the price list. */
export const computeRanges = (
  { content }: StoredPriceList,
  price: TreatmentPrice,
  sessions: number,
  currency: string,
): Record<'perSession' | 'total', AmountRange> => {
  const { perSession, total } = computeRange(content, price, sessions, currency);
  return { perSession: toAmountRange(perSession, currency), total: toAmountRange(total, currency) };
};

/** Makes the estimate of a plan without a quote. */
export const toRangeResponse = (plan: TreatmentPlanResponse, list: StoredPriceList, price: TreatmentPrice, currency: string): EstimateResponse => ({
  id: null,
  planId: plan.id,
  patientId: plan.patientId,
  number: null,
  status: 'indicative',
  currency,
  sessions: plan.series.sessions,
  usualPerSession: null,
  factors: [],
  ...computeRanges(list, price, plan.series.sessions, currency),
  subtotal: null,
  discount: null,
  tax: null,
  rounding: ROUNDING,
  tolerance: list.content.tolerance,
  validUntil: null,
  acceptance: null,
  note: null,
  priceListVersion: list.version,
  createdBy: null,
  createdAt: null,
});
