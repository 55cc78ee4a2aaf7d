import type { FieldError } from '../kernel/failure.js';
import { newId } from '../kernel/id.js';
import type { PatientSummary } from '../patients/index.js';
import { currentPrincipal, lifeErrors } from '../platform/http/index.js';
import type { InputContext } from './domain/consultation-input.js';

/** What is checked of a patient's consultation by: whose it is, the clinic's zone, now. */
export const inputContextOf = (patient: PatientSummary, now: Date): InputContext => {
  const { timeZone } = currentPrincipal().clinic;
  return { patientId: patient.id, sexAtBirth: patient.sexAtBirth, birthDate: patient.birthDate, now, timeZone, newId };
};

/** What of an input is dated outside the patient's life. */
export const lifeErrorsOf = (input: object, patient: PatientSummary): FieldError[] => lifeErrors(input, patient, currentPrincipal().clinic.timeZone);
