import { addDays, type Day } from '../../../kernel/day.js';

/** Why a session cannot be on a day. */
type SessionRefusalReason =
  'plan-not-running' | 'before-earlier-session' | 'too-soon-after-earlier-session' | 'check-not-clear-yet' | 'too-near-to-later-session';

/** A span of days, both included, on which a session cannot be; null where it has no end. */
export interface SessionRefusal {
  from: Day | null;
  to: Day | null;
  because: SessionRefusalReason;
}

export interface SessionPlace {
  /** Whether the plan is accepted or active. */
  planRuns: boolean;
  /** The place of the session in its series. */
  number: number;
  /** The other sessions of the plan that took place or are to come. */
  siblings: readonly { number: number; on: Day }[];
  /** The fewest days between two sessions, by the protocol. */
  fewestDays: number;
  /** The first day on which the plan's check is clear; null where no washout runs. */
  clearOn: Day | null;
  /** The first day after what the patient was given under any plan; null where nothing bears on it. */
  firstDay: Day | null;
}

/** Finds the days on which a session cannot be: sessions keep their order and the interval of the protocol, and wait for washouts. */
export const findSessionRefusals = ({ planRuns, number, siblings, fewestDays, clearOn, firstDay }: SessionPlace): SessionRefusal[] => {
  if (!planRuns) return [{ from: null, to: null, because: 'plan-not-running' }];
  const earlier = siblings.filter((sibling) => sibling.number < number).map(({ on }) => on);
  const later = siblings.filter((sibling) => sibling.number > number).map(({ on }) => on);
  const before = (day: Day | null, because: SessionRefusalReason): SessionRefusal[] => (day === null ? [] : [{ from: null, to: addDays(day, -1), because }]);
  const last = earlier.length > 0 ? earlier.reduce((latest, on) => (on > latest ? on : latest)) : null;
  const next = later.length > 0 ? later.reduce((first, on) => (on < first ? on : first)) : null;
  return [
    ...before(last, 'before-earlier-session'),
    ...(last !== null && fewestDays > 0 ? [{ from: last, to: addDays(last, fewestDays - 1), because: 'too-soon-after-earlier-session' as const }] : []),
    ...before(firstDay, 'too-soon-after-earlier-session'),
    ...before(clearOn, 'check-not-clear-yet'),
    ...(next === null ? [] : [{ from: addDays(next, 1 - Math.max(1, fewestDays)), to: null, because: 'too-near-to-later-session' as const }]),
  ];
};
