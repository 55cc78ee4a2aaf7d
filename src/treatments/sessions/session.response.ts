import { actor } from '../../platform/http/index.js';
import { contentHash } from '../../platform/signing/index.js';
import { sameDayWarnings } from './domain/same-day.js';
import { sessionStates } from './domain/session-states.js';
import type { Countersignature, TreatmentSessionResponse } from './session.dto.js';
import type { SessionRecord } from './sessions.repository.js';

const MILLISECONDS_PER_MINUTE = 60_000;

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;

/** Computes the whole minutes between two instants. */
export const minutesBetween = (from: Date, to: Date): number => Math.round((to.getTime() - from.getTime()) / MILLISECONDS_PER_MINUTE);

/** The record of a completed session: exactly what a version stores, and what its hash covers. */
export const contentOf = (session: SessionRecord): Record<string, unknown> => ({
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
  startedAt: iso(session.startedAt),
  endedAt: iso(session.endedAt),
  record: session.record,
});

const countersignatureOf = (session: SessionRecord): Countersignature | null =>
  session.countersignedBy === null
    ? null
    : {
        by: actor(session.countersignedBy),
        at: session.countersignedAt!.toISOString(),
        contentVersion: session.countersignedVersion!,
        takenOverFrom: actor(session.countersignTakenOverFrom),
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
    startedAt: iso(session.startedAt),
    endedAt: iso(session.endedAt),
    durationMinutes: session.startedAt && session.endedAt ? minutesBetween(session.startedAt, session.endedAt) : null,
    contraindicationCheckId: session.checkId,
    completionCheckId: session.completionCheckId,
    performedBy: actor(session.performedBy),
    supervisedBy: actor(session.supervisedBy),
    intervalReason: session.intervalReason,
    record: session.record,
    contentVersion: completed ? (session.recordVersion ?? 1) : null,
    contentHash: completed ? (session.contentHash ?? contentHash(contentOf(session))) : null,
    warnings: [...session.warnings, ...(session.status === 'scheduled' ? sameDayWarnings(session.planId, session.sameDay) : [])],
    countersignature: countersignatureOf(session),
    awaitsCountersignature: awaitsCountersignature(session),
    reason: session.reason,
    createdAt: session.createdAt.toISOString(),
    updatedAt: session.updatedAt.toISOString(),
    version: session.version,
  };
};
