/** What a plan costs, in words. Pure. */
import type { EstimateResponse } from '../estimates/index.js';
import type { Day } from '../kernel/day.js';
import type { RecordSection } from '../platform/documents/index.js';
import type { Phrases } from './phrases.js';

interface Setting {
  phrases: Phrases;
  /** ISO 3166-1 alpha-2: amounts are grouped as in the clinic's country. */
  country: string;
  day: (day: Day) => string;
  dayOfInstant: (instant: string) => string;
}

type Amount = (decimal: string) => string;
type Range = EstimateResponse['total'];

const rangeIn = ({ low: { amount: low }, high: { amount: high } }: Range, { phrases }: Setting, amount: Amount): string =>
  low === high ? amount(low) : phrases.say('estimate.range', { low: amount(low), high: amount(high) });

const rowsOf = (estimate: EstimateResponse, setting: Setting, amount: Amount): { label: string; value: string }[] => {
  const { phrases, day, dayOfInstant } = setting;
  const { sessions, factors, perSession, subtotal, discount, tax, total, validUntil, acceptance, status, number } = estimate;
  const row = (label: string, value: string | null): { label: string; value: string }[] => (value === null ? [] : [{ label, value }]);
  return [
    ...row(phrases.say('estimate.what'), phrases.say(`estimate.status.${status}`, { number: number ?? 0 })),
    ...row(phrases.say('estimate.session'), rangeIn(perSession, setting, amount)),
    ...factors.flatMap(({ title, amount: added }) =>
      row(phrases.say('estimate.factor'), phrases.say('estimate.factor.value', { title, amount: amount(added.amount) })),
    ),
    ...row(phrases.say('estimate.sessions', { count: sessions }), subtotal && amount(subtotal.amount)),
    ...row(phrases.say('estimate.discount'), discount && `${amount(`-${discount.taken.amount}`)} (${discount.reason})`),
    ...row(
      phrases.say('estimate.tax'),
      tax && /[1-9]/.test(tax.percent)
        ? phrases.say('estimate.tax.value', { amount: amount(tax.amount.amount), percent: tax.percent, included: String(tax.included) })
        : null,
    ),
    ...row(phrases.say('estimate.total', { count: sessions }), rangeIn(total, setting, amount)),
    ...row(phrases.say('estimate.valid'), acceptance === null && validUntil !== null ? day(validUntil) : null),
    ...row(phrases.say('estimate.accepted'), acceptance && `${acceptance.acceptedBy}, ${dayOfInstant(acceptance.acceptedAt)}`),
    ...row(phrases.say('estimate.note'), estimate.note),
  ];
};

/** The estimate or quote with its tolerance; null is said to be missing. */
export const estimateSection = (estimate: EstimateResponse | null, setting: Setting): RecordSection => {
  const { phrases, country } = setting;
  const heading = phrases.say('estimate');
  if (estimate === null) return { heading, empty: phrases.say('estimate.none') };
  const amount = phrases.amounts(estimate.currency, country);
  const { toldAbovePercent: told, reasonAbovePercent: reason } = estimate.tolerance;
  return {
    heading,
    rows: rowsOf(estimate, setting, amount),
    paragraphs: [phrases.say(estimate.status === 'indicative' ? 'estimate.indicative' : 'estimate.tolerance', { told, reason })],
  };
};
