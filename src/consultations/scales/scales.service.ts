import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay } from '../../kernel/day.js';
import { createInvalidInputFailure, createInvalidTransitionFailure, createNotFoundFailure, type FieldError } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { PatientsService } from '../../patients/index.js';
import {
  getCurrentPrincipal,
  type EnteredInErrorInput,
  type FileAnswer,
  validateLifeDates,
  type Page,
  Pages,
  requireVersion,
  toActor,
} from '../../platform/http/index.js';
import { createChartAnswer } from '../charts/chart-answer.js';
import { ConsultationLocks } from '../consultation-locks.service.js';
import { validateNotInFuture } from '../../kernel/instant.js';
import { validateReference } from '../domain/reference.js';
import { buildScaleChart } from './domain/scale-chart.js';
import { validateScale, computeScaleResult } from './domain/scale.js';
import type { ScaleChartQuery, ScaleAssessmentInput, ScaleQuery, ScaleAssessmentResponse } from './scale.dto.js';
import { ScalesRepository, type ScalePosition, type ScaleRecord } from './scales.repository.js';

const toResponse = (record: ScaleRecord): ScaleAssessmentResponse => ({
  id: record.id,
  patientId: record.patientId,
  scale: record.scale,
  assessedAt: record.assessedAt.toISOString(),
  assessor: record.assessor,
  ...(record.consultationId && { consultationId: record.consultationId }),
  ...(record.baselineOn && { baselineOn: record.baselineOn }),
  ...(record.grade && { grade: record.grade }),
  ...(record.salt && { salt: record.salt }),
  ...(record.dlqi && { dlqi: record.dlqi }),
  ...(record.note && { note: record.note }),
  score: record.score,
  class: record.class,
  meaning: computeScaleResult(record).meaning,
  enteredInError: record.errorAt && { at: record.errorAt.toISOString(), by: toActor(record.errorBy!), reason: record.errorReason! },
  recordedBy: toActor(record.recordedBy),
  createdAt: record.createdAt.toISOString(),
  updatedAt: record.updatedAt.toISOString(),
  version: record.version,
});

@Injectable()
export class ScalesService {
  constructor(
    private readonly scales: ScalesRepository,
    private readonly locks: ConsultationLocks,
    private readonly patients: PatientsService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async record(patientId: string, input: ScaleAssessmentInput): Promise<ScaleAssessmentResponse> {
    const patient = await this.patients.requireWritable(patientId);
    const now = this.clock.now();
    const { id: recordedBy, clinic } = getCurrentPrincipal();
    const assessedAt = new Date(input.assessedAt);
    const errors = [
      ...validateNotInFuture(input.assessedAt, '/assessedAt', now),
      ...validateLifeDates(input, patient, clinic.timeZone),
      ...validateScale(input, { sexAtBirth: patient.sexAtBirth, assessedOn: toCalendarDay(assessedAt, clinic.timeZone) }),
      ...(await this.validateConsultation(patientId, input.consultationId)),
    ];
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const { score, class: saltClass } = computeScaleResult(input);
    const record: ScaleRecord = {
      id: createId(),
      patientId,
      consultationId: input.consultationId ?? null,
      scale: input.scale,
      assessedAt,
      assessor: input.assessor,
      grade: input.grade ?? null,
      salt: input.salt ? { ...input.salt } : null,
      dlqi: input.dlqi ?? null,
      baselineOn: input.baselineOn ?? null,
      score,
      class: saltClass,
      note: input.note ?? null,
      recordedBy,
      errorAt: null,
      errorBy: null,
      errorReason: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await this.scales.insert(record);
    return toResponse(record);
  }

  async get(scaleId: string): Promise<ScaleAssessmentResponse> {
    const record = await this.scales.find(scaleId);
    if (!record) throw createNotFoundFailure('scale');
    return toResponse(record);
  }

  /** Lists the patient's gradings, newest first, including those entered in error. */
  async list(patientId: string, query: ScaleQuery): Promise<Page<ScaleAssessmentResponse>> {
    const scale = query.scale ?? null;
    await this.patients.require(patientId);
    return this.pages.read(query, {
      rows: (after: ScalePosition | null, limit) => this.scales.list(patientId, scale, after, limit),
      position: ({ exactAt, id }): ScalePosition => ({ assessedAt: exactAt, id }),
      item: toResponse,
      total: () => this.scales.count(patientId, scale),
    });
  }

  /** Lists the patient's gradings on every scale, except those entered in error, oldest first. */
  async listCurrent(patientId: string): Promise<ScaleAssessmentResponse[]> {
    return (await this.scales.listCurrent(patientId)).map(toResponse);
  }

  async chart(patientId: string, { scale, assessor = scale === 'dlqi' ? 'patient' : 'clinician' }: ScaleChartQuery): Promise<FileAnswer> {
    const [, entries] = await Promise.all([this.patients.require(patientId), this.scales.listSeries(patientId, scale, assessor)]);
    return createChartAnswer(patientId, buildScaleChart(scale, assessor, entries, getCurrentPrincipal().clinic.timeZone));
  }

  async enterInError(scaleId: string, { reason }: EnteredInErrorInput): Promise<ScaleAssessmentResponse> {
    const record = await this.scales.lock(scaleId);
    if (!record) throw createNotFoundFailure('scale');
    requireVersion(record.version);
    if (record.errorAt) throw createInvalidTransitionFailure('It is said to be entered in error already.', []);
    const now = this.clock.now();
    const { id: by } = getCurrentPrincipal();
    await this.scales.enterInError(scaleId, now, by, reason);
    return toResponse({ ...record, errorAt: now, errorBy: by, errorReason: reason, updatedAt: now, version: record.version + 1 });
  }

  private async validateConsultation(patientId: string, consultationId: string | null | undefined): Promise<FieldError[]> {
    if (!consultationId) return [];
    return validateReference(patientId, await this.locks.find(consultationId));
  }
}
