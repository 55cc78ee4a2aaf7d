import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay } from '../../kernel/day.js';
import { createInvalidTransitionFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { PatientsService } from '../../patients/index.js';
import { getCurrentPrincipal, withPatch, type MergePatchBody } from '../../platform/http/index.js';
import { planStates } from '../plans/domain/plan-states.js';
import { PlanChange, type TreatmentPlanInput, type TreatmentPlanResponse } from '../plans/plan.dto.js';
import { toWire } from '../plans/plan.response.js';
import { PlanLocks } from '../plans/plan-locks.service.js';
import { PlansRepository, type PlanRecord } from '../plans/plans.repository.js';
import { PlansService } from '../plans/plans.service.js';
import { ProtocolsService } from '../protocols/protocols.service.js';
import { PlanScreening } from '../screening/screening.service.js';
import { PlanVerification } from './plan-verification.service.js';

/** Drafts treatment plans and changes the drafts. Of a plan that was proposed, it changes only the indications. */
@Injectable()
export class PlanDrafts {
  constructor(
    private readonly plans: PlansRepository,
    private readonly locks: PlanLocks,
    private readonly reader: PlansService,
    private readonly verification: PlanVerification,
    private readonly patients: PatientsService,
    private readonly protocols: ProtocolsService,
    private readonly screening: PlanScreening,
    private readonly clock: Clock,
  ) {}

  async create(patientId: string, input: TreatmentPlanInput): Promise<TreatmentPlanResponse> {
    const patient = await this.patients.requireLiving(patientId);
    const protocol = await this.protocols.getPublished(input.treatment);
    const follow = { purpose: input.purpose ?? 'series', followsPlanId: input.followsPlanId ?? null } as const;
    const warnings = await this.verification.verify({ patient, ...follow }, protocol, input);
    const now = this.clock.now();
    const plan = await this.plans.insert({
      id: createId(),
      patientId,
      treatment: input.treatment,
      status: planStates.initial,
      ...this.toColumns(input),
      ...follow,
      warnings,
      currentCheckId: input.contraindicationCheckId,
      heldFrom: null,
      protocolVersion: protocol.protocolVersion,
      consentId: null,
      createdBy: getCurrentPrincipal().id,
      transitions: [],
      version: 1,
      createdAt: now,
      updatedAt: now,
    });
    return this.reader.createResponse(plan);
  }

  async change(planId: string, patch: MergePatchBody): Promise<TreatmentPlanResponse> {
    const plan = await this.locks.lockCurrent(planId);
    const changed = withPatch(PlanChange, toWire(plan), patch);
    if (plan.status !== 'draft') return this.changeIndications(plan, changed);
    const patient = await this.patients.requireLiving(plan.patientId);
    const warnings = await this.verification.verify({ ...plan, patient }, await this.protocols.getVersion(plan.treatment, plan.protocolVersion), changed);
    const next: PlanRecord = {
      ...plan,
      ...this.toColumns(changed),
      warnings,
      currentCheckId: changed.contraindicationCheckId,
      updatedAt: this.clock.now(),
      version: plan.version + 1,
    };
    await this.plans.change(next);
    return this.reader.createResponse(next);
  }

  /**
   * Changes the indications of a plan. They can be changed until the plan has ended, because a later rule may ask about them; the rest of a
   * proposed plan does not change.
   */
  private async changeIndications(
    plan: PlanRecord,
    { indication, indications = [], indicationDetails = [], ...others }: PlanChange,
  ): Promise<TreatmentPlanResponse> {
    const { indication: _words, indications: _codes, indicationDetails: _details, ...before } = toWire(plan);
    if (planStates.allowed(plan.status).length === 0 || canonicalize(before) !== canonicalize(others)) {
      throw createInvalidTransitionFailure(
        `The plan is ${plan.status}: only a draft is changed, but for what the plan is for as long as it has not ended.`,
        planStates.allowed(plan.status),
      );
    }
    const next: PlanRecord = {
      ...plan,
      indication: indication ?? null,
      indications,
      indicationDetails,
      updatedAt: this.clock.now(),
      version: plan.version + 1,
    };
    const patient = await this.patients.requireWritable(plan.patientId);
    this.verification.verifyIndications(plan.treatment, next, patient);
    await this.plans.change(next);
    const { id: by, clinic } = getCurrentPrincipal();
    const today = toCalendarDay(this.clock.now(), clinic.timeZone);
    const subject = { ...next, checkId: next.currentCheckId, plannedOn: next.startOn < today ? today : next.startOn };
    await this.screening.screen([subject], { cause: 'record-changed', by, timeZone: clinic.timeZone });
    // The screening may have put the plan on hold.
    return this.reader.get(plan.id);
  }

  private toColumns(input: PlanChange) {
    const { expectations } = input;
    return {
      consultationId: input.consultationId,
      checkId: input.contraindicationCheckId,
      indication: input.indication ?? null,
      indications: input.indications ?? [],
      indicationDetails: input.indicationDetails ?? [],
      goals: input.goals ?? null,
      expectations: expectations
        ? {
            results: expectations.results,
            limits: expectations.limits,
            toldBy: expectations.toldBy ?? getCurrentPrincipal().id,
            toldAt: new Date(expectations.toldAt ?? this.clock.now()).toISOString(),
          }
        : null,
      hairTrimming: input.hairTrimming ?? null,
      areas: input.areas ?? [],
      technique: input.protocol?.technique ?? null,
      sessions: input.series.sessions,
      intervalDays: input.series.intervalDays,
      startOn: input.series.startOn,
    };
  }
}
