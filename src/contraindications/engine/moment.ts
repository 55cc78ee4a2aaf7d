import { addDays, daysBetween, type Day } from '../../kernel/day.js';

/**
 * The day for which rules are read, and the memory of when reading them again could say something else.
 * Each comparison with a day notes the next day on which it turns, so that a search through time visits
 * only the days on which something can change.
 */
export class Moment {
  private turnsOn: Day | null = null;

  constructor(
    readonly day: Day,
    /** The day on which the freshness of answers is judged; another than `day` to look at time without ageing. */
    private readonly freshOn: Day = day,
  ) {}

  /** The first day after this one on which a comparison made so far turns. */
  get nextChange(): Day | null {
    return this.turnsOn;
  }

  /** Whole days since `then`; `limits` are the numbers of days at which the caller's comparison turns. */
  daysSince(then: Day, limits: readonly number[]): number {
    for (const limit of limits) if (Number.isFinite(limit)) this.watch(addDays(then, limit));
    return daysBetween(then, this.day);
  }

  /** Whether what was recorded on a day is still young enough. Without a limit it always is. */
  isFresh(on: Day, maxAgeDays: number | undefined): boolean {
    if (maxAgeDays === undefined) return true;
    if (this.freshOn === this.day) this.watch(addDays(on, maxAgeDays + 1));
    return daysBetween(on, this.freshOn) <= maxAgeDays;
  }

  /** Notes a day on which something turns. */
  watch(day: Day): void {
    if (day > this.day && (this.turnsOn === null || day < this.turnsOn)) this.turnsOn = day;
  }
}
