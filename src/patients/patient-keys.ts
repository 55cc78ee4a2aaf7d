import { currentPrincipal } from '../platform/http/index.js';
import { spellingsOf } from './domain/patient.js';
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
    names: names.flatMap(spellingsOf),
    phones: phones.map((phone) => phone.value),
    medicalRecordNumber,
    birthDate,
  });
