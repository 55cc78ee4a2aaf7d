import { Temporal } from 'temporal-polyfill';
import type { Day } from '../../kernel/day.js';
import { memoize } from '../../kernel/memoize.js';
import type { Outcome } from './outcome.js';
import type { Known } from './known.js';
import { EvaluationDate } from './evaluation-date.js';
import type { RuleResult, EvaluateRule } from './rule.js';

/** How far ahead the search through time looks: past any birthday that a rule could wait for. */
const horizonDays = 20 * 366;

/** A check says nothing about days later than this after the planned one. */
const longestValidityDays = 180;

/** What a rule says from a day on. */
interface TimelineSegment {
  from: number;
  outcome: Outcome;
}

/**
 * What a rule says as time passes and nothing else happens: from the planned day on, answers and results age, courses
 * and pregnancies come to their ends, birthdays come. Read only on days on which something turns, and only as far as
 * somebody asks.
 */
export class RuleTimeline {
  /** What it says on the planned day. */
  readonly first: RuleResult;
  private readonly later: TimelineSegment[] = [];
  /** The next day to read; infinite when nothing turns any more. */
  private next: number;

  constructor(
    private readonly read: EvaluateRule,
    private readonly known: Known,
    private readonly from: number,
  ) {
    const date = new EvaluationDate(from);
    this.first = read(known, date);
    this.next = date.nextChange;
  }

  /** The first day after the planned one on which the rule says something else; null when it never does. */
  get changesOn(): number | null {
    return this.findLater(({ outcome }) => outcome !== this.first.outcome)?.from ?? null;
  }

  /** The first day from this one on (the planned one, or a later one), on which the rule is clear; null when it never is. */
  clearFrom(day: number): number | null {
    if (this.first.outcome === 'clear' && day < this.endOf(-1)) return day;
    const found = this.findLater(({ outcome }, end) => outcome === 'clear' && day < end);
    return found && Math.max(found.from, day);
  }

  /** The first stretch after the planned day that is wanted; null when there is none within the time looked at. */
  private findLater(wanted: (stretch: TimelineSegment, end: number) => boolean): TimelineSegment | null {
    for (let at = 0; ; at++) {
      const stretch = this.after(at);
      if (stretch === null || wanted(stretch, this.endOf(at))) return stretch;
    }
  }

  /** The day on which the stretch after so many others ends. */
  private endOf(index: number): number {
    return this.later[index + 1]?.from ?? this.next;
  }

  /** A stretch after the first, by its number; null when there is none within the time looked at. */
  private after(index: number): TimelineSegment | null {
    while (index >= this.later.length) {
      if (this.next >= this.from + horizonDays) return null;
      const date = new EvaluationDate(this.next, true);
      const { outcome } = this.read(this.known, date);
      this.later.push({ from: this.next, outcome });
      this.next = date.nextChange;
    }
    return this.later[index]!;
  }
}

/** The first day from the planned one on, on which all are clear at once; null when there is none. */
export const earliestClear = (timelines: readonly RuleTimeline[], planned: number): number | null => {
  let day = planned;
  for (let settled = 0, at = 0; settled < timelines.length; at = (at + 1) % timelines.length) {
    const from = timelines[at]!.clearFrom(day);
    if (from === null) return null;
    settled = from === day ? settled + 1 : 1;
    day = from;
  }
  return day;
};

/** The first day after the planned one from which a check says nothing any more: any rule says something else, or it is too far off. */
export const firstChange = (changes: readonly (number | null)[], planned: number): number =>
  changes.reduce<number>((first, change) => (change === null ? first : Math.min(first, change)), planned + longestValidityDays);

const startsIn = memoize((timeZone: string) =>
  memoize((day: Day) => new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds).toISOString()),
);

/** The instant at which a day begins in a time zone: not always at midnight, where clocks go forward at night. */
export const startOf = (day: Day, timeZone: string): string => startsIn(timeZone)(day);
