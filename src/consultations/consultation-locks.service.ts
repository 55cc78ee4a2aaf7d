import { Injectable } from '@nestjs/common';
import { listDifferences } from '../kernel/difference.js';
import { createInvalidTransitionFailure, createNotFoundFailure } from '../kernel/failure.js';
import { getCurrentPrincipal, isCurrent, createStaleFailure, findRequestedVersion } from '../platform/http/index.js';
import { toWire } from './consultation.response.js';
import { ConsultationsRepository, type EarlierVersion } from './consultations.repository.js';
import type { ConsultationRecord } from './domain/consultation-record.js';
import { withoutNulls } from '../kernel/json-object.js';

const toEarlierWire = ({ started_at, reason, medical_history, vital_signs, assessment, recommendation }: EarlierVersion): object =>
  withoutNulls({
    startedAt: new Date(started_at).toISOString(),
    reason,
    medicalHistory: medical_history,
    vitalSigns: vital_signs,
    assessment,
    recommendation,
  });

/** Locks a consultation for a change until the change is committed. */
@Injectable()
export class ConsultationLocks {
  constructor(private readonly consultations: ConsultationsRepository) {}

  find(consultationId: string): Promise<ConsultationRecord | null> {
    return this.consultations.lock(consultationId);
  }

  async lock(consultationId: string): Promise<ConsultationRecord> {
    const record = await this.find(consultationId);
    if (!record) throw createNotFoundFailure('consultation');
    return record;
  }

  async lockDraft(consultationId: string): Promise<ConsultationRecord> {
    const record = await this.lock(consultationId);
    if (record.status !== 'draft') {
      throw createInvalidTransitionFailure(
        `The consultation is ${record.status}: what is signed does not change.`,
        record.status === 'entered-in-error' ? [] : ['amendments'],
      );
    }
    return record;
  }

  /**
   * Answers the draft, locked, at the version that the caller has seen. Otherwise fails with 412 and the changes since that version, so that no writer
   * overwrites another's text.
   */
  async lockCurrentDraft(consultationId: string): Promise<ConsultationRecord> {
    const record = await this.lockDraft(consultationId);
    if (!isCurrent(record.version)) throw createStaleFailure(record.version, await this.describeChangesSince(record));
    return record;
  }

  private async describeChangesSince(record: ConsultationRecord): Promise<Record<string, unknown>> {
    const seen = findRequestedVersion();
    const earlier = seen === null ? null : await this.consultations.findAtVersion(record.id, seen);
    if (!earlier) return {};
    const found = listDifferences(toEarlierWire(earlier), toWire(record));
    const mayRead = getCurrentPrincipal().permissions.has('consultation.read');
    return { difference: mayRead ? found : found.map(({ pointer }) => ({ pointer })) };
  }
}
