import { Injectable } from '@nestjs/common';
import { differences } from '../kernel/difference.js';
import { invalidTransition, notFound } from '../kernel/failure.js';
import { currentPrincipal, isCurrent, stale, versionAsked } from '../platform/http/index.js';
import { toWire } from './consultation.response.js';
import { ConsultationsRepository, type EarlierVersion } from './consultations.repository.js';
import type { ConsultationRecord } from './domain/consultation-record.js';
import { withoutNulls } from '../kernel/json-object.js';

const wireOf = ({ started_at, reason, medical_history, vital_signs, assessment, recommendation }: EarlierVersion): object =>
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

  async any(consultationId: string): Promise<ConsultationRecord> {
    const record = await this.find(consultationId);
    if (!record) throw notFound('consultation');
    return record;
  }

  async draft(consultationId: string): Promise<ConsultationRecord> {
    const record = await this.any(consultationId);
    if (record.status !== 'draft') {
      throw invalidTransition(
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
  async currentDraft(consultationId: string): Promise<ConsultationRecord> {
    const record = await this.draft(consultationId);
    if (!isCurrent(record.version)) throw stale(record.version, await this.changesSince(record));
    return record;
  }

  private async changesSince(record: ConsultationRecord): Promise<Record<string, unknown>> {
    const seen = versionAsked();
    const earlier = seen === null ? null : await this.consultations.atVersion(record.id, seen);
    if (!earlier) return {};
    const found = differences(wireOf(earlier), toWire(record));
    const mayRead = currentPrincipal().permissions.has('consultation.read');
    return { difference: mayRead ? found : found.map(({ pointer }) => ({ pointer })) };
  }
}
