import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { conflict, invalid, notFound } from '../../kernel/failure.js';
import { newId } from '../../kernel/id.js';
import { PatientsService } from '../../patients/index.js';
import { currentPrincipal, lifeErrors, type Page, type PageQuery, Pages } from '../../platform/http/index.js';
import { bloodTestFrom } from '../domain/consultation-input.js';
import type { BloodTestRecord } from '../domain/blood-tests/blood-test-record.js';
import type { BloodTestInput, BloodTestResponse } from './blood-test.dto.js';
import { bloodTestsNow } from './blood-test.response.js';
import { BloodTestsRepository } from './blood-tests.repository.js';

@Injectable()
export class BloodTestsService {
  constructor(
    private readonly bloodTests: BloodTestsRepository,
    private readonly patients: PatientsService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Lists the blood tests that a laboratory reported between visits, newest first. */
  betweenVisits(patientId: string): Promise<BloodTestRecord[]> {
    return this.bloodTests.betweenVisits(patientId);
  }

  async record(patientId: string, input: BloodTestInput): Promise<BloodTestResponse> {
    const [patient, pregnancy] = await Promise.all([this.patients.requireWritable(patientId), this.bloodTests.pregnancyAt(patientId, input.collectedAt)]);
    const { id: recordedBy, clinic } = currentPrincipal();
    const { sexAtBirth, birthDate } = patient;
    const context = { patientId, sexAtBirth, birthDate, pregnant: pregnancy === 'yes', now: this.clock.now(), timeZone: clinic.timeZone, newId };
    const { record, errors } = bloodTestFrom(input, null, context, '');
    errors.push(...lifeErrors(input, patient, clinic.timeZone));
    if (errors.length > 0) throw invalid(errors);
    const alongside = await this.bloodTests.insert(record, recordedBy);
    const response = this.asReadNow({ ...record, alongside });
    if (response.duplicateOf !== undefined) throw conflict('The report is on record already.', { existing: response.duplicateOf });
    return response;
  }

  async get(bloodTestId: string): Promise<BloodTestResponse> {
    const record = await this.bloodTests.find(bloodTestId);
    if (!record) throw notFound('blood test');
    return this.asReadNow(record);
  }

  async list(patientId: string, query: PageQuery): Promise<Page<BloodTestResponse>> {
    await this.patients.require(patientId);
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.bloodTests.list(patientId, after, limit),
      position: (test) => test.id,
      item: (test) => this.asReadNow(test),
      total: () => this.bloodTests.count(patientId),
    });
  }

  private asReadNow(test: BloodTestRecord): BloodTestResponse {
    return bloodTestsNow([test], currentPrincipal().clinic.timeZone)[0]!;
  }
}
