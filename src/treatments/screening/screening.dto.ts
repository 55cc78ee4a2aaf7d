import { ApiProperty } from '@nestjs/swagger';
import { causes, type Cause } from './domain/holding.js';
import type * as domain from './domain/screened-plan.js';
import { outcomes } from './domain/screened-plan.js';

/** A plan was checked anew, because what it rests on had changed, and found otherwise than before. */
export class PlanScreeningResponse implements domain.KeptScreening {
  /** Its id. */
  id: string;

  /** The plan. */
  planId: string;

  /** The patient. */
  patientId: string;

  /** The check that was made, and counts for the plan from then on. */
  contraindicationCheckId: string;

  /** What had changed. */
  @ApiProperty({ enum: causes })
  cause: Cause;

  /** The outcome of the check before. */
  @ApiProperty({ enum: outcomes })
  outcomeBefore: (typeof outcomes)[number];

  /** The outcome of the new one. */
  @ApiProperty({ enum: outcomes })
  outcomeNow: (typeof outcomes)[number];

  /** Whether the plan was put on hold. */
  held: boolean;

  /** In whose name: who recorded the change, or published the ruleset. */
  screenedBy: string;

  /** When, in UTC. */
  screenedAt: string;
}
