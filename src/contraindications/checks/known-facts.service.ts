import { Injectable } from '@nestjs/common';
import { BloodTestsService, ConsultationsService } from '../../consultations/index.js';
import { PatientsService, type PatientSummary } from '../../patients/index.js';
import { ListsService } from '../../record/index.js';
import { currentPrincipal } from '../../platform/http/index.js';
import type { Facts } from '../engine/index.js';
import { consultationFacts, listFacts, resultFacts } from './consultation-facts.js';
import { factsFrom } from './facts-from.js';
import type { ConsultationFacts } from './records.js';

/** A patient, and all that is recorded that bears on a treatment. */
export interface KnownPatient {
  patient: PatientSummary;
  consultationIds: ReadonlySet<string>;
  facts: Facts;
  /** What the consultations and lists say, one by one: what the facts were taken from. */
  consultations: readonly ConsultationFacts[];
  /** Consultations that nobody has signed yet, newest first. */
  drafts: readonly { id: string; version: number; startedAt: string }[];
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

  /** For a check: the patient is held until it is stored. Fails as not found when the clinic has no such patient, and refuses a merged one. */
  of(patientId: string, ingredients: readonly string[] | null): Promise<KnownPatient> {
    return this.gather(patientId, this.patients.requireWritable(patientId), ingredients);
  }

  /** For a question about the patient that stores nothing. Fails as not found when the clinic has no such patient. */
  read(patientId: string, ingredients: readonly string[] | null): Promise<KnownPatient> {
    return this.gather(patientId, this.patients.require(patientId), ingredients);
  }

  private async gather(patientId: string, found: Promise<PatientSummary>, ingredients: readonly string[] | null): Promise<KnownPatient> {
    const [patient, records, betweenVisits, stated] = await Promise.all([
      found,
      this.consultations.recordsOf(patientId),
      this.bloodTests.betweenVisits(patientId),
      this.lists.statedDirectly(patientId),
    ]);
    const consultations = [...records.map(consultationFacts), ...stated.map(listFacts)];
    const facts = factsFrom(patient, consultations, {
      timeZone: currentPrincipal().clinic.timeZone,
      ingredients,
      resultsBetweenVisits: betweenVisits.flatMap(resultFacts),
    });
    const drafts = records
      .filter((record) => record.signedAt === null)
      .map(({ id, version, startedAt }) => ({ id, version, startedAt }))
      .sort((one, other) => new Date(other.startedAt).getTime() - new Date(one.startedAt).getTime());
    return { patient, consultationIds: new Set(records.map((record) => record.id)), facts, consultations, drafts };
  }

  /** Fails as not found when the clinic has no such patient. */
  async requirePatient(patientId: string): Promise<void> {
    await this.patients.require(patientId);
  }
}
