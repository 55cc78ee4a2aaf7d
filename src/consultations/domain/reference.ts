import type { FieldError } from '../../kernel/failure.js';

interface Referred {
  patientId: string;
  status: string;
}

/**
 * What is wrong with the consultation that something recorded beside it names, such as a photograph or a scale: it is one of the same patient, that stands,
 * and that nobody has signed yet. What a signature covers is never added to: what comes later is recorded without it.
 */
export const referenceErrors = (patientId: string, found: Referred | null): FieldError[] => {
  const pointer = '/consultationId';
  if (found?.patientId !== patientId || found.status === 'entered-in-error') {
    return [{ pointer, code: 'unknown-consultation', detail: 'This patient has no such consultation: name one that GET /v1/patients/{patientId}/consultations lists, or none.' }];
  }
  return found.status === 'draft'
    ? []
    : [{ pointer, code: 'consultation-signed', detail: 'Nothing is added to a signed consultation: record it without one.' }];
};
