import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Failure, invalid, invalidTransition, notFound } from '../kernel/failure.js';
import { newId } from '../kernel/id.js';
import { PatientsService, type PatientSummary } from '../patients/index.js';
import { applyMergePatch, currentPrincipal, Pages, requireVersion, validateDto, type MergePatchBody, type Page } from '../platform/http/index.js';
import type { BloodTestInput, BloodTestResponse } from './blood-tests/blood-test.dto.js';
import { ConsultationChange, type ConsultationInput, type ConsultationQuery, type ConsultationResponse } from './consultation.dto.js';
import { bloodTestResponse, contentHash, toResponse, toWire, trichoanalysisResponse } from './consultation.response.js';
import { ConsultationsRepository, type ConsultationFilter, type ConsultationSummary } from './consultations.repository.js';
import { bloodTestFrom, changedParts, changeErrors, consultationFrom, trichoanalysisFrom, type InputContext } from './domain/consultation-input.js';
import type { ConsultationRecord } from './domain/consultation-record.js';
import { missingForSignature } from './domain/signing.js';
import type { MedicalHistoryInput } from './medical-history/medical-history.dto.js';
import type { TrichoanalysisInput, TrichoanalysisResponse } from './trichoanalysis/trichoanalysis.dto.js';

@Injectable()
export class ConsultationsService {
  constructor(
    private readonly consultations: ConsultationsRepository,
    private readonly patients: PatientsService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** All consultations of a patient but those entered in error, newest first. */
  recordsOf(patientId: string): Promise<ConsultationRecord[]> {
    return this.consultations.ofPatient(patientId);
  }

  /** Whose consultation it is, and whether it is signed; fails as not found when the clinic has none of that id. */
  async require(consultationId: string): Promise<ConsultationSummary> {
    const found = await this.consultations.summary(consultationId);
    if (!found) throw notFound('consultation');
    return found;
  }

  async get(consultationId: string): Promise<ConsultationResponse> {
    const found = await this.consultations.find(consultationId);
    if (!found) throw notFound('consultation');
    return toResponse(found);
  }

  list(query: ConsultationQuery): Promise<Page<ConsultationResponse>> {
    const by: ConsultationFilter = { patientId: query.patientId ?? null, status: query.status ?? null, from: query.from ?? null, to: query.to ?? null };
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.consultations.list(by, after, limit),
      position: (record) => record.id,
      item: toResponse,
      total: () => this.consultations.count(by),
    });
  }

  async create(patientId: string, input: ConsultationInput): Promise<ConsultationResponse> {
    const patient = await this.patients.require(patientId);
    refuseMerged(patient);
    const { record, errors } = consultationFrom(input, currentPrincipal().id, this.contextOf(patient));
    if (errors.length > 0) throw invalid(errors);
    await this.consultations.insert(record);
    return toResponse(record);
  }

  async change(consultationId: string, patch: MergePatchBody): Promise<ConsultationResponse> {
    const record = await this.lockDraft(consultationId);
    requireVersion(record.version);
    return this.save(record, validateDto(ConsultationChange, applyMergePatch(toWire(record), patch)), '');
  }

  async replaceMedicalHistory(consultationId: string, medicalHistory: MedicalHistoryInput): Promise<ConsultationResponse> {
    const record = await this.lockDraft(consultationId);
    requireVersion(record.version);
    return this.save(record, { ...toWire(record), medicalHistory }, '/medicalHistory');
  }

  async addBloodTest(consultationId: string, input: BloodTestInput): Promise<BloodTestResponse> {
    const draft = await this.lockDraft(consultationId);
    const context = this.contextOf(await this.patients.require(draft.patientId));
    const { record, errors } = bloodTestFrom(input, consultationId, context, '');
    if (errors.length > 0) throw invalid(errors);
    await Promise.all([this.consultations.addBloodTest(record, currentPrincipal().id), this.consultations.touch(consultationId, context.now)]);
    return bloodTestResponse(record);
  }

  async addTrichoanalysis(consultationId: string, input: TrichoanalysisInput): Promise<TrichoanalysisResponse> {
    const draft = await this.lockDraft(consultationId);
    const context = this.contextOf(await this.patients.require(draft.patientId));
    const { record, errors } = trichoanalysisFrom(input, consultationId, context, '');
    if (errors.length > 0) throw invalid(errors);
    await Promise.all([this.consultations.addTrichoanalysis(record, currentPrincipal().id), this.consultations.touch(consultationId, context.now)]);
    return trichoanalysisResponse(record);
  }

  async sign(consultationId: string): Promise<ConsultationResponse> {
    const draft = await this.lockDraft(consultationId);
    requireVersion(draft.version);
    const missing = missingForSignature(draft);
    if (missing.length > 0)
      throw new Failure('consultation-incomplete', `${missing.length} thing(s) are missing before it can be signed.`, { errors: missing });
    const signedAt = this.clock.now().toISOString();
    const signed: ConsultationRecord = {
      ...draft,
      status: 'signed',
      signedBy: currentPrincipal().id,
      signedAt,
      contentHash: contentHash(draft),
      updatedAt: signedAt,
      version: draft.version + 1,
    };
    await this.consultations.sign(signed);
    return toResponse(signed);
  }

  private async save(record: ConsultationRecord, changed: ConsultationChange, only: string): Promise<ConsultationResponse> {
    const context = this.contextOf(await this.patients.require(record.patientId));
    const errors = changeErrors(changed, context);
    if (errors.length > 0) throw invalid(errors.map((error) => ({ ...error, pointer: error.pointer.slice(only.length) })));
    const next: ConsultationRecord = { ...record, ...changedParts(changed), updatedAt: context.now.toISOString(), version: record.version + 1 };
    await this.consultations.change(next);
    return toResponse(next);
  }

  private async lockDraft(consultationId: string): Promise<ConsultationRecord> {
    const record = await this.consultations.lock(consultationId);
    if (!record) throw notFound('consultation');
    if (record.status !== 'draft') throw invalidTransition(`The consultation is ${record.status}: what is signed does not change.`, []);
    return record;
  }

  private contextOf(patient: PatientSummary): InputContext {
    const { timeZone } = currentPrincipal().clinic;
    return { patientId: patient.id, sexAtBirth: patient.sexAtBirth, now: this.clock.now(), timeZone, newId };
  }
}

const refuseMerged = (patient: PatientSummary): void => {
  if (patient.status === 'merged') throw invalidTransition('This record was merged into another one: write there.', []);
};
