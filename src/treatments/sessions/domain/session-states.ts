import { declareEnumeration } from '../../../kernel/enumeration.js';
import { createStateMachine, type StateMachine } from '../../../kernel/state-machine.js';

/**
 * The states of a session. A session has a day. On that day it is started, after a check with the facts of the day, and completed with its
 * record. Otherwise it is cancelled, or the patient does not come. A session that was started can still be broken off.
 */
export const sessionStatuses = declareEnumeration('SessionStatus', ['scheduled', 'in-progress', 'completed', 'cancelled', 'no-show']);
export type SessionStatus = (typeof sessionStatuses)[number];

export const sessionActions = declareEnumeration('SessionAction', ['start', 'complete', 'cancel', 'no-show']);
export type SessionAction = (typeof sessionActions)[number];

export const sessionStates: StateMachine<SessionStatus, SessionAction> = createStateMachine('session', 'scheduled', [
  { action: 'start', from: ['scheduled'], to: 'in-progress' },
  { action: 'complete', from: ['in-progress'], to: 'completed' },
  { action: 'cancel', from: ['scheduled', 'in-progress'], to: 'cancelled' },
  { action: 'no-show', from: ['scheduled'], to: 'no-show' },
]);
