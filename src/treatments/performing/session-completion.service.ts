import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createInvalidInputFailure } from '../../kernel/failure.js';
import { hashContent } from '../../platform/signing/index.js';
import { UsageService } from '../../products/index.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import { sessionStates } from '../sessions/domain/session-states.js';
import { SessionLocks } from '../sessions/session-locks.service.js';
import { SessionVersionsRepository } from '../sessions/session-versions.repository.js';
import type { SessionRecordInput, TreatmentSessionResponse } from '../sessions/session.dto.js';
import { toSessionContent } from '../sessions/session.response.js';
import type { SessionRecord } from '../sessions/sessions.repository.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { SessionRecords } from './session-records.service.js';
import { UsedIngredients } from './used-ingredients.service.js';

/** Completes a session with its record, the first version. */
@Injectable()
export class SessionCompletion {
  constructor(
    private readonly sessions: SessionsService,
    private readonly locks: SessionLocks,
    private readonly records: SessionRecords,
    private readonly used: UsedIngredients,
    private readonly versions: SessionVersionsRepository,
    private readonly usage: UsageService,
    private readonly clock: Clock,
  ) {}

  async complete(sessionId: string, record: SessionRecordInput): Promise<TreatmentSessionResponse> {
    const session = await this.locks.lockForAction(sessionId, 'complete');
    const { endedAt, ...done } = record;
    const now = this.clock.now();
    const ended = endedAt === undefined ? now : new Date(endedAt);
    const { errors, warnings } = await this.records.validate(session, record, ended);
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const usage = { patientId: session.patientId, sessionId, usedAt: ended, unusableLotReason: done.unusableLotReason ?? null };
    const booked = await this.usage.book(usage, done.products ?? []);
    const use = await this.used.check(session, record);
    const completed: SessionRecord = {
      ...session,
      status: sessionStates.next(session.status, 'complete'),
      endedAt: ended,
      record: booked.products.length > 0 ? { ...done, products: booked.products } : done,
      warnings: [...warnings, ...booked.warnings, ...use.warnings],
      completionCheckId: use.checkId,
      recordVersion: 1,
    };
    const content = toSessionContent(completed);
    const version = { number: 1, content, contentHash: hashContent(content), recordedBy: getCurrentPrincipal().id, recordedAt: now };
    await this.versions.insert({ sessionId, ...version, reason: null, difference: null, takenOverFrom: null, takeOverReason: null });
    return this.sessions.save({ ...completed, contentHash: version.contentHash });
  }
}
