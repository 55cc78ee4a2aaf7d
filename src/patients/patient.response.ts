import { currentPrincipal } from '../platform/http/index.js';
import type { FoundPatient, MergedRecord, PatientChange, PatientResponse } from './patient.dto.js';
import type { PatientRecord } from './patients.repository.js';

const withoutNulls = <T extends object>(record: T): { [K in keyof T]: Exclude<T[K], null> } =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null)) as { [K in keyof T]: Exclude<T[K], null> };

/** What a client may change, in the form in which it is sent: the target of a merge patch. */
export const toWire = (record: PatientRecord): Partial<PatientChange> => {
  const {
    id: _id,
    medicalRecordNumber: _number,
    mergedInto: _into,
    mergedRecords: _merged,
    version: _version,
    createdAt: _created,
    updatedAt: _updated,
    ...rest
  } = record;
  return withoutNulls(rest) as Partial<PatientChange>;
};

/** The record as the caller may see it. */
export const toResponse = ({ mergedInto, createdAt, updatedAt, skinType, ...record }: PatientRecord): PatientResponse => ({
  ...(withoutNulls(record) as Omit<PatientResponse, 'mergedInto' | 'createdAt' | 'updatedAt' | 'skinType'>),
  ...(skinType && currentPrincipal().permissions.has('consultation.read') && { skinType }),
  mergedInto,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

/** The same, with the merged record by which it was found. */
export const toFound = (record: PatientRecord, foundBy: MergedRecord | null): FoundPatient => ({ ...toResponse(record), ...(foundBy && { foundBy }) });
