/** One figure over the course of a plan: what it was before, what it is now, and what lies between. */
import { dayOf, daysBetween } from '../../../kernel/day.js';
import { rounded } from '../../../kernel/rounding.js';

/** A figure at an instant. */
export interface Point {
  /** An instant in UTC. */
  at: string;
  value: number;
}

/** The course of a plan's sessions. */
export interface SessionDates {
  /** When the first session began, also one that was broken off; null as long as none has. */
  firstAt: string | null;
  /** When each completed session began. */
  completedAt: readonly string[];
  /** The same with their numbers in the series. */
  given: readonly { number: number; at: string }[];
  /** The clinic's. */
  timeZone: string;
}

export interface Change {
  /** Latest less baseline, in the unit; of grades the number of grades. */
  absolute: number;
  /** Of the baseline; null where that is 0, or a grade. */
  percent: number | null;
  /** Calendar days of the clinic from the one to the other. */
  days: number;
  /** Completed sessions that began between the two. */
  sessions: number;
}

export interface Series<P extends Point> {
  /** The last one before the first session; before any session began, the last one so far. */
  baseline: P | null;
  /** The last one since the first session began. */
  latest: P | null;
  /** All, oldest first. */
  points: P[];
  /** Null where the baseline or the latest is missing. */
  change: Change | null;
}

const ABSOLUTE_DIGITS = 4;
const PERCENT_DIGITS = 1;
const instant = ({ at }: Pick<Point, 'at'>): number => Date.parse(at);

/** Whether it was before anything was done. */
export const isBefore = (at: string, { firstAt }: Pick<SessionDates, 'firstAt'>): boolean => firstAt === null || Date.parse(at) < Date.parse(firstAt);

const changeOf = (from: Point, to: Point, { completedAt, timeZone }: SessionDates, ordinal: boolean): Change => {
  const absolute = to.value - from.value;
  const percent = (100 * absolute) / from.value;
  return {
    absolute: rounded(absolute, ABSOLUTE_DIGITS),
    percent: ordinal || !Number.isFinite(percent) ? null : rounded(percent, PERCENT_DIGITS),
    days: daysBetween(dayOf(new Date(from.at), timeZone), dayOf(new Date(to.at), timeZone)),
    sessions: completedAt.filter((at) => Date.parse(at) > instant(from) && Date.parse(at) <= instant(to)).length,
  };
};

/** The points in any order; of several at one instant the later one in the list is the later one. */
export const seriesOf = <P extends Point>(given: readonly P[], sessionDates: SessionDates, { ordinal = false }: { ordinal?: boolean } = {}): Series<P> => {
  const points = [...given].sort((one, other) => instant(one) - instant(other));
  const baseline = points.findLast(({ at }) => isBefore(at, sessionDates)) ?? null;
  const latest = points.findLast(({ at }) => !isBefore(at, sessionDates)) ?? null;
  return { baseline, latest, points, change: baseline && latest && changeOf(baseline, latest, sessionDates, ordinal) };
};
