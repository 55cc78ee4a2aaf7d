import { invalidTransition } from '../../kernel/failure.js';
import { sessionStates, type SessionStatus } from './domain/session-states.js';

/** Whoever picked the wrong record is told so. */
export const refuseStartOfDeceased = (patient: { status: string }, sessionStatus: SessionStatus): void => {
  if (patient.status !== 'deceased') return;
  throw invalidTransition(
    'The record says that the patient has died.',
    sessionStates.allowed(sessionStatus).filter((action) => action !== 'start'),
  );
};
