import { Injectable } from '@nestjs/common';
import { BloodTestsService, ConsultationsService, type ConsultationResponse, type CriticalResult } from '../../consultations/index.js';
import { Clock } from '../../kernel/clock.js';
import { PhotographsService } from '../../photographs/index.js';
import { ConsentsService, PatientsService, type ConsentInForce, type PatientResponse } from '../../patients/index.js';
import { ListsService, type ActiveEntries } from '../../record/index.js';

/** What a screen shows of a patient, apart from the treatments. */
interface PatientHead {
  patient: PatientResponse;
  consents: ConsentInForce[];
  newestPhotographAt: string | null;
  active: ActiveEntries;
}

export interface PatientParts extends PatientHead {
  lastConsultation: ConsultationResponse | null;
  criticalResults: readonly CriticalResult[];
}

/** Reads the parts of screens that are about the patient. Each call sends all its statements together. */
@Injectable()
export class PatientPartsService {
  constructor(
    private readonly patients: PatientsService,
    private readonly consents: ConsentsService,
    private readonly photographs: PhotographsService,
    private readonly lists: ListsService,
    private readonly consultations: ConsultationsService,
    private readonly bloodTests: BloodTestsService,
    private readonly clock: Clock,
  ) {}

  async readHead(patientId: string): Promise<PatientHead> {
    const [patient, consents, newestPhotographAt, active] = await Promise.all([
      this.patients.get(patientId),
      this.consents.listInForce(patientId, this.clock.now()),
      this.photographs.findNewestTakenAt(patientId),
      this.lists.listActive(patientId),
    ]);
    return { patient, consents, newestPhotographAt: newestPhotographAt?.toISOString() ?? null, active };
  }

  async read(patientId: string): Promise<PatientParts> {
    const [head, lastConsultation, critical] = await Promise.all([
      this.readHead(patientId),
      this.consultations.findNewest(patientId),
      this.bloodTests.listCriticalResults([patientId]),
    ]);
    return { ...head, lastConsultation, criticalResults: critical.get(patientId) ?? [] };
  }
}
