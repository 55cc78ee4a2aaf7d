import { toActor } from '../../platform/http/index.js';
import { hashContent } from '../../platform/signing/index.js';
import { listSameDayWarnings } from './domain/same-day.js';
import { sessionStates } from './domain/session-states.js';
import type { Countersignature, TreatmentSessionResponse } from './session.dto.js';
import type { SessionRecord } from './sessions.repository.js';

const MILLISECONDS_PER_MINUTE = 60_000;

const formatInstant = (instant: Date | null): string | null => instant?.toISOString() ?? null;

/** Computes the whole minutes between two instants. */
export const countMinutesBetween = (from: Date, to: Date): number => Math.round((to.getTime() - from.getTime()) / MILLISECONDS_PER_MINUTE);

/** The record of a completed session: exactly what a version stores, and what its hash covers. */
export const toSessionContent = (session: SessionRecord): Record<string, unknown> => ({
  sessionId: session.id,
  planId: session.planId,
  patientId: session.patientId,
  treatment: session.treatment,
  number: session.number,
  contraindicationCheckId: session.checkId,
  // These members are left out where they have no value, so that hashes from before they existed stay valid.
  ...(session.completionCheckId !== null && { completionCheckId: session.completionCheckId }),
  ...(session.intervalReason !== null && { intervalReason: session.intervalReason }),
  performedBy: session.performedBy,
  supervisedBy: session.supervisedBy,
  startedAt: formatInstant(session.startedAt),
  endedAt: formatInstant(session.endedAt),
  record: session.record,
});

const findCountersignature = (session: SessionRecord): Countersignature | null =>
  session.countersignedBy === null
    ? null
    : {
        by: toActor(session.countersignedBy),
        at: session.countersignedAt!.toISOString(),
        contentVersion: session.countersignedVersion!,
        takenOverFrom: toActor(session.countersignTakenOverFrom),
        takeOverReason: session.countersignTakeOverReason,
      };

export const awaitsCountersignature = ({ status, supervisedBy, countersignedBy }: SessionRecord): boolean =>
  status === 'completed' && supervisedBy !== null && countersignedBy === null;

export const toResponse = (session: SessionRecord): TreatmentSessionResponse => {
  const completed = session.status === 'completed';
  return {
    id: session.id,
    planId: session.planId,
    patientId: session.patientId,
    treatment: session.treatment,
    number: session.number,
    replaces: session.replaces,
    status: session.status,
    allowed: sessionStates.allowed(session.status),
    scheduledOn: session.scheduledOn,
    startedAt: formatInstant(session.startedAt),
    endedAt: formatInstant(session.endedAt),
    durationMinutes: session.startedAt && session.endedAt ? countMinutesBetween(session.startedAt, session.endedAt) : null,
    contraindicationCheckId: session.checkId,
    completionCheckId: session.completionCheckId,
    performedBy: toActor(session.performedBy),
    supervisedBy: toActor(session.supervisedBy),
    intervalReason: session.intervalReason,
    record: session.record,
    contentVersion: completed ? (session.recordVersion ?? 1) : null,
    contentHash: completed ? (session.contentHash ?? hashContent(toSessionContent(session))) : null,
    warnings: [...session.warnings, ...(session.status === 'scheduled' ? listSameDayWarnings(session.planId, session.sameDay) : [])],
    countersignature: findCountersignature(session),
    awaitsCountersignature: awaitsCountersignature(session),
    reason: session.reason,
    createdAt: session.createdAt.toISOString(),
    updatedAt: session.updatedAt.toISOString(),
    version: session.version,
  };
};
