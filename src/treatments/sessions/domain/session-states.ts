import { enumOf } from '../../../kernel/enumeration.js';
import { stateMachine, type StateMachine } from '../../../kernel/state-machine.js';

/**
 * A session has a day. On it, it is started (after a check with the facts of that day) and completed with its record;
 * or it is cancelled, or the patient does not come. A session that was started can still be broken off.
 */
export const sessionStatuses = enumOf('SessionStatus', ['scheduled', 'in-progress', 'completed', 'cancelled', 'no-show']);
export type SessionStatus = (typeof sessionStatuses)[number];

export const sessionActions = enumOf('SessionAction', ['start', 'complete', 'cancel', 'no-show']);
export type SessionAction = (typeof sessionActions)[number];

export const sessionStates: StateMachine<SessionStatus, SessionAction> = stateMachine('session', 'scheduled', [
  { action: 'start', from: ['scheduled'], to: 'in-progress' },
  { action: 'complete', from: ['in-progress'], to: 'completed' },
  { action: 'cancel', from: ['scheduled', 'in-progress'], to: 'cancelled' },
  { action: 'no-show', from: ['scheduled'], to: 'no-show' },
]);
