import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf } from '../../kernel/day.js';
import { invalid, invalidTransition, notFound, type FieldError } from '../../kernel/failure.js';
import { newId } from '../../kernel/id.js';
import { PatientsService } from '../../patients/index.js';
import { currentPrincipal, type EnteredInErrorInput, type FileAnswer, lifeErrors, type Page, Pages, requireVersion, actor } from '../../platform/http/index.js';
import { chartAnswer } from '../charts/chart-answer.js';
import { ConsultationLocks } from '../consultation-locks.service.js';
import { futureErrors } from '../../kernel/instant.js';
import { referenceErrors } from '../domain/reference.js';
import { scaleChart } from './domain/scale-chart.js';
import { scaleErrors, scaleResult } from './domain/scale.js';
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
  meaning: scaleResult(record).meaning,
  enteredInError: record.errorAt && { at: record.errorAt.toISOString(), by: actor(record.errorBy!), reason: record.errorReason! },
  recordedBy: actor(record.recordedBy),
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
    const { id: recordedBy, clinic } = currentPrincipal();
    const assessedAt = new Date(input.assessedAt);
    const errors = [
      ...futureErrors(input.assessedAt, '/assessedAt', now),
      ...lifeErrors(input, patient, clinic.timeZone),
      ...scaleErrors(input, { sexAtBirth: patient.sexAtBirth, assessedOn: dayOf(assessedAt, clinic.timeZone) }),
      ...(await this.consultationErrors(patientId, input.consultationId)),
    ];
    if (errors.length > 0) throw invalid(errors);
    const { score, class: saltClass } = scaleResult(input);
    const record: ScaleRecord = {
      id: newId(),
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
    if (!record) throw notFound('scale');
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
  async standingOf(patientId: string): Promise<ScaleAssessmentResponse[]> {
    return (await this.scales.standing(patientId)).map(toResponse);
  }

  async chart(patientId: string, { scale, assessor = scale === 'dlqi' ? 'patient' : 'clinician' }: ScaleChartQuery): Promise<FileAnswer> {
    const [, entries] = await Promise.all([this.patients.require(patientId), this.scales.series(patientId, scale, assessor)]);
    return chartAnswer(patientId, scaleChart(scale, assessor, entries, currentPrincipal().clinic.timeZone));
  }

  async enterInError(scaleId: string, { reason }: EnteredInErrorInput): Promise<ScaleAssessmentResponse> {
    const record = await this.scales.lock(scaleId);
    if (!record) throw notFound('scale');
    requireVersion(record.version);
    if (record.errorAt) throw invalidTransition('It is said to be entered in error already.', []);
    const now = this.clock.now();
    const { id: by } = currentPrincipal();
    await this.scales.enterInError(scaleId, now, by, reason);
    return toResponse({ ...record, errorAt: now, errorBy: by, errorReason: reason, updatedAt: now, version: record.version + 1 });
  }

  private async consultationErrors(patientId: string, consultationId: string | null | undefined): Promise<FieldError[]> {
    if (!consultationId) return [];
    return referenceErrors(patientId, await this.locks.find(consultationId));
  }
}
