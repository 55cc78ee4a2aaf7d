import { computeDayNumber, type Day } from '../../kernel/day.js';

/**
 * The day for which rules are evaluated, with the next day on which an evaluation could have another result. Each comparison registers the next day on which it
 * changes, so that a search through time visits only those days. Days are numbers here (`computeDayNumber`).
 */
export class EvaluationDate {
  /** The first later day on which a comparison made so far changes; infinite where none does. */
  nextChange = Infinity;

  constructor(
    readonly day: number,
    /** Whether only the outcome is needed, without the whole evidence. An evaluation may then stop at the first clause that decides. */
    readonly outcomeOnly = false,
  ) {}

  static fromDay(day: Day): EvaluationDate {
    return new EvaluationDate(computeDayNumber(day));
  }

  /** Whether a record of a day is still recent enough. Without a limit it always is. */
  isFresh(on: number, maxAgeDays: number | undefined): boolean {
    return maxAgeDays === undefined || !this.isPast(on + maxAgeDays);
  }

  /** Whether this day is after another one. The comparison changes on the day after that one. */
  isPast(last: number): boolean {
    return this.hasCome(last + 1);
  }

  /** Whether a day has come. The comparison changes on that day. */
  hasCome(day: number): boolean {
    if (day <= this.day) return true;
    if (day < this.nextChange) this.nextChange = day;
    return false;
  }
}
