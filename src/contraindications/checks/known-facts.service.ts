import { Injectable } from '@nestjs/common';
import { BloodTestsService, ConsultationsService } from '../../consultations/index.js';
import { PatientsService, type PatientSummary } from '../../patients/index.js';
import { currentPrincipal } from '../../platform/http/index.js';
import type { Facts } from '../engine/index.js';
import { consultationFacts, resultFacts } from './consultation-facts.js';
import { factsFrom } from './facts-from.js';

/** A patient, and all that is recorded that bears on a treatment. */
export interface KnownPatient {
  patient: PatientSummary;
  consultationIds: ReadonlySet<string>;
  facts: Facts;
}

/** Gathers what the features keep about a patient; the three questions to the database travel together. */
@Injectable()
export class KnownFactsService {
  constructor(
    private readonly patients: PatientsService,
    private readonly consultations: ConsultationsService,
    private readonly bloodTests: BloodTestsService,
  ) {}

  /** Fails as not found when the clinic has no such patient. */
  async of(patientId: string, ingredients: readonly string[] | null): Promise<KnownPatient> {
    const [patient, records, betweenVisits] = await Promise.all([
      this.patients.require(patientId),
      this.consultations.recordsOf(patientId),
      this.bloodTests.betweenVisits(patientId),
    ]);
    const facts = factsFrom(patient, records.map(consultationFacts), {
      timeZone: currentPrincipal().clinic.timeZone,
      ingredients,
      resultsBetweenVisits: betweenVisits.flatMap(resultFacts),
    });
    return { patient, consultationIds: new Set(records.map((record) => record.id)), facts };
  }

  /** Fails as not found when the clinic has no such patient. */
  async requirePatient(patientId: string): Promise<void> {
    await this.patients.require(patientId);
  }
}
