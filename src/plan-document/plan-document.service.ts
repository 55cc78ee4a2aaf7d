import { Injectable } from '@nestjs/common';
import { ClinicService } from '../clinic/index.js';
import type { Language } from '../kernel/language.js';
import { PatientsService } from '../patients/index.js';
import { RecordDocuments } from '../platform/documents/index.js';
import { computeContentTag, FileAnswer } from '../platform/http/index.js';
import { PlansService, SessionsService, type TreatmentPlanResponse } from '../treatments/index.js';
import { PlanCareParts } from './plan-care-parts.service.js';
import { buildPlanDocument, type PlanDocumentParts } from './plan-document.js';
import { PlanTerms } from './plan-terms.service.js';

/** Gathers the parts of a plan's document from the other features, each part only for a caller who may read it, and prints the document. */
@Injectable()
export class PlanDocumentService {
  constructor(
    private readonly plans: PlansService,
    private readonly sessions: SessionsService,
    private readonly patients: PatientsService,
    private readonly clinics: ClinicService,
    private readonly planCare: PlanCareParts,
    private readonly terms: PlanTerms,
    private readonly documents: RecordDocuments,
  ) {}

  async renderDocument(planId: string, asked: Language | undefined): Promise<FileAnswer> {
    const plan = await this.plans.get(planId);
    const language = await this.planCare.chooseLanguage(plan.patientId, asked);
    const body = await this.documents.renderRecord(buildPlanDocument(await this.gather(plan, language)));
    return new FileAnswer({
      body,
      mediaType: 'application/pdf',
      patientId: plan.patientId,
      fileName: `treatment-plan-${planId}.pdf`,
      etag: computeContentTag(body),
      headers: { 'Content-Language': language },
    });
  }

  private async gather(plan: TreatmentPlanResponse, language: Language): Promise<PlanDocumentParts> {
    const sessions = await this.sessions.listAllByPlan(plan.id);
    const [clinic, patient, care, terms] = await Promise.all([
      this.clinics.get(),
      this.patients.get(plan.patientId),
      this.planCare.read(plan, sessions, language),
      this.terms.read(plan, language),
    ]);
    return { plan, sessions, clinic, patient, ...care, ...terms, language };
  }
}
