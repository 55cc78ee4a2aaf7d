/** The content of a treatment plan, as it is sent and stored. */
import type { ZoneCode } from './zones.js';
import type { Quantity } from '../../../kernel/quantity.js';
import type { PlanAction, PlanStatus } from './plan-states.js';

/** An area to be treated. */
export interface PlannedArea {
  zone: ZoneCode;
  size?: Quantity;
}

/** What the patient was told about the results to be expected. */
export interface Expectations {
  results: string;
  limits: string;
  toldBy?: string;
  toldAt?: string;
}

/** Whether the hair is trimmed before micropigmentation (S1-23). */
export interface HairTrimming {
  agreed: 'yes' | 'no';
  reason?: string;
}

/** One step of a plan from one state to another. */
export interface PlanTransition {
  action: PlanAction;
  from: PlanStatus;
  to: PlanStatus;
  reason: string | null;
  parallelReason?: string;
  actorId: string;
  occurredAt: string;
}
