import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { addDays, dayOf } from '../../kernel/day.js';
import { conflict, Failure, invalid, notFound } from '../../kernel/failure.js';
import { newId } from '../../kernel/id.js';
import type { Treatment } from '../../kernel/treatment.js';
import { ClinicService } from '../../clinic/index.js';
import { violatedConstraint } from '../../platform/database/index.js';
import { currentPrincipal, Pages, type Page, type PageQuery } from '../../platform/http/index.js';
import { PlansService } from '../../treatments/index.js';
import type { TreatmentPrice } from '../domain/price-list.js';
import { priceOf, quoteOf } from '../domain/quote.js';
import { PriceListService, type StoredPriceList } from '../price-list/price-list.service.js';
import type { EstimateAcceptanceInput, EstimateResponse, PriceRangeQuery, PriceRangeResponse, EstimateInput } from './estimate.dto.js';
import { discountErrors, discountOf } from './discount-errors.js';
import { quoteResponse, rangeResponse, rangesOf, statusOf } from './estimate.response.js';
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

  async range({ treatment, sessions }: PriceRangeQuery): Promise<PriceRangeResponse> {
    const [list, { currency }] = await Promise.all([this.lists.current(), this.clinic.get()]);
    return { treatment, sessions, currency, ...rangesOf(list, requirePrice(list, treatment), sessions, currency), priceListVersion: list.version };
  }

  /** Finds the estimate of a plan: the accepted quote, otherwise the newest quote, otherwise the range of the price list. */
  async ofPlan(planId: string): Promise<EstimateResponse> {
    const [plan, estimate, current] = await Promise.all([this.plans.get(planId), this.estimates.standing(planId), this.lists.current()]);
    if (estimate) return this.response(estimate);
    const { currency } = await this.clinic.get();
    return rangeResponse(plan, current, requirePrice(current, plan.treatment), currency);
  }

  async list(planId: string, query: PageQuery): Promise<Page<EstimateResponse>> {
    await this.plans.get(planId);
    return this.pages.read(query, {
      rows: async (after: number | null, limit) => {
        const rows = await this.estimates.list(planId, after ?? 0, limit);
        return Promise.all(rows.map((row) => this.response(row)));
      },
      position: (estimate) => estimate.number!,
      item: (estimate) => estimate,
      total: () => this.estimates.count(planId),
    });
  }

  async get(estimateId: string): Promise<EstimateResponse> {
    return this.response(await this.require(estimateId));
  }

  /** Quotes the series of a plan by the price list in force. */
  async quote(planId: string, input: EstimateInput): Promise<EstimateResponse> {
    const [factors, discount, note] = [input.factors ?? [], discountOf(input.discount), input.note ?? null];
    const plan = await this.plans.requireHeld(planId);
    if (plan.status === 'cancelled') throw conflict('The plan was cancelled: nothing is quoted for it any more.');
    const [list, { currency }, number] = await Promise.all([this.lists.current(), this.clinic.get(), this.estimates.count(planId)]);
    const price = requirePrice(list, plan.treatment);
    const { quote, errors } = quoteOf(list.content, price, { sessions: plan.series.sessions, factors, discount }, currency);
    const wrong = [...discountErrors(input.discount, currency), ...errors];
    if (wrong.length > 0 || quote === null) throw invalid(wrong);
    const now = this.clock.now();
    const estimate: StoredEstimate = {
      id: newId(),
      patientId: plan.patientId,
      planId,
      number: number + 1,
      currency,
      quote,
      validUntil: addDays(dayOf(now, currentPrincipal().clinic.timeZone), list.content.validityDays),
      note,
      priceListVersion: list.version,
      createdBy: currentPrincipal().id,
      createdAt: now,
      acceptedBy: null,
      acceptedAt: null,
      superseded: false,
    };
    await this.estimates.insert(estimate);
    return quoteResponse(estimate, list, statusOf(estimate, estimate.validUntil));
  }

  /** Records the acceptance of a quote, and stores it with the quote. */
  async accept(estimateId: string, { acceptorName: acceptedBy, acceptedAt }: EstimateAcceptanceInput): Promise<EstimateResponse> {
    const found = await this.require(estimateId);
    await this.plans.requireHeld(found.planId);
    const estimate = await this.require(estimateId);
    const { timeZone } = currentPrincipal().clinic;
    const now = this.clock.now();
    const at = acceptedAt === undefined ? now : new Date(acceptedAt);
    if (at > now) throw invalid([{ pointer: '/acceptedAt', code: 'in-the-future', detail: 'It was accepted in the past, or now: send no instant that is to come.' }]);
    if (at < estimate.createdAt) throw invalid([{ pointer: '/acceptedAt', code: 'too-early', detail: `It was accepted after it was quoted: send ${estimate.createdAt.toISOString()} or later.` }]);
    const status = statusOf(estimate, dayOf(at, timeZone));
    if (status !== 'offered') throw new Failure('estimate-not-open', `The quote is ${status}.`, { extra: { estimateStatus: status } });
    try {
      await this.estimates.accept(estimateId, { acceptedBy, acceptedAt: at }, currentPrincipal().id, now);
    } catch (error) {
      if (violatedConstraint(error) === 'estimate_acceptances_pk') throw conflict('The quote was accepted already.');
      throw error;
    }
    return this.response({ ...estimate, acceptedBy, acceptedAt: at, superseded: false });
  }

  private async require(estimateId: string): Promise<StoredEstimate> {
    const estimate = await this.estimates.find(estimateId);
    if (!estimate) throw notFound('estimate');
    return estimate;
  }

  private async response(estimate: StoredEstimate): Promise<EstimateResponse> {
    const today = dayOf(this.clock.now(), currentPrincipal().clinic.timeZone);
    return quoteResponse(estimate, await this.lists.require(estimate.priceListVersion), statusOf(estimate, today));
  }
}

const requirePrice = (list: StoredPriceList, treatment: Treatment): TreatmentPrice => {
  const price = priceOf(list.content, treatment);
  if (!price) throw new Failure('price-missing', 'The price list has no price for this treatment.', { extra: { treatment } });
  return price;
};
