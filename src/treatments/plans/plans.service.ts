import { Injectable } from '@nestjs/common';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { ChecksService } from '../../contraindications/index.js';
import { PatientsService } from '../../patients/index.js';
import { Pages, type Page, type PageQuery, toActor } from '../../platform/http/index.js';
import type { CheckedPlan, PlanQuery, TreatmentPlanResponse, PlanTransitionResponse } from './plan.dto.js';
import { planStatuses } from './domain/plan-states.js';
import { toResponse } from './plan.response.js';
import { PlansRepository, type PlanFilter, type PlanRecord } from './plans.repository.js';

const openStatuses = planStatuses.filter((status) => status !== 'completed' && status !== 'cancelled');

/** The most plans that are read of a patient: more than anybody has that have not ended. */
const MOST_PLANS = 200;

/** Reads treatment plans. `lifecycle` drafts them and takes their steps. */
@Injectable()
export class PlansService {
  constructor(
    private readonly plans: PlansRepository,
    private readonly patients: PatientsService,
    private readonly checks: ChecksService,
    private readonly pages: Pages,
  ) {}

  async get(planId: string): Promise<TreatmentPlanResponse> {
    const plan = await this.plans.find(planId);
    if (!plan) throw createNotFoundFailure('treatment plan');
    return this.createResponse(plan);
  }

  /** Locks a plan until the transaction ends, so that numbers given within it do not clash. */
  async requireHeld(planId: string): Promise<TreatmentPlanResponse> {
    const plan = await this.plans.lock(planId);
    if (!plan) throw createNotFoundFailure('treatment plan');
    return this.createResponse(plan);
  }

  async list(query: PlanQuery): Promise<Page<TreatmentPlanResponse>> {
    const by: PlanFilter = { patientId: query.patientId ?? null, status: query.status ?? null, treatment: query.treatment ?? null };
    return this.pages.read(query, {
      rows: async (after: string | null, limit) => {
        const plans = await this.plans.list(by, after, limit);
        const overrides = await this.checks.getOverrides(plans.map((plan) => plan.currentCheckId));
        return plans.map((plan) => toResponse(plan, overrides.get(plan.currentCheckId) ?? []));
      },
      position: (plan) => plan.id,
      item: (plan) => plan,
      total: () => this.plans.count(by),
    });
  }

  async listByPatient(patientId: string, query: PlanQuery): Promise<Page<TreatmentPlanResponse>> {
    await this.patients.require(patientId);
    return this.list({ ...query, patientId });
  }

  /** Lists the plans of a patient that have not ended, each with its current check. */
  async listOpen(patientId: string): Promise<CheckedPlan[]> {
    const plans = await this.plans.list({ patientId, status: openStatuses, treatment: null }, null, MOST_PLANS);
    return this.addChecks(plans);
  }

  /** Answers a plan with its current check. */
  async getChecked(planId: string): Promise<CheckedPlan> {
    const plan = await this.plans.find(planId);
    if (!plan) throw createNotFoundFailure('treatment plan');
    return (await this.addChecks([plan]))[0]!;
  }

  /** Lists every step of a plan, with who took it, when and why. */
  async listTransitions(planId: string, query: PageQuery): Promise<Page<PlanTransitionResponse>> {
    const plan = await this.get(planId);
    return this.pages.read(query, {
      rows: (after: number | null, limit) => this.plans.listTransitions(planId, after ?? 0, limit),
      position: (step) => step.planVersion,
      item: ({ actorId, occurredAt, ...step }) => ({
        planId,
        patientId: plan.patientId,
        ...step,
        actor: toActor(actorId),
        occurredAt: occurredAt.toISOString(),
      }),
      total: () => this.plans.countTransitions(planId),
    });
  }

  private async addChecks(plans: readonly PlanRecord[]): Promise<CheckedPlan[]> {
    const ids = plans.map((plan) => plan.currentCheckId);
    const [overrides, checks] = await Promise.all([this.checks.getOverrides(ids), this.checks.getInBrief(ids)]);
    return plans.map((plan) => ({ plan: toResponse(plan, overrides.get(plan.currentCheckId) ?? []), check: checks.get(plan.currentCheckId)! }));
  }

  /** Converts a plan into the form of the API, with the overrides of its current check. */
  async createResponse(plan: PlanRecord): Promise<TreatmentPlanResponse> {
    const overrides = await this.checks.getOverrides([plan.currentCheckId]);
    return toResponse(plan, overrides.get(plan.currentCheckId) ?? []);
  }
}
