import { AfterBeginning, WallClock } from '../../clinic/index.js';
import { weekdays, type Weekday } from '../../kernel/day.js';
import { CheckedBy, Day, Identifier, ListOf, OneOf, Optional, ReadOnlyFrom, Whole } from '../../platform/http/index.js';
import type { WeeklySpan } from '../domain/hours.js';
import { validateWorkingHours } from '../domain/working-hours.js';

/** A span of time in which a person works at a location, every week. */
export class WorkingSpan implements WeeklySpan {
  /** The id of the location. */
  @Identifier() locationId: string;

  /** The weekday, in the location's time zone. */
  @OneOf(weekdays) weekday: Weekday;

  /** The wall-clock time at which the person begins. */
  @WallClock({ example: '10:00' }) from: string;

  /** The wall-clock time at which the person ends, on the same day. */
  @WallClock({ example: '18:00' }) @AfterBeginning('from') to: string;

  /** The first day on which the person works so; null where it always was so. */
  @Optional() @Day() validFrom?: string | null;

  /** The last day on which the person works so; null where it goes on. */
  @Optional() @Day() validTo?: string | null;
}

/** When a person works, week by week. */
@ReadOnlyFrom(() => WorkingHoursResponse)
@CheckedBy<WorkingHoursChange>(({ spans }) => validateWorkingHours(spans), 'spans')
export class WorkingHoursChange {
  /** The spans in which the person works. The person is booked at no other time. No two of them overlap on a day on which both hold. */
  @ListOf(WorkingSpan, { max: 100 }) spans: WorkingSpan[];
}

/** When a person works, week by week. */
export class WorkingHoursResponse extends WorkingHoursChange {
  /** The person. */
  @Identifier() staffId: string;

  /** The version of the hours, as in the ETag; 0 until they are set for the first time. */
  @Whole() version: number;
}
