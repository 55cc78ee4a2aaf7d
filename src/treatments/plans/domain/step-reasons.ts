/** Why a step was taken; null where nobody said. */
export interface StepReasons {
  reason: string | null;
  /** Why it runs beside another active plan of the treatment. */
  parallelReason: string | null;
}
