import type { FieldError } from '../../kernel/failure.js';

interface Referred {
  patientId: string;
  status: string;
}

/**
 * Finds the errors in the consultation that a record beside it, such as a photograph or a grading, refers to. The consultation must be of the same patient,
 * unsigned, and not entered in error. Nothing is added to a signed consultation; later records are recorded without one.
 */
export const validateReference = (patientId: string, found: Referred | null): FieldError[] => {
  const pointer = '/consultationId';
  if (found?.patientId !== patientId || found.status === 'entered-in-error') {
    return [
      {
        pointer,
        code: 'unknown-consultation',
        detail: 'This patient has no such consultation: name one that GET /v1/patients/{patientId}/consultations lists, or none.',
      },
    ];
  }
  return found.status === 'draft'
    ? []
    : [{ pointer, code: 'consultation-signed', detail: 'Nothing is added to a signed consultation: record it without one.' }];
};
