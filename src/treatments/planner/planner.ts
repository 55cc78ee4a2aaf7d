/**
 * Proposes a series of sessions, or plans the remaining sessions again. The planner reads no clock and stores nothing: the same request always
 * has the same answer.
 */
import { addDays, countDaysBetween, type Day } from '../../kernel/day.js';
import { findClosedReason, type Calendar } from './calendar.js';
import { findDates, type PlannedDate } from './dates.js';
import type { SeriesReason } from './reasons.js';
import { proposeCount, type CountLimit, type Findings, type SessionFactors } from './session-count.js';

export interface PlanningRequest {
  /** The limits of the protocol. The number of sessions is proposed within its limit, unless a number is asked for. */
  protocol: {
    sessions: CountLimit;
    intervalDays: { low: number; high: number; usual: number };
    factors: SessionFactors | null;
  };
  findings: Findings;
  /** The number and the interval that the caller asks for; null leaves the choice to the proposal. */
  asked: { sessions: number | null; intervalDays: number | null };
  /** No planned session is before this day. */
  startOn: Day;
  /** The first day after the patient's washouts; null where there is no washout. */
  clearOn: Day | null;
  calendar: Calendar;
  /** Sessions that keep their day, such as those that took place. */
  kept: readonly { number: number; on: Day }[];
  /** The numbers of the sessions that need a day, in their order; all sessions that are not kept, when left out. */
  remaining?: readonly number[];
}

interface PlannedSession {
  number: number;
  on: Day;
}

/** Why there is no day for a session. */
export interface NoDate {
  /** The number of the first session without a day. */
  session: number;
  /** The days on which the session could have been, both included. */
  from: Day;
  to: Day;
  because: string[];
  text: string;
}

export interface Proposal {
  sessions: number;
  intervalDays: number;
  /** The sessions that were planned, in their order, without those that keep their day. Empty where a session has no day. */
  planned: PlannedSession[];
  reasons: SeriesReason[];
  noDate: NoDate | null;
}

const listMovedReasons = (number: number, { on, wished }: PlannedDate, calendar: Calendar): SeriesReason[] => {
  if (on === wished) return [];
  const because = findClosedReason(calendar, wished) ?? 'so that the sessions beside it are within the interval';
  return [{ code: 'moved', session: number, text: `Session ${number} is on ${on}, not on ${wished}: ${because}.` }];
};

const listNumbers = ({ remaining, kept }: PlanningRequest, sessions: number): number[] => {
  if (remaining) return [...remaining];
  const taken = new Set(kept.map(({ number }) => number));
  return Array.from({ length: sessions }, (_, index) => index + 1).filter((number) => !taken.has(number));
};

const chooseCount = ({ protocol, findings, asked }: PlanningRequest): { sessions: number; reasons: SeriesReason[] } =>
  asked.sessions === null
    ? proposeCount(protocol.sessions, protocol.factors, findings)
    : { sessions: asked.sessions, reasons: [{ code: 'asked-number', text: `${asked.sessions} sessions were asked for.` }] };

const createNoDate = (numbers: readonly number[], { index, from, to, because }: { index: number; from: Day; to: Day; because: string[] }): NoDate => {
  const session = numbers[index]!;
  return { session, from, to, because, text: `There is no day for session ${session} from ${from} to ${to}: ${because.join('; ')}.` };
};

export const planSeries = (request: PlanningRequest): Proposal => {
  const { protocol, asked, startOn, clearOn, calendar, kept } = request;
  const { sessions, reasons } = chooseCount(request);
  const intervalDays = asked.intervalDays ?? protocol.intervalDays.usual;
  const numbers = listNumbers(request, sessions);
  const from = clearOn !== null && clearOn > startOn ? clearOn : startOn;
  const last = kept.reduce<Day | null>((latest, { on }) => (latest === null || on > latest ? on : latest), null);
  const { low, high } = protocol.intervalDays;
  const found = findDates({ count: numbers.length, interval: { wished: intervalDays, low, high }, from, last, calendar });
  const planned = found.dates.map(({ on }, index) => ({ number: numbers[index]!, on }));
  const first = planned[0];
  return {
    sessions,
    intervalDays,
    planned,
    reasons: [
      ...reasons,
      ...(from === startOn ? [] : [{ code: 'washout' as const, text: `Not before ${from}: until then the contraindication check is not clear.` }]),
      ...(found.late && last !== null && first
        ? [
            {
              code: 'later-than-interval' as const,
              session: first.number,
              text: `Session ${first.number} comes ${countDaysBetween(last, first.on)} days after the one before, later than the ${high} days of the protocol.`,
            },
          ]
        : []),
      ...found.dates.flatMap((date, index) => listMovedReasons(numbers[index]!, date, calendar)),
    ],
    noDate: found.obstacle && createNoDate(numbers, found.obstacle),
  };
};

/** The first day that is beyond the longest interval after the session before. */
export const computeFirstLateDay = (last: Day, { intervalDays }: PlanningRequest['protocol']): Day => addDays(last, intervalDays.high + 1);
