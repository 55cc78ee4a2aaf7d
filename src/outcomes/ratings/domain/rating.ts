/** The ratings of a plan: the patient's satisfaction, and the fading of pigment. Scales such as GAIS and DLQI are recorded with the scales. */
import { createFieldError } from '../../../kernel/field-error.js';
import { declareEnumeration } from '../../../kernel/enumeration.js';
import type { FieldError } from '../../../kernel/failure.js';

export const ratingKinds = declareEnumeration('RatingKind', ['satisfaction', 'fading']);
export type RatingKind = (typeof ratingKinds)[number];
export const assessors = declareEnumeration('Assessor', ['clinician', 'patient']);
export type Assessor = (typeof assessors)[number];

interface RatingScale {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** The meaning of each score, from the lowest; null where only the ends have a meaning. */
  readonly levels: readonly string[] | null;
}

/**
 * The scales of the ratings. Satisfaction is the usual numeric rating. The levels of fading (S1-41) are the clinic's own, because no published
 * scale was found.
 */
export const ratingScales: Readonly<Record<RatingKind, RatingScale>> = {
  satisfaction: { name: 'Satisfaction', low: 0, high: 10, levels: null },
  fading: {
    name: 'Fading of pigment',
    low: 0,
    high: 4,
    levels: ['not faded', 'slightly faded', 'moderately faded', 'strongly faded', 'hardly visible any more'],
  },
};

export const findRatingMeaning = (kind: RatingKind, score: number): string | null => ratingScales[kind].levels?.[score] ?? null;

export interface RatingEntry {
  kind: RatingKind;
  score: number;
  assessor: Assessor;
  ratedAt: string;
  sessionId?: string;
}

export interface RatingContext {
  treatment: string;
  now: Date;
  /** The plan's sessions. */
  sessions: readonly { id: string; startedAt: string | null }[];
}

const validateSession = ({ sessionId, ratedAt }: RatingEntry, sessions: RatingContext['sessions']): FieldError[] => {
  if (sessionId === undefined) return [];
  const session = sessions.find(({ id }) => id === sessionId.toLowerCase());
  if (!session)
    return [
      {
        pointer: '/sessionId',
        code: 'unknown-session',
        detail: 'The plan has no such session: name one that GET /v1/treatment-plans/{planId}/sessions lists.',
      },
    ];
  const begun = session.startedAt !== null && Date.parse(session.startedAt) <= Date.parse(ratedAt);
  return begun
    ? []
    : [{ pointer: '/sessionId', code: 'not-begun', detail: 'The session had not begun when this was rated: name an earlier one, or send a later ratedAt.' }];
};

/** Lists the errors of a rating that do not depend on its plan. */
export const validateScoreAndAssessor = ({ kind, score, assessor }: Pick<RatingEntry, 'kind' | 'score' | 'assessor'>): FieldError[] => {
  const { name, low, high } = ratingScales[kind];
  return [
    ...(score < low || score > high ? [createFieldError('/score', 'out-of-range', `${name} is ${low} to ${high}.`)] : []),
    ...(kind === 'satisfaction' && assessor !== 'patient'
      ? [createFieldError('/assessor', 'not-allowed', 'How satisfied the patient is, the patient says: send patient.')]
      : []),
  ];
};

/** Lists all errors of a rating. */
export const validateRating = (entry: RatingEntry, { treatment, now, sessions }: RatingContext): FieldError[] => {
  const errors = validateScoreAndAssessor(entry);
  if (entry.kind === 'fading' && treatment !== 'scalp-micropigmentation') {
    errors.push({ pointer: '/kind', code: 'not-allowed', detail: 'Only the pigment of scalp micropigmentation fades: rate something else of this treatment.' });
  }
  if (new Date(entry.ratedAt) > now)
    errors.push({ pointer: '/ratedAt', code: 'in-the-future', detail: 'The rating lies in the future: send now, or an instant before.' });
  return [...errors, ...validateSession(entry, sessions)];
};
