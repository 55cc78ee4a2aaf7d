import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Failure, invalid, notFound, type FieldError } from '../../kernel/failure.js';
import { newId } from '../../kernel/id.js';
import { currentPrincipal, Pages, type Page, type PageQuery, actor } from '../../platform/http/index.js';
import { PlansService, SessionsService } from '../../treatments/index.js';
import { currencyErrors, priced } from '../amounts.js';
import { differencePercent, isAbove, isNegative, minus, money, text } from '../domain/money.js';
import type { PriceList } from '../domain/price-list.js';
import { billOf, causesOf, sessionsIn, type Bill, type Quote } from '../domain/quote.js';
import { PriceListService } from '../price-list/price-list.service.js';
import type { MoneyAmount } from '../money.dto.js';
import { BillsRepository, type StoredBill, type StoredDifference } from './bills.repository.js';
import { discountErrors, discountOf } from './discount-errors.js';
import type { BillDifference, BillInput, BillResponse, BillWarning } from './estimate.dto.js';
import { discountIn, taxIn } from './estimate.response.js';
import { EstimatesRepository } from './estimates.repository.js';

/** Writes final bills, and compares them with accepted quotes. */
@Injectable()
export class BillsService {
  constructor(
    private readonly bills: BillsRepository,
    private readonly estimates: EstimatesRepository,
    private readonly lists: PriceListService,
    private readonly plans: PlansService,
    private readonly sessions: SessionsService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async get(billId: string): Promise<BillResponse> {
    const stored = await this.bills.find(billId);
    if (!stored) throw notFound('bill');
    return toResponse(stored);
  }

  async list(planId: string, query: PageQuery): Promise<Page<BillResponse>> {
    await this.plans.get(planId);
    return this.pages.read(query, {
      rows: (after: number | null, limit) => this.bills.list(planId, after ?? 0, limit),
      position: (bill) => bill.number,
      item: toResponse,
      total: () => this.bills.count(planId),
    });
  }

  async write(planId: string, input: BillInput): Promise<BillResponse> {
    const lines = input.lines.map((line) => ({ ...line, unitPrice: line.unitPrice.amount }));
    const [discount, reason, acceptance] = [discountOf(input.discount), input.reason ?? null, input.acceptance ?? null];
    const plan = await this.plans.requireHeld(planId);
    const wrong: FieldError[] = [];
    const now = this.clock.now();
    const acceptedAt = acceptance?.acceptedAt === undefined ? now : new Date(acceptance.acceptedAt);
    if (acceptedAt > now) wrong.push({ pointer: '/acceptance/acceptedAt', code: 'in-the-future', detail: 'It was accepted in the past, or now: send no instant that is to come.' });
    const [estimate, number, given] = await Promise.all([this.estimates.standing(planId), this.bills.count(planId), this.givenOf(planId)]);
    if (estimate && acceptedAt < estimate.createdAt)
      wrong.push({ pointer: '/acceptance/acceptedAt', code: 'too-early', detail: 'A bill is accepted after its quote was made.' });
    if (!estimate?.acceptedAt) throw new Failure('estimate-not-accepted', 'The patient has accepted no quote for this plan.');
    const unitPrices = input.lines.map(({ unitPrice }, index): [string, MoneyAmount] => [`/lines/${index}/unitPrice`, unitPrice]);
    wrong.push(...currencyErrors(unitPrices, estimate.currency), ...discountErrors(input.discount, estimate.currency));
    const { tax, tolerance } = (await this.lists.require(estimate.priceListVersion)).content;
    const bill = billOf(lines, discount, tax, estimate.currency);
    if (isNegative(money(bill.total, estimate.currency)))
      wrong.push({ pointer: '/discount', code: 'below-zero', detail: 'The discount is more than what is charged: give at most that.' });
    if (wrong.length > 0) throw invalid(wrong);
    const difference = differenceOf(estimate.quote, bill, estimate.currency, tolerance);
    const higher = !difference.amount.startsWith('-');
    if (difference.verdict === 'beyond' && (reason === null || (higher && acceptance === null)))
      throw new Failure('bill-beyond-tolerance', 'The bill differs from the accepted quote by more than the tolerance.', {
        extra: {
          difference: differenceIn(difference, estimate.currency),
          needed: [...(reason === null ? ['reason'] : []), ...(higher && acceptance === null ? ['acceptance'] : [])],
        },
      });
    const stored: StoredBill = {
      id: newId(),
      patientId: plan.patientId,
      planId,
      estimateId: estimate.id,
      number: number + 1,
      currency: estimate.currency,
      bill,
      difference,
      reason,
      acceptance: acceptance && { acceptedBy: acceptance.acceptorName, acceptedAt: acceptedAt.toISOString() },
      warnings: sessionWarnings(sessionsIn(bill), given),
      createdBy: currentPrincipal().id,
      createdAt: now,
    };
    await this.bills.insert(stored);
    return toResponse(stored);
  }

  /** Counts the sessions of the plan that took place or have begun. */
  private async givenOf(planId: string): Promise<number> {
    return (await this.sessions.allOfPlan(planId)).filter(({ status }) => status === 'completed' || status === 'in-progress').length;
  }
}

/** Warns where more sessions are charged than were given. The fee for a missed session is a line of the kind `other`. */
const sessionWarnings = (charged: number, given: number): BillWarning[] =>
  charged <= given
    ? []
    : [
        {
          code: 'sessions-not-given',
          pointer: '/lines',
          detail: `${charged} session(s) are charged, and ${given} of the plan were given. A fee for a missed one is of the kind "other".`,
        },
      ];

const differenceOf = (quote: Quote, bill: Bill, currency: string, tolerance: PriceList['tolerance']): StoredDifference => {
  const [billed, quoted] = [money(bill.total, currency), money(quote.total, currency)];
  const amount = text(minus(billed, quoted));
  const percent = differencePercent(billed, quoted);
  return { amount, percent, verdict: verdictOf(amount, percent, tolerance), causes: causesOf(quote, bill, currency) };
};

/** Compares a difference with the tolerance. A bill after a quote of 0 is beyond every tolerance. */
const verdictOf = (amount: string, percent: string | null, { toldAbovePercent, reasonAbovePercent }: PriceList['tolerance']): StoredDifference['verdict'] => {
  if (!/[1-9]/.test(amount)) return 'none';
  if (percent === null || isAbove(percent, reasonAbovePercent)) return 'beyond';
  return isAbove(percent, toldAbovePercent) ? 'to-be-told' : 'within';
};

const differenceIn = ({ amount, causes, ...rest }: StoredDifference, currency: string): BillDifference => {
  const price = priced(currency);
  return { ...rest, amount: price(amount), causes: causes.map((cause) => ({ ...cause, amount: price(cause.amount) })) };
};

const toResponse = ({ bill, difference, acceptance, createdAt, ...stored }: StoredBill): BillResponse => {
  const { currency } = stored;
  const price = priced(currency);
  return {
    ...stored,
    lines: bill.lines.map((line) => ({ ...line, unitPrice: price(line.unitPrice), amount: price(line.amount) })),
    subtotal: price(bill.subtotal),
    discount: discountIn(bill.discount, currency),
    tax: taxIn(bill.tax, currency),
    total: price(bill.total),
    difference: differenceIn(difference, currency),
    acceptance: acceptance && { acceptorName: acceptance.acceptedBy, acceptedAt: acceptance.acceptedAt },
    createdBy: actor(stored.createdBy),
    createdAt: createdAt.toISOString(),
  };
};
