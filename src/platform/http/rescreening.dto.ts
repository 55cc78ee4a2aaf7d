import { ApiProperty } from '@nestjs/swagger';

const outcomes = ['clear', 'caution', 'needs-data', 'contraindicated'] as const;

/** A plan of the patient that was screened again because of what was recorded. */
export class AffectedPlan {
  /** The plan. */
  planId: string;

  /** What the rules said of it before, overrides that hold counted. */
  @ApiProperty({ enum: outcomes })
  outcomeBefore: (typeof outcomes)[number];

  /** What they say now. */
  @ApiProperty({ enum: outcomes })
  outcomeNow: (typeof outcomes)[number];

  /** Whether it was put on hold because it turned contraindicated. */
  held: boolean;

  /** That it ended, with the sessions that had not begun, because the patient has died; left out otherwise. */
  ended?: boolean;

  /** The check that counts for the plan from now on: a new one where a rule says something else than before. */
  contraindicationCheckId: string;
}

/** What recording it meant for the patient’s plans. */
export class Rescreened {
  /**
   * The open plans of the patient (proposed, accepted, active, on hold), each screened again with what is known now. Left out where the patient has
   * none, and for callers who may not read plans.
   */
  affectedPlans?: AffectedPlan[];
}
