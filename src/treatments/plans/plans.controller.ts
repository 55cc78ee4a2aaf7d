import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Access,
  Answers,
  AnswersPage,
  Audited,
  Creates,
  Example,
  Fails,
  Id,
  MergePatchOf,
  PageQuery,
  shows,
  Versioned,
  type MergePatchBody,
  type Page,
} from '../../platform/http/index.js';
import { SessionResponse } from '../sessions/session.dto.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { treatmentExamples } from '../treatments.examples.js';
import {
  PlanAcceptanceInput,
  PlanActivationInput,
  PlanStepInput,
  PlanChange,
  PlanInput,
  PlanQuery,
  PlanResponse,
  PlanTransitionResponse,
  ReasonInput,
} from './plan.dto.js';
import { PlansService } from './plans.service.js';

@ApiTags('Treatment plans')
@Controller('v1')
export class PlansController {
  constructor(
    private readonly plans: PlansService,
    private readonly sessions: SessionsService,
  ) {}

  /**
   * Draft a treatment plan
   * @remarks From a consultation and a contraindication check of the patient. A series outside the protocol's limits is refused, naming the limit.
   */
  @Post('patients/:patientId/treatment-plans')
  @Access('plan.write')
  @Audited('plan.create', shows.path())
  @Versioned()
  @Example('Eight sessions of mesotherapy', treatmentExamples.plan)
  @Creates(PlanResponse, (plan) => `/v1/treatment-plans/${plan.id}`)
  @Fails('invalid-transition')
  createPlan(@Param('patientId', Id) patientId: string, @Body() plan: PlanInput): Promise<PlanResponse> {
    return this.plans.create(patientId, plan);
  }

  /** List a patient’s treatment plans */
  @Get('patients/:patientId/treatment-plans')
  @Access('plan.read')
  @Audited('plan.list', shows.path())
  @AnswersPage(PlanResponse)
  listPatientPlans(@Param('patientId', Id) patientId: string, @Query() query: PageQuery): Promise<Page<PlanResponse>> {
    return this.plans.listOfPatient(patientId, query);
  }

  /** List treatment plans */
  @Get('treatment-plans')
  @Access('plan.read')
  @Audited('plan.list', shows.items())
  @AnswersPage(PlanResponse)
  listPlans(@Query() query: PlanQuery): Promise<Page<PlanResponse>> {
    return this.plans.list(query);
  }

  /** Read a treatment plan */
  @Get('treatment-plans/:planId')
  @Access('plan.read')
  @Audited('plan.read', shows.result())
  @Versioned()
  @Answers(PlanResponse)
  getPlan(@Param('planId', Id) planId: string): Promise<PlanResponse> {
    return this.plans.get(planId);
  }

  /**
   * Change a draft of a treatment plan
   * @remarks Of a plan that was proposed and has not ended, only what it is for is changed (`indication`, `indications`, `indicationDetails`); it is then
   * screened again.
   */
  @Patch('treatment-plans/:planId')
  @Access('plan.write')
  @Audited('plan.update', shows.result())
  @Versioned()
  @MergePatchOf(PlanChange)
  @Example('Ten sessions', { series: { sessions: 10 } })
  @Answers(PlanResponse)
  @Fails('invalid-transition')
  updatePlan(@Param('planId', Id) planId: string, @Body() patch: MergePatchBody): Promise<PlanResponse> {
    return this.plans.change(planId, patch);
  }

  /**
   * Propose a plan to the patient
   * @remarks Needs a signed consultation and a valid check whose effective outcome is neither `contraindicated` nor `needs-data`, also with
   * what was recorded since.
   */
  @Post('treatment-plans/:planId/propose')
  @Access('plan.propose')
  @Audited('plan.propose', shows.result())
  @Versioned()
  @Example('Without a word', {})
  @Answers(PlanResponse, 'The proposed plan.')
  @Fails('invalid-transition', 'consultation-not-signed', 'check-not-clear')
  proposePlan(@Param('planId', Id) planId: string, @Body() step: PlanStepInput): Promise<PlanResponse> {
    return this.plans.propose(planId, step);
  }

  /**
   * Record that the patient accepts
   * @remarks Needs the patient's signed consent to this treatment and, for scalp micropigmentation, a photograph of the patient that was not
   * entered in error. The sessions are made, each with its day: from `startOn` on at the interval, and, where the clinic has said when it is open,
   * on the nearest day on which it is. For scalp micropigmentation the body may say whether the patient agrees that the hair is trimmed, or why not.
   */
  @Post('treatment-plans/:planId/accept')
  @Access('plan.write')
  @Audited('plan.accept', shows.result())
  @Versioned()
  @Example('As proposed', {})
  @Answers(PlanResponse, 'The accepted plan.')
  @Fails('invalid-transition', 'consent-missing', 'photographs-missing', 'conflict')
  acceptPlan(@Param('planId', Id) planId: string, @Body() acceptance: PlanAcceptanceInput): Promise<PlanResponse> {
    return this.plans.accept(planId, acceptance);
  }

  /**
   * Start an accepted plan
   * @remarks Of a treatment one plan of a patient is active at a time, unless a dermatologist says in `parallelReason` why there are two.
   */
  @Post('treatment-plans/:planId/start')
  @Access('plan.write')
  @Audited('plan.start', shows.result())
  @Versioned()
  @Example('Without a word', {})
  @Answers(PlanResponse, 'The active plan.')
  @Fails('invalid-transition', 'plan-already-active')
  startPlan(@Param('planId', Id) planId: string, @Body() step: PlanActivationInput): Promise<PlanResponse> {
    return this.plans.start(planId, step);
  }

  /** Put a plan on hold */
  @Post('treatment-plans/:planId/hold')
  @Access('plan.write')
  @Audited('plan.hold', shows.result())
  @Versioned()
  @Example('The patient travels', { reason: 'The patient travels for two months' })
  @Answers(PlanResponse, 'The plan on hold.')
  @Fails('invalid-transition')
  holdPlan(@Param('planId', Id) planId: string, @Body() { reason }: ReasonInput): Promise<PlanResponse> {
    return this.plans.hold(planId, reason);
  }

  /**
   * Resume a plan that is on hold
   * @remarks It goes on where it was when it was held, unless what is known today rules the treatment out: then a dermatologist overrides what may
   * be overridden of `currentCheckId` first. After a serious adverse event, only when a dermatologist has decided so on the event. When the day of a
   * session has passed meanwhile, the sessions that remain are planned from today on; otherwise they keep their days. Where another plan of the
   * treatment is active meanwhile, a dermatologist says in `parallelReason` why there are two.
   */
  @Post('treatment-plans/:planId/resume')
  @Access('plan.write')
  @Audited('plan.resume', shows.result())
  @Versioned()
  @Example('Back from a journey', { reason: 'The patient is back' })
  @Answers(PlanResponse, 'The plan, in the state from which it was held.')
  @Fails('invalid-transition', 'adverse-event-undecided', 'check-not-clear', 'plan-already-active', 'conflict')
  resumePlan(@Param('planId', Id) planId: string, @Body() step: PlanActivationInput): Promise<PlanResponse> {
    return this.plans.resume(planId, step);
  }

  /**
   * Complete a plan
   * @remarks Every session has ended, and one at least took place.
   */
  @Post('treatment-plans/:planId/complete')
  @Access('plan.write')
  @Audited('plan.complete', shows.result())
  @Versioned()
  @Example('Without a word', {})
  @Answers(PlanResponse, 'The completed plan.')
  @Fails('invalid-transition')
  completePlan(@Param('planId', Id) planId: string, @Body() step: PlanStepInput): Promise<PlanResponse> {
    return this.plans.complete(planId, step);
  }

  /** Cancel a plan and the sessions that have not begun */
  @Post('treatment-plans/:planId/cancel')
  @Access('plan.write')
  @Audited('plan.cancel', shows.result())
  @Versioned()
  @Example('At the patient’s wish', { reason: 'At the patient’s wish' })
  @Answers(PlanResponse, 'The cancelled plan.')
  @Fails('invalid-transition')
  cancelPlan(@Param('planId', Id) planId: string, @Body() { reason }: ReasonInput): Promise<PlanResponse> {
    return this.plans.cancel(planId, reason);
  }

  /** List the steps that a plan took: who, when, why */
  @Get('treatment-plans/:planId/transitions')
  @Access('plan.read')
  @Audited('plan.transitions', shows.items())
  @AnswersPage(PlanTransitionResponse)
  listPlanTransitions(@Param('planId', Id) planId: string, @Query() query: PageQuery): Promise<Page<PlanTransitionResponse>> {
    return this.plans.transitions(planId, query);
  }

  /** List the sessions of a plan */
  @Get('treatment-plans/:planId/sessions')
  @Access('plan.read')
  @Audited('session.list', shows.items())
  @AnswersPage(SessionResponse)
  async listPlanSessions(@Param('planId', Id) planId: string, @Query() query: PageQuery): Promise<Page<SessionResponse>> {
    await this.plans.get(planId);
    return this.sessions.listOfPlan(planId, query);
  }
}
