import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf, type Day } from '../../kernel/day.js';
import { fail, invalid, invalidTransition, notFound, type FieldError } from '../../kernel/failure.js';
import { newId } from '../../kernel/id.js';
import { ConsultationsService } from '../../consultations/index.js';
import { ChecksService, type CheckResponse } from '../../contraindications/index.js';
import { ConsentsService, PatientsService } from '../../patients/index.js';
import { applyMergePatch, currentPrincipal, Pages, requireVersion, validateDto, type MergePatchBody, type Page } from '../../platform/http/index.js';
import { protocols } from '../protocols/protocols.js';
import { PlanScreening, type ScreenedPlan } from '../screening/screening.service.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { obstaclesOf } from './domain/gates.js';
import { planStates, type PlanAction } from './domain/plan-states.js';
import { datesOf, seriesErrors } from './domain/series.js';
import { PlanChange, type PlanInput, type PlanQuery, type PlanResponse } from './plan.dto.js';
import { toResponse, toWire } from './plan.response.js';
import { PlansRepository, type PlanRecord } from './plans.repository.js';

@Injectable()
export class PlansService {
  constructor(
    private readonly plans: PlansRepository,
    private readonly sessions: SessionsRepository,
    private readonly patients: PatientsService,
    private readonly consents: ConsentsService,
    private readonly consultations: ConsultationsService,
    private readonly checks: ChecksService,
    private readonly screening: PlanScreening,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async get(planId: string): Promise<PlanResponse> {
    const plan = await this.plans.find(planId);
    if (!plan) throw notFound('treatment plan');
    return this.respond(plan);
  }

  async list(query: PlanQuery): Promise<Page<PlanResponse>> {
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

  async listOfPatient(patientId: string, query: PlanQuery): Promise<Page<PlanResponse>> {
    await this.patients.require(patientId);
    return this.list({ ...query, patientId });
  }

  async create(patientId: string, input: PlanInput): Promise<PlanResponse> {
    await this.patients.requireWritable(patientId);
    await this.verify(patientId, input.treatment, input);
    const now = this.clock.now();
    const plan: PlanRecord = {
      id: newId(),
      patientId,
      treatment: input.treatment,
      status: planStates.initial,
      ...toColumns(input),
      currentCheckId: input.contraindicationCheckId,
      heldFrom: null,
      protocolVersion: protocols[input.treatment].version,
      consentId: null,
      createdBy: currentPrincipal().id,
      transitions: [],
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await this.plans.insert(plan);
    return this.respond(plan);
  }

  async change(planId: string, patch: MergePatchBody): Promise<PlanResponse> {
    const plan = await this.lock(planId);
    if (plan.status !== 'draft') throw invalidTransition(`The plan is ${plan.status}: only a draft is changed.`, planStates.allowed(plan.status));
    const changed = validateDto(PlanChange, applyMergePatch(toWire(plan), patch));
    await this.verify(plan.patientId, plan.treatment, changed);
    const next: PlanRecord = {
      ...plan,
      ...toColumns(changed),
      currentCheckId: changed.contraindicationCheckId,
      updatedAt: this.clock.now(),
      version: plan.version + 1,
    };
    await this.plans.change(next);
    return this.respond(next);
  }

  /** To propose a plan, its consultation is signed and its check, still valid, stands in nobody's way. */
  async propose(planId: string): Promise<PlanResponse> {
    const plan = await this.lockFor(planId, 'propose');
    const [consultation, check] = await Promise.all([this.consultations.require(plan.consultationId), this.checks.require(plan.checkId)]);
    if (consultation.status !== 'signed' && consultation.status !== 'amended') {
      throw fail('consultation-not-signed', 'The consultation of the plan is not signed.', { consultationId: plan.consultationId });
    }
    this.refuseObstacles(check);
    return this.step(await this.screened(plan, 'plan-proposed', check.plannedOn), 'propose');
  }

  /** To accept it, the patient has signed the consent to this treatment; then the sessions have their days. */
  async accept(planId: string): Promise<PlanResponse> {
    const plan = await this.lockFor(planId, 'accept');
    const now = this.clock.now();
    const consent = await this.consents.findTreatmentConsent(plan.patientId, plan.treatment, now);
    if (!consent) {
      throw fail('consent-missing', 'The patient has signed no consent to this treatment, or has withdrawn it.', {
        consent: { kind: 'treatment', treatment: plan.treatment },
      });
    }
    const days = datesOf({ sessions: plan.sessions, intervalDays: plan.intervalDays, startOn: plan.startOn }, this.today());
    await this.sessions.insertSeries(plan, days, now);
    return this.step({ ...plan, consentId: consent.id }, 'accept');
  }

  async start(planId: string): Promise<PlanResponse> {
    return this.step(await this.lockFor(planId, 'start'), 'start');
  }

  async hold(planId: string, reason: string): Promise<PlanResponse> {
    const plan = await this.lockFor(planId, 'hold');
    return this.step({ ...plan, heldFrom: plan.status }, 'hold', reason);
  }

  /** Goes on where it was when it was held, unless what is known now rules it out. */
  async resume(planId: string): Promise<PlanResponse> {
    const plan = await this.lockFor(planId, 'resume');
    return this.step(await this.screened(plan, 'plan-resumed', this.today()), 'resume');
  }

  /** A plan is complete when every session has ended and one at least took place. */
  async complete(planId: string): Promise<PlanResponse> {
    const plan = await this.lockFor(planId, 'complete');
    const statuses = await this.sessions.statusesOf(planId);
    const open = statuses.filter((status) => status === 'scheduled' || status === 'in-progress').length;
    if (open > 0)
      throw invalidTransition(
        `${open} session(s) of the plan have not ended.`,
        ['hold', 'resume', 'cancel'].filter((action) => planStates.allowed(plan.status).includes(action as PlanAction)),
      );
    if (!statuses.includes('completed')) throw invalidTransition('No session of the plan took place: cancel it instead.', ['cancel']);
    return this.step(plan, 'complete');
  }

  /** Cancels the plan, and with it the sessions that have not begun. */
  async cancel(planId: string, reason: string): Promise<PlanResponse> {
    const plan = await this.lockFor(planId, 'cancel');
    if ((await this.sessions.statusesOf(planId)).includes('in-progress')) {
      throw invalidTransition(
        'A session of the plan is in progress: end it first.',
        planStates.allowed(plan.status).filter((action) => action !== 'cancel'),
      );
    }
    await this.sessions.cancelScheduled(planId, `The plan was cancelled: ${reason}`, this.clock.now());
    return this.step(plan, 'cancel', reason);
  }

  /** The plan, with what the rules in force say of what is known now. */
  private async screened(plan: PlanRecord, cause: 'plan-proposed' | 'plan-resumed', day: Day): Promise<PlanRecord> {
    const { id: by, clinic } = currentPrincipal();
    const today = this.today();
    const { id, patientId, treatment, status, currentCheckId } = plan;
    const subject = { id, patientId, treatment, status, checkId: currentCheckId, plannedOn: day < today ? today : day };
    const [{ screened }] = (await this.screening.screen([subject], { cause, by, timeZone: clinic.timeZone })) as [ScreenedPlan];
    const findings = obstaclesOf(screened.check).filter(({ outcome }) => cause === 'plan-proposed' || outcome === 'contraindicated');
    if (findings.length > 0) throw fail('check-not-clear', `${findings.length} finding(s) of what is known today stand in the way.`, { findings });
    return screened.changed ? { ...plan, currentCheckId: screened.check.id } : plan;
  }

  private refuseObstacles(check: CheckResponse): void {
    const findings = obstaclesOf(check);
    if (findings.length > 0) {
      throw fail('check-not-clear', `${findings.length} finding(s) of the contraindication check stand in the way.`, {
        contraindicationCheckId: check.id,
        findings,
      });
    }
    if (new Date(check.validUntil) <= this.clock.now()) {
      throw fail('check-not-clear', 'The contraindication check is no longer valid: run it again.', { contraindicationCheckId: check.id, findings: [] });
    }
  }

  private async step(plan: PlanRecord, action: PlanAction, reason: string | null = null): Promise<PlanResponse> {
    const { id: actorId } = currentPrincipal();
    const now = this.clock.now();
    const to = action === 'resume' && plan.heldFrom !== null ? plan.heldFrom : planStates.next(plan.status, action);
    const next: PlanRecord = {
      ...plan,
      status: to,
      heldFrom: to === 'on-hold' ? plan.heldFrom : null,
      updatedAt: now,
      version: plan.version + 1,
      transitions: [...plan.transitions, { action, from: plan.status, to, reason, actorId, occurredAt: now.toISOString() }],
    };
    await this.plans.step(next, action, plan.status, reason, actorId);
    return this.respond(next);
  }

  private async respond(plan: PlanRecord): Promise<PlanResponse> {
    const overrides = await this.checks.overridesOf([plan.currentCheckId]);
    return toResponse(plan, overrides.get(plan.currentCheckId) ?? []);
  }

  private async lock(planId: string): Promise<PlanRecord> {
    const plan = await this.plans.lock(planId);
    if (!plan) throw notFound('treatment plan');
    requireVersion(plan.version);
    return plan;
  }

  /** The plan, locked, at the caller's version, in a state that allows the action. */
  private async lockFor(planId: string, action: PlanAction): Promise<PlanRecord> {
    const plan = await this.lock(planId);
    planStates.next(plan.status, action);
    return plan;
  }

  private today(): Day {
    return dayOf(this.clock.now(), currentPrincipal().clinic.timeZone);
  }

  /** Everything that a plan refers to is this patient's, and its series is within the protocol. */
  private async verify(patientId: string, treatment: PlanInput['treatment'], input: PlanChange): Promise<void> {
    const errors: FieldError[] = seriesErrors(treatment, input.series, this.today());
    const [consultation, check] = await Promise.all([
      orNull(this.consultations.require(input.consultationId)),
      orNull(this.checks.require(input.contraindicationCheckId)),
    ]);
    if (consultation?.patientId !== patientId) {
      errors.push({ pointer: '/consultationId', code: 'unknown-consultation', detail: 'This patient has no such consultation.' });
    }
    if (check?.patientId !== patientId) {
      errors.push({ pointer: '/contraindicationCheckId', code: 'unknown-check', detail: 'This patient has no such contraindication check.' });
    } else if (check.treatment !== treatment) {
      errors.push({ pointer: '/contraindicationCheckId', code: 'other-treatment', detail: `The check is for ${check.treatment}.` });
    }
    if (errors.length > 0) throw invalid(errors);
  }
}

const orNull = async <T>(found: Promise<T>): Promise<T | null> => {
  try {
    return await found;
  } catch (error) {
    if ((error as { problem?: string }).problem === 'not-found') return null;
    throw error;
  }
};

const toColumns = (input: PlanChange) => ({
  consultationId: input.consultationId,
  checkId: input.contraindicationCheckId,
  indication: input.indication ?? null,
  goals: input.goals ?? null,
  areas: input.areas ?? [],
  technique: input.protocol?.technique ?? null,
  sessions: input.series.sessions,
  intervalDays: input.series.intervalDays,
  startOn: input.series.startOn,
});
