import { checkOutcomes, type CheckOutcome } from '../../kernel/check-outcome.js';
import { causes, type Cause } from './domain/holding.js';
import { Identifier, Instant, OneOf, Actor, Nested } from '../../platform/http/index.js';
import type * as domain from './domain/screened-plan.js';

/** A screening of a plan: a new check after a change of the facts or rules on which the plan is based, with another result than before. */
export class PlanScreeningResponse implements Omit<domain.KeptScreening, 'screenedBy'> {
  /** The screening's id. */
  @Identifier() id: string;

  /** The plan. */
  @Identifier() planId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The new check, which became the current check of the plan. */
  @Identifier() contraindicationCheckId: string;

  /** What had changed. */
  @OneOf(causes) cause: Cause;

  /** The outcome of the check before the change. */
  @OneOf(checkOutcomes) outcomeBefore: CheckOutcome;

  /** The outcome of the new check. */
  @OneOf(checkOutcomes) outcomeNow: CheckOutcome;

  /** Whether the screening put the plan on hold. */
  held: boolean;

  /** The person who recorded the change, or published the ruleset. */
  @Nested(Actor) screenedBy: Actor;

  /** When the plan was screened, in UTC. */
  @Instant() screenedAt: string;
}
