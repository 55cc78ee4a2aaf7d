import { toActor } from '../../platform/http/index.js';
import { convertUnit } from '../../terminology/index.js';
import { planStates } from './domain/plan-states.js';
import { computeTotalArea } from './domain/zones.js';
import type { PlanChange, PlannedArea, TreatmentPlanResponse, TotalPlannedArea } from './plan.dto.js';
import type { PlanRecord } from './plans.repository.js';

/** Converts the size of an area to cm2; null where no size was stated, or its unit is no unit of area. */
export const convertToSquareCentimetres = ({ size }: PlannedArea): number | null => {
  const converted = size ? convertUnit(size.value, size.unit, 'cm2') : null;
  return typeof converted === 'number' ? converted : null;
};

const computeTotalPlannedArea = (areas: readonly PlannedArea[]): TotalPlannedArea | null => {
  const total = computeTotalArea(areas.map((area) => ({ zone: area.zone, squareCentimetres: convertToSquareCentimetres(area) })));
  return total && { value: total.squareCentimetres, unit: 'cm2', estimated: total.estimated };
};

/** Converts the parts of a plan that a merge patch can change into the form in which clients send them. */
export const toWire = (plan: PlanRecord): PlanChange => ({
  consultationId: plan.consultationId,
  contraindicationCheckId: plan.checkId,
  ...(plan.indication !== null && { indication: plan.indication }),
  ...(plan.indications.length > 0 && { indications: plan.indications }),
  ...(plan.indicationDetails.length > 0 && { indicationDetails: plan.indicationDetails }),
  ...(plan.goals !== null && { goals: plan.goals }),
  ...(plan.expectations !== null && { expectations: plan.expectations }),
  ...(plan.hairTrimming !== null && { hairTrimming: plan.hairTrimming }),
  areas: plan.areas,
  ...(plan.technique && { protocol: { technique: plan.technique } }),
  series: { sessions: plan.sessions, intervalDays: plan.intervalDays, startOn: plan.startOn },
});

const toContent = (plan: PlanRecord) => {
  const { expectations: _byId, ...rest } = toWire(plan);
  return { ...rest, ...(plan.expectations !== null && { expectations: { ...plan.expectations, toldBy: toActor(plan.expectations.toldBy) } }) };
};

export const toResponse = (plan: PlanRecord, overrides: TreatmentPlanResponse['overrides']): TreatmentPlanResponse => ({
  id: plan.id,
  planNumber: plan.planNumber,
  patientId: plan.patientId,
  treatment: plan.treatment,
  purpose: plan.purpose,
  ...(plan.followsPlanId !== null && { followsPlanId: plan.followsPlanId }),
  status: plan.status,
  allowed: planStates.allowed(plan.status),
  ...toContent(plan),
  warnings: plan.warnings,
  totalArea: computeTotalPlannedArea(plan.areas),
  protocolVersion: plan.protocolVersion,
  consentId: plan.consentId,
  currentCheckId: plan.currentCheckId,
  overrides,
  heldFrom: plan.heldFrom,
  transitions: plan.transitions.map(({ actorId, occurredAt, ...transition }) => ({
    ...transition,
    parallelReason: transition.parallelReason ?? null,
    actor: toActor(actorId),
    occurredAt: new Date(occurredAt).toISOString(),
  })),
  createdBy: toActor(plan.createdBy),
  createdAt: plan.createdAt.toISOString(),
  updatedAt: plan.updatedAt.toISOString(),
  version: plan.version,
});
