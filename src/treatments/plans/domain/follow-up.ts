/**
 * Plans that follow an earlier plan. A touch-up renews its result (S1-35, S3-35); for mesotherapy it is the maintenance after a cycle. A
 * reversal changes an earlier hairline (S1-43).
 */
import type { FieldErrorCode } from '../../../kernel/field-error.js';
import { declareEnumeration } from '../../../kernel/enumeration.js';
import { addDays, type Day } from '../../../kernel/day.js';
import type { FieldError } from '../../../kernel/failure.js';
import { getLimitSeverity } from '../../protocols/domain/known-limits.js';
import { getLimit, describeLimit, type Protocol } from '../../protocols/domain/protocol.js';

export const purposes = declareEnumeration('PlanPurpose', ['series', 'touch-up', 'reversal']);
export type Purpose = (typeof purposes)[number];

/** The facts of the followed plan. */
export interface FollowedPlan {
  patientId: string;
  treatment: string;
  status: string;
  /** The day of the last session of the plan that took place; null where none did. */
  lastGivenOn: Day | null;
}

export interface FollowUp {
  purpose: Purpose;
  patientId: string;
  /** Whether the plan names a plan that it follows. */
  names: boolean;
  /** The followed plan; null where the clinic has no plan of that id. */
  followed: FollowedPlan | null;
  startOn: Day;
  zones: readonly string[];
}

/** A warning about a valid plan. */
export interface PlanWarning {
  code: string;
  pointer: string;
  detail: string;
}

/** The days to a touch-up and to a review, for a protocol without a usual value: a month (S1-35), a year (S1-41, C05). */
const DAYS_TO_TOUCH_UP = 30;
const DAYS_OF_A_YEAR = 365;

const HAS_ENDED: readonly string[] = ['completed', 'cancelled'];

/** The name of the protocol's limit on the days before a touch-up. */
const getTouchUpLimitName = ({ treatment }: Protocol): 'touchUpAfterDays' | 'maintenanceDays' =>
  treatment === 'scalp-micropigmentation' ? 'touchUpAfterDays' : 'maintenanceDays';

/** The minimum number of days between the last session of a plan and its touch-up, and whether fewer days are refused. */
export const getTouchUpInterval = (protocol: Protocol): { days: number; refused: boolean; text: string } => {
  const name = getTouchUpLimitName(protocol);
  const limit = getLimit(protocol, name);
  const text = describeLimit('A touch-up after the last session', limit);
  return { days: limit.low ?? 0, refused: getLimitSeverity(protocol.treatment, name, limit) === 'refused', text };
};

/** The days on which a patient of micropigmentation is examined again (S1-35, S1-41). */
export interface FollowUps {
  /** The first day on which a touch-up is possible, if the patient wishes one; null for a plan that is a touch-up itself. */
  touchUpOn: Day | null;
  /** The day on which the fading of the pigment is reviewed. */
  fadingReviewOn: Day;
}

/** Computes the follow-up days from the last sitting; null for mesotherapy, where nothing fades. */
export const findFollowUps = (protocol: Protocol, purpose: Purpose, lastOn: Day): FollowUps | null => {
  if (protocol.treatment !== 'scalp-micropigmentation') return null;
  const after = (name: string, otherwise: number): Day => {
    const { usual, low } = getLimit(protocol, name);
    return addDays(lastOn, usual ?? low ?? otherwise);
  };
  return { touchUpOn: purpose === 'touch-up' ? null : after('touchUpAfterDays', DAYS_TO_TOUCH_UP), fadingReviewOn: after('fadingReviewDays', DAYS_OF_A_YEAR) };
};

const validateFollowedPlan = (protocol: Protocol, { purpose, patientId, names, followed }: FollowUp): FieldError[] => {
  const at = (code: FieldErrorCode, detail: string): FieldError[] => [{ pointer: '/followsPlanId', code, detail }];
  if (purpose === 'series') return names ? at('not-allowed', 'Only a touch-up or a reversal follows another plan.') : [];
  if (!names) return at('required', `A ${purpose} names the plan that it follows.`);
  if (followed?.patientId !== patientId) return at('unknown-plan', 'This patient has no such plan.');
  if (followed.treatment !== protocol.treatment) return at('other-treatment', `That plan is of ${followed.treatment}.`);
  if (!HAS_ENDED.includes(followed.status)) return at('not-ended', `That plan is ${followed.status}: what goes on is not followed yet.`);
  return followed.lastGivenOn === null ? at('nothing-done', 'No session of that plan took place.') : [];
};

const validateReversal = (protocol: Protocol, { purpose, zones }: FollowUp): FieldError[] => {
  if (purpose !== 'reversal') return [];
  if (protocol.treatment !== 'scalp-micropigmentation') {
    return [
      { pointer: '/purpose', code: 'not-allowed', detail: 'What is reversed is scalp micropigmentation (S1-43): name another purpose for this treatment.' },
    ];
  }
  return zones.includes('hairline') ? [] : [{ pointer: '/areas', code: 'required', detail: 'A reversal changes a hairline: name that zone (S1-43).' }];
};

/** Validates a plan that follows another one. Answers the errors and the warnings. */
export const validateFollowUp = (protocol: Protocol, followUp: FollowUp): { errors: FieldError[]; warnings: PlanWarning[] } => {
  const errors = [...validateFollowedPlan(protocol, followUp), ...validateReversal(protocol, followUp)];
  const lastGivenOn = followUp.followed?.lastGivenOn;
  if (errors.length > 0 || followUp.purpose !== 'touch-up' || !lastGivenOn) return { errors, warnings: [] };
  const { days, refused, text } = getTouchUpInterval(protocol);
  const first = addDays(lastGivenOn, days);
  if (followUp.startOn >= first) return { errors, warnings: [] };
  const early: FieldError = { pointer: '/series/startOn', code: 'outside-protocol', detail: `${text} The last one was on ${lastGivenOn}: from ${first} on.` };
  return refused ? { errors: [...errors, early], warnings: [] } : { errors, warnings: [early] };
};
