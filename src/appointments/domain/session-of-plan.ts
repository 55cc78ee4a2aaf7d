import type { FieldError } from '../../kernel/failure.js';
import type { Treatment } from '../../kernel/treatment.js';
import type { AppointmentPurpose } from './appointment-types.js';

interface SessionOfPlan {
  patientId: string;
  treatment: Treatment;
  /** The purpose of its plan: a touch-up may be given in an appointment for touch-ups. */
  purpose: string;
}

/** The purposes that suit a session of a plan. */
const findPurposes = ({ treatment, purpose }: SessionOfPlan): AppointmentPurpose[] => {
  if (treatment === 'mesotherapy') return ['mesotherapy-session'];
  return purpose === 'touch-up' ? ['micropigmentation-touch-up', 'micropigmentation-sitting'] : ['micropigmentation-sitting'];
};

/** Finds the errors in the session that an appointment is for: the patient has it, and the type suits its treatment. */
export const validateSession = (session: SessionOfPlan | null, typePurpose: AppointmentPurpose, prefix: '?' | '/', patientId?: string): FieldError[] => {
  if (!session || (patientId !== undefined && session.patientId !== patientId))
    return [
      { pointer: `${prefix}treatmentSessionId`, code: 'unknown-session', detail: 'There is no such session of the patient: see GET /v1/treatment-sessions.' },
    ];
  const purposes = findPurposes(session);
  return purposes.includes(typePurpose)
    ? []
    : [{ pointer: `${prefix}appointmentTypeId`, code: 'other-treatment', detail: `The session needs a type of appointment for ${purposes.join(' or ')}.` }];
};
