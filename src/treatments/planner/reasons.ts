import { enumOf } from '../../kernel/enumeration.js';

/** Why a series is proposed as it is. */
export const reasonCodes = enumOf('SeriesReasonCode', [
  'number-by-factors',
  'factor',
  'usual-number',
  'asked-number',
  'washout',
  'check-not-clear',
  'moved',
  'later-than-interval',
  'working-days-unknown',
]);
export type ReasonCode = (typeof reasonCodes)[number];

export const sessionFactors = enumOf('SessionFactor', ['extent', 'density', 'conditions', 'growth-phase']);
export type SessionFactor = (typeof sessionFactors)[number];

export interface SeriesReason {
  code: ReasonCode;
  text: string;
  /** Which of the factors that decide the number. */
  factor?: SessionFactor;
  /** How much the factor, or all of them, count. */
  points?: number;
  /** The session that it is about, by number. */
  session?: number;
  /** Where the rule comes from. */
  source?: string;
}
