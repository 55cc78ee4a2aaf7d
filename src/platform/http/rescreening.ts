import type { AffectedPlan } from './rescreening.dto.js';

/**
 * A port: what a change of a patient's record does to the plans that rest on it. Routes declare with `rescreens` that they make such a change; the
 * feature that keeps plans gives it (`ports.module.ts`).
 */
export abstract class Rescreening {
  /** Screens the open plans of a patient, in the transaction of the change. */
  abstract ofPatient(patientId: string): Promise<AffectedPlan[]>;
}
