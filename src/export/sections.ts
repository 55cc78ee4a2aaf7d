import { AppointmentSections } from '../appointments/index.js';
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

/** The readers of every kind of record. */
export interface SectionReaders {
  ofPatient: Readers<RecordParts>;
  ofPlan: Readers<PlanParts>;
}

/** The injection token for the readers of every kind of record, collected from the features in `sectionProviders`. */
export const SECTION_READERS = Symbol('readers of the sections of an export');

/** The providers of the features that add a kind of record to the export. Add a new one here and in `createSectionReaders`. */
export const sectionProviders = [
  PatientSections,
  ListSections,
  ConsultationSections,
  PhotographSections,
  CheckSections,
  TreatmentSections,
  AppointmentSections,
  ExposureSections,
  EstimateSections,
  RatingSections,
] as const;

type InstancesOf<Classes extends readonly (abstract new (...dependencies: never[]) => unknown)[]> = {
  -readonly [At in keyof Classes]: InstanceType<Classes[At]>;
};

/** Combines the readers. It does not compile where a kind has no reader, or a reader of another type. */
export const createSectionReaders = (
  ...[patient, lists, consultations, photographs, checks, treatments, appointments, exposures, estimates, ratings]: InstancesOf<typeof sectionProviders>
): SectionReaders => ({
  ofPatient: {
    ...patient.ofPatient,
    ...lists.ofPatient,
    ...consultations.ofPatient,
    ...photographs.ofPatient,
    ...checks.ofPatient,
    ...treatments.ofPatient,
    ...appointments.ofPatient,
    ...exposures.ofPatient,
  },
  ofPlan: { ...treatments.ofPlan, ...estimates.ofPlan, ...ratings.ofPlan },
});
