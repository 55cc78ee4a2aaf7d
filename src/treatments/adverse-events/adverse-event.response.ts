import { toActor } from '../../platform/http/index.js';
import { outlastsUsualEnd } from './domain/adverse-event.js';
import { findUsualCourse } from './domain/event-types.js';
import type { AdverseEventChange, AdverseEventResponse } from './adverse-event.dto.js';
import type { AdverseEventRecord, SaidOfEvent } from './adverse-events.repository.js';
import { toUtc } from '../../kernel/instant.js';

/** Converts the parts of an adverse event that a merge patch can change into the form in which clients send them. */
export const toWire = (event: SaidOfEvent): AdverseEventChange => ({
  type: event.type,
  ...(event.description !== null && { description: event.description }),
  grade: event.grade,
  seriousness: event.seriousness,
  relation: event.relation,
  zones: event.zones,
  onsetAt: event.onsetAt.toISOString(),
  ...(event.resolvedAt !== null && { resolvedAt: event.resolvedAt.toISOString() }),
  action: event.action,
  ...(event.actionNote !== null && { actionNote: event.actionNote }),
  outcome: event.outcome,
});

export const toResponse = (event: AdverseEventRecord, now: Date): AdverseEventResponse => {
  const course = findUsualCourse(event.type, event.treatment, event.grade);
  return {
    id: event.id,
    patientId: event.patientId,
    planId: event.planId,
    sessionId: event.sessionId,
    treatment: event.treatment,
    ...toWire(event),
    serious: event.seriousness.length > 0,
    expected: event.expected,
    usualHours: course?.hours ?? null,
    usualEnd: event.usualEnd?.toISOString() ?? null,
    usualSource: course?.source ?? null,
    outlastsUsualCourse: event.errorAt === null && outlastsUsualEnd(event, now),
    lots: event.lots,
    heldPlan: event.heldPlan,
    awaitsDecision: event.awaitsDecision,
    decisions: event.decisions.map((decision) => ({ ...decision, decidedBy: toActor(decision.decidedBy), decidedAt: toUtc(decision.decidedAt) })),
    followUps: event.followUps.map((followUp) => ({
      ...followUp,
      observedAt: toUtc(followUp.observedAt),
      recordedBy: toActor(followUp.recordedBy),
      recordedAt: toUtc(followUp.recordedAt),
    })),
    enteredInError: event.errorReason === null ? null : { reason: event.errorReason, by: toActor(event.errorBy!), at: event.errorAt!.toISOString() },
    recordedBy: toActor(event.recordedBy),
    createdAt: event.createdAt.toISOString(),
    updatedAt: event.updatedAt.toISOString(),
    version: event.version,
  };
};
