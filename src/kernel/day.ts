import { remembering } from './remembering.js';

/** A calendar day, `YYYY-MM-DD`. Which day an instant falls on depends on the clinic's time zone. */
export type Day = string;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MILLISECONDS_PER_DAY = 86_400_000;

/** The number of the day, counted from 1 January 1970: what rules compare and add to. */
export const dayNumber = remembering(
  (day: Day): number => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / MILLISECONDS_PER_DAY,
);

export const dayOfNumber = remembering((days: number): Day => new Date(days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10));

/** Whether the text is a day that exists: `2026-02-30` is not. */
export const isDay = (text: unknown): text is Day =>
  typeof text === 'string' && DAY.test(text) && Number(text.slice(0, 4)) > 0 && dayOfNumber(dayNumber(text)) === text;

export const addDays = (day: Day, days: number): Day => dayOfNumber(dayNumber(day) + days);

/** Calendar days from one day to another: from the 1st to the 15th is 14. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** 1 January 1970, from which days are counted, was a Thursday. */
const WEEKDAY_OF_THE_FIRST_DAY = 3;

export const weekdayOf = (day: Day): Weekday => weekdays[(((dayNumber(day) + WEEKDAY_OF_THE_FIRST_DAY) % 7) + 7) % 7]!;

const formatFor = remembering(
  (timeZone: string): Intl.DateTimeFormat => new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }),
);

/** The calendar day that the instant falls on in an IANA time zone. */
export const dayOf = (instant: Date, timeZone: string): Day => formatFor(timeZone).format(instant);

/** A date known to the year, the month or the day: `1991`, `1991-04`, `1991-04-03`. */
export type PartialDate = string;

export const isPartialDate = (text: unknown): text is PartialDate => {
  if (typeof text !== 'string' || !/^\d{4}(-\d{2}){0,2}$/.test(text)) return false;
  const padded = text + '-01-01'.slice(text.length - 4);
  return isDay(padded);
};

/** The first and the last day that a partial date can mean. */
export const span = (date: PartialDate): { first: Day; last: Day } => {
  if (date.length === 10) return { first: date, last: date };
  if (date.length === 7) {
    const [year, month] = date.split('-').map(Number) as [number, number];
    const next = month === 12 ? `${String(year + 1).padStart(4, '0')}-01-01` : `${date.slice(0, 5)}${String(month + 1).padStart(2, '0')}-01`;
    return { first: `${date}-01`, last: addDays(next, -1) };
  }
  return { first: `${date}-01-01`, last: `${date}-12-31` };
};

const fullYears = (born: Day, on: Day): number => {
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4));
  return on.slice(5) < born.slice(5) ? years - 1 : years;
};

/**
 * The age in completed years on a day, as the bounds that a partial birth date leaves open.
 * A person born on 29 February is a year older on 1 March of a common year.
 */
export const ageOn = (birthDate: PartialDate | null | undefined, on: Day): { min: number; max: number } | null => {
  if (!birthDate || !isPartialDate(birthDate)) return null;
  const { first, last } = span(birthDate);
  return { min: fullYears(last, on), max: fullYears(first, on) };
};
