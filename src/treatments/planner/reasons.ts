import { declareEnumeration } from '../../kernel/enumeration.js';

/** The reasons for a proposed series. */
export const reasonCodes = declareEnumeration('SeriesReasonCode', [
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

export const sessionFactors = declareEnumeration('SessionFactor', ['extent', 'density', 'conditions', 'growth-phase']);
export type SessionFactor = (typeof sessionFactors)[number];

export interface SeriesReason {
  code: ReasonCode;
  text: string;
  /** The factor, of those that decide the number of sessions. */
  factor?: SessionFactor;
  /** The points of the factor, or of all factors together. */
  points?: number;
  /** The number of the session that the reason concerns. */
  session?: number;
  /** The source of the rule. */
  source?: string;
}
