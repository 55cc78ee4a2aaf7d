import { Injectable } from '@nestjs/common';
import { ExplanationService } from '../contraindications/index.js';
import { EstimatesService, type EstimateResponse } from '../estimates/index.js';
import { Clock } from '../kernel/clock.js';
import { Failure } from '../kernel/failure.js';
import type { Language } from '../kernel/language.js';
import { getMessages } from '../messages/index.js';
import { ConsentsService, type ConsentResponse } from '../patients/index.js';
import type { Permission } from '../platform/access/policy.js';
import { getCurrentPrincipal } from '../platform/http/index.js';
import type { TreatmentPlanResponse } from '../treatments/index.js';
import type { PlanDocumentParts } from './plan-document.js';

/** Gathers the estimate, the check and the consent of a plan, each only for a caller who may read it. */
@Injectable()
export class PlanTerms {
  constructor(
    private readonly estimates: EstimatesService,
    private readonly explanations: ExplanationService,
    private readonly consents: ConsentsService,
    private readonly clock: Clock,
  ) {}

  async read(plan: TreatmentPlanResponse, language: Language): Promise<Pick<PlanDocumentParts, 'estimate' | 'explanation' | 'consent'>> {
    const [estimate, explanation, consent] = await Promise.all([
      readIfPermitted('estimate.read', () => this.findEstimate(plan.id)),
      readIfPermitted('check.read', () => this.explanations.explain(plan.currentCheckId, getMessages('checks', language))),
      readIfPermitted('consent.read', () => this.findConsent(plan)),
    ]);
    return { estimate, explanation, consent };
  }

  /** Finds the estimate of a plan; null where the clinic has no price for the treatment yet. */
  private async findEstimate(planId: string): Promise<EstimateResponse | null> {
    try {
      return await this.estimates.getByPlan(planId);
    } catch (error) {
      if (error instanceof Failure && error.problem === 'price-missing') return null;
      throw error;
    }
  }

  /**
   * Finds the consent on which the plan was accepted. Before the acceptance, or where that consent was entered in error, finds the consent on
   * which the plan could be accepted.
   */
  private async findConsent({ consentId, patientId, treatment }: TreatmentPlanResponse): Promise<ConsentResponse | null> {
    const accepted = consentId === null ? null : await this.consents.get(consentId);
    if (accepted !== null && accepted.status !== 'entered-in-error') return accepted;
    const { consentId: standing } = await this.consents.findWithoutHold(patientId, { kind: 'treatment', treatment }, this.clock.now());
    return standing === null ? null : this.consents.get(standing);
  }
}

/** Reads a part; undefined for a caller who may not read it. */
const readIfPermitted = async <T>(permission: Permission, read: () => Promise<T>): Promise<T | undefined> =>
  getCurrentPrincipal().permissions.has(permission) ? read() : undefined;
