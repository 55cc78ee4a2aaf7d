/** What a blood test is to the other reports of its sample: members that say nothing are left out. */
export interface ReportDetails {
  reportNumber?: string;
  status?: string;
  duplicateOf?: string;
  corrects?: string[];
  /** Reports that superseded results of it. */
  supersededBy?: string[];
}

/** A port: what the timeline needs to know of laboratory reports. The consultations, which rest on the record, give it (`ports.module.ts`). */
export abstract class ReportsForTimeline {
  abstract details(bloodTestIds: readonly string[]): Promise<ReadonlyMap<string, ReportDetails>>;
}
