import { checkOutcomes, type CheckOutcome } from '../../kernel/check-outcome.js';
import { Identifier, OneOf } from './fields/index.js';

/** An open plan that was screened again because of the change. */
export class AffectedPlan {
  /** The plan. */
  @Identifier() planId: string;

  /** The outcome before the change, with overrides in force. */
  @OneOf(checkOutcomes) outcomeBefore: CheckOutcome;

  /** The outcome after the change. */
  @OneOf(checkOutcomes) outcomeNow: CheckOutcome;

  /** Whether the plan was put on hold because the outcome became contraindicated. */
  held: boolean;

  /** Whether the plan and its future sessions ended because the patient has died; left out otherwise. */
  ended: boolean;

  /** The check that the plan rests on from now on: a new one where the outcome of a rule changed. */
  @Identifier() contraindicationCheckId: string;
}

/** The effect of the change on the patient’s plans. */
export class Rescreened {
  /**
   * The patient's open plans (proposed, accepted, active, on hold), each screened again. Left out where the patient has none, and for callers who may not read
   * plans.
   */
  affectedPlans?: AffectedPlan[];
}
