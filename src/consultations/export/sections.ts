import { Injectable } from '@nestjs/common';
import { readEveryPage, type ExportSections } from '../../platform/export/index.js';
import { BloodTestsService } from '../blood-tests/blood-tests.service.js';
import type { ConsultationResponse } from '../consultation.dto.js';
import { ConsultationsService } from '../consultations.service.js';
import { ScalesService } from '../scales/scales.service.js';
import type { ConsultationVersionResponse } from '../signing/signing.dto.js';
import { SignedVersions } from '../signing/signed-versions.service.js';
import { TrichoanalysesService } from '../trichoanalysis/trichoanalyses.service.js';

/** A consultation with all its signed versions. */
export type ExportedConsultation = ConsultationResponse & { versions: ConsultationVersionResponse[] };

/** Gives the export the findings of consultations and the gradings beside them. */
@Injectable()
export class ConsultationSections implements ExportSections {
  constructor(
    private readonly consultations: ConsultationsService,
    private readonly versions: SignedVersions,
    private readonly tests: BloodTestsService,
    private readonly looks: TrichoanalysesService,
    private readonly assessments: ScalesService,
  ) {}

  readonly ofPatient = {
    consultations: (patientId: string): Promise<ExportedConsultation[]> => this.listConsultations(patientId),
    bloodTests: (patientId: string) => readEveryPage((query) => this.tests.list(patientId, query)),
    trichoanalyses: (patientId: string) => readEveryPage((query) => this.looks.listAll(patientId, query)),
    scales: (patientId: string) => readEveryPage((query) => this.assessments.list(patientId, query)),
  };

  private async listConsultations(patientId: string): Promise<ExportedConsultation[]> {
    const listed = await readEveryPage((query) => this.consultations.list({ ...query, patientId }));
    return Promise.all(
      listed.map(async (consultation) => ({ ...consultation, versions: await readEveryPage((query) => this.versions.list(consultation.id, query)) })),
    );
  }
}
