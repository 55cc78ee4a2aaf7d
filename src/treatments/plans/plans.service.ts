import { Injectable } from '@nestjs/common';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { ChecksService } from '../../contraindications/index.js';
import { PatientsService } from '../../patients/index.js';
import { Pages, type Page, type PageQuery, toActor } from '../../platform/http/index.js';
import type { PlanQuery, TreatmentPlanResponse, PlanTransitionResponse } from './plan.dto.js';
import { toResponse } from './plan.response.js';
import { PlansRepository, type PlanRecord } from './plans.repository.js';

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
    const [patientId, status] = [query.patientId ?? null, query.status ?? null];
    return this.pages.read(query, {
      rows: async (after: string | null, limit) => {
        const plans = await this.plans.list(patientId, status, after, limit);
        const overrides = await this.checks.getOverrides(plans.map((plan) => plan.currentCheckId));
        return plans.map((plan) => toResponse(plan, overrides.get(plan.currentCheckId) ?? []));
      },
      position: (plan) => plan.id,
      item: (plan) => plan,
      total: () => this.plans.count(patientId, status),
    });
  }

  async listByPatient(patientId: string, query: PlanQuery): Promise<Page<TreatmentPlanResponse>> {
    await this.patients.require(patientId);
    return this.list({ ...query, patientId });
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

  /** Converts a plan into the form of the API, with the overrides of its current check. */
  async createResponse(plan: PlanRecord): Promise<TreatmentPlanResponse> {
    const overrides = await this.checks.getOverrides([plan.currentCheckId]);
    return toResponse(plan, overrides.get(plan.currentCheckId) ?? []);
  }
}
