import type { Day, Weekday } from '../../kernel/day.js';
import { declareEnumeration } from '../../kernel/enumeration.js';
import { MILLISECONDS_PER_HOUR } from '../../kernel/instant.js';
import type { Interval } from './intervals.js';
import { suitsWishes } from './wishes.js';

/**
 * Where an entry of the waiting list is. It waits; a time is offered, which is held until it is accepted, declined or runs out, and then the entry waits again; it is booked or withdrawn;
 * or its last day passed.
 */
export const waitingListStatuses = declareEnumeration('WaitingListStatus', ['waiting', 'offered', 'booked', 'withdrawn', 'expired']);
export type WaitingListStatus = (typeof waitingListStatuses)[number];

/** How soon an entry is served: the urgent ones first, of the same priority the one that has waited longest. */
export const waitingListPriorities = declareEnumeration('WaitingListPriority', ['routine', 'urgent']);
export type WaitingListPriority = (typeof waitingListPriorities)[number];

/** What a time must be, to be offered. */
export interface WaitingWishes {
  weekdays: readonly Weekday[];
  earliestTime: string | null;
  latestTime: string | null;
  notBefore: Day | null;
  notAfter: Day;
  /** The patient must know so many hours before. */
  noticeHours: number;
  /** The beginnings that were declined, as instants in text. */
  declinedStarts: readonly string[];
  /** The beginning of the appointment that is to be earlier; null where there is none. */
  currentStart: Date | null;
}

/** Whether a free time may be offered to an entry, now; `day` is the day of the time at its location. */
export const mayBeOffered = (time: Interval, day: Day, wishes: WaitingWishes, { now, timeZone }: { now: Date; timeZone: string }): boolean =>
  time.start >= now.getTime() + wishes.noticeHours * MILLISECONDS_PER_HOUR &&
  (wishes.notBefore === null || wishes.notBefore <= day) &&
  day <= wishes.notAfter &&
  (wishes.currentStart === null || time.start < wishes.currentStart.getTime()) &&
  // A time that overlaps a declined one of the same length is the same to the patient.
  !wishes.declinedStarts.some((declined) => Math.abs(new Date(declined).getTime() - time.start) < time.end - time.start) &&
  suitsWishes(time, timeZone, wishes);
