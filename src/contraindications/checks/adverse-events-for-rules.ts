import type { AdverseEventRecord } from './records.js';

/** A port: what went wrong after sessions, for the rules. The treatments, which rest on the checks, give it (`ports.module.ts`). */
export abstract class AdverseEventsForRules {
  /** All of these patients that were not entered in error. */
  abstract ofPatients(patientIds: readonly string[]): Promise<AdverseEventRecord[]>;
}
