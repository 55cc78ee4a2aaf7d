import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay, type PartialDate } from '../../kernel/day.js';
import { createFailure, Failure, createInvalidInputFailure, createInvalidTransitionFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { getCurrentPrincipal, Pages, requireVersion, withPatch, type MergePatchBody, type Page } from '../../platform/http/index.js';
import { validateDeath } from '../domain/death.js';
import { clinicalNames, toColumns } from '../domain/demographics.js';
import { formatAbha, normalizeDemographics, ABHA_SYSTEM } from '../domain/patient.js';
import { listPhoneEndings } from '../domain/search-keys.js';
import type { RegisteredPatient } from '../duplicates/duplicate.dto.js';
import { RegistrationCheck } from '../duplicates/registration-check.js';
import { PatientChange, type PatientInput, type PatientQuery, type PatientResponse, type FoundPatient, type MergedRecord } from '../patient.dto.js';
import type { PatientStatus, SexAtBirth } from '../domain/patient-content.js';
import { LifeOfRecord } from '../life-of-record.js';
import { listPatientKeys } from '../patient-keys.js';
import { toFound, toResponse, toWire } from '../patient.response.js';
import { PatientSearch } from '../patient-search.js';
import { PatientsRepository, type PatientFilter, type PatientRecord, type Person } from '../patients.repository.js';

/** The properties of a patient that other features use. */
export interface PatientSummary {
  id: string;
  name: string;
  birthDate: PartialDate | null;
  sexAtBirth: SexAtBirth;
  skinType: string | null;
  status: PatientStatus;
  /** When the patient died; null where it is unknown, and for a living person. */
  deceasedOn: PartialDate | null;
}

@Injectable()
export class PatientsService {
  constructor(
    private readonly patients: PatientsRepository,
    private readonly search: PatientSearch,
    private readonly duplicates: RegistrationCheck,
    private readonly life: LifeOfRecord,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Answers the patient; fails as not found where the clinic has no such patient. */
  async require(patientId: string): Promise<PatientSummary> {
    return toSummary(await this.find(patientId));
  }

  /** Answers the patient for a change of the record, locked so that it is not merged meanwhile. Fails for a merged record. */
  async requireWritable(patientId: string): Promise<PatientSummary> {
    const patient = await this.patients.hold(patientId);
    if (!patient) throw createNotFoundFailure('patient');
    if (patient.status === 'merged') {
      const detail = 'This record was merged into another one: write there.';
      throw new Failure('invalid-transition', detail, { allowed: [], extra: { mergedInto: patient.mergedInto } });
    }
    return toSummary(patient);
  }

  /** Answers the patient for something that is still to be done. Fails for a merged record and for a deceased patient. */
  async requireLiving(patientId: string): Promise<PatientSummary> {
    const patient = await this.requireWritable(patientId);
    refuseDeceased(patient);
    return patient;
  }

  /** Answers birth date, sex and status of many patients. */
  listPersons(patientIds: readonly string[]): Promise<Person[]> {
    return this.patients.listPersons(patientIds);
  }

  async get(patientId: string): Promise<PatientResponse> {
    return toResponse(await this.find(patientId));
  }

  /**
   * Registers a patient. The record number is assigned first, because it makes registrations of a clinic wait for each other, so that each sees the earlier
   * ones.
   */
  async register(typed: PatientInput): Promise<RegisteredPatient> {
    refuseClinicalContent(typed);
    const input = this.normalizeInput(typed);
    const record = { id: createId(), ...toColumns(input) };
    const [medicalRecordNumber, possibleDuplicates] = await Promise.all([this.patients.takeNextRecordNumber(), this.duplicates.check(record)]);
    const inserted = await this.patients.insert(
      record,
      medicalRecordNumber,
      listPatientKeys({ ...record, medicalRecordNumber, mergedRecords: [] }),
      this.clock.now(),
    );
    return { ...toResponse(inserted), ...(possibleDuplicates.length > 0 && { possibleDuplicates }) };
  }

  async change(patientId: string, patch: MergePatchBody): Promise<PatientResponse> {
    refuseClinicalContent(patch);
    const current = await this.patients.lock(patientId);
    if (!current) throw createNotFoundFailure('patient');
    requireVersion(current.version);
    if (current.status === 'merged') throw createInvalidTransitionFailure('A merged record is not changed any more.', []);
    const { deceasedOn: _died, ...alive } = toWire(current);
    const stays = (patch.status ?? current.status) === 'deceased';
    const changed = withPatch(PatientChange, stays ? toWire(current) : alive, patch);
    const next: PatientRecord = { ...current, ...toColumns(this.normalizeInput(changed)), status: changed.status, deceasedOn: changed.deceasedOn ?? null };
    if (next.birthDate !== current.birthDate || next.deceasedOn !== current.deceasedOn) await this.life.requireEverythingWithin(next);
    return toResponse(await this.patients.update(next, listPatientKeys(next), this.clock.now()));
  }

  async list(query: PatientQuery): Promise<Page<FoundPatient>> {
    const filter = toFilter(query);
    if (query.query !== undefined || query.name !== undefined) return this.search.search(query, filter);
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.patients.list(filter, after, limit),
      position: (patient) => patient.id,
      item: (patient) => toFound(patient, findMergedRecord(patient, filter)),
      total: () => this.patients.count(filter),
    });
  }

  private async find(patientId: string): Promise<PatientRecord> {
    const patient = await this.patients.find(patientId);
    if (!patient) throw createNotFoundFailure('patient');
    return patient;
  }

  private normalizeInput<T extends PatientInput>(typed: T): T & { names: PatientRecord['names'] } {
    const { clinic } = getCurrentPrincipal();
    const today = toCalendarDay(this.clock.now(), clinic.timeZone);
    const { patient, errors: wrong } = normalizeDemographics(typed, { country: clinic.country, today });
    const errors = [...wrong, ...validateDeath(typed, today)];
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    // From here on every name has its full text.
    return patient as T & { names: PatientRecord['names'] };
  }
}

/** Refuses plans and other future actions for a deceased patient. */
export const refuseDeceased = ({ status }: Pick<PatientSummary, 'status'>): void => {
  if (status === 'deceased') throw createInvalidTransitionFailure('The record says that the patient has died: nothing is planned any more.', []);
};

const toSummary = ({ id, names, birthDate, sexAtBirth, skinType, status, deceasedOn }: PatientRecord): PatientSummary => ({
  id,
  name: names[0]!.text,
  birthDate,
  sexAtBirth,
  skinType: skinType ?? null,
  status,
  deceasedOn,
});

/** Finds the merged record that has the identifier in the query; null where there is none. */
const findMergedRecord = ({ mergedRecords }: PatientRecord, { identifier }: PatientFilter): MergedRecord | null =>
  mergedRecords.find(({ identifiers }) => identifiers.some(({ system, value }) => system === identifier?.system && value === identifier.value)) ?? null;

/** Refuses clinical content in the body of a caller who may not see it, such as a receptionist. */
const refuseClinicalContent = (body: object): void => {
  const clinical = clinicalNames.find((name) => (body as Partial<PatientInput>)[name] !== undefined);
  if (clinical !== undefined && !getCurrentPrincipal().permissions.has('consultation.read')) {
    throw createFailure('forbidden', `${clinical} is clinical: recording it needs a role that sees clinical content.`);
  }
};

const toFilter = (query: PatientQuery): PatientFilter => {
  const [system, value] = query.identifier?.split('|') ?? [];
  return {
    ...(query.birthDate !== undefined && { birthDate: query.birthDate }),
    ...(system !== undefined && value !== undefined && { identifier: { system, value: system === ABHA_SYSTEM ? (formatAbha(value) ?? value) : value } }),
    ...(query.updatedSince !== undefined && { updatedSince: query.updatedSince }),
    ...(query.status !== undefined && { status: query.status }),
    ...(query.phone !== undefined && { keys: PatientSearch.listPhoneKeys(query.phone), phoneEndings: listPhoneEndings(query.phone) }),
  };
};
