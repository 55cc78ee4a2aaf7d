import type { FieldError } from '../kernel/failure.js';
import { newId } from '../kernel/id.js';
import type { PatientSummary } from '../patients/index.js';
import { currentPrincipal, lifeErrors } from '../platform/http/index.js';
import type { InputContext } from './domain/consultation-input.js';

/** Makes the context in which a patient's consultation is checked: the patient, the clinic's time zone and the current time. */
export const inputContextOf = (patient: PatientSummary, now: Date): InputContext => {
  const { timeZone } = currentPrincipal().clinic;
  return { patientId: patient.id, sexAtBirth: patient.sexAtBirth, birthDate: patient.birthDate, now, timeZone, newId };
};

/** Finds the dates of an input that lie outside the patient's life. */
export const lifeErrorsOf = (input: object, patient: PatientSummary): FieldError[] => lifeErrors(input, patient, currentPrincipal().clinic.timeZone);
