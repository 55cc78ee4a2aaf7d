import { declareEnumeration } from '../../../kernel/enumeration.js';
import { createStateMachine, type StateMachine } from '../../../kernel/state-machine.js';

/**
 * The states of a plan. A dermatologist drafts a plan, and proposes it to the patient once a signed consultation and a check allow it. The
 * patient accepts by signing the consent, which gives the sessions their dates. The plan is active until every session has ended. It may be
 * put on hold, and may be cancelled at any time before it is completed.
 */
export const planStatuses = declareEnumeration('PlanStatus', ['draft', 'proposed', 'accepted', 'active', 'on-hold', 'completed', 'cancelled']);
export type PlanStatus = (typeof planStatuses)[number];

export const planActions = declareEnumeration('PlanAction', ['propose', 'accept', 'start', 'hold', 'resume', 'complete', 'cancel']);
export type PlanAction = (typeof planActions)[number];

export const planStates: StateMachine<PlanStatus, PlanAction> = createStateMachine('plan', 'draft', [
  { action: 'propose', from: ['draft'], to: 'proposed' },
  { action: 'accept', from: ['proposed'], to: 'accepted' },
  { action: 'start', from: ['accepted'], to: 'active' },
  { action: 'hold', from: ['active'], to: 'on-hold' },
  { action: 'resume', from: ['on-hold'], to: 'active' },
  { action: 'complete', from: ['active', 'on-hold'], to: 'completed' },
  { action: 'cancel', from: ['draft', 'proposed', 'accepted', 'active', 'on-hold'], to: 'cancelled' },
]);
