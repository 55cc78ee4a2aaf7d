/** Compares one figure over the course of a plan: its baseline, its latest value, and the sessions between. */
import { toCalendarDay, countDaysBetween } from '../../../kernel/day.js';
import { roundNumber } from '../../../kernel/rounding.js';

/** A figure at one time. */
export interface Point {
  /** The instant of the figure in UTC. */
  at: string;
  value: number;
}

/** The course of a plan's sessions. */
export interface SessionDates {
  /** When the first session began; null while none has. A session that was broken off counts. */
  firstAt: string | null;
  /** When each completed session began. */
  completedAt: readonly string[];
  /** When each completed session began, with its number in the series. */
  given: readonly { number: number; at: string }[];
  /** The clinic's time zone. */
  timeZone: string;
}

export interface Change {
  /** The latest figure minus the baseline, in their unit; for grades, a number of grades. */
  absolute: number;
  /** The change in per cent of the baseline; null where the baseline is 0 or a grade. */
  percent: number | null;
  /** The number of calendar days of the clinic between the two figures. */
  days: number;
  /** The number of completed sessions that began between the two figures. */
  sessions: number;
}

export interface Series<P extends Point> {
  /** The last figure before the first session; while no session has begun, the last figure. Null where there is none. */
  baseline: P | null;
  /** The last figure since the first session began; null where there is none. */
  latest: P | null;
  /** All figures, the oldest first. */
  points: P[];
  /** The change; null where the baseline or the latest figure is missing. */
  change: Change | null;
}

const ABSOLUTE_DIGITS = 4;
const PERCENT_DIGITS = 1;
const parseInstant = ({ at }: Pick<Point, 'at'>): number => Date.parse(at);

/** Whether an instant is before the first session. */
export const isBefore = (at: string, { firstAt }: Pick<SessionDates, 'firstAt'>): boolean => firstAt === null || Date.parse(at) < Date.parse(firstAt);

const computeChange = (from: Point, to: Point, { completedAt, timeZone }: SessionDates, ordinal: boolean): Change => {
  const absolute = to.value - from.value;
  const percent = (100 * absolute) / from.value;
  return {
    absolute: roundNumber(absolute, ABSOLUTE_DIGITS),
    percent: ordinal || !Number.isFinite(percent) ? null : roundNumber(percent, PERCENT_DIGITS),
    days: countDaysBetween(toCalendarDay(new Date(from.at), timeZone), toCalendarDay(new Date(to.at), timeZone)),
    sessions: completedAt.filter((at) => Date.parse(at) > parseInstant(from) && Date.parse(at) <= parseInstant(to)).length,
  };
};

/** Compares points given in any order. Of several points at one instant, the later one in the list counts as the later one. */
export const buildSeries = <P extends Point>(given: readonly P[], sessionDates: SessionDates, { ordinal = false }: { ordinal?: boolean } = {}): Series<P> => {
  const points = [...given].sort((one, other) => parseInstant(one) - parseInstant(other));
  const baseline = points.findLast(({ at }) => isBefore(at, sessionDates)) ?? null;
  const latest = points.findLast(({ at }) => !isBefore(at, sessionDates)) ?? null;
  return { baseline, latest, points, change: baseline && latest && computeChange(baseline, latest, sessionDates, ordinal) };
};
