/** The reasons of a step; null where nobody gave one. */
export interface StepReasons {
  reason: string | null;
  /** Why the plan runs beside another active plan of the treatment. */
  parallelReason: string | null;
}
