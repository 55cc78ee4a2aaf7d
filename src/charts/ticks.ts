/** Places the ticks of an axis: round numbers, and days, months and years of the calendar. */

import { toSuperscript } from './unit-text.js';

const MOST_VALUE = 1e300;
const LEAST_SPAN = 1e-290;
/** The share of their size below which a difference between values cannot be seen on an axis. */
const LEAST_RELATIVE_SPAN = 1e-9;

/** Limits a value to the range in which arithmetic stays finite. */
export const clampValue = (value: number): number => (Number.isFinite(value) ? Math.min(MOST_VALUE, Math.max(-MOST_VALUE, value)) : 0);

/** Finds 1, 2, 2.5 or 5 times a power of ten that is at least `least`. */
const computeNiceStep = (least: number): number => {
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= least * (1 - LEAST_RELATIVE_SPAN)) ?? 10;
  return step * power;
};

export interface Axis {
  low: number;
  high: number;
  ticks: number[];
}

/** Widens a range without extent, so that the axis has a height. */
const widenRange = (low: number, high: number): [number, number] => {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > Math.max(LEAST_SPAN, size * LEAST_RELATIVE_SPAN)) return [low, high];
  const margin = size > LEAST_SPAN * 1e10 ? size / 10 : 1;
  return low >= 0 ? [Math.max(0, low - margin), high + margin] : [low - margin, high + margin];
};

/** Makes an axis with round ends that contains all values, with about `wanted` ticks. */
export const buildValueAxis = (values: readonly number[], wanted = 5): Axis => {
  const known = values.map(clampValue);
  const [low, high] =
    known.length === 0
      ? [0, 1]
      : widenRange(
          known.reduce((a, b) => Math.min(a, b)),
          known.reduce((a, b) => Math.max(a, b)),
        );
  const step = computeNiceStep((high - low) / wanted);
  const [first, last] = [Math.floor(low / step + LEAST_RELATIVE_SPAN), Math.ceil(high / step - LEAST_RELATIVE_SPAN)];
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
  return { low: ticks[0]!, high: ticks.at(-1)!, ticks };
};

/** Formats a number for an axis. */
export const formatAxisFigure = (value: number): string => {
  const size = Math.abs(value);
  if (size === 0 || (size < 1e7 && size >= 1e-4)) return String(Number(value.toPrecision(6))).replace('-', '−');
  const [digits, power] = value.toExponential(3).split('e') as [string, string];
  return `${String(Number(digits)).replace('-', '−')} × 10${toSuperscript(power.replace('+', ''))}`;
};

const DAY = 86_400_000;
const FIRST_INSTANT = Date.UTC(1000, 0, 1);
const LAST_INSTANT = Date.UTC(9998, 11, 31);

/** Whether the instant can be placed on a calendar. */
export const isPlaceable = (instant: number): boolean => instant >= FIRST_INSTANT && instant <= LAST_INSTANT;

const createFormatter = (timeZone: string): Intl.DateTimeFormat => {
  const wanted = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { ...wanted, timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-US', { ...wanted, timeZone: 'UTC' });
  }
};

/** Converts an instant to the wall clock of a time zone, written as if it were UTC: on this scale every day has 24 hours. */
export const createWallClock = (timeZone: string): ((instant: number) => number) => {
  const formatter = createFormatter(timeZone);
  return (instant) => {
    const parts = Object.fromEntries(formatter.formatToParts(new Date(instant)).map(({ type, value }) => [type, Number(value)]));
    const seconds = ((instant % 60_000) + 60_000) % 60_000;
    return Date.UTC(parts.year!, parts.month! - 1, parts.day, parts.hour, parts.minute) + seconds;
  };
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** Formats the day of a wall clock: 12 Jan 2026. */
export const formatWallDay = (wall: number): string => {
  const date = new Date(wall);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
};

/** Formats the day and time of a wall clock: 12 Jan 2026, 08:05. */
export const formatWallInstant = (wall: number): string => {
  const date = new Date(wall);
  return `${formatWallDay(wall)}, ${String(date.getUTCHours()).padStart(2, '0')}:${String(date.getUTCMinutes()).padStart(2, '0')}`;
};

export interface TimeTick {
  at: number;
  label: string;
}

const getStartOfDay = (wall: number): number => Math.floor(wall / DAY) * DAY;

const listDayTicks = (low: number, high: number, step: number): TimeTick[] => {
  const ticks: TimeTick[] = [];
  for (let at = Math.ceil(getStartOfDay(low) / (step * DAY)) * step * DAY; at <= high; at += step * DAY)
    if (at >= low) ticks.push({ at, label: formatWallDay(at) });
  return ticks;
};

const listMonthTicks = (low: number, high: number, step: number): TimeTick[] => {
  const from = new Date(low);
  const ticks: TimeTick[] = [];
  for (let month = Math.floor((from.getUTCFullYear() * 12 + from.getUTCMonth()) / step) * step; ; month += step) {
    const year = Math.floor(month / 12);
    // Date.UTC takes the years 0 to 99 for those of the twentieth century.
    const at = new Date(0).setUTCFullYear(year, month % 12, 1);
    if (at > high) return ticks;
    if (at >= low) ticks.push({ at, label: step % 12 === 0 ? String(year) : `${months[month % 12]} ${year}` });
  }
};

const DAYS_PER_MONTH = 30.4;
const daySteps = [1, 2, 7, 14];
const monthSteps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12_000, 24_000, 60_000, 120_000];

/** Places at most `most` ticks between two wall clocks, at round days, months or years. */
export const listTimeTicks = (low: number, high: number, most: number): TimeTick[] => {
  const days = (high - low) / DAY;
  const dayStep = daySteps.find((step) => days / step < most);
  if (dayStep !== undefined) return listDayTicks(low, high, dayStep);
  const monthStep = monthSteps.find((step) => days / DAYS_PER_MONTH / step < most) ?? monthSteps.at(-1)!;
  return listMonthTicks(low, high, monthStep);
};

/** Computes the time that the axis spans: at least two days, with a margin on both sides. */
export const computeTimeSpan = (walls: readonly number[]): { low: number; high: number } => {
  const first = walls.reduce((a, b) => Math.min(a, b));
  const last = walls.reduce((a, b) => Math.max(a, b));
  const air = Math.max((last - first) * 0.04, (2 * DAY - (last - first)) / 2, 0);
  return { low: first - air, high: last + air };
};
