import type { CheckOutcome } from '../../../kernel/check-outcome.js';
import type { Cause } from './holding.js';

/** A plan was checked anew, because what it rests on had changed, and found otherwise than before. */
export interface KeptScreening {
  id: string;
  planId: string;
  patientId: string;
  contraindicationCheckId: string;
  cause: Cause;
  outcomeBefore: CheckOutcome;
  outcomeNow: CheckOutcome;
  held: boolean;
  screenedBy: string;
  screenedAt: string;
}
