import { Injectable } from '@nestjs/common';
import { notFound } from '../../kernel/failure.js';
import { ChecksService } from '../../contraindications/index.js';
import { PatientsService } from '../../patients/index.js';
import { Pages, type Page, type PageQuery, actor } from '../../platform/http/index.js';
import type { PlanQuery, TreatmentPlanResponse, PlanTransitionResponse } from './plan.dto.js';
import { toResponse } from './plan.response.js';
import { PlansRepository, type PlanRecord } from './plans.repository.js';

/** Treatment plans as they stand; `lifecycle` is where they are drafted and take their steps. */
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
    if (!plan) throw notFound('treatment plan');
    return this.responseOf(plan);
  }

  /** The plan, locked until the transaction ends: what is numbered within it does not meet. */
  async requireHeld(planId: string): Promise<TreatmentPlanResponse> {
    const plan = await this.plans.lock(planId);
    if (!plan) throw notFound('treatment plan');
    return this.responseOf(plan);
  }

  async list(query: PlanQuery): Promise<Page<TreatmentPlanResponse>> {
    const [patientId, status] = [query.patientId ?? null, query.status ?? null];
    return this.pages.read(query, {
      rows: async (after: string | null, limit) => {
        const plans = await this.plans.list(patientId, status, after, limit);
        const overrides = await this.checks.overridesOf(plans.map((plan) => plan.currentCheckId));
        return plans.map((plan) => toResponse(plan, overrides.get(plan.currentCheckId) ?? []));
      },
      position: (plan) => plan.id,
      item: (plan) => plan,
      total: () => this.plans.count(patientId, status),
    });
  }

  async listOfPatient(patientId: string, query: PlanQuery): Promise<Page<TreatmentPlanResponse>> {
    await this.patients.require(patientId);
    return this.list({ ...query, patientId });
  }

  /** Every step that a plan took: who, when, why. */
  async transitions(planId: string, query: PageQuery): Promise<Page<PlanTransitionResponse>> {
    const plan = await this.get(planId);
    return this.pages.read(query, {
      rows: (after: number | null, limit) => this.plans.transitions(planId, after ?? 0, limit),
      position: (step) => step.planVersion,
      item: ({ actorId, occurredAt, ...step }) => ({
        planId,
        patientId: plan.patientId,
        ...step,
        actor: actor(actorId),
        occurredAt: occurredAt.toISOString(),
      }),
      total: () => this.plans.countTransitions(planId),
    });
  }

  /** A plan in the API's form, with the overrides of the check that counts. */
  async responseOf(plan: PlanRecord): Promise<TreatmentPlanResponse> {
    const overrides = await this.checks.overridesOf([plan.currentCheckId]);
    return toResponse(plan, overrides.get(plan.currentCheckId) ?? []);
  }
}
