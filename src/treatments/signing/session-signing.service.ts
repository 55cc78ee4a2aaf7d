import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createInvalidInputFailure, createInvalidTransitionFailure, type FieldError } from '../../kernel/failure.js';
import { listDifferences } from '../../kernel/difference.js';
import { PatientsService } from '../../patients/index.js';
import { UsageService } from '../../products/index.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import { amendContent, hashContent, takeOver, pointErrorsIntoChanges } from '../../platform/signing/index.js';
import { sessionStates } from '../sessions/domain/session-states.js';
import { SessionLocks } from '../sessions/session-locks.service.js';
import { SessionRecords } from '../performing/session-records.service.js';
import { SessionRecordInput, type CountersignatureInput, type SessionAmendmentInput, type TreatmentSessionResponse } from '../sessions/session.dto.js';
import { awaitsCountersignature, toSessionContent, toResponse } from '../sessions/session.response.js';
import { SessionsRepository, type SessionRecord } from '../sessions/sessions.repository.js';
import { UsedIngredients } from '../performing/used-ingredients.service.js';
import { SessionVersionsRepository } from '../sessions/session-versions.repository.js';
import { createFirstVersion } from './first-version.js';

/** Amends and countersigns session records. A dermatologist answers for both by name. */
@Injectable()
export class SessionSigningService {
  constructor(
    private readonly locks: SessionLocks,
    private readonly sessions: SessionsRepository,
    private readonly versions: SessionVersionsRepository,
    private readonly records: SessionRecords,
    private readonly used: UsedIngredients,
    private readonly usage: UsageService,
    private readonly patients: PatientsService,
    private readonly clock: Clock,
  ) {}

  /** Makes a new version of a record with its reason and its differences; every earlier version stays readable. */
  async amend(sessionId: string, input: SessionAmendmentInput): Promise<TreatmentSessionResponse> {
    const session = await this.locks.lockCurrent(sessionId);
    if (session.status !== 'completed') {
      throw createInvalidTransitionFailure(`The session is ${session.status}: a completed one is amended.`, sessionStates.allowed(session.status));
    }
    const taken = takeOver(session.supervisedBy ?? session.performedBy!, input.takeOverReason);
    await this.patients.requireWritable(session.patientId);
    const { endedAt, ...record } = amendContent(SessionRecordInput, { ...session.record, endedAt: session.endedAt!.toISOString() }, input.changes);
    const ended = endedAt === undefined ? session.endedAt! : new Date(endedAt);
    const { errors, warnings } = await this.records.validate(session, record, ended);
    const [before, now] = [toSessionContent(session), this.clock.now()];
    if (errors.length > 0) throw createInvalidInputFailure(pointErrorsIntoChanges(errors));
    const unusableLotReason = record.unusableLotReason ?? null;
    const booked = await this.usage.rebook({ patientId: session.patientId, sessionId, usedAt: ended, unusableLotReason }, record.products ?? [], {
      reason: input.reason,
      pointer: '/changes/products',
      // An amendment that withdraws the reason has everything checked again.
      asksAgain: unusableLotReason === null && session.record?.unusableLotReason !== undefined,
    });
    const use = await this.used.check(session, record);
    const typed: SessionRecord = {
      ...session,
      record: record.products ? { ...record, products: booked.products } : record,
      endedAt: ended,
      warnings: [...warnings, ...booked.warnings, ...use.warnings],
      completionCheckId: use.checkId,
    };
    const difference = listDifferences(before, toSessionContent(typed));
    if (difference.length === 0) throw createInvalidInputFailure([nothingChanged]);
    const content = toSessionContent(typed);
    const next: SessionRecord = {
      ...typed,
      recordVersion: (session.recordVersion ?? 1) + 1,
      contentHash: hashContent(content),
      updatedAt: now,
      version: session.version + 1,
    };
    if (session.recordVersion === null) await this.versions.insert(createFirstVersion(session));
    await this.versions.insert({
      sessionId,
      number: next.recordVersion!,
      content,
      contentHash: next.contentHash!,
      recordedBy: getCurrentPrincipal().id,
      recordedAt: now,
      reason: input.reason,
      difference,
      ...taken,
    });
    await this.sessions.update(next);
    return toResponse(next);
  }

  /** Records the signature of the dermatologist who supervised a technician. Another dermatologist takes over, and gives a reason. */
  async countersign(sessionId: string, { takeOverReason }: CountersignatureInput): Promise<TreatmentSessionResponse> {
    const session = await this.locks.lockCurrent(sessionId);
    if (!awaitsCountersignature(session)) {
      throw createInvalidTransitionFailure('Countersigned is, once, a completed session that was supervised.', sessionStates.allowed(session.status));
    }
    const taken = takeOver(session.supervisedBy, takeOverReason);
    await this.patients.requireWritable(session.patientId);
    const now = this.clock.now();
    const next: SessionRecord = {
      ...session,
      countersignedBy: getCurrentPrincipal().id,
      countersignedAt: now,
      countersignedVersion: session.recordVersion ?? 1,
      countersignTakenOverFrom: taken.takenOverFrom,
      countersignTakeOverReason: taken.takeOverReason,
      updatedAt: now,
      version: session.version + 1,
    };
    await this.sessions.update(next);
    return toResponse(next);
  }
}

const nothingChanged: FieldError = { pointer: '/changes', code: 'nothing-changed', detail: 'The amendment changes nothing: send what is to be different.' };
