import { currentPrincipal } from '../platform/http/index.js';
import { searchKeys } from './domain/search-keys.js';
import type { PatientRecord } from './patients.repository.js';

/** The keys by which the caller's clinic finds the patient. */
export const keysOf = ({
  names,
  phones,
  birthDate,
  medicalRecordNumber,
}: Pick<PatientRecord, 'names' | 'phones' | 'birthDate' | 'medicalRecordNumber'>): number[] =>
  searchKeys(currentPrincipal().clinic.id, {
    names: names.map((name) => name.text),
    phones: phones.map((phone) => phone.value),
    medicalRecordNumber,
    birthDate,
  });
