import { declareEnumeration } from './enumeration.js';
import { memoize } from './memoize.js';

/** A calendar day, `YYYY-MM-DD`. Which day an instant falls on depends on the clinic's time zone. */
export type Day = string;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** A date before or after these years is a mistake: no fact about a patient and no plan lies outside of them. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;
const MILLISECONDS_PER_DAY = 86_400_000;

const parseDigits = (text: string, from: number, count: number): number => {
  let number = 0;
  for (let at = from; at < from + count; at++) number = number * 10 + text.charCodeAt(at) - 48;
  return number;
};

const DAYS_PER_400_YEARS = 146_097;
/** The days from 1 March of the year 0 to 1 January 1970. A year that begins on 1 March ends with the leap day. */
const DAYS_UNTIL_1970 = 719_468;

/** The last day that was asked for, and its number. Most facts of a visit have the same day and are read one after the other. */
let lastDay: Day = '1970-01-01';
let lastNumber = 0;

/**
 * Computes the number of a day, counted from 1 January 1970. Rules compare and add these numbers. It reads the digits itself because one check calls it
 * hundreds of times. A day that does not exist, such as 31 April, counts on into the next month.
 */
export const computeDayNumber = (day: Day): number => {
  if (day !== lastDay) {
    lastNumber = computeDayNumberYearsLater(day, 0);
    lastDay = day;
  }
  return lastNumber;
};

/** Computes the number of the same calendar day some years later. 29 February becomes 1 March in a common year. */
export const computeDayNumberYearsLater = (day: Day, years: number): number => {
  const month = parseDigits(day, 5, 2);
  const year = parseDigits(day, 0, 4) + years - (month <= 2 ? 1 : 0);
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + parseDigits(day, 8, 2) - 1;
  const cycle = Math.floor(year / 400);
  const yearOfCycle = year - cycle * 400;
  const dayOfCycle = yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100) + dayOfYear;
  return cycle * DAYS_PER_400_YEARS + dayOfCycle - DAYS_UNTIL_1970;
};

export const fromDayNumber = memoize((days: number): Day => new Date(days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10));

/** Whether the text begins with a year from 1900 to 2200. */
export const isYearThatCanBe = (text: string): boolean => {
  const year = parseDigits(text, 0, 4);
  return year >= FIRST_YEAR && year <= LAST_YEAR;
};

/** Whether the text is an existing day of the years 1900 to 2200. `2026-02-30` is not. */
export const isDay = (text: unknown): text is Day =>
  typeof text === 'string' && DAY.test(text) && isYearThatCanBe(text) && fromDayNumber(computeDayNumber(text)) === text;

export const addDays = (day: Day, days: number): Day => fromDayNumber(computeDayNumber(day) + days);

/** Counts the calendar days from one day to another: 14 from the 1st to the 15th. */
export const countDaysBetween = (from: Day, to: Day): number => computeDayNumber(to) - computeDayNumber(from);

export const weekdays = declareEnumeration('Weekday', ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);
export type Weekday = (typeof weekdays)[number];

/** 1 January 1970, from which days are counted, was a Thursday. */
const WEEKDAY_OF_THE_FIRST_DAY = 3;

export const getWeekday = (day: Day): Weekday => weekdays[(((computeDayNumber(day) + WEEKDAY_OF_THE_FIRST_DAY) % 7) + 7) % 7]!;

const formatFor = memoize(
  (timeZone: string): Intl.DateTimeFormat => new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }),
);

/** Finds the calendar day of an instant in an IANA time zone. */
export const toCalendarDay = (instant: Date, timeZone: string): Day => formatFor(timeZone).format(instant);

/** A date known to the year, the month or the day: `1991`, `1991-04`, `1991-04-03`. */
export type PartialDate = string;

export const isPartialDate = (text: unknown): text is PartialDate => {
  if (typeof text !== 'string' || !/^\d{4}(-\d{2}){0,2}$/.test(text)) return false;
  const padded = text + '-01-01'.slice(text.length - 4);
  return isDay(padded);
};

/** The first and the last day that a partial date can mean. */
export const computeDateSpan = (date: PartialDate): { first: Day; last: Day } => {
  if (date.length === 10) return { first: date, last: date };
  if (date.length === 7) {
    const [year, month] = date.split('-').map(Number) as [number, number];
    const next = month === 12 ? `${String(year + 1).padStart(4, '0')}-01-01` : `${date.slice(0, 5)}${String(month + 1).padStart(2, '0')}-01`;
    return { first: `${date}-01`, last: addDays(next, -1) };
  }
  return { first: `${date}-01-01`, last: `${date}-12-31` };
};

const computeFullYears = (born: Day, on: Day): number => {
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4));
  return on.slice(5) < born.slice(5) ? years - 1 : years;
};

/**
 * Computes the age on a day in completed years. A partial birth date gives the lowest and the highest possible age. A person born on 29 February turns a year
 * older on 1 March of a common year.
 */
export const computeAge = (birthDate: PartialDate | null | undefined, on: Day): { min: number; max: number } | null => {
  if (!birthDate || !isPartialDate(birthDate)) return null;
  const { first, last } = computeDateSpan(birthDate);
  return { min: computeFullYears(last, on), max: computeFullYears(first, on) };
};
