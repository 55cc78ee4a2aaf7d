import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { createInvalidInputFailure, createNotFoundFailure, type FieldError } from '../kernel/failure.js';
import { FormularyService } from '../formulary/index.js';
import { PatientsService, type PatientSummary } from '../patients/index.js';
import { getCurrentPrincipal, Pages, withPatch, type MergePatchBody, type Page } from '../platform/http/index.js';
import { ListsService } from '../record/index.js';
import { convertUnit } from '../terminology/index.js';
import { ConsultationChange, type ConsultationInput, type ConsultationQuery, type ConsultationResponse } from './consultation.dto.js';
import { toResponse, toWire } from './consultation.response.js';
import { ConsultationsRepository, type ConsultationFilter, type ConsultationSummary } from './consultations.repository.js';
import { toChangedColumns, validateChange, buildConsultation } from './domain/consultation-input.js';
import { validateReference } from './domain/reference.js';
import type { ConsultationRecord } from './domain/consultation-record.js';
import { withAlongside } from './domain/blood-tests/blood-test-record.js';
import { findHistoryToConfirm } from './domain/history-to-confirm.js';
import type { HistoryToConfirm } from './domain/medical-history/content.js';
import { buildNextConsultation, type NextConsultation } from './domain/next-consultation.js';
import { createInputContext, validateWithinLife } from './input-context.js';
import { ConsultationLocks } from './consultation-locks.service.js';
import { listEntries } from './domain/medical-history/medical-history.js';
import type { MedicalHistoryInput } from './medical-history/medical-history.dto.js';
import { CitedPhotographs } from './trichoanalysis/cited-photographs.js';

@Injectable()
export class ConsultationsService {
  constructor(
    private readonly consultations: ConsultationsRepository,
    private readonly locks: ConsultationLocks,
    private readonly photographs: CitedPhotographs,
    private readonly lists: ListsService,
    private readonly patients: PatientsService,
    private readonly formulary: FormularyService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Lists all consultations of a patient, except those entered in error, newest first. */
  listRecords(patientId: string): Promise<ConsultationRecord[]> {
    return this.consultations.listByPatient(patientId);
  }

  /** Finds the patient's newest consultation, draft or signed; null where there is none. */
  async findNewest(patientId: string): Promise<ConsultationResponse | null> {
    const found = await this.consultations.findNewest(patientId);
    return found && this.answer(found);
  }

  /** Finds the patient's newest recorded body weight in kg, and when it was measured; null where none was recorded. */
  async findBodyWeight(patientId: string): Promise<{ kilograms: number; measuredAt: string } | null> {
    const weights = (await this.listRecords(patientId)).flatMap(({ vitalSigns }) => {
      const kilograms = vitalSigns?.bodyWeight && convertUnit(vitalSigns.bodyWeight.value, vitalSigns.bodyWeight.unit, 'kg');
      return typeof kilograms === 'number' ? [{ kilograms, measuredAt: vitalSigns!.measuredAt }] : [];
    });
    return weights.reduce<(typeof weights)[number] | null>(
      (newest, item) => (newest && Date.parse(newest.measuredAt) >= Date.parse(item.measuredAt) ? newest : item),
      null,
    );
  }

  /** Answers the patient, the responsible dermatologist and the status of a consultation; fails as not found where the clinic has no such consultation. */
  async require(consultationId: string): Promise<ConsultationSummary> {
    const found = await this.consultations.findSummary(consultationId);
    if (!found) throw createNotFoundFailure('consultation');
    return found;
  }

  /** Checks the consultation that a record beside it refers to, and locks the consultation so that it is not signed meanwhile. */
  async validateReference(patientId: string, consultationId: string): Promise<FieldError[]> {
    return validateReference(patientId, await this.locks.find(consultationId));
  }

  async get(consultationId: string): Promise<ConsultationResponse> {
    const found = await this.consultations.find(consultationId);
    if (!found) throw createNotFoundFailure('consultation');
    return this.answer(found);
  }

  list(query: ConsultationQuery): Promise<Page<ConsultationResponse>> {
    const by: ConsultationFilter = {
      patientId: query.patientId ?? null,
      status: query.status ?? null,
      responsibleId: query.responsible ?? null,
      from: query.from ?? null,
      to: query.to ?? null,
    };
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.consultations.list(by, after, limit),
      position: (record) => record.id,
      item: (record) => this.answer(record),
      total: () => this.consultations.count(by),
    });
  }

  async create(patientId: string, input: ConsultationInput): Promise<ConsultationResponse> {
    const patient = await this.patients.requireWritable(patientId);
    const { id: recordedBy, role } = getCurrentPrincipal();
    const { record, errors } = buildConsultation(input, recordedBy, createInputContext(patient, this.clock.now()));
    errors.push(...validateWithinLife(input, patient));
    errors.push(...(await this.photographs.validate(patientId, input.trichoanalyses ?? [], (index) => `/trichoanalyses/${index}`)));
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const draft: ConsultationRecord = {
      ...record,
      responsibleId: role === 'dermatologist' ? recordedBy : null,
      historyToConfirm: input.medicalHistory ? null : await this.findHistoryToConfirm(patientId),
    };
    const [beside] = await Promise.all([this.consultations.insert(draft), this.formulary.learn(listEntries(input.medicalHistory))]);
    return this.answer({ ...draft, bloodTests: withAlongside(draft.bloodTests, beside) });
  }

  async change(consultationId: string, patch: MergePatchBody): Promise<ConsultationResponse> {
    const record = await this.locks.lockCurrentDraft(consultationId);
    return this.save(record, withPatch(ConsultationChange, toWire(record), patch), '');
  }

  async replaceMedicalHistory(consultationId: string, medicalHistory: MedicalHistoryInput): Promise<ConsultationResponse> {
    const record = await this.locks.lockCurrentDraft(consultationId);
    return this.save(record, { ...toWire(record), medicalHistory }, '/medicalHistory');
  }

  /** Answers what is known of the patient when a draft begins; null where nothing is known. */
  async findHistoryToConfirm(patientId: string): Promise<ConsultationRecord['historyToConfirm']> {
    const [known, last] = await Promise.all([this.lists.listKnown(patientId), this.consultations.findLastHistory(patientId)]);
    return findHistoryToConfirm(known, last);
  }

  /** Prepares the consultation of a patient that begins now, from the newest one and from what is known. */
  prepareNext({ sexAtBirth }: Pick<PatientSummary, 'sexAtBirth'>, known: HistoryToConfirm | null, last: ConsultationResponse | null): NextConsultation {
    return buildNextConsultation(known, last && { assessment: last.assessment ?? null }, { mayBePregnant: sexAtBirth !== 'male', now: this.clock.now() });
  }

  private answer(record: ConsultationRecord): ConsultationResponse {
    return toResponse(record, getCurrentPrincipal().clinic.timeZone);
  }

  private async save(record: ConsultationRecord, changed: ConsultationChange, only: string): Promise<ConsultationResponse> {
    const patient = await this.patients.requireWritable(record.patientId);
    const context = createInputContext(patient, this.clock.now());
    const errors = [...validateChange(changed, context), ...validateWithinLife(changed, patient)];
    if (errors.length > 0) throw createInvalidInputFailure(errors.map((error) => ({ ...error, pointer: error.pointer.slice(only.length) })));
    const next: ConsultationRecord = { ...record, ...toChangedColumns(changed), updatedAt: context.now.toISOString(), version: record.version + 1 };
    await Promise.all([this.consultations.change(next), this.formulary.learn(listEntries(changed.medicalHistory))]);
    return this.answer(next);
  }
}
