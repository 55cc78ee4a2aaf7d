import { getCurrentPrincipal } from '../platform/context.js';
import { listSpellings } from './domain/patient.js';
import { listSearchKeys } from './domain/search-keys.js';
import type { PatientRecord } from './patients.repository.js';

/** The properties of a patient that keys are made of. */
export type Keyed = Pick<PatientRecord, 'names' | 'phones' | 'birthDate' | 'medicalRecordNumber' | 'mergedRecords'>;

/** Makes the keys by which a clinic finds the patient, including those of merged records. */
export const listKeysInClinic = (clinicId: string, { names, phones, birthDate, medicalRecordNumber, mergedRecords }: Keyed): number[] =>
  listSearchKeys(clinicId, {
    names: [...names.flatMap(listSpellings), ...mergedRecords.flatMap((record) => record.names)],
    phones: phones.map((phone) => phone.value),
    medicalRecordNumber,
    mergedNumbers: mergedRecords.map((record) => record.medicalRecordNumber),
    birthDate,
  });

/** Makes the keys by which the caller's clinic finds the patient. */
export const listPatientKeys = (patient: Keyed): number[] => listKeysInClinic(getCurrentPrincipal().clinic.id, patient);
