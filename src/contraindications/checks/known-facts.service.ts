import { Injectable } from '@nestjs/common';
import { BloodTestsService, ConsultationsService } from '../../consultations/index.js';
import { PatientsService, type PatientSummary } from '../../patients/index.js';
import { ListsService } from '../../record/index.js';
import { currentPrincipal } from '../../platform/http/index.js';
import type { Facts } from '../engine/index.js';
import { consultationFacts, listFacts, resultFacts } from './consultation-facts.js';
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
    private readonly lists: ListsService,
  ) {}

  /**
   * For a check: the patient is held until it is stored. Fails as not found when the clinic has no such patient, and refuses a merged
   * one. With `held: false` for a look that stores nothing.
   */
  async of(patientId: string, ingredients: readonly string[] | null, { held = true } = {}): Promise<KnownPatient> {
    const [patient, records, betweenVisits, stated] = await Promise.all([
      held ? this.patients.requireWritable(patientId) : this.patients.require(patientId),
      this.consultations.recordsOf(patientId),
      this.bloodTests.betweenVisits(patientId),
      this.lists.statedDirectly(patientId),
    ]);
    const facts = factsFrom(patient, [...records.map(consultationFacts), ...stated.map(listFacts)], {
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
