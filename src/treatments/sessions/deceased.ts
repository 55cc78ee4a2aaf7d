import { createInvalidTransitionFailure } from '../../kernel/failure.js';
import { sessionStates, type SessionStatus } from './domain/session-states.js';

/** Refuses to start the session of a patient who has died, and so warns a user who picked the wrong record. */
export const refuseStartOfDeceased = (patient: { status: string }, sessionStatus: SessionStatus): void => {
  if (patient.status !== 'deceased') return;
  throw createInvalidTransitionFailure(
    'The record says that the patient has died.',
    sessionStates.allowed(sessionStatus).filter((action) => action !== 'start'),
  );
};
