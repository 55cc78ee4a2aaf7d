import type { Day } from '../../kernel/day.js';
import type { PlanResponse } from '../../treatments/index.js';
import type { TreatmentPrice } from '../domain/price-list.js';
import { rangeOf } from '../domain/quote.js';
import type { StoredPriceList } from '../price-list/price-list.service.js';
import type { EstimateResponse, EstimateStatus } from './estimate.dto.js';
import type { StoredEstimate } from './estimates.repository.js';

const ROUNDING = 'Each amount is rounded to the decimals of the currency, halves away from zero; sums are of rounded amounts.';

/** Where a quote stands on a day. */
export const statusOf = ({ acceptedAt, superseded, validUntil }: StoredEstimate, on: Day): EstimateStatus => {
  if (superseded) return 'superseded';
  if (acceptedAt !== null) return 'accepted';
  return on > validUntil ? 'expired' : 'offered';
};

export const quoteResponse = (estimate: StoredEstimate, list: StoredPriceList, status: EstimateStatus): EstimateResponse => {
  const { id, planId, patientId, number, currency, quote, validUntil, note, priceListVersion, createdBy, createdAt, acceptedBy, acceptedAt } = estimate;
  return {
    id,
    planId,
    patientId,
    number,
    status,
    currency,
    sessions: quote.sessions,
    usualPerSession: quote.usualPerSession,
    factors: quote.factors,
    perSession: { low: quote.perSession, high: quote.perSession },
    subtotal: quote.subtotal,
    discount: quote.discount,
    tax: quote.tax,
    total: { low: quote.total, high: quote.total },
    rounding: ROUNDING,
    tolerance: list.content.tolerance,
    validUntil,
    acceptance: acceptedBy === null || acceptedAt === null ? null : { acceptedBy, acceptedAt: acceptedAt.toISOString() },
    note,
    priceListVersion,
    createdBy,
    createdAt: createdAt.toISOString(),
  };
};

/** What is known before anybody has made a quote for the plan. */
export const rangeResponse = (plan: PlanResponse, { content, version }: StoredPriceList, price: TreatmentPrice, currency: string): EstimateResponse => ({
  id: null,
  planId: plan.id,
  patientId: plan.patientId,
  number: null,
  status: 'indicative',
  currency,
  sessions: plan.series.sessions,
  usualPerSession: null,
  factors: [],
  ...rangeOf(content, price, plan.series.sessions, currency),
  subtotal: null,
  discount: null,
  tax: null,
  rounding: ROUNDING,
  tolerance: content.tolerance,
  validUntil: null,
  acceptance: null,
  note: null,
  priceListVersion: version,
  createdBy: null,
  createdAt: null,
});
