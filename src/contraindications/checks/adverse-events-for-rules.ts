import type { AdverseEventRecord } from './records.js';

/** A port: the adverse events after sessions, as rules read them. The treatments depend on the checks, so they implement the port (`ports.module.ts`). */
export abstract class AdverseEventsForRules {
  /** Reads all adverse events of these patients that were not entered in error. */
  abstract listByPatients(patientIds: readonly string[]): Promise<AdverseEventRecord[]>;
}
