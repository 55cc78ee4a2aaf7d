import { currentPrincipal } from '../platform/http/index.js';
import { spellingsOf } from './domain/patient.js';
import { searchKeys } from './domain/search-keys.js';
import type { PatientRecord } from './patients.repository.js';

/** What the keys of a patient are made of. */
export type Keyed = Pick<PatientRecord, 'names' | 'phones' | 'birthDate' | 'medicalRecordNumber' | 'mergedRecords'>;

/** The keys by which a clinic finds the patient, those of the records that were merged into it among them. */
export const keysInClinic = (clinicId: string, { names, phones, birthDate, medicalRecordNumber, mergedRecords }: Keyed): number[] =>
  searchKeys(clinicId, {
    names: [...names.flatMap(spellingsOf), ...mergedRecords.flatMap((record) => record.names)],
    phones: phones.map((phone) => phone.value),
    medicalRecordNumber,
    mergedNumbers: mergedRecords.map((record) => record.medicalRecordNumber),
    birthDate,
  });

/** The same for the caller's clinic. */
export const keysOf = (patient: Keyed): number[] => keysInClinic(currentPrincipal().clinic.id, patient);
