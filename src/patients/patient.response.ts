import { clinicalNames } from './domain/demographics.js';
import { getCurrentPrincipal } from '../platform/http/index.js';
import type { FoundPatient, MergedRecord, PatientChange, PatientResponse } from './patient.dto.js';
import type { PatientRecord } from './patients.repository.js';
import { withoutNulls } from '../kernel/json-object.js';

const omit = <T extends object>(record: T, names: readonly string[]): T =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name))) as T;

/** Answers the members that a client may change, in the form in which they are sent: the target of a merge patch. */
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

const withoutClinicalNames = <T extends object>(record: T): T =>
  getCurrentPrincipal().permissions.has('consultation.read') ? record : omit(record, clinicalNames);

/** Answers the record with the members that the caller may see. */
export const toResponse = ({ mergedInto, createdAt, updatedAt, ...record }: PatientRecord): PatientResponse => ({
  ...withoutClinicalNames(withoutNulls(record) as Omit<PatientResponse, 'mergedInto' | 'createdAt' | 'updatedAt'>),
  mergedInto,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

/** Answers the record with the merged record by which it was found. */
export const toFound = (record: PatientRecord, foundBy: MergedRecord | null): FoundPatient => ({ ...toResponse(record), foundBy });
