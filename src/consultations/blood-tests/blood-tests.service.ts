import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createConflictFailure, createInvalidInputFailure, createInvalidTransitionFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { PatientsService } from '../../patients/index.js';
import { getCurrentPrincipal, validateLifeDates, type Page, type PageQuery, Pages, toActor } from '../../platform/http/index.js';
import { buildBloodTest } from '../domain/consultation-input.js';
import type { BloodTestRecord } from '../domain/blood-tests/blood-test-record.js';
import type { AnalyteTrend, BloodTestInput, BloodTestResponse, ReportAcknowledgement } from './blood-test.dto.js';
import type { CriticalResult } from './critical-result.dto.js';
import { listCriticalResults, readBloodTestsNow } from './blood-test.response.js';
import { BloodTestsRepository } from './blood-tests.repository.js';
import { listTrends } from './trends.js';

/** The most blood tests of which trends are made: more than anybody has. */
const MOST_TESTS = 1000;

@Injectable()
export class BloodTestsService {
  constructor(
    private readonly bloodTests: BloodTestsRepository,
    private readonly patients: PatientsService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Lists the blood tests that a laboratory reported between visits, newest first. */
  listBetweenVisits(patientId: string): Promise<BloodTestRecord[]> {
    return this.bloodTests.listBetweenVisits(patientId);
  }

  async record(patientId: string, input: BloodTestInput): Promise<BloodTestResponse> {
    const [patient, pregnancy] = await Promise.all([this.patients.requireWritable(patientId), this.bloodTests.findPregnancyAt(patientId, input.collectedAt)]);
    const { id: recordedBy, clinic } = getCurrentPrincipal();
    const { sexAtBirth, birthDate } = patient;
    const context = { patientId, sexAtBirth, birthDate, pregnant: pregnancy === 'yes', now: this.clock.now(), timeZone: clinic.timeZone, newId: createId };
    const { record, errors } = buildBloodTest(input, null, context, '');
    errors.push(...validateLifeDates(input, patient, clinic.timeZone));
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const alongside = await this.bloodTests.insert(record, recordedBy);
    const response = this.readNow({ ...record, alongside });
    if (response.duplicateOf !== undefined) throw createConflictFailure('The report is on record already.', { existing: response.duplicateOf });
    return response;
  }

  async get(bloodTestId: string): Promise<BloodTestResponse> {
    const record = await this.bloodTests.find(bloodTestId);
    if (!record) throw createNotFoundFailure('blood test');
    return this.readNow(record);
  }

  async list(patientId: string, query: PageQuery): Promise<Page<BloodTestResponse>> {
    await this.patients.require(patientId);
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.bloodTests.list(patientId, after, limit),
      position: (test) => test.id,
      item: (test) => this.readNow(test),
      total: () => this.bloodTests.count(patientId),
    });
  }

  /** Records that the caller has seen a report. Answers the first acknowledgement where there is one already. */
  async acknowledge(bloodTestId: string): Promise<ReportAcknowledgement> {
    const test = await this.bloodTests.find(bloodTestId);
    if (!test) throw createNotFoundFailure('blood test');
    if (test.enteredInError) throw createInvalidTransitionFailure('The blood test was entered in error: there is nothing to see.', []);
    if (test.consultationId !== null) throw createInvalidTransitionFailure('The blood test is part of a consultation: who signs that has seen it.', []);
    const { acknowledgedBy, acknowledgedAt } = await this.bloodTests.acknowledge(bloodTestId, getCurrentPrincipal().id, this.clock.now());
    return { bloodTestId, patientId: test.patientId, acknowledgedBy: toActor(acknowledgedBy), acknowledgedAt: acknowledgedAt.toISOString() };
  }

  /** Finds the critical results of several patients: beyond the critical bounds, in force, and of each analyte the newest. Patients without any are left out. */
  async listCriticalResults(patientIds: readonly string[]): Promise<ReadonlyMap<string, CriticalResult[]>> {
    if (patientIds.length === 0) return new Map();
    const found = await this.bloodTests.listOfConcern(patientIds);
    const tests = readBloodTestsNow(
      found.map(({ test }) => test),
      getCurrentPrincipal().clinic.timeZone,
    );
    const ofConcern = tests.map((test, index) => ({ ...test, results: found[index]!.positions.flatMap((position) => test.results[position] ?? []) }));
    return new Map([...Map.groupBy(ofConcern, ({ patientId }) => patientId)].map(([patientId, some]) => [patientId, listCriticalResults(some)]));
  }

  /** Lists the trend of each analyte that was measured as a number: its last two results in force. */
  async listTrends(patientId: string): Promise<AnalyteTrend[]> {
    const tests = await this.bloodTests.list(patientId, null, MOST_TESTS);
    return listTrends(readBloodTestsNow(tests, getCurrentPrincipal().clinic.timeZone));
  }

  private readNow(test: BloodTestRecord): BloodTestResponse {
    return readBloodTestsNow([test], getCurrentPrincipal().clinic.timeZone)[0]!;
  }
}
