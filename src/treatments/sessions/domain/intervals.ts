/**
 * Computes the minimum interval of a session to the patient's earlier sessions of any plan. For the same treatment it comes from the protocol;
 * the first session of a touch-up has a limit of its own. For mesotherapy and scalp micropigmentation of the same skin, the clinic's documents
 * have no interval. Four weeks are practice, to be confirmed by the clinic's dermatologist: skin renews itself and pigment settles in that
 * time, and a touch-up waits as long (S1-35).
 */
import { addDays, countDaysBetween, type Day } from '../../../kernel/day.js';
import type { Treatment } from '../../../kernel/treatment.js';
import type { Purpose } from '../../plans/domain/follow-up.js';
import { zoneCodes } from '../../plans/domain/zones.js';

const OTHER_TREATMENT_DAYS = 28;
const OTHER_TREATMENT_SOURCE = 'practice, as of S1-35; to be confirmed by the clinic’s dermatologist';

/** A session that took place, or has begun and not ended. */
export interface GivenSession {
  id: string;
  planId: string;
  treatment: Treatment;
  number: number;
  on: Day;
  /** The zones of the session; empty where none were named. */
  zones: readonly string[];
}

export interface SessionToBegin {
  planId: string;
  treatment: Treatment;
  purpose: Purpose;
  followsPlanId: string | null;
  zones: readonly string[];
}

/** The limits of the protocol of the session's plan. */
export interface IntervalLimits {
  fewestDays: number;
  touchUp: { days: number; refused: boolean };
}

/** The earlier session that decides the first possible day. */
export interface Interval {
  earlier: GivenSession;
  fewestDays: number;
  /** The first day on which the session may begin. */
  firstDay: Day;
  /** Whether a shorter interval keeps the session from being started. */
  blocks: boolean;
  /** The source of the interval, in words. */
  because: string;
}

/** Zones that share skin with others: a hairline is on the front and the temples, and a scar may be anywhere. */
const shared: Readonly<Record<string, readonly string[]>> = { hairline: ['frontal', 'temporal-left', 'temporal-right'] };

const isKnown = (zone: string): boolean => zone !== 'scar' && (zoneCodes as readonly string[]).includes(zone);

/** Whether two treatments concern the same skin. Where one names no zones, they do. */
export const hasZoneOverlap = (ones: readonly string[], others: readonly string[]): boolean => {
  if (ones.length === 0 || others.length === 0) return true;
  if (![...ones, ...others].every(isKnown)) return true;
  return ones.some((text) => others.some((other) => text === other || shared[text]?.includes(other) || shared[other]?.includes(text)));
};

type Requirement = Pick<Interval, 'fewestDays' | 'blocks' | 'because'>;

const findRequirement = (session: SessionToBegin, earlier: GivenSession, limits: IntervalLimits, hasBegun: boolean): Requirement | null => {
  if (earlier.treatment !== session.treatment) {
    return hasZoneOverlap(session.zones, earlier.zones)
      ? {
          fewestDays: OTHER_TREATMENT_DAYS,
          blocks: true,
          because: `on the same skin, ${OTHER_TREATMENT_DAYS} days lie between ${earlier.treatment} and ${session.treatment} (${OTHER_TREATMENT_SOURCE})`,
        }
      : null;
  }
  const touchesUp = session.purpose === 'touch-up' && earlier.planId === session.followsPlanId && !hasBegun;
  const [fewestDays, blocks] = touchesUp ? [limits.touchUp.days, limits.touchUp.refused] : [limits.fewestDays, true];
  return { fewestDays, blocks, because: `the protocol leaves at least ${fewestDays}` };
};

/**
 * Finds the interval that decides on a day. Of the intervals that have not passed, one that blocks the start comes first, and of these the one
 * that ends last. Where all have passed, it is the interval to the newest session. Null where no earlier session matters.
 */
export const findInterval = (session: SessionToBegin, given: readonly GivenSession[], limits: IntervalLimits, today: Day): Interval | null => {
  const hasBegun = given.some(({ planId }) => planId === session.planId);
  const all = given.flatMap((earlier): Interval[] => {
    const requirement = findRequirement(session, earlier, limits, hasBegun);
    return requirement ? [{ earlier, ...requirement, firstDay: addDays(earlier.on, requirement.fewestDays) }] : [];
  });
  const rank = ({ firstDay, blocks, earlier }: Interval): string => `${firstDay > today ? (blocks ? 2 : 1) : 0} ${firstDay > today ? firstDay : earlier.on}`;
  return all.reduce<Interval | null>((mostSevere, interval) => (mostSevere === null || rank(interval) > rank(mostSevere) ? interval : mostSevere), null);
};

export const isTooSoon = ({ firstDay }: Interval, today: Day): boolean => today < firstDay;

/** Words the interval as a sentence for the checklist. */
export const describeInterval = ({ earlier, because, firstDay }: Interval, today: Day): string =>
  `${countDaysBetween(earlier.on, today)} day(s) since ${earlier.on}; ${because}.${today < firstDay ? ` From ${firstDay} on.` : ''}`;
