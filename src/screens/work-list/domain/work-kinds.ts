/** The kinds of work that wait for somebody. The view `waiting_work` lists them; this file says what each is about. Pure. */
import { declareEnumeration } from '../../../kernel/enumeration.js';

export const workKinds = declareEnumeration('WaitingWorkKind', [
  'consultation-to-sign',
  'session-to-complete',
  'session-to-countersign',
  'result-to-see',
  'contradiction-to-resolve',
  'hold-to-decide',
  'adverse-event-to-decide',
  'recalled-lot-to-remove',
  'estimate-to-expire',
]);
export type WorkKind = (typeof workKinds)[number];

export const workResources = declareEnumeration('WaitingWorkResource', [
  'consultation',
  'treatment-session',
  'blood-test',
  'treatment-plan',
  'adverse-event',
  'product-lot',
  'estimate',
]);
export type WorkResource = (typeof workResources)[number];

export const resourceOfKind: Readonly<Record<WorkKind, WorkResource>> = {
  'consultation-to-sign': 'consultation',
  'session-to-complete': 'treatment-session',
  'session-to-countersign': 'treatment-session',
  'result-to-see': 'blood-test',
  'contradiction-to-resolve': 'treatment-plan',
  'hold-to-decide': 'treatment-plan',
  'adverse-event-to-decide': 'adverse-event',
  'recalled-lot-to-remove': 'product-lot',
  'estimate-to-expire': 'estimate',
};

/** An estimate waits from this many days before its last day on. */
export const ESTIMATE_DAYS = 14;
