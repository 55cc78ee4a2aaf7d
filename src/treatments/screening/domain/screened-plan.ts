import type { CheckOutcome } from '../../../kernel/check-outcome.js';
import type { Cause } from './holding.js';

/** A screening of a plan: a new check after a change of the facts or rules on which the plan is based, with another result than before. */
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
