import { Injectable } from '@nestjs/common';
import { ClinicService, IntegrationClientsService, StaffService } from '../clinic/index.js';
import { BloodTestsService, ConsultationsService, ScalesService, SigningService, TrichoanalysesService } from '../consultations/index.js';
import { ChecksService, DismissalsService } from '../contraindications/index.js';
import { Clock } from '../kernel/clock.js';
import { ConsentsService, MergingService, PatientsService, type PatientResponse } from '../patients/index.js';
import { RatingsService } from '../outcomes/index.js';
import { PhotographsService, PublicationsService } from '../photographs/index.js';
import { currentPrincipal } from '../platform/http/index.js';
import { ListsService, TimelineService, type PatientList } from '../record/index.js';
import { BillsService, EstimatesService } from '../estimates/index.js';
import { RecallsService, StockLocationsService } from '../products/index.js';
import { AdverseEventsService, PlanScreening, PlansService, SessionSigningService, SessionsService } from '../treatments/index.js';
import { everyPage } from './every-page.js';
import {
  idsIn,
  type ExportedCheck,
  type ExportedConsultation,
  type ExportedPerson,
  type ExportedPlan,
  type ExportedRecord,
  type ExportedSession,
  type RecordParts,
} from './domain/record.js';

/** Reads everything that the clinic holds about a person, through the services of the features: what the API shows, and as it shows it. */
@Injectable()
export class RecordReader {
  constructor(
    private readonly patients: PatientsService,
    private readonly merging: MergingService,
    private readonly consents: ConsentsService,
    private readonly lists: ListsService,
    private readonly consultations: ConsultationsService,
    private readonly signing: SigningService,
    private readonly bloodTests: BloodTestsService,
    private readonly trichoanalyses: TrichoanalysesService,
    private readonly scales: ScalesService,
    private readonly photographs: PhotographsService,
    private readonly publications: PublicationsService,
    private readonly checks: ChecksService,
    private readonly dismissals: DismissalsService,
    private readonly plans: PlansService,
    private readonly sessions: SessionsService,
    private readonly sessionVersions: SessionSigningService,
    private readonly estimates: EstimatesService,
    private readonly bills: BillsService,
    private readonly screenings: PlanScreening,
    private readonly ratings: RatingsService,
    private readonly adverseEvents: AdverseEventsService,
    private readonly recalls: RecallsService,
    private readonly timeline: TimelineService,
    private readonly clinics: ClinicService,
    private readonly staff: StaffService,
    private readonly clients: IntegrationClientsService,
    private readonly stockLocations: StockLocationsService,
    private readonly clock: Clock,
  ) {}

  async read(patientId: string): Promise<ExportedRecord> {
    const patient = await this.patients.get(patientId);
    const [clinic, survivor, parts] = await Promise.all([
      this.clinics.get(),
      patient.mergedInto === null ? null : this.patients.get(patient.mergedInto),
      this.partsOf(patientId),
    ]);
    const { id, name, timeZone, country, phone, email, address, emergencyPhone } = clinic;
    return {
      format: 'hairline-record',
      formatVersion: 1,
      exportedAt: this.clock.now().toISOString(),
      exportedBy: currentPrincipal().id,
      clinic: { id, name, timeZone, country, phone, email, address, emergencyPhone },
      patient,
      mergedIntoNumber: survivor?.medicalRecordNumber ?? null,
      ...(await this.namesIn(parts)),
      ...parts,
    };
  }

  /** Each kind of record, in the order in which the export has them. */
  private async partsOf(patientId: string): Promise<RecordParts> {
    const merges = await this.merging.history(patientId);
    const merged = merges.filter(({ patientId: one, undone }) => one !== patientId && undone === null);
    return {
      merges,
      mergedRecords: await Promise.all(merged.map((merge): Promise<PatientResponse> => this.patients.get(merge.patientId))),
      consents: await this.consentsOf(patientId),
      conditions: await this.list('conditions', patientId),
      allergies: await this.list('allergies', patientId),
      noKnownAllergies: await this.lists.absencesOf(patientId),
      medications: await this.list('medications', patientId),
      procedures: await this.list('procedures', patientId),
      consultations: await this.consultationsOf(patientId),
      bloodTests: await everyPage((query) => this.bloodTests.list(patientId, query)),
      trichoanalyses: await everyPage((query) => this.trichoanalyses.every(patientId, query)),
      scales: await everyPage((query) => this.scales.list(patientId, query)),
      photographs: await everyPage((query) => this.photographs.list(patientId, query)),
      photographPublications: await everyPage((query) => this.publications.list(patientId, query)),
      contraindicationChecks: await this.checksOf(patientId),
      dismissals: await everyPage((query) => this.dismissals.list(patientId, query)),
      treatmentPlans: await this.plansOf(patientId),
      adverseEvents: await everyPage((query) => this.adverseEvents.listOfPatient(patientId, query)),
      reversedProductUses: await this.recalls.reversedOf(patientId),
      productExposures: await everyPage((query) => this.recalls.ofPatient(patientId, query)),
      timeline: await everyPage((query) => this.timeline.list(patientId, query)),
    };
  }

  private list<R>(list: PatientList, patientId: string): Promise<R[]> {
    return everyPage((query) => this.lists.list(list, patientId, { ...query, includeEnteredInError: true })) as Promise<R[]>;
  }

  /** Lists leave the texts out: each consent is read by itself. */
  private async consentsOf(patientId: string): Promise<RecordParts['consents']> {
    const listed = await everyPage((query) => this.consents.list(patientId, query));
    return Promise.all(listed.map(({ id }) => this.consents.get(id)));
  }

  private async consultationsOf(patientId: string): Promise<ExportedConsultation[]> {
    const listed = await everyPage((query) => this.consultations.list({ ...query, patientId }));
    return Promise.all(
      listed.map(async (consultation) => ({ ...consultation, versions: await everyPage((query) => this.signing.list(consultation.id, query)) })),
    );
  }

  private async checksOf(patientId: string): Promise<ExportedCheck[]> {
    const listed = await everyPage((query) => this.checks.list(patientId, query));
    const facts = new Map((await this.checks.factsOf(listed.map(({ id }) => id))).map(({ id, ...rest }) => [id, rest]));
    return listed.map((check) => ({ ...check, ...facts.get(check.id)! }));
  }

  private async plansOf(patientId: string): Promise<ExportedPlan[]> {
    const listed = await everyPage((query) => this.plans.listOfPatient(patientId, query));
    return Promise.all(
      listed.map(async (plan) => ({
        ...plan,
        sessions: await this.sessionsOf(plan.id),
        estimates: await everyPage((query) => this.estimates.list(plan.id, query)),
        screenings: await everyPage((query) => this.screenings.list(plan.id, query)),
        bills: await everyPage((query) => this.bills.list(plan.id, query)),
        ratings: await everyPage((query) => this.ratings.list(plan.id, query)),
      })),
    );
  }

  private async sessionsOf(planId: string): Promise<ExportedSession[]> {
    const listed = await everyPage((query) => this.sessions.listOfPlan(planId, query));
    return Promise.all(listed.map(async (session) => ({ ...session, versions: await everyPage((query) => this.sessionVersions.list(session.id, query)) })));
  }

  /** Of the people, systems and places of the clinic those that the record names by id. */
  private async namesIn(parts: RecordParts): Promise<Pick<ExportedRecord, 'people' | 'systems' | 'places'>> {
    const named = idsIn(parts).add(currentPrincipal().id);
    const staff = await everyPage((query) => this.staff.list(query));
    const clients = await everyPage((query) => this.clients.list(query));
    const places = await everyPage((query) => this.stockLocations.list(query));
    const known = <T extends { id: string }>(all: readonly T[]): T[] => all.filter(({ id }) => named.has(id));
    return {
      people: known(staff).map(({ id, name, role, registrationNumber }): ExportedPerson => ({
        id,
        name,
        role,
        registrationNumber: registrationNumber ?? null,
      })),
      systems: known(clients).map(({ id, name }) => ({ id, name })),
      places: known(places).map(({ id, name }) => ({ id, name })),
    };
  }
}
