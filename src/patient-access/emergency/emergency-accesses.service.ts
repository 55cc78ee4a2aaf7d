import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createConflictFailure, createInvalidTransitionFailure, createNotFoundFailure, Failure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { PatientsService } from '../../patients/index.js';
import { getCurrentPrincipal, Pages, requireVersion, toActor, type Page } from '../../platform/http/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { AccessPolicyService } from '../policy/access-policy.service.js';
import type { EmergencyAccessInput, EmergencyAccessQuery, EmergencyAccessResponse, EmergencyAccessReview } from './emergency-access.dto.js';
import { EmergencyAccessesRepository, type EmergencyAccessRecord } from './emergency-accesses.repository.js';
import { emergencyAlert } from './emergency-alert-job.js';

const MILLISECONDS_AN_HOUR = 3_600_000;

const toResponse = ({ openedBy, openedAt, expiresAt, reviewedBy, reviewedAt, ...access }: EmergencyAccessRecord): EmergencyAccessResponse => ({
  ...access,
  openedBy: toActor(openedBy),
  openedAt: openedAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  reviewedBy: toActor(reviewedBy),
  reviewedAt: reviewedAt?.toISOString() ?? null,
});

@Injectable()
export class EmergencyAccessesService {
  constructor(
    private readonly accesses: EmergencyAccessesRepository,
    private readonly patients: PatientsService,
    private readonly policy: AccessPolicyService,
    private readonly jobs: Jobs,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Opens the record to the caller for the time that the clinic's policy sets. The admins are told once it is committed. */
  async open(patientId: string, { reason }: EmergencyAccessInput): Promise<EmergencyAccessResponse> {
    await this.patients.requireWritable(patientId);
    const openedBy = getCurrentPrincipal().id;
    if (await this.accesses.isOwnRecord(patientId, openedBy)) {
      throw new Failure('patient-closed', 'The record of a member of staff is never open to that person.', { allowed: [], patientIds: [patientId] });
    }
    const { emergencyHours } = await this.policy.get();
    const openedAt = this.clock.now();
    const expiresAt = new Date(openedAt.getTime() + emergencyHours * MILLISECONDS_AN_HOUR);
    const opened = await this.accesses.insert({ id: createId(), patientId, openedBy, reason, openedAt, expiresAt });
    await this.jobs.enqueue({ kind: emergencyAlert, input: { emergencyAccessId: opened.id }, permission: 'emergency-access.read' });
    return toResponse(opened);
  }

  async get(emergencyAccessId: string): Promise<EmergencyAccessResponse> {
    const access = await this.accesses.find(emergencyAccessId);
    if (!access) throw createNotFoundFailure('emergency access');
    return toResponse(access);
  }

  list(query: EmergencyAccessQuery): Promise<Page<EmergencyAccessResponse>> {
    const reviewed = query.reviewed ?? null;
    return this.pages.read(query, {
      rows: (before: string | null, limit) => this.accesses.list(reviewed, before, limit),
      position: ({ id }) => id,
      item: toResponse,
      total: () => this.accesses.count(reviewed),
    });
  }

  async review(emergencyAccessId: string, { outcome, comment }: EmergencyAccessReview): Promise<EmergencyAccessResponse> {
    const access = await this.accesses.lock(emergencyAccessId);
    if (!access) throw createNotFoundFailure('emergency access');
    requireVersion(access.version);
    if (access.outcome !== null) throw createInvalidTransitionFailure('The emergency access was reviewed already.', []);
    const { id } = getCurrentPrincipal();
    if (access.openedBy === id) throw createConflictFailure('Nobody reviews their own emergency access.');
    return toResponse(await this.accesses.review(access.id, outcome, comment ?? null, id, this.clock.now()));
  }
}
