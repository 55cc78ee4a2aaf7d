import { Temporal } from 'temporal-polyfill';
import { addDays, type Day } from '../../kernel/day.js';
import type { Outcome } from './evaluation.js';
import type { ReadingOfDay, Readings } from './readings.js';
import type { Rule } from './ruleset.js';

/** How far ahead the search through time looks: past any birthday that a rule could wait for. */
const horizonDays = 20 * 366;

/** A check says nothing about days later than this after the planned one. */
const longestValidityDays = 180;

interface Stretch {
  from: Day;
  outcome: Outcome;
}

/** The outcomes of a rule from a day on until before another, as the days on which they begin, visiting only days on which something turns. */
function* stretches(rule: Rule, readings: Readings, from: Day, end: Day, freshOn?: Day): Generator<Stretch> {
  let day: Day | null = from;
  while (day !== null && day < end) {
    const { outcome, nextChange }: ReadingOfDay = readings.on(day, rule, freshOn);
    yield { from: day, outcome };
    day = nextChange;
  }
}

const firstOther = (all: Iterable<Stretch>): Stretch | null => {
  let current: Outcome | null = null;
  for (const stretch of all) {
    current ??= stretch.outcome;
    if (stretch.outcome !== current) return stretch;
  }
  return null;
};

/** The first later day on which the rule says something else because time passes for the patient: answers stay as fresh as they are on the day. */
export const reconsiderOn = (rule: Rule, readings: Readings, day: Day): Day | null =>
  firstOther(stretches(rule, readings, day, addDays(day, horizonDays), day))?.from ?? null;

/** The first later day on which any rule says something else, ageing answers included. */
export const firstChange = (rules: readonly Rule[], readings: Readings, day: Day): Day => {
  let first = addDays(day, longestValidityDays);
  for (const rule of rules) {
    const change = firstOther(stretches(rule, readings, day, first));
    if (change) first = change.from;
  }
  return first;
};

const clearFrom = (rule: Rule, readings: Readings, day: Day, end: Day): Day | null => {
  for (const stretch of stretches(rule, readings, day, end)) if (stretch.outcome === 'clear') return stretch.from;
  return null;
};

/** The first day from this one on, on which all rules are clear at once if nothing but time passes: answers age meanwhile. */
export const earliestClear = (rules: readonly Rule[], readings: Readings, day: Day): Day | null => {
  const end = addDays(day, horizonDays);
  let candidate = day;
  for (let settled = 0, at = 0; settled < rules.length; at = (at + 1) % rules.length) {
    const rule = rules[at];
    const from = rule ? clearFrom(rule, readings, candidate, end) : null;
    if (from === null) return null;
    settled = from === candidate ? settled + 1 : 1;
    candidate = from;
  }
  return candidate;
};

/** The instant at which a day begins in a time zone. */
export const startOf = (day: Day, timeZone: string): string => new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds).toISOString();
