import { actor } from '../../platform/http/index.js';
import type { Day } from '../../kernel/day.js';
import type { TreatmentPlanResponse } from '../../treatments/index.js';
import type { TreatmentPrice } from '../domain/price-list.js';
import { priced } from '../amounts.js';
import { rangeOf, type Quote, type Range } from '../domain/quote.js';
import type { StoredPriceList } from '../price-list/price-list.service.js';
import type { AmountRange, DiscountTaken, EstimateResponse, EstimateStatus, TaxTaken } from './estimate.dto.js';
import type { StoredEstimate } from './estimates.repository.js';

const ROUNDING = 'Each amount is rounded to the decimals of the currency, halves away from zero; sums are of rounded amounts.';

/** Computes the status of a quote on a day. */
export const statusOf = ({ acceptedAt, superseded, validUntil }: StoredEstimate, on: Day): EstimateStatus => {
  if (superseded) return 'superseded';
  if (acceptedAt !== null) return 'accepted';
  return on > validUntil ? 'expired' : 'offered';
};

/** Adds the currency to a range of decimals. */
const rangeIn = ({ low, high }: Range, currency: string): AmountRange => ({ low: priced(currency)(low), high: priced(currency)(high) });

/** Adds the currency to a discount. */
export const discountIn = (discount: Quote['discount'], currency: string): DiscountTaken | null => {
  if (discount === null) return null;
  const { amount, taken, ...rest } = discount;
  const price = priced(currency);
  return { ...rest, ...(amount !== undefined && { amount: price(amount) }), taken: price(taken) };
};

/** Adds the currency to a tax. */
export const taxIn = ({ amount, ...tax }: Quote['tax'], currency: string): TaxTaken => ({ ...tax, amount: priced(currency)(amount) });

export const quoteResponse = (estimate: StoredEstimate, list: StoredPriceList, status: EstimateStatus): EstimateResponse => {
  const { id, planId, patientId, number, currency, quote, validUntil, note, priceListVersion, createdBy, createdAt, acceptedBy, acceptedAt } = estimate;
  const price = priced(currency);
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
    perSession: rangeIn({ low: quote.perSession, high: quote.perSession }, currency),
    subtotal: price(quote.subtotal),
    discount: discountIn(quote.discount, currency),
    tax: taxIn(quote.tax, currency),
    total: rangeIn({ low: quote.total, high: quote.total }, currency),
    rounding: ROUNDING,
    tolerance: list.content.tolerance,
    validUntil,
    acceptance: acceptedBy === null || acceptedAt === null ? null : { acceptorName: acceptedBy, acceptedAt: acceptedAt.toISOString() },
    note,
    priceListVersion,
    createdBy: actor(createdBy),
    createdAt: createdAt.toISOString(),
  };
};

/** Computes the prices of one session and of the series by the price list. */
export const rangesOf = (
  { content }: StoredPriceList,
  price: TreatmentPrice,
  sessions: number,
  currency: string,
): Record<'perSession' | 'total', AmountRange> => {
  const { perSession, total } = rangeOf(content, price, sessions, currency);
  return { perSession: rangeIn(perSession, currency), total: rangeIn(total, currency) };
};

/** Makes the estimate of a plan without a quote. */
export const rangeResponse = (plan: TreatmentPlanResponse, list: StoredPriceList, price: TreatmentPrice, currency: string): EstimateResponse => ({
  id: null,
  planId: plan.id,
  patientId: plan.patientId,
  number: null,
  status: 'indicative',
  currency,
  sessions: plan.series.sessions,
  usualPerSession: null,
  factors: [],
  ...rangesOf(list, price, plan.series.sessions, currency),
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
