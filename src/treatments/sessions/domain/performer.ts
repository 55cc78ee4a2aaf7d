/** Decides who may give a session: a dermatologist; for micropigmentation also a technician under a named dermatologist (S0-03, S1-21, S3-25). */
import type { FieldError } from '../../../kernel/failure.js';
import type { Treatment } from '../../../kernel/treatment.js';

export interface Performer {
  id: string;
  role: string;
  status: string;
}

/** Lists the roles that may give a session of the treatment. */
export const listPerformingRoles = (treatment: Treatment): ('dermatologist' | 'technician')[] =>
  treatment === 'mesotherapy' ? ['dermatologist'] : ['dermatologist', 'technician'];

export const validatePerformer = (treatment: Treatment, performer: Performer | null, supervisor: Performer | null | undefined): FieldError[] => {
  const errors: FieldError[] = [];
  const mayPerform: string[] = listPerformingRoles(treatment);
  if (!performer || performer.status !== 'active') {
    errors.push({
      pointer: '/performedBy',
      code: 'unknown-staff',
      detail: `Nobody active of the clinic has this id: name a ${mayPerform.join(' or a ')} whom GET /v1/staff lists.`,
    });
  } else if (!mayPerform.includes(performer.role)) {
    errors.push({ pointer: '/performedBy', code: 'not-qualified', detail: `${treatment} is given by a ${mayPerform.join(' or a ')}.` });
  }
  if (supervisor === null || (supervisor && (supervisor.status !== 'active' || supervisor.role !== 'dermatologist'))) {
    errors.push({
      pointer: '/supervisedBy',
      code: 'not-qualified',
      detail: 'A session is supervised by an active dermatologist of the clinic, whom GET /v1/staff lists.',
    });
  }
  if (performer?.role === 'technician' && mayPerform.includes('technician') && supervisor === undefined) {
    errors.push({
      pointer: '/supervisedBy',
      code: 'required',
      detail: 'A technician works under a named dermatologist: send the id of one whom GET /v1/staff lists.',
    });
  }
  return errors;
};
