import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IncludedPatients, IncludedResources, type IncludingPage } from '../../patients/index.js';
import { Id, PageQuery, shows, type MergePatchBody, type Page, Post, respond, Get, Patch } from '../../platform/http/index.js';
import { TreatmentSessionResponse } from '../sessions/session.dto.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { treatmentExamples } from '../treatments.examples.js';
import {
  PlanAcceptanceInput,
  PlanActivationInput,
  PlanStepInput,
  PlanChange,
  TreatmentPlanInput,
  PlanQuery,
  TreatmentPlanResponse,
  PlanTransitionResponse,
  DecisionReasonInput,
} from '../plans/plan.dto.js';
import { PlansService } from '../plans/plans.service.js';
import { PlanDrafts } from './plan-drafts.service.js';
import { PlanSteps } from './plan-steps.service.js';

@ApiTags('Treatment plans')
@Controller('v1')
export class PlansController {
  constructor(
    private readonly plans: PlansService,
    private readonly drafts: PlanDrafts,
    private readonly steps: PlanSteps,
    private readonly sessions: SessionsService,
    private readonly included: IncludedPatients,
  ) {}

  /**
   * Draft a treatment plan
   * @remarks Based on a consultation and a contraindication check of the patient. A series outside the protocol's limits is refused, naming the limit.
   */
  @Post('patients/:patientId/treatment-plans', {
    permission: 'plan.write',
    audit: { action: 'plan.create', patients: shows.path() },
    versioned: true,
    response: respond.created(TreatmentPlanResponse, (plan) => `/v1/treatment-plans/${plan.id}`),
    problems: ['invalid-transition'],
    examples: {
      'Eight sessions of mesotherapy': treatmentExamples.plan,
    },
  })
  createPlan(@Param('patientId', Id) patientId: string, @Body() plan: TreatmentPlanInput): Promise<TreatmentPlanResponse> {
    return this.drafts.create(patientId, plan);
  }

  /** List a patient’s treatment plans */
  @Get('patients/:patientId/treatment-plans', {
    permission: 'plan.read',
    audit: { action: 'plan.list', patients: shows.path() },
    response: respond.page(TreatmentPlanResponse),
  })
  listPatientPlans(@Param('patientId', Id) patientId: string, @Query() query: PageQuery): Promise<Page<TreatmentPlanResponse>> {
    return this.plans.listByPatient(patientId, query);
  }

  /** List treatment plans */
  @Get('treatment-plans', {
    permission: 'plan.read',
    audit: { action: 'plan.list', patients: shows.items() },
    response: respond.page(TreatmentPlanResponse, { included: IncludedResources }),
  })
  listPlans(@Query() query: PlanQuery): Promise<IncludingPage<TreatmentPlanResponse>> {
    return this.included.addTo(query, () => this.plans.list(query));
  }

  /** Read a treatment plan */
  @Get('treatment-plans/:planId', {
    permission: 'plan.read',
    audit: { action: 'plan.read', patients: shows.result() },
    versioned: true,
    response: respond.ok(TreatmentPlanResponse),
  })
  getPlan(@Param('planId', Id) planId: string): Promise<TreatmentPlanResponse> {
    return this.plans.get(planId);
  }

  /**
   * Change a draft of a treatment plan
   * @remarks Of a plan that was proposed and has not ended, only the indications can be changed (`indication`, `indications`,
   * `indicationDetails`); the plan is then screened again.
   */
  @Patch('treatment-plans/:planId', {
    permission: 'plan.write',
    audit: { action: 'plan.update', patients: shows.result() },
    versioned: true,
    mergePatchOf: PlanChange,
    response: respond.ok(TreatmentPlanResponse),
    problems: ['invalid-transition'],
    examples: {
      'Ten sessions': { series: { sessions: 10 } },
    },
  })
  updatePlan(@Param('planId', Id) planId: string, @Body() patch: MergePatchBody): Promise<TreatmentPlanResponse> {
    return this.drafts.change(planId, patch);
  }

  /**
   * Propose a plan to the patient
   * @remarks Requires a signed consultation and a valid check whose effective outcome is neither `contraindicated` nor `needs-data`. The check
   * is made again with what was recorded since.
   */
  @Post('treatment-plans/:planId/propose', {
    permission: 'plan.propose',
    audit: { action: 'plan.propose', patients: shows.result() },
    versioned: true,
    response: respond.ok(TreatmentPlanResponse, 'The proposed plan.'),
    problems: ['invalid-transition', 'consultation-not-signed', 'check-not-clear'],
    examples: {
      'Without a word': {},
    },
  })
  proposePlan(@Param('planId', Id) planId: string, @Body() step: PlanStepInput): Promise<TreatmentPlanResponse> {
    return this.steps.propose(planId, step);
  }

  /**
   * Record that the patient accepts
   * @remarks Requires the patient's signed consent to this treatment. Scalp micropigmentation also requires a photograph of the patient that
   * was not entered in error. The sessions are created with their days, from `startOn` on at the interval. Where the clinic's opening days are
   * known, each session is on the nearest one. For scalp micropigmentation, the body may say whether the patient agrees that the hair is
   * trimmed, or why not.
   */
  @Post('treatment-plans/:planId/accept', {
    permission: 'plan.write',
    audit: { action: 'plan.accept', patients: shows.result() },
    versioned: true,
    response: respond.ok(TreatmentPlanResponse, 'The accepted plan.'),
    problems: ['invalid-transition', 'consent-missing', 'photographs-missing', 'conflict'],
    examples: {
      'As proposed': {},
    },
  })
  acceptPlan(@Param('planId', Id) planId: string, @Body() acceptance: PlanAcceptanceInput): Promise<TreatmentPlanResponse> {
    return this.steps.accept(planId, acceptance);
  }

  /**
   * Start an accepted plan
   * @remarks One plan of a patient and treatment is active at a time, unless a dermatologist gives a reason for two in `parallelReason`.
   */
  @Post('treatment-plans/:planId/start', {
    permission: 'plan.write',
    audit: { action: 'plan.start', patients: shows.result() },
    versioned: true,
    response: respond.ok(TreatmentPlanResponse, 'The active plan.'),
    problems: ['invalid-transition', 'plan-already-active'],
    examples: {
      'Without a word': {},
    },
  })
  startPlan(@Param('planId', Id) planId: string, @Body() step: PlanActivationInput): Promise<TreatmentPlanResponse> {
    return this.steps.start(planId, step);
  }

  /** Put a plan on hold */
  @Post('treatment-plans/:planId/hold', {
    permission: 'plan.write',
    audit: { action: 'plan.hold', patients: shows.result() },
    touchesAppointments: shows.result(),
    versioned: true,
    response: respond.ok(TreatmentPlanResponse, 'The plan on hold.'),
    problems: ['invalid-transition'],
    examples: {
      'The patient travels': { reason: 'The patient travels for two months' },
    },
  })
  holdPlan(@Param('planId', Id) planId: string, @Body() { reason }: DecisionReasonInput): Promise<TreatmentPlanResponse> {
    return this.steps.hold(planId, reason);
  }

  /**
   * Resume a plan that is on hold
   * @remarks The plan returns to the state in which it was put on hold, unless the facts known today rule the treatment out. In that case, a
   * dermatologist first overrides the findings of `currentCheckId` that can be overridden. After a serious adverse event, a dermatologist must
   * first have decided on the event. Where a session's day has passed meanwhile, the remaining sessions are planned from today on; otherwise
   * they keep their days. Where another plan of the treatment is active meanwhile, a dermatologist gives a reason in `parallelReason`.
   */
  @Post('treatment-plans/:planId/resume', {
    permission: 'plan.write',
    audit: { action: 'plan.resume', patients: shows.result() },
    versioned: true,
    response: respond.ok(TreatmentPlanResponse, 'The plan, in the state from which it was held.'),
    problems: ['invalid-transition', 'adverse-event-undecided', 'check-not-clear', 'plan-already-active', 'conflict'],
    examples: {
      'Back from a journey': { reason: 'The patient is back' },
    },
  })
  resumePlan(@Param('planId', Id) planId: string, @Body() step: PlanActivationInput): Promise<TreatmentPlanResponse> {
    return this.steps.resume(planId, step);
  }

  /**
   * Complete a plan
   * @remarks Every session must have ended, and at least one must have taken place.
   */
  @Post('treatment-plans/:planId/complete', {
    permission: 'plan.write',
    audit: { action: 'plan.complete', patients: shows.result() },
    versioned: true,
    response: respond.ok(TreatmentPlanResponse, 'The completed plan.'),
    problems: ['invalid-transition'],
    examples: {
      'Without a word': {},
    },
  })
  completePlan(@Param('planId', Id) planId: string, @Body() step: PlanStepInput): Promise<TreatmentPlanResponse> {
    return this.steps.complete(planId, step);
  }

  /** Cancel a plan and the sessions that have not begun */
  @Post('treatment-plans/:planId/cancel', {
    permission: 'plan.write',
    audit: { action: 'plan.cancel', patients: shows.result() },
    versioned: true,
    response: respond.ok(TreatmentPlanResponse, 'The cancelled plan.'),
    problems: ['invalid-transition'],
    examples: {
      'At the patient’s wish': { reason: 'At the patient’s wish' },
    },
  })
  cancelPlan(@Param('planId', Id) planId: string, @Body() { reason }: DecisionReasonInput): Promise<TreatmentPlanResponse> {
    return this.steps.cancel(planId, reason);
  }

  /** List the steps that a plan took, with who, when and why */
  @Get('treatment-plans/:planId/transitions', {
    permission: 'plan.read',
    audit: { action: 'plan.transitions', patients: shows.items() },
    response: respond.page(PlanTransitionResponse),
  })
  listPlanTransitions(@Param('planId', Id) planId: string, @Query() query: PageQuery): Promise<Page<PlanTransitionResponse>> {
    return this.plans.listTransitions(planId, query);
  }

  /** List the sessions of a plan */
  @Get('treatment-plans/:planId/sessions', {
    permission: 'plan.read',
    audit: { action: 'session.list', patients: shows.items() },
    response: respond.page(TreatmentSessionResponse),
  })
  async listPlanSessions(@Param('planId', Id) planId: string, @Query() query: PageQuery): Promise<Page<TreatmentSessionResponse>> {
    await this.plans.get(planId);
    return this.sessions.listByPlan(planId, query);
  }
}
