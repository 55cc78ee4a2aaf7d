import { Injectable } from '@nestjs/common';
import { BloodTestsService, ConsultationsService, ScalesService, TrichoanalysesService } from '../../consultations/index.js';
import type { Language } from '../../kernel/language.js';
import { PatientsService } from '../../patients/index.js';
import { Database } from '../../platform/database/index.js';
import { TreatmentPartsService } from '../parts/treatment-parts.service.js';
import type { ConsultationStartResponse } from './consultation-start.dto.js';

/** Reads in one snapshot what a consultation begins with. */
@Injectable()
export class ConsultationStartService {
  constructor(
    private readonly database: Database,
    private readonly patients: PatientsService,
    private readonly consultations: ConsultationsService,
    private readonly trichoanalyses: TrichoanalysesService,
    private readonly scales: ScalesService,
    private readonly bloodTests: BloodTestsService,
    private readonly treatments: TreatmentPartsService,
  ) {}

  async get(patientId: string, language: Language): Promise<ConsultationStartResponse> {
    await this.treatments.prepare();
    const [patient, known, lastConsultation, trichoanalyses, scales, results, openQuestions] = await this.database.runInSnapshot(() =>
      Promise.all([
        this.patients.get(patientId),
        this.consultations.findHistoryToConfirm(patientId),
        this.consultations.findNewest(patientId),
        this.trichoanalyses.listNewest(patientId),
        this.scales.listCurrent(patientId),
        this.bloodTests.listTrends(patientId),
        this.treatments.listQuestions(patientId, language),
      ]),
    );
    const next = this.consultations.prepareNext(patient, known, lastConsultation);
    return { patient, known, lastConsultation, trends: { trichoanalyses, scales, results }, openQuestions, ...next, language };
  }
}
