import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay, type Day } from '../../kernel/day.js';
import { createFailure, createInvalidInputFailure } from '../../kernel/failure.js';
import { ConsultationsService } from '../../consultations/index.js';
import { ChecksService, type ContraindicationCheckResponse } from '../../contraindications/index.js';
import { ConsentsService } from '../../patients/index.js';
import { PhotographsService } from '../../photographs/index.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import { AdverseEventsRepository } from '../adverse-events/adverse-events.repository.js';
import { validateDecision } from '../decision.js';
import { lacksPhotographs, listObstacles } from '../plans/domain/gates.js';
import { PlansRepository, type PlanRecord } from '../plans/plans.repository.js';
import { PlanScreening, type ScreenedPlan } from '../screening/screening.service.js';

/** Checks the conditions of the steps of a plan. */
@Injectable()
export class PlanGates {
  constructor(
    private readonly plans: PlansRepository,
    private readonly consultations: ConsultationsService,
    private readonly checks: ChecksService,
    private readonly consents: ConsentsService,
    private readonly photographs: PhotographsService,
    private readonly screening: PlanScreening,
    private readonly events: AdverseEventsRepository,
    private readonly clock: Clock,
  ) {}

  /** Requires, before a plan is proposed, a signed consultation and a valid check without obstacles. The check is made again with what was recorded since. */
  async checkBeforeProposal(plan: PlanRecord): Promise<PlanRecord> {
    const [consultation, check] = await Promise.all([this.consultations.require(plan.consultationId), this.checks.require(plan.checkId)]);
    if (consultation.status !== 'signed' && consultation.status !== 'amended') {
      throw createFailure('consultation-not-signed', 'The consultation of the plan is not signed.', { consultationId: plan.consultationId });
    }
    this.refuseObstacles(check);
    return this.screenPlan(plan, 'plan-proposed', check.plannedOn);
  }

  /** Requires, before a plan is accepted, the consent to this treatment and, for treatments that need it, a photograph. Answers the consent's id. */
  async checkBeforeAcceptance(plan: PlanRecord): Promise<string> {
    const [consentId, newestPhotograph] = await Promise.all([
      this.consents.require(plan.patientId, { kind: 'treatment', treatment: plan.treatment }, this.clock.now()),
      this.photographs.findNewestTakenAt(plan.patientId),
    ]);
    if (lacksPhotographs(plan.treatment, newestPhotograph !== null)) {
      throw createFailure('photographs-missing', `There is no photograph of the patient, without which ${plan.treatment} does not begin.`, {
        patientId: plan.patientId,
      });
    }
    return consentId;
  }

  /** Requires, before a plan is resumed, a dermatologist's decision on every serious adverse event, and that no fact known today rules the treatment out. */
  async checkBeforeResumption(plan: PlanRecord): Promise<PlanRecord> {
    const standing = await this.events.listBlockingIds(plan.id);
    if (standing.length > 0) {
      throw createFailure('adverse-event-undecided', `${standing.length} serious adverse event(s) stand in the way: a dermatologist decides on each.`, {
        adverseEvents: standing,
      });
    }
    return this.screenPlan(plan, 'plan-resumed', this.getToday());
  }

  /** Requires, before a plan becomes active, that no other plan of the treatment is active, unless a dermatologist gives a reason for two active plans. */
  async requireAlone(plan: PlanRecord, parallelReason: string | undefined): Promise<void> {
    const errors = validateDecision(parallelReason, '/parallelReason');
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const plans = await this.plans.listActiveBeside(plan);
    if (plans.length === 0 || parallelReason !== undefined) return;
    throw createFailure('plan-already-active', `The patient has another active plan of ${plan.treatment}.`, { plans });
  }

  /** Screens the plan by the rules in force with the facts known now. Answers the plan with its current check. */
  private async screenPlan(plan: PlanRecord, cause: 'plan-proposed' | 'plan-resumed', day: Day): Promise<PlanRecord> {
    const { id: by, clinic } = getCurrentPrincipal();
    const today = this.getToday();
    const subject = { ...plan, checkId: plan.currentCheckId, plannedOn: day < today ? today : day };
    const [{ screened }] = (await this.screening.screen([subject], { cause, by, timeZone: clinic.timeZone })) as [ScreenedPlan];
    const findings = listObstacles(screened.check).filter(({ outcome }) => cause === 'plan-proposed' || outcome === 'contraindicated');
    if (findings.length > 0) throw createFailure('check-not-clear', `${findings.length} finding(s) of what is known today stand in the way.`, { findings });
    return screened.changed ? { ...plan, currentCheckId: screened.check.id } : plan;
  }

  private refuseObstacles(check: ContraindicationCheckResponse): void {
    const findings = listObstacles(check);
    if (findings.length > 0) {
      throw createFailure('check-not-clear', `${findings.length} finding(s) of the contraindication check stand in the way.`, {
        contraindicationCheckId: check.id,
        findings,
      });
    }
    if (new Date(check.validUntil) <= this.clock.now()) {
      throw createFailure('check-not-clear', 'The contraindication check is no longer valid: run it again.', {
        contraindicationCheckId: check.id,
        findings: [],
      });
    }
  }

  private getToday(): Day {
    return toCalendarDay(this.clock.now(), getCurrentPrincipal().clinic.timeZone);
  }
}
