import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { createInvalidInputFailure, createInvalidTransitionFailure, createNotFoundFailure } from '../kernel/failure.js';
import { PatientsService } from '../patients/index.js';
import { getCurrentPrincipal } from '../platform/http/index.js';
import type { BloodTestInput, BloodTestResponse } from './blood-tests/blood-test.dto.js';
import { readBloodTestsNow } from './blood-tests/blood-test.response.js';
import { BloodTestsRepository } from './blood-tests/blood-tests.repository.js';
import { ConsultationsRepository } from './consultations.repository.js';
import { buildBloodTest, buildTrichoanalysis } from './domain/consultation-input.js';
import { withAlongside, type BloodTestRecord } from './domain/blood-tests/blood-test-record.js';
import { createInputContext, validateWithinLife } from './input-context.js';
import { ConsultationLocks } from './consultation-locks.service.js';
import { CitedPhotographs } from './trichoanalysis/cited-photographs.js';
import type { TrichoanalysisInput, TrichoanalysisResponse } from './trichoanalysis/trichoanalysis.dto.js';
import { toTrichoanalysisResponse } from './trichoanalysis/trichoanalysis.response.js';

/** Adds blood tests and trichoanalyses to a draft, and marks blood tests as entered in error. */
@Injectable()
export class ConsultationParts {
  constructor(
    private readonly consultations: ConsultationsRepository,
    private readonly locks: ConsultationLocks,
    private readonly bloodTests: BloodTestsRepository,
    private readonly photographs: CitedPhotographs,
    private readonly patients: PatientsService,
    private readonly clock: Clock,
  ) {}

  async addBloodTest(consultationId: string, input: BloodTestInput): Promise<BloodTestResponse> {
    const draft = await this.locks.lockDraft(consultationId);
    const patient = await this.patients.requireWritable(draft.patientId);
    const context = { ...createInputContext(patient, this.clock.now()), pregnant: draft.medicalHistory?.pregnancy?.status === 'yes' };
    const { record, errors } = buildBloodTest(input, consultationId, context, '');
    errors.push(...validateWithinLife(input, patient));
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const [beside] = await Promise.all([
      this.consultations.addBloodTests([record], getCurrentPrincipal().id),
      this.consultations.touch(consultationId, context.now),
    ]);
    return this.readNow(withAlongside([record], beside)[0]!);
  }

  async addTrichoanalysis(consultationId: string, input: TrichoanalysisInput): Promise<TrichoanalysisResponse> {
    const draft = await this.locks.lockDraft(consultationId);
    const patient = await this.patients.requireWritable(draft.patientId);
    const context = createInputContext(patient, this.clock.now());
    const { record, errors } = buildTrichoanalysis(input, consultationId, context, '');
    errors.push(...validateWithinLife(input, patient));
    errors.push(...(await this.photographs.validate(draft.patientId, [input], () => '')));
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    await Promise.all([this.consultations.addTrichoanalyses([record], getCurrentPrincipal().id), this.consultations.touch(consultationId, context.now)]);
    return toTrichoanalysisResponse(record);
  }

  /** Marks a blood test as entered in error; fails where a signature covers the blood test. */
  async enterBloodTestInError(bloodTestId: string, reason: string): Promise<BloodTestResponse> {
    const test = await this.bloodTests.find(bloodTestId);
    if (!test) throw createNotFoundFailure('blood test');
    if (test.enteredInError) throw createInvalidTransitionFailure('The blood test was entered in error already.', []);
    const now = this.clock.now();
    if (test.consultationId !== null) {
      const { status } = await this.locks.lock(test.consultationId);
      if (status !== 'draft') throw createInvalidTransitionFailure('The consultation is signed: take the blood test back by an amendment.', ['amendments']);
      await this.consultations.touch(test.consultationId, now);
    }
    await this.bloodTests.enterInError(bloodTestId, reason, getCurrentPrincipal().id, now);
    return this.readNow({ ...test, enteredInError: { reason, by: getCurrentPrincipal().id, at: now.toISOString() } });
  }

  private readNow(record: BloodTestRecord): BloodTestResponse {
    return readBloodTestsNow([record], getCurrentPrincipal().clinic.timeZone)[0]!;
  }
}
