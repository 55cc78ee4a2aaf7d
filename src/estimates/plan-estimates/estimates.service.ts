import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { addDays, toCalendarDay } from '../../kernel/day.js';
import { createConflictFailure, Failure, createInvalidInputFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import type { Treatment } from '../../kernel/treatment.js';
import { ClinicService } from '../../clinic/index.js';
import { findViolatedConstraint } from '../../platform/database/index.js';
import { getCurrentPrincipal, Pages, type Page, type PageQuery } from '../../platform/http/index.js';
import { PlansService } from '../../treatments/index.js';
import type { TreatmentPrice } from '../domain/price-list.js';
import { findPrice, computeQuote } from '../domain/quote.js';
import { PriceListService, type StoredPriceList } from '../price-list/price-list.service.js';
import type { EstimateAcceptanceInput, EstimateResponse, PriceRangeQuery, PriceRangeResponse, EstimateInput } from './estimate.dto.js';
import { validateDiscount, toDiscount } from './discount-errors.js';
import { toQuoteResponse, toRangeResponse, computeRanges, deriveEstimateStatus } from './estimate.response.js';
import { EstimatesRepository, type StoredEstimate } from './estimates.repository.js';

/** Makes price ranges and quotes of a series before it begins. */
@Injectable()
export class EstimatesService {
  constructor(
    private readonly estimates: EstimatesRepository,
    private readonly lists: PriceListService,
    private readonly plans: PlansService,
    private readonly clinic: ClinicService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async getRange({ treatment, sessions }: PriceRangeQuery): Promise<PriceRangeResponse> {
    const [list, { currency }] = await Promise.all([this.lists.getCurrent(), this.clinic.get()]);
    return { treatment, sessions, currency, ...computeRanges(list, requirePrice(list, treatment), sessions, currency), priceListVersion: list.version };
  }

  /** Finds the estimate of a plan: the accepted quote, otherwise the newest quote, otherwise the range of the price list. */
  async getByPlan(planId: string): Promise<EstimateResponse> {
    const [plan, estimate, current] = await Promise.all([this.plans.get(planId), this.estimates.findCurrent(planId), this.lists.getCurrent()]);
    if (estimate) return this.createResponse(estimate);
    const { currency } = await this.clinic.get();
    return toRangeResponse(plan, current, requirePrice(current, plan.treatment), currency);
  }

  async list(planId: string, query: PageQuery): Promise<Page<EstimateResponse>> {
    await this.plans.get(planId);
    return this.pages.read(query, {
      rows: async (after: number | null, limit) => {
        const rows = await this.estimates.list(planId, after ?? 0, limit);
        return Promise.all(rows.map((row) => this.createResponse(row)));
      },
      position: (estimate) => estimate.number!,
      item: (estimate) => estimate,
      total: () => this.estimates.count(planId),
    });
  }

  async get(estimateId: string): Promise<EstimateResponse> {
    return this.createResponse(await this.require(estimateId));
  }

  /** Quotes the series of a plan by the price list in force. */
  async quote(planId: string, input: EstimateInput): Promise<EstimateResponse> {
    const [factors, discount, note] = [input.factors ?? [], toDiscount(input.discount), input.note ?? null];
    const plan = await this.plans.requireHeld(planId);
    if (plan.status === 'cancelled') throw createConflictFailure('The plan was cancelled: nothing is quoted for it any more.');
    const [list, { currency }, number] = await Promise.all([this.lists.getCurrent(), this.clinic.get(), this.estimates.count(planId)]);
    const price = requirePrice(list, plan.treatment);
    const { quote, errors } = computeQuote(list.content, price, { sessions: plan.series.sessions, factors, discount }, currency);
    const wrong = [...validateDiscount(input.discount, currency), ...errors];
    if (wrong.length > 0 || quote === null) throw createInvalidInputFailure(wrong);
    const now = this.clock.now();
    const estimate: StoredEstimate = {
      id: createId(),
      patientId: plan.patientId,
      planId,
      number: number + 1,
      currency,
      quote,
      validUntil: addDays(toCalendarDay(now, getCurrentPrincipal().clinic.timeZone), list.content.validityDays),
      note,
      priceListVersion: list.version,
      createdBy: getCurrentPrincipal().id,
      createdAt: now,
      acceptedBy: null,
      acceptedAt: null,
      superseded: false,
    };
    await this.estimates.insert(estimate);
    return toQuoteResponse(estimate, list, deriveEstimateStatus(estimate, estimate.validUntil));
  }

  /** Records the acceptance of a quote, and stores it with the quote. */
  async accept(estimateId: string, { acceptorName: acceptedBy, acceptedAt }: EstimateAcceptanceInput): Promise<EstimateResponse> {
    const found = await this.require(estimateId);
    await this.plans.requireHeld(found.planId);
    const estimate = await this.require(estimateId);
    const { timeZone } = getCurrentPrincipal().clinic;
    const now = this.clock.now();
    const at = acceptedAt === undefined ? now : new Date(acceptedAt);
    if (at > now)
      throw createInvalidInputFailure([
        { pointer: '/acceptedAt', code: 'in-the-future', detail: 'It was accepted in the past, or now: send no instant that is to come.' },
      ]);
    if (at < estimate.createdAt)
      throw createInvalidInputFailure([
        { pointer: '/acceptedAt', code: 'too-early', detail: `It was accepted after it was quoted: send ${estimate.createdAt.toISOString()} or later.` },
      ]);
    const status = deriveEstimateStatus(estimate, toCalendarDay(at, timeZone));
    if (status !== 'offered') throw new Failure('estimate-not-open', `The quote is ${status}.`, { extra: { estimateStatus: status } });
    try {
      await this.estimates.accept(estimateId, { acceptedBy, acceptedAt: at }, getCurrentPrincipal().id, now);
    } catch (error) {
      if (findViolatedConstraint(error) === 'estimate_acceptances_pk') throw createConflictFailure('The quote was accepted already.');
      throw error;
    }
    return this.createResponse({ ...estimate, acceptedBy, acceptedAt: at, superseded: false });
  }

  private async require(estimateId: string): Promise<StoredEstimate> {
    const estimate = await this.estimates.find(estimateId);
    if (!estimate) throw createNotFoundFailure('estimate');
    return estimate;
  }

  private async createResponse(estimate: StoredEstimate): Promise<EstimateResponse> {
    const today = toCalendarDay(this.clock.now(), getCurrentPrincipal().clinic.timeZone);
    return toQuoteResponse(estimate, await this.lists.require(estimate.priceListVersion), deriveEstimateStatus(estimate, today));
  }
}

const requirePrice = (list: StoredPriceList, treatment: Treatment): TreatmentPrice => {
  const price = findPrice(list.content, treatment);
  if (!price) throw new Failure('price-missing', 'The price list has no price for this treatment.', { extra: { treatment } });
  return price;
};
