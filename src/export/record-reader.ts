import { Inject, Injectable } from '@nestjs/common';
import { ClinicService, IntegrationClientsService, StaffService } from '../clinic/index.js';
import { Clock } from '../kernel/clock.js';
import { PatientsService } from '../patients/index.js';
import { readEveryPage } from '../platform/export/index.js';
import { getCurrentPrincipal, toActor } from '../platform/http/index.js';
import { StockLocationsService } from '../products/index.js';
import { listIds, type ExportedPerson, type ExportedPlan, type ExportedRecord, type PlanParts, type RecordParts } from './domain/record.js';
import { SECTION_READERS, type Readers, type SectionReaders } from './sections.js';

type Everything = Omit<RecordParts, 'treatmentPlans'> & { treatmentPlans: ExportedPlan[] };

/** Every kind of record, in the order of the export. */
const kinds = {
  merges: true,
  mergedRecords: true,
  consents: true,
  conditions: true,
  allergies: true,
  noKnownAllergies: true,
  medications: true,
  procedures: true,
  consultations: true,
  bloodTests: true,
  trichoanalyses: true,
  scales: true,
  photographs: true,
  photographPublications: true,
  contraindicationChecks: true,
  dismissals: true,
  treatmentPlans: true,
  appointments: true,
  waitingListEntries: true,
  adverseEvents: true,
  reversedProductUses: true,
  productExposures: true,
  timeline: true,
} satisfies Record<keyof RecordParts, true>;

const kindsOfPlan = { sessions: true, estimates: true, screenings: true, bills: true, ratings: true } satisfies Record<keyof PlanParts, true>;

/** Reads the kinds one after another, in one snapshot on one connection. */
const readAll = async <Parts extends object>(readers: Readers<Parts>, names: Record<keyof Parts, true>, id: string): Promise<Parts> => {
  const parts: Partial<Parts> = {};
  for (const name of Object.keys(names) as (keyof Parts)[]) parts[name] = await readers[name](id);
  return parts as Parts;
};

/** Reads everything that the clinic stores about a person, through the services of the features, in the form of the API. */
@Injectable()
export class RecordReader {
  constructor(
    @Inject(SECTION_READERS) private readonly sections: SectionReaders,
    private readonly patients: PatientsService,
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
      this.readParts(patientId),
    ]);
    const { id, name, timeZone, country, phone, email, address, emergencyPhone } = clinic;
    return {
      format: 'hairline-record',
      formatVersion: 1,
      exportedAt: this.clock.now().toISOString(),
      exportedBy: toActor(getCurrentPrincipal().id),
      clinic: { id, name, timeZone, country, phone, email, address, emergencyPhone },
      patient,
      mergedIntoNumber: survivor?.medicalRecordNumber ?? null,
      ...(await this.readNames(parts)),
      ...parts,
    };
  }

  private readParts(patientId: string): Promise<Everything> {
    return readAll<Everything>({ ...this.sections.ofPatient, treatmentPlans: (id) => this.listPlans(id) }, kinds, patientId);
  }

  private async listPlans(patientId: string): Promise<ExportedPlan[]> {
    const plans = await this.sections.ofPatient.treatmentPlans(patientId);
    return Promise.all(plans.map(async (plan) => ({ ...plan, ...(await readAll(this.sections.ofPlan, kindsOfPlan, plan.id)) })));
  }

  /** Reads the names of the staff members, clients and places that the record names by id. */
  private async readNames(parts: Everything): Promise<Pick<ExportedRecord, 'people' | 'systems' | 'places'>> {
    const named = listIds(parts).add(getCurrentPrincipal().id);
    const staff = await readEveryPage((query) => this.staff.list(query));
    const clients = await readEveryPage((query) => this.clients.list(query));
    const places = await readEveryPage((query) => this.stockLocations.list(query));
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
