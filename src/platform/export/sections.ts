/** How one kind of record is read for an export, by the id of what it belongs to. */
type SectionReader = (id: string) => Promise<unknown>;

/** What a feature adds to the export of a patient's record: a provider of the feature, which the export lists. */
export interface ExportSections {
  /** By the name that the kind has in the record; by the patient's id. */
  readonly ofPatient?: Readonly<Record<string, SectionReader>>;
  /** By the name that the kind has in a treatment plan of the record; by the plan's id. */
  readonly ofPlan?: Readonly<Record<string, SectionReader>>;
}
