import { CheckSections } from '../contraindications/index.js';
import { ConsultationSections } from '../consultations/index.js';
import { EstimateSections } from '../estimates/index.js';
import { RatingSections } from '../outcomes/index.js';
import { PatientSections } from '../patients/index.js';
import { PhotographSections } from '../photographs/index.js';
import { ExposureSections } from '../products/index.js';
import { ListSections } from '../record/index.js';
import { TreatmentSections } from '../treatments/index.js';
import type { PlanParts, RecordParts } from './domain/record.js';

export type Readers<Parts> = { readonly [Name in keyof Parts]: (id: string) => Promise<Parts[Name]> };

/** How every kind of record is read. */
export interface SectionReaders {
  ofPatient: Readers<RecordParts>;
  ofPlan: Readers<PlanParts>;
}

/** The readers of every kind of record: what the features in `sectionProviders` give, together. */
export const SECTION_READERS = Symbol('readers of the sections of an export');

/** Whoever adds a kind of record to the export is named here, and in `sectionReaders`. */
export const sectionProviders = [
  PatientSections,
  ListSections,
  ConsultationSections,
  PhotographSections,
  CheckSections,
  TreatmentSections,
  ExposureSections,
  EstimateSections,
  RatingSections,
] as const;

type InstancesOf<Classes extends readonly (abstract new (...dependencies: never[]) => unknown)[]> = {
  -readonly [At in keyof Classes]: InstanceType<Classes[At]>;
};

/** All of them together: a kind that nobody reads, or that is read as something else, does not compile. */
export const sectionReaders = (
  ...[patient, lists, consultations, photographs, checks, treatments, exposures, estimates, ratings]: InstancesOf<typeof sectionProviders>
): SectionReaders => ({
  ofPatient: {
    ...patient.ofPatient,
    ...lists.ofPatient,
    ...consultations.ofPatient,
    ...photographs.ofPatient,
    ...checks.ofPatient,
    ...treatments.ofPatient,
    ...exposures.ofPatient,
  },
  ofPlan: { ...treatments.ofPlan, ...estimates.ofPlan, ...ratings.ofPlan },
});
