import { dayNumber, type Day } from '../../kernel/day.js';

/**
 * The day for which rules are read, and the memory of when reading them again could say something else.
 * Each comparison with a day notes the next day on which it turns, so that a search through time visits
 * only the days on which something can change. Days are numbers here (`dayNumber`).
 */
export class EvaluationDate {
  /** The first day after this one on which a comparison made so far turns; infinite when none does. */
  nextChange = Infinity;

  constructor(
    readonly day: number,
    /** Only the outcome is wanted, not all that it rests on: whoever looks may stop at the first clause that decides. */
    readonly outcomeOnly = false,
  ) {}

  static on(day: Day): EvaluationDate {
    return new EvaluationDate(dayNumber(day));
  }

  /** Whether what was recorded on a day is still young enough. Without a limit it always is. */
  isFresh(on: number, maxAgeDays: number | undefined): boolean {
    return maxAgeDays === undefined || !this.isPast(on + maxAgeDays);
  }

  /** Whether this day comes after another; turns on the day after that. */
  isPast(last: number): boolean {
    return this.hasCome(last + 1);
  }

  /** Whether a day has come; turns on that day. */
  hasCome(day: number): boolean {
    if (day <= this.day) return true;
    if (day < this.nextChange) this.nextChange = day;
    return false;
  }
}
