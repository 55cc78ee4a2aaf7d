import type { Cause } from './holding.js';

export const outcomes = ['clear', 'caution', 'needs-data', 'contraindicated'] as const;

/** A plan was checked anew, because what it rests on had changed, and found otherwise than before. */
export interface KeptScreening {
  id: string;
  planId: string;
  patientId: string;
  contraindicationCheckId: string;
  cause: Cause;
  outcomeBefore: (typeof outcomes)[number];
  outcomeNow: (typeof outcomes)[number];
  held: boolean;
  screenedBy: string;
  screenedAt: string;
}
