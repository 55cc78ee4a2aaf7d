import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createInvalidInputFailure, createInvalidTransitionFailure } from '../../kernel/failure.js';
import { PatientsService } from '../../patients/index.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import { planStates, type PlanAction } from '../plans/domain/plan-states.js';
import { validateTrimming } from '../plans/domain/proposal.js';
import type { PlanAcceptanceInput, PlanActivationInput, TreatmentPlanResponse, PlanStepInput } from '../plans/plan.dto.js';
import { PlanLocks } from '../plans/plan-locks.service.js';
import { applyPlanAction } from '../plans/plan-action.js';
import { PlansRepository, type PlanRecord } from '../plans/plans.repository.js';
import { PlansService } from '../plans/plans.service.js';
import { ScheduleService } from '../schedule/schedule.service.js';
import { PlanGates } from './plan-gates.service.js';

/** Steps after which the patient is treated further; they need a living patient. */
const goesOn: ReadonlySet<PlanAction> = new Set(['propose', 'accept', 'start', 'resume']);

/** The steps of a plan, from its proposal to its end. */
@Injectable()
export class PlanSteps {
  constructor(
    private readonly plans: PlansRepository,
    private readonly locks: PlanLocks,
    private readonly reader: PlansService,
    private readonly gates: PlanGates,
    private readonly schedule: ScheduleService,
    private readonly patients: PatientsService,
    private readonly clock: Clock,
  ) {}

  async propose(planId: string, { reason }: PlanStepInput = {}): Promise<TreatmentPlanResponse> {
    const plan = await this.lockFor(planId, 'propose');
    return this.takeStep(await this.gates.checkBeforeProposal(plan), 'propose', reason);
  }

  /** Accepts a plan with the patient's consent, and gives the sessions their days. */
  async accept(planId: string, acceptance: PlanAcceptanceInput = {}): Promise<TreatmentPlanResponse> {
    const plan = await this.lockFor(planId, 'accept');
    const hairTrimming = acceptance.hairTrimming ?? plan.hairTrimming;
    const errors = validateTrimming(plan.treatment, hairTrimming);
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const consentId = await this.gates.checkBeforeAcceptance(plan);
    await this.schedule.begin(plan);
    return this.takeStep({ ...plan, consentId, hairTrimming }, 'accept', acceptance.reason);
  }

  /** Starts a plan. One plan of a treatment is active at a time, unless a dermatologist gives a reason for two. */
  async start(planId: string, { reason, parallelReason }: PlanActivationInput = {}): Promise<TreatmentPlanResponse> {
    await this.plans.lockAllOfPatient(planId);
    const plan = await this.lockFor(planId, 'start');
    await this.gates.requireAlone(plan, parallelReason);
    return this.takeStep(plan, 'start', reason, parallelReason);
  }

  async hold(planId: string, reason: string): Promise<TreatmentPlanResponse> {
    return this.takeStep(await this.lockFor(planId, 'hold'), 'hold', reason);
  }

  /**
   * Resumes a plan in the state in which it was put on hold, unless the facts known now rule the treatment out. After a serious adverse event,
   * a dermatologist must have decided to resume. Where a session's day has passed meanwhile, the remaining sessions get new days.
   */
  async resume(planId: string, { reason, parallelReason }: PlanActivationInput = {}): Promise<TreatmentPlanResponse> {
    await this.plans.lockAllOfPatient(planId);
    const plan = await this.lockFor(planId, 'resume');
    const becomesActive = plan.heldFrom === null || plan.heldFrom === 'active';
    if (becomesActive) await this.gates.requireAlone(plan, parallelReason);
    const screened = await this.gates.checkBeforeResumption(plan);
    await this.schedule.replanAfterHold(screened);
    return this.takeStep(screened, 'resume', reason, becomesActive ? parallelReason : undefined);
  }

  /** Completes a plan: every session must have ended, and at least one must have taken place. */
  async complete(planId: string, { reason }: PlanStepInput = {}): Promise<TreatmentPlanResponse> {
    const plan = await this.lockFor(planId, 'complete');
    const statuses = await this.schedule.listStatuses(planId);
    const open = statuses.filter((status) => status === 'scheduled' || status === 'in-progress').length;
    if (open > 0)
      throw createInvalidTransitionFailure(
        `${open} session(s) of the plan have not ended.`,
        ['hold', 'resume', 'cancel'].filter((action) => planStates.allowed(plan.status).includes(action as PlanAction)),
      );
    if (!statuses.includes('completed')) throw createInvalidTransitionFailure('No session of the plan took place: cancel it instead.', ['cancel']);
    return this.takeStep(plan, 'complete', reason);
  }

  /** Cancels the plan, and with it the sessions that have not begun. */
  async cancel(planId: string, reason: string): Promise<TreatmentPlanResponse> {
    const plan = await this.lockFor(planId, 'cancel');
    if ((await this.schedule.listStatuses(planId)).includes('in-progress')) {
      throw createInvalidTransitionFailure(
        'A session of the plan is in progress: end it first.',
        planStates.allowed(plan.status).filter((action) => action !== 'cancel'),
      );
    }
    await this.schedule.cancel(planId, `The plan was cancelled: ${reason}`);
    return this.takeStep(plan, 'cancel', reason);
  }

  private async takeStep(plan: PlanRecord, action: PlanAction, reason?: string, parallelReason?: string): Promise<TreatmentPlanResponse> {
    const reasons = { reason: reason ?? null, parallelReason: parallelReason ?? null };
    const next = applyPlanAction(plan, action, reasons, this.clock.now());
    await this.plans.updateState(next, action, plan.status, reasons, getCurrentPrincipal().id);
    return this.reader.createResponse(next);
  }

  /** Locks the plan at the caller's version, in a state that allows the action. */
  private async lockFor(planId: string, action: PlanAction): Promise<PlanRecord> {
    const plan = await this.locks.lockForAction(planId, action);
    if (goesOn.has(action)) await this.patients.requireLiving(plan.patientId);
    return plan;
  }
}
