import { Injectable } from '@nestjs/common';
import { FormularyService } from '../../formulary/index.js';
import { BloodTestsService, ConsultationsService, RecordsOfMany } from '../../consultations/index.js';
import { PatientsService, type PatientSummary, type Person } from '../../patients/index.js';
import { ListsService } from '../../record/index.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import type { DismissedFact, Facts, FactsRead } from '../engine/index.js';
import { AdverseEventsForRules } from './adverse-events-for-rules.js';
import { DismissalsRepository, type DismissalOfPatient } from './dismissals.repository.js';
import { toConsultationFacts, listFacts, createResultsOfTests } from './consultation-facts.js';
import { collectFacts } from './facts-from.js';
import type { NamedIndications } from './planned-indications.js';
import type { PlannedUse } from './planned-ingredients.js';
import { choosePartsToRead } from './parts-to-read.js';
import type { ConsultationFacts } from './records.js';

/** A patient, with all records that matter for a treatment. */
export interface KnownPatient {
  patient: PatientSummary;
  consultationIds: ReadonlySet<string>;
  factsFor: FactsFor;
  /** The statements of the consultations and lists that the facts were derived from. */
  consultations: readonly ConsultationFacts[];
  /** Unsigned consultations, the newest first. */
  drafts: readonly { id: string; version: number; startedAt: string }[];
}

/** The planned ingredients and indications. */
export interface Planned extends PlannedUse {
  indications: NamedIndications | null;
}

/** Derives the facts about a patient from the records and a plan. */
export type FactsFor = (planned: Planned) => Facts;

const withoutPatient = ({ patientId: _patientId, ...dismissal }: DismissalOfPatient): DismissedFact => dismissal;

/** A patient whose age and sex are not needed. */
const createUnknownPerson = (id: string): Person => ({ id, birthDate: null, sexAtBirth: 'unknown', status: 'active', deceasedOn: null });

/** Reads the records of a patient from all features, with the queries in parallel. */
@Injectable()
export class KnownFactsService {
  constructor(
    private readonly patients: PatientsService,
    private readonly consultations: ConsultationsService,
    private readonly bloodTests: BloodTestsService,
    private readonly lists: ListsService,
    private readonly manyRecords: RecordsOfMany,
    private readonly adverseEvents: AdverseEventsForRules,
    private readonly dismissals: DismissalsRepository,
    private readonly formulary: FormularyService,
  ) {}

  /**
   * Reads the records for a check, and locks the patient until the check is stored. Throws not-found where the clinic has no such patient, and refuses a merged
   * patient.
   */
  readForCheck(patientId: string): Promise<KnownPatient> {
    return this.gather(patientId, this.patients.requireWritable(patientId));
  }

  /** Reads the records for a question that stores nothing. Throws not-found where the clinic has no such patient. */
  read(patientId: string): Promise<KnownPatient> {
    return this.gather(patientId, this.patients.require(patientId));
  }

  private async gather(patientId: string, found: Promise<PatientSummary>): Promise<KnownPatient> {
    const [patient, records, betweenVisits, stated, adverseEvents, dismissed, names] = await Promise.all([
      found,
      this.consultations.listRecords(patientId),
      this.bloodTests.listBetweenVisits(patientId),
      this.lists.listStatedDirectly(patientId),
      this.adverseEvents.listByPatients([patientId]),
      this.dismissals.listInForce([patientId]),
      this.formulary.getClinicNames(),
    ]);
    const { timeZone } = getCurrentPrincipal().clinic;
    const resultsOf = createResultsOfTests([...records.flatMap(({ bloodTests }) => bloodTests), ...betweenVisits], patient, timeZone);
    const consultations = [...records.map((record) => toConsultationFacts(record, resultsOf)), ...stated.map(listFacts)];
    const known = {
      timeZone,
      names,
      resultsBetweenVisits: resultsOf(betweenVisits),
      adverseEvents,
      dismissed: dismissed.map(withoutPatient),
    };
    const factsFor: FactsFor = (planned) => collectFacts(patient, consultations, { ...known, ...planned });
    const drafts = records
      .filter((record) => record.signedAt === null)
      .map(({ id, version, startedAt }) => ({ id, version, startedAt }))
      .sort((one, other) => new Date(other.startedAt).getTime() - new Date(one.startedAt).getTime());
    return { patient, consultationIds: new Set(records.map((record) => record.id)), factsFor, consultations, drafts };
  }

  /**
   * Reads the present records of many patients with seven statements in total, and locks nobody. Answers a function for each patient, because the planned
   * ingredients differ from plan to plan. Where `read` is given, only the records for these facts are read.
   */
  async readMany(patientIds: readonly string[], timeZone: string, read?: FactsRead): Promise<ReadonlyMap<string, FactsFor>> {
    const ids = [...new Set(patientIds)];
    const parts = read && choosePartsToRead(read);
    const [persons, records, betweenVisits, stated, adverseEvents, dismissed, names] = await Promise.all([
      parts?.persons === false ? ids.map(createUnknownPerson) : this.patients.listPersons(ids),
      parts?.consultations === false ? [] : this.manyRecords.listConsultations(ids, parts?.record),
      this.manyRecords.listBetweenVisits(ids, parts?.record),
      this.lists.listStatedDirectlyOfMany(ids, parts?.lists),
      this.adverseEvents.listByPatients(ids),
      this.dismissals.listInForce(ids),
      this.formulary.getClinicNames(),
    ]);
    const recordsOf = Map.groupBy(records, (record) => record.patientId);
    const testsOf = Map.groupBy(betweenVisits, (test) => test.patientId);
    const statedOf = Map.groupBy(stated, (entry) => entry.patientId);
    const eventsOf = Map.groupBy(adverseEvents, (event) => event.patientId);
    const dismissedOf = Map.groupBy(dismissed, (ofPatient) => ofPatient.patientId);
    const factsOf = (person: Person): FactsFor => {
      const [recorded, between] = [recordsOf.get(person.id) ?? [], testsOf.get(person.id) ?? []];
      const resultsOf = createResultsOfTests([...recorded.flatMap(({ bloodTests }) => bloodTests), ...between], person, timeZone);
      const said = [...recorded.map((record) => toConsultationFacts(record, resultsOf)), ...(statedOf.get(person.id) ?? []).map(listFacts)];
      const resultsBetweenVisits = resultsOf(between);
      const known = { adverseEvents: eventsOf.get(person.id) ?? [], dismissed: (dismissedOf.get(person.id) ?? []).map(withoutPatient) };
      return (planned) => collectFacts(person, said, { timeZone, names, resultsBetweenVisits, ...known, ...planned });
    };
    return new Map(persons.map((person) => [person.id, factsOf(person)]));
  }

  /** Throws not-found where the clinic has no such patient. */
  async requirePatient(patientId: string): Promise<void> {
    await this.patients.require(patientId);
  }
}
