import { Injectable } from '@nestjs/common';
import type { AdverseEventRecord } from './records.js';

type Read = (patientIds: readonly string[]) => Promise<AdverseEventRecord[]>;

/**
 * Where the rules meet what went wrong after sessions. The treatments, which keep the adverse events and rest on the checks, say here how they are
 * read; so neither feature imports the other in a circle.
 */
@Injectable()
export class AdverseEventsForRules {
  private read: Read | null = null;

  use(read: Read): void {
    if (this.read) throw new Error('Adverse events are read in one way.');
    this.read = read;
  }

  /** All that were not entered in error. */
  async of(patientIds: readonly string[]): Promise<AdverseEventRecord[]> {
    return this.read ? this.read(patientIds) : [];
  }
}
