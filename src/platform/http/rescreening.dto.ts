import { checkOutcomes, type CheckOutcome } from '../../kernel/check-outcome.js';
import { Identifier, OneOf } from './fields/index.js';

/** A plan of the patient that was screened again because of what was recorded. */
export class AffectedPlan {
  /** The plan. */
  @Identifier() planId: string;

  /** What the rules said of it before, overrides that hold counted. */
  @OneOf(checkOutcomes) outcomeBefore: CheckOutcome;

  /** What they say now. */
  @OneOf(checkOutcomes) outcomeNow: CheckOutcome;

  /** Whether it was put on hold because it turned contraindicated. */
  held: boolean;

  /** That it ended, with the sessions that had not begun, because the patient has died. */
  ended: boolean;

  /** The check that counts for the plan from now on: a new one where a rule says something else than before. */
  @Identifier() contraindicationCheckId: string;
}

/** What recording it meant for the patient’s plans. */
export class Rescreened {
  /**
   * The open plans of the patient (proposed, accepted, active, on hold), each screened again with what is known now. Left out where the patient has
   * none, and for callers who may not read plans.
   */
  affectedPlans?: AffectedPlan[];
}
