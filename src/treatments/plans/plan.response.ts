import { planStates } from './domain/plan-states.js';
import type { PlanChange, PlanResponse } from './plan.dto.js';
import type { PlanRecord } from './plans.repository.js';

/** The parts that a merge patch can change, in the form in which they are sent. */
export const toWire = (plan: PlanRecord): PlanChange => ({
  consultationId: plan.consultationId,
  contraindicationCheckId: plan.checkId,
  ...(plan.indication !== null && { indication: plan.indication }),
  ...(plan.goals !== null && { goals: plan.goals }),
  areas: plan.areas,
  ...(plan.technique && { protocol: { technique: plan.technique } }),
  series: { sessions: plan.sessions, intervalDays: plan.intervalDays, startOn: plan.startOn },
});

export const toResponse = (plan: PlanRecord, overrides: PlanResponse['overrides']): PlanResponse => ({
  id: plan.id,
  patientId: plan.patientId,
  treatment: plan.treatment,
  status: plan.status,
  allowed: planStates.allowed(plan.status),
  ...toWire(plan),
  protocolVersion: plan.protocolVersion,
  consentId: plan.consentId,
  currentCheckId: plan.currentCheckId,
  overrides,
  heldFrom: plan.heldFrom,
  transitions: plan.transitions.map((transition) => ({ ...transition, occurredAt: new Date(transition.occurredAt).toISOString() })),
  createdBy: plan.createdBy,
  createdAt: plan.createdAt.toISOString(),
  updatedAt: plan.updatedAt.toISOString(),
  version: plan.version,
});
