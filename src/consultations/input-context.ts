import type { FieldError } from '../kernel/failure.js';
import { createId } from '../kernel/id.js';
import type { PatientSummary } from '../patients/index.js';
import { getCurrentPrincipal, validateLifeDates } from '../platform/http/index.js';
import type { InputContext } from './domain/consultation-input.js';

/** Makes the context in which a patient's consultation is checked: the patient, the clinic's time zone and the current time. */
export const createInputContext = (patient: PatientSummary, now: Date): InputContext => {
  const { timeZone } = getCurrentPrincipal().clinic;
  return { patientId: patient.id, sexAtBirth: patient.sexAtBirth, birthDate: patient.birthDate, now, timeZone, newId: createId };
};

/** Finds the dates of an input that lie outside the patient's life. */
export const validateWithinLife = (input: object, patient: PatientSummary): FieldError[] =>
  validateLifeDates(input, patient, getCurrentPrincipal().clinic.timeZone);
