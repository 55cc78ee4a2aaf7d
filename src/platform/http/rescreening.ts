import type { AffectedPlan } from './rescreening.dto.js';

/**
 * A port: screens the open plans of a patient when the record changes. A route declares such a change with `rescreens`; the feature of treatment plans
 * implements the port (`ports.module.ts`).
 */
export abstract class Rescreening {
  /** Screens the open plans of a patient, in the transaction of the change. */
  abstract screenPatient(patientId: string): Promise<AffectedPlan[]>;
}
