import { checkOutcomes, type CheckOutcome } from '../../kernel/check-outcome.js';
import { causes, type Cause } from './domain/holding.js';
import { Identifier, Instant, OneOf, Actor, Nested } from '../../platform/http/index.js';
import type * as domain from './domain/screened-plan.js';

/** A plan was checked anew, because what it rests on had changed, and found otherwise than before. */
export class PlanScreeningResponse implements Omit<domain.KeptScreening, 'screenedBy'> {
  /** Its id. */
  @Identifier() id: string;

  /** The plan. */
  @Identifier() planId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The check that was made, and counts for the plan from then on. */
  @Identifier() contraindicationCheckId: string;

  /** What had changed. */
  @OneOf(causes) cause: Cause;

  /** The outcome of the check before. */
  @OneOf(checkOutcomes) outcomeBefore: CheckOutcome;

  /** The outcome of the new one. */
  @OneOf(checkOutcomes) outcomeNow: CheckOutcome;

  /** Whether the plan was put on hold. */
  held: boolean;

  /** In whose name: who recorded the change, or published the ruleset. */
  @Nested(Actor) screenedBy: Actor;

  /** When, in UTC. */
  @Instant() screenedAt: string;
}
