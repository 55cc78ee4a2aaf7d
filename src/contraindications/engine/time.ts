import { Temporal } from 'temporal-polyfill';
import type { Day } from '../../kernel/day.js';
import { remembering } from '../../kernel/remembering.js';
import type { Outcome } from './evaluation.js';
import type { Known } from './known.js';
import { Moment } from './moment.js';
import type { Reading, ReadRule } from './rule.js';

/** How far ahead the search through time looks: past any birthday that a rule could wait for. */
const horizonDays = 20 * 366;

/** A check says nothing about days later than this after the planned one. */
const longestValidityDays = 180;

interface Stretch {
  from: number;
  outcome: Outcome;
}

/**
 * What a rule says as time passes and nothing else happens: from the planned day on, answers and results age, courses
 * and pregnancies come to their ends, birthdays come. Read only on days on which something turns, and only as far as
 * somebody asks.
 */
export class Course {
  /** What it says on the planned day. */
  readonly first: Reading;
  private readonly stretches: Stretch[] = [];
  /** The next day to read; infinite when nothing turns any more. */
  private next: number;

  constructor(
    private readonly read: ReadRule,
    private readonly known: Known,
    private readonly from: number,
  ) {
    const moment = new Moment(from);
    this.first = read(known, moment);
    this.stretches.push({ from, outcome: this.first.outcome });
    this.next = moment.nextChange;
  }

  /** The first day after the planned one on which the rule says something else; null when it never does. */
  get changesOn(): number | null {
    if (this.next === Infinity) return null;
    const { outcome } = this.first;
    return this.find(this.from, (stretch) => stretch.outcome !== outcome);
  }

  /** The first day from this one on, on which the rule is clear; null when it never is. */
  clearFrom(day: number): number | null {
    return this.find(day, (stretch) => stretch.outcome === 'clear');
  }

  private find(day: number, wanted: (stretch: Stretch) => boolean): number | null {
    for (let at = 0; ; at++) {
      const stretch = this.at(at);
      if (stretch === null) return null;
      const end = this.stretches[at + 1]?.from ?? this.next;
      if (end > day && wanted(stretch)) return Math.max(stretch.from, day);
    }
  }

  private at(index: number): Stretch | null {
    while (index >= this.stretches.length) {
      if (this.next >= this.from + horizonDays) return null;
      const moment = new Moment(this.next, true);
      const { outcome } = this.read(this.known, moment);
      this.stretches.push({ from: this.next, outcome });
      this.next = moment.nextChange;
    }
    return this.stretches[index]!;
  }
}

/** The first day from the planned one on, on which all are clear at once; null when there is none. */
export const earliestClear = (courses: readonly Course[], planned: number): number | null => {
  let day = planned;
  for (let settled = 0, at = 0; settled < courses.length; at = (at + 1) % courses.length) {
    const from = courses[at]!.clearFrom(day);
    if (from === null) return null;
    settled = from === day ? settled + 1 : 1;
    day = from;
  }
  return day;
};

/** The first day after the planned one from which a check says nothing any more: any rule says something else, or it is too far off. */
export const firstChange = (changes: readonly (number | null)[], planned: number): number =>
  changes.reduce<number>((first, change) => (change === null ? first : Math.min(first, change)), planned + longestValidityDays);

const startsIn = remembering((timeZone: string) =>
  remembering((day: Day) => new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds).toISOString()),
);

/** The instant at which a day begins in a time zone: not always at midnight, where clocks go forward at night. */
export const startOf = (day: Day, timeZone: string): string => startsIn(timeZone)(day);
