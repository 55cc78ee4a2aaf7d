import { Injectable } from '@nestjs/common';

/** What a blood test is to the other reports of its sample: members that say nothing are left out. */
export interface ReportDetails {
  reportNumber?: string;
  status?: string;
  duplicateOf?: string;
  corrects?: string[];
  /** Reports that superseded results of it. */
  supersededBy?: string[];
}

type Read = (bloodTestIds: readonly string[]) => Promise<ReadonlyMap<string, ReportDetails>>;

/**
 * Where the timeline meets what laboratory reports are to each other. The consultations, which work it out and rest on the record, say here how it is read;
 * so neither feature imports the other in a circle.
 */
@Injectable()
export class ReportsForTimeline {
  private read: Read | null = null;

  use(read: Read): void {
    if (this.read) throw new Error('Reports are read in one way.');
    this.read = read;
  }

  async of(bloodTestIds: readonly string[]): Promise<ReadonlyMap<string, ReportDetails>> {
    return this.read && bloodTestIds.length > 0 ? this.read(bloodTestIds) : new Map();
  }
}
