/** The relations of a blood test to the other reports of its sample. Members without a relation are left out. */
export interface ReportDetails {
  reportNumber?: string;
  status?: string;
  duplicateOf?: string;
  corrects?: string[];
  /** The ids of the reports that superseded results of the blood test. */
  supersededBy?: string[];
}

/** A port for what the timeline needs to know of laboratory reports. The consultations, which depend on the record, implement it (`ports.module.ts`). */
export abstract class ReportsForTimeline {
  abstract getDetails(bloodTestIds: readonly string[]): Promise<ReadonlyMap<string, ReportDetails>>;
}
