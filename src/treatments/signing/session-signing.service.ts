import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Failure, invalid, invalidTransition, notFound, type FieldError } from '../../kernel/failure.js';
import { differences } from '../../kernel/difference.js';
import { contentHash } from '../../consultations/index.js';
import { PatientsService } from '../../patients/index.js';
import { UsageService } from '../../products/index.js';
import { applyMergePatch, currentPrincipal, Pages, validateDto, type Page, type PageQuery } from '../../platform/http/index.js';
import { sessionStates } from '../sessions/domain/session-states.js';
import { SessionLocks } from '../sessions/session-locks.service.js';
import { SessionRecords } from '../performing/session-records.service.js';
import {
  SessionRecordInput,
  type CountersignatureInput,
  type SessionAmendmentInput,
  type SessionResponse,
  type SessionVersionResponse,
} from '../sessions/session.dto.js';
import { awaitsCountersignature, contentOf, toResponse } from '../sessions/session.response.js';
import { SessionsRepository, type SessionRecord } from '../sessions/sessions.repository.js';
import { UsedIngredients } from '../performing/used-ingredients.service.js';
import { SessionVersionsRepository, type SessionVersionRecord } from '../sessions/session-versions.repository.js';

/** Amending and countersigning what was done: what a dermatologist answers for with a name. */
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
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Makes a new version with its reason and its difference; every earlier one stays readable. */
  async amend(sessionId: string, input: SessionAmendmentInput): Promise<SessionResponse> {
    const session = await this.locks.current(sessionId);
    if (session.status !== 'completed') {
      throw invalidTransition(`The session is ${session.status}: a completed one is amended.`, sessionStates.allowed(session.status));
    }
    const takeOver = takeOverOf(session.supervisedBy ?? session.performedBy!, input.takeOverReason);
    await this.patients.requireWritable(session.patientId);
    const { endedAt, ...record } = amendedRecord(session, input.changes);
    const ended = endedAt === undefined ? session.endedAt! : new Date(endedAt);
    const { errors, warnings } = await this.records.judge(session, record, ended);
    const [before, now] = [contentOf(session), this.clock.now()];
    const wrong = errors.map((error) => ({ ...error, pointer: `/changes${error.pointer}` }));
    if (wrong.length > 0) throw invalid(wrong);
    const unusableLotReason = record.unusableLotReason ?? null;
    const booked = await this.usage.rebook({ patientId: session.patientId, sessionId, usedAt: ended, unusableLotReason }, record.products ?? [], {
      reason: input.reason,
      pointer: '/changes/products',
      // Whoever takes the reason away has everything asked again.
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
    const difference = differences(before, contentOf(typed));
    if (difference.length === 0) throw invalid([nothingChanged]);
    const content = contentOf(typed);
    const next: SessionRecord = {
      ...typed,
      recordVersion: (session.recordVersion ?? 1) + 1,
      contentHash: contentHash(content),
      updatedAt: now,
      version: session.version + 1,
    };
    if (session.recordVersion === null) await this.versions.insert(firstVersion(session));
    await this.versions.insert({
      sessionId,
      number: next.recordVersion!,
      content,
      contentHash: next.contentHash!,
      recordedBy: currentPrincipal().id,
      recordedAt: now,
      reason: input.reason,
      difference,
      ...takeOver,
    });
    await this.sessions.update(next);
    return toResponse(next);
  }

  /** The signature of the dermatologist under whom a technician has worked; another one takes over, and says why. */
  async countersign(sessionId: string, { takeOverReason }: CountersignatureInput): Promise<SessionResponse> {
    const session = await this.locks.current(sessionId);
    if (!awaitsCountersignature(session)) {
      throw invalidTransition('Countersigned is, once, a completed session that was supervised.', sessionStates.allowed(session.status));
    }
    const takeOver = takeOverOf(session.supervisedBy!, takeOverReason);
    await this.patients.requireWritable(session.patientId);
    const now = this.clock.now();
    const next: SessionRecord = {
      ...session,
      countersignedBy: currentPrincipal().id,
      countersignedAt: now,
      countersignedVersion: session.recordVersion ?? 1,
      countersignTakenOverFrom: takeOver.takenOverFrom,
      countersignTakeOverReason: takeOver.takeOverReason,
      updatedAt: now,
      version: session.version + 1,
    };
    await this.sessions.update(next);
    return toResponse(next);
  }

  /** Every version of the record, the first first. */
  async list(sessionId: string, query: PageQuery): Promise<Page<SessionVersionResponse>> {
    const session = await this.sessions.find(sessionId);
    if (!session) throw notFound('treatment session');
    const legacy = session.status === 'completed' && session.recordVersion === null ? [firstVersion(session)] : null;
    return this.pages.read(query, {
      rows: async (after: number | null, limit) =>
        legacy ? legacy.filter((one) => one.number > (after ?? 0)) : this.versions.list(sessionId, after ?? 0, limit),
      position: (version) => version.number,
      item: ({ recordedAt, difference, ...version }) => ({
        ...version,
        patientId: session.patientId,
        recordedAt: recordedAt.toISOString(),
        difference: difference ?? [],
      }),
      total: () => Promise.resolve(session.status === 'completed' ? (session.recordVersion ?? 1) : 0),
    });
  }
}

/** What was completed before versions were kept: the content of today is the one of then, for it cannot have changed. */
const firstVersion = (session: SessionRecord): SessionVersionRecord => {
  const content = contentOf(session);
  return {
    sessionId: session.id,
    number: 1,
    content,
    contentHash: contentHash(content),
    recordedBy: session.performedBy!,
    recordedAt: session.endedAt!,
    reason: null,
    difference: null,
    takenOverFrom: null,
    takeOverReason: null,
  };
};

const takeOverOf = (responsibleId: string, reason: string | undefined): { takenOverFrom: string | null; takeOverReason: string | null } => {
  if (responsibleId === currentPrincipal().id) return { takenOverFrom: null, takeOverReason: null };
  if (reason === undefined) {
    throw new Failure('not-responsible', 'Another dermatologist is responsible: say in takeOverReason why you sign.', { extra: { responsibleId } });
  }
  return { takenOverFrom: responsibleId, takeOverReason: reason };
};

/** The record with the changes, checked as a whole one would be, with pointers into the amendment. */
const amendedRecord = ({ record, endedAt }: SessionRecord, changes: Record<string, unknown>): SessionRecordInput => {
  try {
    return validateDto(SessionRecordInput, applyMergePatch({ ...record, endedAt: endedAt!.toISOString() }, changes));
  } catch (error) {
    if (error instanceof Failure && error.errors) throw invalid(error.errors.map((one) => ({ ...one, pointer: `/changes${one.pointer}` })));
    throw error;
  }
};

const nothingChanged: FieldError = { pointer: '/changes', code: 'nothing-changed', detail: 'The amendment changes nothing.' };
