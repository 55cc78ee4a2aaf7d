import { Injectable } from '@nestjs/common';
import { PlanCareService, type Language, type PlanCareResponse } from '../care/index.js';
import { ClinicService } from '../clinic/index.js';
import { ExplanationService, wordsIn } from '../contraindications/index.js';
import { EstimatesService, type EstimateResponse } from '../estimates/index.js';
import { Clock } from '../kernel/clock.js';
import { dayOf } from '../kernel/day.js';
import { Failure } from '../kernel/failure.js';
import { ConsentsService, PatientsService, type ConsentResponse } from '../patients/index.js';
import type { Permission } from '../platform/access/policy.js';
import { RecordDocuments } from '../platform/documents/index.js';
import { contentTag, currentPrincipal, FileAnswer } from '../platform/http/index.js';
import { FollowUpDays, PlansService, SessionsService, type TreatmentPlanResponse, type TreatmentSessionResponse } from '../treatments/index.js';
import { planDocument, type PlanDocumentParts } from './plan-document.js';

/** Gathers what the other features know of a plan, each part only for a caller who may read it, and prints it. */
@Injectable()
export class PlanDocumentService {
  constructor(
    private readonly plans: PlansService,
    private readonly sessions: SessionsService,
    private readonly followUps: FollowUpDays,
    private readonly care: PlanCareService,
    private readonly estimates: EstimatesService,
    private readonly explanations: ExplanationService,
    private readonly consents: ConsentsService,
    private readonly patients: PatientsService,
    private readonly clinics: ClinicService,
    private readonly documents: RecordDocuments,
    private readonly clock: Clock,
  ) {}

  async document(planId: string, asked: Language | undefined): Promise<FileAnswer> {
    const plan = await this.plans.get(planId);
    const language = await this.care.languageOf(plan.patientId, asked);
    const body = await this.documents.renderRecord(planDocument(await this.gather(plan, language)));
    return new FileAnswer({
      body,
      mediaType: 'application/pdf',
      patientId: plan.patientId,
      fileName: `treatment-plan-${planId}.pdf`,
      etag: contentTag(body),
      headers: { 'Content-Language': language },
    });
  }

  private async gather(plan: TreatmentPlanResponse, language: Language): Promise<PlanDocumentParts> {
    const sessions = await this.sessions.allOfPlan(plan.id);
    const [clinic, patient, care, followUps, estimate, explanation, consent] = await Promise.all([
      this.clinics.get(),
      this.patients.get(plan.patientId),
      this.instructions(plan.id, sessions, language),
      this.followUps.of(plan, sessions),
      readable('estimate.read', () => this.estimateOf(plan.id)),
      readable('check.read', () => this.explanations.explain(plan.currentCheckId, wordsIn(language))),
      readable('consent.read', () => this.consentOf(plan)),
    ]);
    const today = dayOf(this.clock.now(), clinic.timeZone);
    return { plan, sessions, clinic, patient, care, followUps, estimate, explanation, consent, language, today };
  }

  /** Before the next session; and after the last one as long as something of that still holds, else after the next. */
  private async instructions(planId: string, sessions: readonly TreatmentSessionResponse[], language: Language): Promise<PlanCareResponse[]> {
    const today = dayOf(this.clock.now(), currentPrincipal().clinic.timeZone);
    const next = sessions.find(({ status, scheduledOn }) => status === 'in-progress' || (status === 'scheduled' && scheduledOn >= today));
    const last = sessions.findLast(({ status }) => status === 'completed');
    const [before, after] = await Promise.all([
      next && this.care.get(planId, { phase: 'before', sessionId: next.id, language }),
      last && this.care.get(planId, { phase: 'after', sessionId: last.id, language }),
    ]);
    const now = this.clock.now().toISOString();
    const holds = after?.instructions.some(({ until }) => until !== null && until > now);
    if (holds) return [after!, ...(before ? [before] : [])];
    return before ? [before, await this.care.get(planId, { phase: 'after', sessionId: next!.id, language })] : [];
  }

  /** Null where the clinic has no price for the treatment yet. */
  private async estimateOf(planId: string): Promise<EstimateResponse | null> {
    try {
      return await this.estimates.ofPlan(planId);
    } catch (error) {
      if (error instanceof Failure && error.problem === 'price-missing') return null;
      throw error;
    }
  }

  /** The consent on which the plan was accepted; before that, or where that was an error, the one that it would be accepted on. */
  private async consentOf({ consentId, patientId, treatment }: TreatmentPlanResponse): Promise<ConsentResponse | null> {
    const accepted = consentId === null ? null : await this.consents.get(consentId);
    if (accepted !== null && accepted.status !== 'entered-in-error') return accepted;
    const { consentId: standing } = await this.consents.see(patientId, { kind: 'treatment', treatment }, this.clock.now());
    return standing === null ? null : this.consents.get(standing);
  }
}

/** Undefined for a caller who may not read it. */
const readable = async <T>(permission: Permission, read: () => Promise<T>): Promise<T | undefined> =>
  currentPrincipal().permissions.has(permission) ? read() : undefined;
