import { Temporal } from 'temporal-polyfill';
import type { Day } from '../../kernel/day.js';
import { memoize } from '../../kernel/memoize.js';
import type { Outcome } from './outcome.js';
import type { Known } from './known.js';
import { EvaluationDate } from './evaluation-date.js';
import type { RuleResult, EvaluateRule } from './rule.js';

/** The number of days that the search through time covers: more than up to any birthday that a rule could wait for. */
const horizonDays = 20 * 366;

/** The longest validity of a check, in days after the planned day. */
const longestValidityDays = 180;

/** The outcome of a rule from a day on. */
interface TimelineSegment {
  from: number;
  outcome: Outcome;
}

/**
 * The outcomes of a rule as time passes and no new facts are recorded: answers and results become older, courses and pregnancies end, birthdays come. The rule
 * is evaluated only on days on which a comparison changes, and only as far ahead as needed.
 */
export class RuleTimeline {
  /** The result of the rule on the planned day. */
  readonly first: RuleResult;
  private readonly later: TimelineSegment[] = [];
  /** The next day to evaluate; infinite where nothing changes any more. */
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

  /** The first day after the planned day on which the rule has another outcome; null where it never has. */
  get changesOn(): number | null {
    return this.findLater(({ outcome }) => outcome !== this.first.outcome)?.from ?? null;
  }

  /** The first day from the given one on, on which the rule is clear; null where it never is. The given day must not be before the planned one. */
  findClearDay(day: number): number | null {
    if (this.first.outcome === 'clear' && day < this.getEnd(-1)) return day;
    const found = this.findLater(({ outcome }, end) => outcome === 'clear' && day < end);
    return found && Math.max(found.from, day);
  }

  /** Finds the first segment after the planned day that fulfils a condition; null where there is none within the search. */
  private findLater(wanted: (stretch: TimelineSegment, end: number) => boolean): TimelineSegment | null {
    for (let at = 0; ; at++) {
      const stretch = this.findSegment(at);
      if (stretch === null || wanted(stretch, this.getEnd(at))) return stretch;
    }
  }

  /** The day on which the segment of this index ends; -1 is the segment of the planned day. */
  private getEnd(index: number): number {
    return this.later[index + 1]?.from ?? this.next;
  }

  /** The later segment of this index; null where there is none within the search. */
  private findSegment(index: number): TimelineSegment | null {
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

/** The first day from the planned day on, on which all rules are clear at once; null where there is none. */
export const findEarliestClearDay = (timelines: readonly RuleTimeline[], planned: number): number | null => {
  let day = planned;
  for (let settled = 0, at = 0; settled < timelines.length; at = (at + 1) % timelines.length) {
    const from = timelines[at]!.findClearDay(day);
    if (from === null) return null;
    settled = from === day ? settled + 1 : 1;
    day = from;
  }
  return day;
};

/** The first day after the planned day on which the check is no longer valid: a rule has another outcome, or the longest validity is over. */
export const computeFirstChange = (changes: readonly (number | null)[], planned: number): number =>
  changes.reduce<number>((first, change) => (change === null ? first : Math.min(first, change)), planned + longestValidityDays);

const createDayStartFormatter = memoize((timeZone: string) =>
  memoize((day: Day) => new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds).toISOString()),
);

/** The instant at which a day begins in a time zone. It is not midnight where clocks are set forward at midnight. */
export const formatDayStart = (day: Day, timeZone: string): string => createDayStartFormatter(timeZone)(day);
