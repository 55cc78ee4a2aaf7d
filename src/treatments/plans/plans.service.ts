import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import { Clock } from '../../kernel/clock.js';
import { dayOf, type Day } from '../../kernel/day.js';
import { fail, invalid, invalidTransition, notFound, type FieldError } from '../../kernel/failure.js';
import { newId } from '../../kernel/id.js';
import type { Treatment } from '../../kernel/treatment.js';
import { StaffService } from '../../clinic/index.js';
import { ConsultationsService } from '../../consultations/index.js';
import { ChecksService, detailErrors, type CheckResponse } from '../../contraindications/index.js';
import { ConsentsService, PatientsService, type PatientSummary } from '../../patients/index.js';
import { currentPrincipal, Pages, requireVersion, withPatch, type MergePatchBody, type Page, type PageQuery, lifeErrors } from '../../platform/http/index.js';
import { PhotographsService } from '../../photographs/index.js';
import type { Protocol } from '../protocols/domain/protocol.js';
import { ProtocolsService } from '../protocols/protocols.service.js';
import { PlanScreening, type ScreenedPlan } from '../screening/screening.service.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { AdverseEventsRepository } from '../adverse-events/adverse-events.repository.js';
import { decisionErrors } from '../decision.js';
import { judgeFollowUp, type FollowedPlan, type PlanWarning } from './domain/follow-up.js';
import { foreignIndicationErrors, proposalErrors, trimmingErrors } from './domain/proposal.js';
import { lacksPhotographs, obstaclesOf } from './domain/gates.js';
import { misplacedDetails, type StatedIndications } from './domain/plan-indications.js';
import { planStates, type PlanAction } from './domain/plan-states.js';
import { seriesErrors } from './domain/series.js';
import { orNull } from './or-null.js';
import {
  PlanChange,
  type PlanAcceptanceInput,
  type PlanActivationInput,
  type PlanStepInput,
  type PlanInput,
  type PlanQuery,
  type PlanResponse,
  type PlanTransitionResponse,
} from './plan.dto.js';
import { squareCentimetres, toResponse, toWire } from './plan.response.js';
import { stepped } from './plan-step.js';
import { PlansRepository, type PlanRecord } from './plans.repository.js';
import { ReplanningService } from './replanning.service.js';

/** Steps after which something is to be done on the patient. */
const goesOn: ReadonlySet<PlanAction> = new Set(['propose', 'accept', 'start', 'resume']);

/** Whose plan it is, and what it is for: neither changes. */
type PlanToVerify = Pick<PlanRecord, 'purpose' | 'followsPlanId'> & { patient: PatientSummary };

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
    private readonly protocols: ProtocolsService,
    private readonly replanning: ReplanningService,
    private readonly staff: StaffService,
    private readonly events: AdverseEventsRepository,
    private readonly photographs: PhotographsService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async get(planId: string): Promise<PlanResponse> {
    const plan = await this.plans.find(planId);
    if (!plan) throw notFound('treatment plan');
    return this.respond(plan);
  }

  /** The plan, locked until the transaction ends: what is numbered within it does not meet. */
  async requireHeld(planId: string): Promise<PlanResponse> {
    const plan = await this.plans.lock(planId);
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

  /** Every step that a plan took: who, when, why. */
  async transitions(planId: string, query: PageQuery): Promise<Page<PlanTransitionResponse>> {
    const plan = await this.get(planId);
    return this.pages.read(query, {
      rows: (after: number | null, limit) => this.plans.transitions(planId, after ?? 0, limit),
      position: (step) => step.planVersion,
      item: ({ occurredAt, parallelReason, ...step }) => ({
        planId,
        patientId: plan.patientId,
        ...step,
        ...(parallelReason !== null && { parallelReason }),
        occurredAt: occurredAt.toISOString(),
      }),
      total: () => this.plans.countTransitions(planId),
    });
  }

  async create(patientId: string, input: PlanInput): Promise<PlanResponse> {
    const patient = await this.patients.requireLiving(patientId);
    const protocol = await this.protocols.published(input.treatment);
    const follow = { purpose: input.purpose ?? 'series', followsPlanId: input.followsPlanId ?? null } as const;
    const warnings = await this.verify({ patient, ...follow }, protocol, input);
    const now = this.clock.now();
    const plan: PlanRecord = {
      id: newId(),
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
    const changed = withPatch(PlanChange, toWire(plan), patch);
    if (plan.status !== 'draft') return this.changeIndications(plan, changed);
    const patient = await this.patients.requireLiving(plan.patientId);
    const warnings = await this.verify({ ...plan, patient }, await this.protocols.ofVersion(plan.treatment, plan.protocolVersion), changed);
    const next: PlanRecord = {
      ...plan,
      ...this.toColumns(changed),
      warnings,
      currentCheckId: changed.contraindicationCheckId,
      updatedAt: this.clock.now(),
      version: plan.version + 1,
    };
    await this.plans.change(next);
    return this.respond(next);
  }

  /** What a plan is for is recorded as long as it has not ended: a later rule may ask about it. Its other parts stay as they were proposed. */
  private async changeIndications(plan: PlanRecord, { indication, indications = [], indicationDetails = [], ...others }: PlanChange): Promise<PlanResponse> {
    const { indication: _words, indications: _codes, indicationDetails: _details, ...before } = toWire(plan);
    if (planStates.allowed(plan.status).length === 0 || canonicalize(before) !== canonicalize(others)) {
      throw invalidTransition(
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
    const errors = [...this.indicationErrorsOf(plan.treatment, next), ...lifeErrors({ indicationDetails }, patient, currentPrincipal().clinic.timeZone)];
    if (errors.length > 0) throw invalid(errors);
    await this.plans.change(next);
    const { id: by, clinic } = currentPrincipal();
    const subject = { ...next, checkId: next.currentCheckId, plannedOn: next.startOn < this.today() ? this.today() : next.startOn };
    await this.screening.screen([subject], { cause: 'record-changed', by, timeZone: clinic.timeZone });
    // The screening may have put it on hold.
    return this.get(plan.id);
  }

  /** To propose a plan, its consultation is signed and its check, still valid, stands in nobody's way. */
  async propose(planId: string, { reason }: PlanStepInput = {}): Promise<PlanResponse> {
    const plan = await this.lockFor(planId, 'propose');
    const [consultation, check] = await Promise.all([this.consultations.require(plan.consultationId), this.checks.require(plan.checkId)]);
    if (consultation.status !== 'signed' && consultation.status !== 'amended') {
      throw fail('consultation-not-signed', 'The consultation of the plan is not signed.', { consultationId: plan.consultationId });
    }
    this.refuseObstacles(check);
    return this.step(await this.screened(plan, 'plan-proposed', check.plannedOn), 'propose', reason);
  }

  /** To accept it, the patient has signed the consent to this treatment and, where it asks for that, is photographed; then the sessions have their days. */
  async accept(planId: string, acceptance: PlanAcceptanceInput = {}): Promise<PlanResponse> {
    const plan = await this.lockFor(planId, 'accept');
    const hairTrimming = acceptance.hairTrimming ?? plan.hairTrimming;
    const errors = trimmingErrors(plan.treatment, hairTrimming);
    if (errors.length > 0) throw invalid(errors);
    const now = this.clock.now();
    const [consentId, newestPhotograph] = await Promise.all([
      this.consents.require(plan.patientId, { kind: 'treatment', treatment: plan.treatment }, now),
      this.photographs.newestTakenAt(plan.patientId),
    ]);
    if (lacksPhotographs(plan.treatment, newestPhotograph !== null)) {
      throw fail('photographs-missing', `There is no photograph of the patient, without which ${plan.treatment} does not begin.`, {
        patientId: plan.patientId,
      });
    }
    await this.sessions.insertSeries(plan, await this.replanning.firstDays(plan), now);
    return this.step({ ...plan, consentId, hairTrimming }, 'accept', acceptance.reason);
  }

  /** Of a treatment one plan is active at a time, unless a dermatologist says why there are two. */
  async start(planId: string, { reason, parallelReason }: PlanActivationInput = {}): Promise<PlanResponse> {
    await this.plans.lockAllOfPatient(planId);
    const plan = await this.lockFor(planId, 'start');
    await this.requireAlone(plan, parallelReason);
    return this.step(plan, 'start', reason, parallelReason);
  }

  async hold(planId: string, reason: string): Promise<PlanResponse> {
    return this.step(await this.lockFor(planId, 'hold'), 'hold', reason);
  }

  /**
   * Goes on where it was when it was held, unless what is known now rules it out. A plan that a serious adverse event has put on hold goes on
   * only after a dermatologist has decided so on the event. Sessions whose day has passed meanwhile get a new one, and those after them.
   */
  async resume(planId: string, { reason, parallelReason }: PlanActivationInput = {}): Promise<PlanResponse> {
    await this.plans.lockAllOfPatient(planId);
    const plan = await this.lockFor(planId, 'resume');
    const becomesActive = plan.heldFrom === null || plan.heldFrom === 'active';
    if (becomesActive) await this.requireAlone(plan, parallelReason);
    const standing = await this.events.inTheWayOf(planId);
    if (standing.length > 0) {
      throw fail('adverse-event-undecided', `${standing.length} serious adverse event(s) stand in the way: a dermatologist decides on each.`, {
        adverseEvents: standing,
      });
    }
    const screened = await this.screened(plan, 'plan-resumed', this.today());
    await this.replanning.afterHold(screened);
    return this.step(screened, 'resume', reason, becomesActive ? parallelReason : undefined);
  }

  /** A plan is complete when every session has ended and one at least took place. */
  async complete(planId: string, { reason }: PlanStepInput = {}): Promise<PlanResponse> {
    const plan = await this.lockFor(planId, 'complete');
    const statuses = await this.sessions.statusesOf(planId);
    const open = statuses.filter((status) => status === 'scheduled' || status === 'in-progress').length;
    if (open > 0)
      throw invalidTransition(
        `${open} session(s) of the plan have not ended.`,
        ['hold', 'resume', 'cancel'].filter((action) => planStates.allowed(plan.status).includes(action as PlanAction)),
      );
    if (!statuses.includes('completed')) throw invalidTransition('No session of the plan took place: cancel it instead.', ['cancel']);
    return this.step(plan, 'complete', reason);
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
    const subject = { ...plan, checkId: plan.currentCheckId, plannedOn: day < today ? today : day };
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

  private async requireAlone(plan: PlanRecord, parallelReason: string | undefined): Promise<void> {
    const errors = decisionErrors(parallelReason, '/parallelReason');
    if (errors.length > 0) throw invalid(errors);
    const plans = await this.plans.activeBeside(plan);
    if (plans.length === 0 || parallelReason !== undefined) return;
    throw fail('plan-already-active', `The patient has another active plan of ${plan.treatment}.`, { plans });
  }

  private async step(plan: PlanRecord, action: PlanAction, reason?: string, parallelReason?: string): Promise<PlanResponse> {
    const reasons = { reason: reason ?? null, parallelReason: parallelReason ?? null };
    const next = stepped(plan, action, reasons, this.clock.now());
    await this.plans.step(next, action, plan.status, reasons, currentPrincipal().id);
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
    if (goesOn.has(action)) await this.patients.requireLiving(plan.patientId);
    return plan;
  }

  private today(): Day {
    return dayOf(this.clock.now(), currentPrincipal().clinic.timeZone);
  }

  /** Everything that a plan refers to is this patient's, and its series is within the protocol. Answers what is worth a second look. */
  private async verify({ patient, purpose, followsPlanId }: PlanToVerify, protocol: Protocol, input: PlanChange): Promise<PlanWarning[]> {
    const followsAnother = purpose !== 'series';
    const patientId = patient.id;
    const errors: FieldError[] = [
      ...seriesErrors(protocol, input.series, this.today(), { followsAnother }),
      ...this.proposalErrorsOf(protocol, input),
      ...lifeErrors(input, patient, currentPrincipal().clinic.timeZone),
    ];
    const followed = judgeFollowUp(protocol, {
      purpose,
      patientId,
      names: followsPlanId !== null,
      followed: followsPlanId === null ? null : await this.followed(followsPlanId),
      startOn: input.series.startOn,
      zones: (input.areas ?? []).map(({ zone }) => zone),
    });
    errors.push(...followed.errors);
    const toldBy = input.expectations?.toldBy;
    const [consultation, check, teller] = await Promise.all([
      orNull(this.consultations.require(input.consultationId)),
      orNull(this.checks.require(input.contraindicationCheckId)),
      toldBy === undefined ? undefined : this.staff.find(toldBy),
    ]);
    if (teller === null) errors.push({ pointer: '/expectations/toldBy', code: 'unknown-staff', detail: 'Nobody of the clinic has this id.' });
    if (consultation?.patientId !== patientId) {
      errors.push({ pointer: '/consultationId', code: 'unknown-consultation', detail: 'This patient has no such consultation.' });
    }
    if (check?.patientId !== patientId) {
      errors.push({ pointer: '/contraindicationCheckId', code: 'unknown-check', detail: 'This patient has no such contraindication check.' });
    } else if (check.treatment !== protocol.treatment) {
      errors.push({ pointer: '/contraindicationCheckId', code: 'other-treatment', detail: `The check is for ${check.treatment}.` });
    }
    if (errors.length > 0) throw invalid(errors);
    return followed.warnings;
  }

  private async followed(planId: string): Promise<FollowedPlan | null> {
    const [plan, lastGiven] = await Promise.all([this.plans.find(planId), this.sessions.lastGivenOf(planId)]);
    return plan && { ...plan, lastGivenOn: lastGiven && dayOf(lastGiven, currentPrincipal().clinic.timeZone) };
  }

  private proposalErrorsOf(protocol: Protocol, input: PlanChange): FieldError[] {
    const areas = (input.areas ?? []).map((area) => ({ zone: area.zone, stated: area.size !== undefined, squareCentimetres: squareCentimetres(area) }));
    const technique = input.protocol?.technique ?? null;
    const errors = proposalErrors(protocol, { technique, areas, indications: input.indications ?? [], hairTrimming: input.hairTrimming ?? null });
    errors.push(...this.detailErrorsOf({ indication: null, indications: [], indicationDetails: [], ...input }));
    if (input.expectations?.toldAt !== undefined && new Date(input.expectations.toldAt) > this.clock.now()) {
      errors.push({ pointer: '/expectations/toldAt', code: 'in-the-future', detail: 'This lies in the future.' });
    }
    return errors;
  }

  private indicationErrorsOf(treatment: Treatment, stated: StatedIndications): FieldError[] {
    return [...foreignIndicationErrors(treatment, stated.indications), ...this.detailErrorsOf(stated)];
  }

  private detailErrorsOf(stated: StatedIndications): FieldError[] {
    const today = this.today();
    return [...misplacedDetails(stated), ...stated.indicationDetails.flatMap((details, index) => detailErrors(details, `/indicationDetails/${index}`, today))];
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
            toldBy: expectations.toldBy ?? currentPrincipal().id,
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
