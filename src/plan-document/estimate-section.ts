/** Words the cost of a plan for its document. Pure. */
import type { EstimateResponse } from '../estimates/index.js';
import type { Day } from '../kernel/day.js';
import type { Messages } from '../messages/index.js';
import type { RecordSection } from '../platform/documents/index.js';
import { createAmountFormatter } from './figures.js';

interface Setting {
  messages: Messages<'plan-document'>;
  /** The ISO 3166-1 alpha-2 code of the clinic's country, which decides how the digits of amounts are grouped. */
  country: string;
  day: (day: Day) => string;
  dayOfInstant: (instant: string) => string;
}

type Amount = (decimal: string) => string;
type Range = EstimateResponse['total'];

const formatRange = ({ low: { amount: low }, high: { amount: high } }: Range, { messages }: Setting, amount: Amount): string =>
  low === high ? amount(low) : messages.say('estimate.range', { low: amount(low), high: amount(high) });

const buildRows = (estimate: EstimateResponse, setting: Setting, amount: Amount): { label: string; value: string }[] => {
  const { messages, day, dayOfInstant } = setting;
  const { sessions, factors, perSession, subtotal, discount, tax, total, validUntil, acceptance, status, number } = estimate;
  const row = (label: string, value: string | null): { label: string; value: string }[] => (value === null ? [] : [{ label, value }]);
  return [
    ...row(messages.say('estimate.what'), messages.say(`estimate.status.${status}`, { number: number ?? 0 })),
    ...row(messages.say('estimate.session'), formatRange(perSession, setting, amount)),
    ...factors.flatMap(({ title, amount: added }) =>
      row(messages.say('estimate.factor'), messages.say('estimate.factor.value', { title, amount: amount(added.amount) })),
    ),
    ...row(messages.say('estimate.sessions', { count: sessions }), subtotal && amount(subtotal.amount)),
    ...row(messages.say('estimate.discount'), discount && `${amount(`-${discount.taken.amount}`)} (${discount.reason})`),
    ...row(
      messages.say('estimate.tax'),
      tax && /[1-9]/.test(tax.percent)
        ? messages.say('estimate.tax.value', { amount: amount(tax.amount.amount), percent: tax.percent, included: String(tax.included) })
        : null,
    ),
    ...row(messages.say('estimate.total'), formatRange(total, setting, amount)),
    ...row(messages.say('estimate.valid'), acceptance === null && validUntil !== null ? day(validUntil) : null),
    ...row(messages.say('estimate.accepted'), acceptance && `${acceptance.acceptorName}, ${dayOfInstant(acceptance.acceptedAt)}`),
    ...row(messages.say('estimate.note'), estimate.note),
  ];
};

/** Makes the section of the estimate or quote with its tolerance; for null, the section says that there is no estimate. */
export const buildEstimateSection = (estimate: EstimateResponse | null, setting: Setting): RecordSection => {
  const { messages, country } = setting;
  const heading = messages.say('estimate');
  if (estimate === null) return { heading, empty: messages.say('estimate.none') };
  const amount = createAmountFormatter(estimate.currency, country, messages.language);
  const { toldAbovePercent: told, reasonAbovePercent: reason } = estimate.tolerance;
  return {
    heading,
    rows: buildRows(estimate, setting, amount),
    paragraphs: [messages.say(estimate.status === 'indicative' ? 'estimate.indicative' : 'estimate.tolerance', { told, reason })],
  };
};
