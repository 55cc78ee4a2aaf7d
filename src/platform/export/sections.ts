/** Reads one kind of record for an export, by the id of its owner. */
type SectionReader = (id: string) => Promise<unknown>;

/** The part of a feature in the export of a patient's record: a provider of the feature, which the export lists. */
export interface ExportSections {
  /** The readers by the patient's id, under the name of each kind in the record. */
  readonly ofPatient?: Readonly<Record<string, SectionReader>>;
  /** The readers by a plan's id, under the name of each kind in a treatment plan of the record. */
  readonly ofPlan?: Readonly<Record<string, SectionReader>>;
}
