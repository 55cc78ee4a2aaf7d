import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Failure, createInvalidInputFailure, createNotFoundFailure, type FieldError } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { getCurrentPrincipal, Pages, type Page, type PageQuery, toActor } from '../../platform/http/index.js';
import { PlansService, SessionsService } from '../../treatments/index.js';
import { validateCurrency, withCurrency } from '../amounts.js';
import { computeDifferencePercent, isAbove, isNegative, subtractMoney, createMoney, formatDecimal } from '../domain/money.js';
import type { PriceList } from '../domain/price-list.js';
import { computeBill, listCauses, countSessions, type Bill, type Quote } from '../domain/quote.js';
import { PriceListService } from '../price-list/price-list.service.js';
import type { MoneyAmount } from '../money.dto.js';
import { BillsRepository, type StoredBill, type StoredDifference } from './bills.repository.js';
import { validateDiscount, toDiscount } from './discount-errors.js';
import type { BillDifference, BillInput, BillResponse, BillWarning } from './estimate.dto.js';
import { toDiscountTaken, toTaxTaken } from './estimate.response.js';
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
    if (!stored) throw createNotFoundFailure('bill');
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
    const [discount, reason, acceptance] = [toDiscount(input.discount), input.reason ?? null, input.acceptance ?? null];
    const plan = await this.plans.requireHeld(planId);
    const wrong: FieldError[] = [];
    const now = this.clock.now();
    const acceptedAt = acceptance?.acceptedAt === undefined ? now : new Date(acceptance.acceptedAt);
    if (acceptedAt > now)
      wrong.push({ pointer: '/acceptance/acceptedAt', code: 'in-the-future', detail: 'It was accepted in the past, or now: send no instant that is to come.' });
    const [estimate, number, given] = await Promise.all([this.estimates.findCurrent(planId), this.bills.count(planId), this.countGiven(planId)]);
    if (estimate && acceptedAt < estimate.createdAt)
      wrong.push({ pointer: '/acceptance/acceptedAt', code: 'too-early', detail: 'A bill is accepted after its quote was made.' });
    if (!estimate?.acceptedAt) throw new Failure('estimate-not-accepted', 'The patient has accepted no quote for this plan.');
    const unitPrices = input.lines.map(({ unitPrice }, index): [string, MoneyAmount] => [`/lines/${index}/unitPrice`, unitPrice]);
    wrong.push(...validateCurrency(unitPrices, estimate.currency), ...validateDiscount(input.discount, estimate.currency));
    const { tax, tolerance } = (await this.lists.require(estimate.priceListVersion)).content;
    const bill = computeBill(lines, discount, tax, estimate.currency);
    if (isNegative(createMoney(bill.total, estimate.currency)))
      wrong.push({ pointer: '/discount', code: 'below-zero', detail: 'The discount is more than what is charged: give at most that.' });
    if (wrong.length > 0) throw createInvalidInputFailure(wrong);
    const difference = computeDifference(estimate.quote, bill, estimate.currency, tolerance);
    const higher = !difference.amount.startsWith('-');
    if (difference.verdict === 'beyond' && (reason === null || (higher && acceptance === null)))
      throw new Failure('bill-beyond-tolerance', 'The bill differs from the accepted quote by more than the tolerance.', {
        extra: {
          difference: toBillDifference(difference, estimate.currency),
          needed: [...(reason === null ? ['reason'] : []), ...(higher && acceptance === null ? ['acceptance'] : [])],
        },
      });
    const stored: StoredBill = {
      id: createId(),
      patientId: plan.patientId,
      planId,
      estimateId: estimate.id,
      number: number + 1,
      currency: estimate.currency,
      bill,
      difference,
      reason,
      acceptance: acceptance && { acceptedBy: acceptance.acceptorName, acceptedAt: acceptedAt.toISOString() },
      warnings: listSessionWarnings(countSessions(bill), given),
      createdBy: getCurrentPrincipal().id,
      createdAt: now,
    };
    await this.bills.insert(stored);
    return toResponse(stored);
  }

  /** Counts the sessions of the plan that took place or have begun. */
  private async countGiven(planId: string): Promise<number> {
    return (await this.sessions.listAllByPlan(planId)).filter(({ status }) => status === 'completed' || status === 'in-progress').length;
  }
}

/** Warns where more sessions are charged than were given. The fee for a missed session is a line of the kind `other`. */
const listSessionWarnings = (charged: number, given: number): BillWarning[] =>
  charged <= given
    ? []
    : [
        {
          code: 'sessions-not-given',
          pointer: '/lines',
          detail: `${charged} session(s) are charged, and ${given} of the plan were given. A fee for a missed one is of the kind "other".`,
        },
      ];

const computeDifference = (quote: Quote, bill: Bill, currency: string, tolerance: PriceList['tolerance']): StoredDifference => {
  const [billed, quoted] = [createMoney(bill.total, currency), createMoney(quote.total, currency)];
  const amount = formatDecimal(subtractMoney(billed, quoted));
  const percent = computeDifferencePercent(billed, quoted);
  return { amount, percent, verdict: deriveVerdict(amount, percent, tolerance), causes: listCauses(quote, bill, currency) };
};

/** Compares a difference with the tolerance. A bill after a quote of 0 is beyond every tolerance. */
const deriveVerdict = (
  amount: string,
  percent: string | null,
  { toldAbovePercent, reasonAbovePercent }: PriceList['tolerance'],
): StoredDifference['verdict'] => {
  if (!/[1-9]/.test(amount)) return 'none';
  if (percent === null || isAbove(percent, reasonAbovePercent)) return 'beyond';
  return isAbove(percent, toldAbovePercent) ? 'to-be-told' : 'within';
};

const toBillDifference = ({ amount, causes, ...rest }: StoredDifference, currency: string): BillDifference => {
  const price = withCurrency(currency);
  return { ...rest, amount: price(amount), causes: causes.map((cause) => ({ ...cause, amount: price(cause.amount) })) };
};

const toResponse = ({ bill, difference, acceptance, createdAt, ...stored }: StoredBill): BillResponse => {
  const { currency } = stored;
  const price = withCurrency(currency);
  return {
    ...stored,
    lines: bill.lines.map((line) => ({ ...line, unitPrice: price(line.unitPrice), amount: price(line.amount) })),
    subtotal: price(bill.subtotal),
    discount: toDiscountTaken(bill.discount, currency),
    tax: toTaxTaken(bill.tax, currency),
    total: price(bill.total),
    difference: toBillDifference(difference, currency),
    acceptance: acceptance && { acceptorName: acceptance.acceptedBy, acceptedAt: acceptance.acceptedAt },
    createdBy: toActor(stored.createdBy),
    createdAt: createdAt.toISOString(),
  };
};
