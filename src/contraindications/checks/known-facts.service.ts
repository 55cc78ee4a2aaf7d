import { Injectable } from '@nestjs/common';
import { BloodTestsService, ConsultationsService, RecordsOfMany } from '../../consultations/index.js';
import { PatientsService, type PatientSummary, type Person } from '../../patients/index.js';
import { ListsService } from '../../record/index.js';
import { currentPrincipal } from '../../platform/http/index.js';
import type { Facts, FactsRead } from '../engine/index.js';
import { consultationFacts, listFacts, resultFacts } from './consultation-facts.js';
import { factsFrom } from './facts-from.js';
import { partsToRead } from './parts-to-read.js';
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

/** What is known of a patient, with what is to be used. */
export type FactsOf = (ingredients: readonly string[] | null) => Facts;

/** A patient whose age and sex nobody asks for. */
const unknownPerson = (id: string): Person => ({ id, birthDate: null, sexAtBirth: 'unknown' });

/** Gathers what the features keep about a patient; the three questions to the database travel together. */
@Injectable()
export class KnownFactsService {
  constructor(
    private readonly patients: PatientsService,
    private readonly consultations: ConsultationsService,
    private readonly bloodTests: BloodTestsService,
    private readonly lists: ListsService,
    private readonly manyRecords: RecordsOfMany,
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

  /**
   * The same of many patients, as it is known at this moment, gathered by four statements for all of them together; a function, as what is to
   * be used differs from plan to plan. Holds nobody. Where it is told which facts are `read`, it asks for no others.
   */
  async ofMany(patientIds: readonly string[], timeZone: string, read?: FactsRead): Promise<ReadonlyMap<string, FactsOf>> {
    const ids = [...new Set(patientIds)];
    const parts = read && partsToRead(read);
    const [persons, records, betweenVisits, stated] = await Promise.all([
      parts?.persons === false ? ids.map(unknownPerson) : this.patients.personsOf(ids),
      parts?.consultations === false ? [] : this.manyRecords.consultations(ids, parts?.record),
      this.manyRecords.betweenVisits(ids, parts?.record),
      this.lists.statedDirectlyOfMany(ids, parts?.lists),
    ]);
    const recordsOf = Map.groupBy(records, (record) => record.patientId);
    const testsOf = Map.groupBy(betweenVisits, (test) => test.patientId);
    const statedOf = Map.groupBy(stated, (entry) => entry.patientId);
    const factsOf = (person: Person): FactsOf => {
      const said = [...(recordsOf.get(person.id) ?? []).map(consultationFacts), ...(statedOf.get(person.id) ?? []).map(listFacts)];
      const resultsBetweenVisits = (testsOf.get(person.id) ?? []).flatMap(resultFacts);
      return (ingredients) => factsFrom(person, said, { timeZone, ingredients, resultsBetweenVisits });
    };
    return new Map(persons.map((person) => [person.id, factsOf(person)]));
  }

  /** Fails as not found when the clinic has no such patient. */
  async requirePatient(patientId: string): Promise<void> {
    await this.patients.require(patientId);
  }
}
