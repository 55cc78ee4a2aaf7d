import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createConflictFailure, Failure, createInvalidInputFailure, createInvalidTransitionFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { getCurrentPrincipal, requireVersion, toActor, type Actor } from '../../platform/http/index.js';
import {
  computeGain,
  listObstaclesToMerge,
  listObstaclesToUnmerge,
  withGain,
  withoutGain,
  listMergedRecordsWith,
  listMergedRecordsWithout,
} from '../domain/merge.js';
import { LifeOfRecord } from '../life-of-record.js';
import { listPatientKeys } from '../patient-keys.js';
import { toResponse } from '../patient.response.js';
import { PatientsRepository, type PatientRecord } from '../patients.repository.js';
import type { PatientMergeInput, PatientMergeResponse } from './merging.dto.js';
import { MergingRepository, type PastMerge } from './merging.repository.js';

/** A merge in the history of a record. */
export interface MergeHistoryEntry {
  id: string;
  /** The id of the record that was merged. */
  patientId: string;
  /** The id of the record that survived. */
  into: string;
  reason: string;
  mergedBy: Actor;
  /** When the records were merged, in UTC. */
  mergedAt: string;
  /** Why, when and by whom the merge was undone; null where it was not undone. */
  undone: { reason: string; by: Actor; at: string } | null;
}

const toHistoryEntry = ({ id, patientId, intoId, reason, mergedBy, mergedAt, undoReason, undoneBy, undoneAt }: PastMerge): MergeHistoryEntry => ({
  id,
  patientId,
  into: intoId,
  reason,
  mergedBy: toActor(mergedBy),
  mergedAt: mergedAt.toISOString(),
  undone: undoneAt && { reason: undoReason!, by: toActor(undoneBy!), at: undoneAt.toISOString() },
});

const describeTable = (table: string): string => table.replace(/^patient_/, '').replaceAll('_', ' ');

/** Merges two records of one person in one transaction, and undoes a merge as long as the two records can be separated. */
@Injectable()
export class MergingService {
  constructor(
    private readonly merging: MergingRepository,
    private readonly patients: PatientsRepository,
    private readonly life: LifeOfRecord,
    private readonly clock: Clock,
  ) {}

  async merge(patientId: string, { into, reason }: PatientMergeInput): Promise<PatientMergeResponse> {
    const survivorId = into.toLowerCase();
    if (survivorId === patientId)
      throw createInvalidInputFailure([
        { pointer: '/into', code: 'not-allowed', detail: 'A record is not merged into itself: name the id of the other record.' },
      ]);
    const { patient, survivor } = await this.lockBoth(patientId, survivorId);
    if (!survivor)
      throw createInvalidInputFailure([
        { pointer: '/into', code: 'not-found', detail: 'There is no such patient: name the id of a patient of this clinic, as GET /v1/patients lists them.' },
      ]);
    requireVersion(patient.version);
    refuseMerged(patient, 'The record was merged already.');
    refuseMerged(survivor, 'The record that should survive was merged itself: merge into the one that survived.');
    const obstacles = listObstaclesToMerge(survivor, patient);
    if (obstacles.length > 0) throw createConflictFailure(obstacles.join(' '), { reasons: obstacles });
    const now = this.clock.now();
    const gained = computeGain(survivor, patient);
    const merge = { id: createId(), patientId, intoId: survivorId, gained, status: patient.status };
    await this.merging.merge(merge, reason, getCurrentPrincipal().id, now);
    const standing = { ...withGain(survivor, gained), mergedRecords: listMergedRecordsWith(survivor, patient, now) };
    await this.life.requireEverythingWithin(standing);
    return this.saveBoth({ ...patient, status: 'merged', mergedInto: survivorId }, standing, now);
  }

  async unmerge(patientId: string, reason: string): Promise<PatientMergeResponse> {
    const merge = await this.merging.findCurrent(patientId);
    const { patient, survivor } = await this.lockBoth(patientId, merge?.intoId ?? patientId);
    requireVersion(patient.version);
    if (!merge || !survivor) throw createInvalidTransitionFailure('The record was not merged.', ['merge']);
    const reasons = await this.listReasonsAgainstUnmerge(merge, survivor);
    if (reasons.length > 0) throw new Failure('unmerge-impossible', 'What was recorded after the merge rests on both records.', { extra: { reasons } });
    const now = this.clock.now();
    await this.merging.undo(merge.id, reason, getCurrentPrincipal().id, now);
    const standing = { ...withoutGain(survivor, merge.gained), mergedRecords: listMergedRecordsWithout(survivor, patient) };
    return this.saveBoth({ ...patient, status: merge.status, mergedInto: null }, standing, now);
  }

  /** Lists every merge of the record and of those merged into it, oldest first. */
  async listHistory(patientId: string): Promise<MergeHistoryEntry[]> {
    return (await this.merging.listByPerson(patientId)).map(toHistoryEntry);
  }

  private async listReasonsAgainstUnmerge(merge: { id: string; gained: Parameters<typeof withoutGain>[1] }, survivor: PatientRecord): Promise<string[]> {
    if (survivor.status === 'merged') return ['The record that survived was merged itself since: undo that first.'];
    const ties = await this.merging.listTies(merge.id);
    return [
      ...listObstaclesToUnmerge(survivor, merge.gained),
      ...ties.map(({ ofTable, toTable }) => `Among the ${describeTable(ofTable)} is one that rests on ${describeTable(toTable)} of the other record.`),
    ];
  }

  /** Locks both rows in the order of their ids, so that two merges in opposite directions cannot deadlock. */
  private async lockBoth(patientId: string, otherId: string): Promise<{ patient: PatientRecord; survivor: PatientRecord | null }> {
    const found = new Map<string, PatientRecord | null>();
    for (const id of [...new Set([patientId, otherId])].sort()) found.set(id, await this.patients.lock(id));
    const patient = found.get(patientId);
    if (!patient) throw createNotFoundFailure('patient');
    return { patient, survivor: found.get(otherId) ?? null };
  }

  private async saveBoth(patient: PatientRecord, survivor: PatientRecord, at: Date): Promise<PatientMergeResponse> {
    const [merged, standing] = await Promise.all([this.patients.mark(patient, at), this.patients.updateDemographics(survivor, listPatientKeys(survivor), at)]);
    return { patient: toResponse(merged), survivor: toResponse(standing) };
  }
}

const refuseMerged = ({ status }: PatientRecord, detail: string): void => {
  if (status === 'merged') throw createInvalidTransitionFailure(detail, []);
};
