import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { invalid, invalidTransition, notFound } from '../kernel/failure.js';
import { PatientsService } from '../patients/index.js';
import { currentPrincipal } from '../platform/http/index.js';
import type { BloodTestInput, BloodTestResponse } from './blood-tests/blood-test.dto.js';
import { bloodTestsNow } from './blood-tests/blood-test.response.js';
import { BloodTestsRepository } from './blood-tests/blood-tests.repository.js';
import { ConsultationsRepository } from './consultations.repository.js';
import { bloodTestFrom, trichoanalysisFrom } from './domain/consultation-input.js';
import { withAlongside, type BloodTestRecord } from './domain/blood-tests/blood-test-record.js';
import { inputContextOf, lifeErrorsOf } from './input-context.js';
import { ConsultationLocks } from './consultation-locks.service.js';
import { CitedPhotographs } from './trichoanalysis/cited-photographs.js';
import type { TrichoanalysisInput, TrichoanalysisResponse } from './trichoanalysis/trichoanalysis.dto.js';
import { trichoanalysisResponse } from './trichoanalysis/trichoanalysis.response.js';

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
    const draft = await this.locks.draft(consultationId);
    const patient = await this.patients.requireWritable(draft.patientId);
    const context = { ...inputContextOf(patient, this.clock.now()), pregnant: draft.medicalHistory?.pregnancy?.status === 'yes' };
    const { record, errors } = bloodTestFrom(input, consultationId, context, '');
    errors.push(...lifeErrorsOf(input, patient));
    if (errors.length > 0) throw invalid(errors);
    const [beside] = await Promise.all([
      this.consultations.addBloodTests([record], currentPrincipal().id),
      this.consultations.touch(consultationId, context.now),
    ]);
    return this.bloodTest(withAlongside([record], beside)[0]!);
  }

  async addTrichoanalysis(consultationId: string, input: TrichoanalysisInput): Promise<TrichoanalysisResponse> {
    const draft = await this.locks.draft(consultationId);
    const patient = await this.patients.requireWritable(draft.patientId);
    const context = inputContextOf(patient, this.clock.now());
    const { record, errors } = trichoanalysisFrom(input, consultationId, context, '');
    errors.push(...lifeErrorsOf(input, patient));
    errors.push(...(await this.photographs.errors(draft.patientId, [input], () => '')));
    if (errors.length > 0) throw invalid(errors);
    await Promise.all([this.consultations.addTrichoanalyses([record], currentPrincipal().id), this.consultations.touch(consultationId, context.now)]);
    return trichoanalysisResponse(record);
  }

  /** Marks a blood test as entered in error; fails where a signature covers the blood test. */
  async enterBloodTestInError(bloodTestId: string, reason: string): Promise<BloodTestResponse> {
    const test = await this.bloodTests.find(bloodTestId);
    if (!test) throw notFound('blood test');
    if (test.enteredInError) throw invalidTransition('The blood test was entered in error already.', []);
    const now = this.clock.now();
    if (test.consultationId !== null) {
      const { status } = await this.locks.any(test.consultationId);
      if (status !== 'draft') throw invalidTransition('The consultation is signed: take the blood test back by an amendment.', ['amendments']);
      await this.consultations.touch(test.consultationId, now);
    }
    await this.bloodTests.enterInError(bloodTestId, reason, currentPrincipal().id, now);
    return this.bloodTest({ ...test, enteredInError: { reason, by: currentPrincipal().id, at: now.toISOString() } });
  }

  private bloodTest(record: BloodTestRecord): BloodTestResponse {
    return bloodTestsNow([record], currentPrincipal().clinic.timeZone)[0]!;
  }
}
