import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay, type Day } from '../../kernel/day.js';
import { createInvalidInputFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { getCurrentPrincipal, validateLifeDates, type Page, Pages } from '../../platform/http/index.js';
import { mayBecomePregnant, evaluate } from '../engine/index.js';
import { FormularyService } from '../../formulary/index.js';
import { RulesetsService } from '../rulesets/rulesets.service.js';
import { UpdatesService } from '../rulesets/updates/updates.service.js';
import { carryOverrides } from './carry-over.js';
import type {
  CheckInBrief,
  CheckQuery,
  ContraindicationCheckInput,
  ContraindicationCheckResponse,
  ContraindicationEvaluationResponse,
  RuleOverride,
} from './check.dto.js';
import { toBrief, toEvaluationResponse, toOverrideResponse, toResponse } from './check.response.js';
import { ChecksRepository, getUseNamedBefore, type CheckFacts, type EarlierCheck, type StoredCheck } from './checks.repository.js';
import type { ContraindicationEvaluationInput } from './evaluate.dto.js';
import { readPostedConsultations } from './posted-consultations.js';
import { collectFacts } from './facts-from.js';
import { KnownFactsService } from './known-facts.service.js';
import { validateIndications } from './indication.dto.js';
import { findRequestedIndications, type NamedIndications } from './planned-indications.js';
import { toNamedUse, PlannedIngredients, type NamedUse } from './planned-ingredients.js';

interface PreviewInput {
  treatment: ContraindicationCheckInput['treatment'];
  plannedOn: string;
  ingredients?: string[] | null;
  products?: string[];
  indications?: ContraindicationCheckInput['indications'];
}

interface RunOptions {
  onSessionDay?: boolean;
  /** The previous check of the plan. Its valid overrides are taken over, and its ingredients where none are named now. */
  after?: string | null;
  /** The indications that the plan states. Where the plan states none, those of the request are used, then those of the previous check. */
  indications?: NamedIndications | null;
}

/** The named ingredients and products; where none are named, those of the previous check. */
const chooseNamedUse = (use: NamedUse, before: EarlierCheck | undefined): NamedUse =>
  before && use.named === null && use.products.length === 0 ? getUseNamedBefore(before) : use;

@Injectable()
export class ChecksService {
  constructor(
    private readonly checks: ChecksRepository,
    private readonly rulesets: RulesetsService,
    private readonly updates: UpdatesService,
    private readonly known: KnownFactsService,
    private readonly planned: PlannedIngredients,
    private readonly formulary: FormularyService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /**
   * Checks a patient from all records, and stores the check with the facts that it was made from. `onSessionDay` is set for the check before a session starts:
   * some answers must then be from that very day. `after` is the previous check of the plan: its valid overrides are taken over, and its ingredients where none
   * are named now.
   */
  async run(
    patientId: string,
    input: ContraindicationCheckInput,
    { onSessionDay = false, after = null, indications = null }: RunOptions = {},
  ): Promise<ContraindicationCheckResponse> {
    const { treatment, plannedOn, consultationId = null } = input;
    const [before] = await this.checks.listEarlier(after === null ? [] : [after]);
    const use = chooseNamedUse(toNamedUse(input), before);
    const { id: checkedBy, clinic } = getCurrentPrincipal();
    const plannedFor = this.findPlannedIndications(input, indications, before);
    const [{ patient, consultationIds, factsFor }, ruleset, planned] = await Promise.all([
      this.known.readForCheck(patientId),
      this.rulesets.getPublished(treatment),
      this.planned.resolve(use),
    ]);
    const errors = validateLifeDates(input, patient, clinic.timeZone);
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const facts = factsFor({ ...planned, indications: plannedFor });
    const standing = consultationId !== null && consultationIds.has(consultationId) ? consultationId : null;
    // When a plan is checked again, its consultation may have been entered in error in the meantime; rules judge that case.
    if (consultationId !== standing && after === null)
      throw createInvalidInputFailure([
        {
          pointer: '/consultationId',
          code: 'unknown-consultation',
          detail: 'This patient has no such consultation: name one that GET /v1/patients/{patientId}/consultations lists, or none.',
        },
      ]);

    const evaluation = evaluate(ruleset.content, facts, { plannedOn, timeZone: clinic.timeZone, onSessionDay });
    const check: StoredCheck = {
      id: createId(),
      patientId,
      consultationId: standing,
      treatment,
      plannedOn,
      ingredients: planned.ingredients,
      namedIngredients: use.named,
      products: use.products,
      indications: plannedFor,
      outcome: evaluation.outcome,
      findings: evaluation.findings,
      contradictions: evaluation.contradictions,
      unread: evaluation.unread,
      dismissed: evaluation.dismissed,
      earliestClearOn: evaluation.earliestClearOn,
      rulesetId: ruleset.id,
      rulesetVersion: ruleset.version,
      checkedBy,
      evaluatedAt: this.clock.now(),
      validUntil: new Date(evaluation.validUntil),
      timeZone: clinic.timeZone,
      overrides: before ? carryOverrides(before, { rulesetId: ruleset.id, findings: evaluation.findings }) : [],
    };
    await this.checks.insert([{ check, facts, onSessionDay }]);
    return { ...toResponse(check), ...this.updates.getUrgentUpdates(ruleset) };
  }

  /** Answers what `run` would answer at this moment; stores nothing and locks nobody. */
  async preview(
    patientId: string,
    { treatment, plannedOn, ...input }: PreviewInput,
    { onSessionDay = false, after = null, indications = null }: RunOptions = {},
  ): Promise<ContraindicationEvaluationResponse> {
    const [before] = await this.checks.listEarlier(after === null ? [] : [after]);
    const [{ factsFor }, ruleset, planned] = await Promise.all([
      this.known.read(patientId),
      this.rulesets.getPublished(treatment),
      this.planned.resolve(chooseNamedUse(toNamedUse(input), before), () => '?products'),
    ]);
    const { ingredients } = planned;
    const plannedFor = this.findPlannedIndications(input, indications, before);
    const evaluation = evaluate(ruleset.content, factsFor({ ...planned, indications: plannedFor }), {
      plannedOn,
      timeZone: getCurrentPrincipal().clinic.timeZone,
      onSessionDay,
    });
    const overrides = before ? carryOverrides(before, { rulesetId: ruleset.id, findings: evaluation.findings }) : [];
    return {
      ...toEvaluationResponse({ treatment, plannedOn, ingredients, indications: plannedFor }, evaluation, ruleset, this.clock.now(), overrides),
      ...this.updates.getUrgentUpdates(ruleset),
    };
  }

  /** Evaluates the rules for a person who need not be a patient; stores nothing. */
  async evaluate(input: ContraindicationEvaluationInput): Promise<ContraindicationEvaluationResponse> {
    const { timeZone } = getCurrentPrincipal().clinic;
    const ingredients = input.ingredients ?? null;
    const ruleset = await this.rulesets.getPublished(input.treatment);
    const now = this.clock.now();
    const { birthDate = null, sexAtBirth } = input.patient;
    const records = readPostedConsultations(input, { now, timeZone });
    const names = await this.formulary.getClinicNames();
    const indications = this.findPlannedIndications(input);
    const facts = collectFacts({ id: null, birthDate, sexAtBirth }, records, { timeZone, ingredients, indications, names });
    const evaluation = evaluate(ruleset.content, facts, { plannedOn: input.plannedOn, timeZone });
    const planned = { treatment: input.treatment, plannedOn: input.plannedOn, ingredients, indications };
    return { ...toEvaluationResponse(planned, evaluation, ruleset, now), ...this.updates.getUrgentUpdates(ruleset) };
  }

  /** Reads the facts that suggestions to a patient depend on: the active conditions, and whether a pregnancy is possible on a day. */
  async toSuggest(patientId: string, on: Day): Promise<{ conditions: string[]; couldBecomePregnant: boolean }> {
    const { factsFor } = await this.known.read(patientId);
    const facts = factsFor({ ingredients: null, productsWithoutIngredients: [], indications: null });
    const conditions = facts.conditions.flatMap(({ icd10, active }) => (active && icd10 ? [icd10] : []));
    return { conditions, couldBecomePregnant: mayBecomePregnant(facts, on) };
  }

  /** Reads the check; throws not-found where the clinic has no check of that id. */
  async require(checkId: string): Promise<ContraindicationCheckResponse> {
    return toResponse(await this.find(checkId));
  }

  async list(patientId: string, query: CheckQuery): Promise<Page<ContraindicationCheckResponse>> {
    const treatment = query.treatment ?? null;
    const [, page] = await Promise.all([
      this.known.requirePatient(patientId),
      this.pages.read(query, {
        rows: (after: string | null, limit) => this.checks.list(patientId, treatment, after, limit),
        position: (check) => check.id,
        item: toResponse,
        total: () => this.checks.count(patientId, treatment),
      }),
    ]);
    return page;
  }

  /** Lists the newest check of each treatment. */
  async listNewest(patientId: string): Promise<CheckInBrief[]> {
    return (await this.checks.listNewest(patientId)).map(toBrief);
  }

  /** Reads these checks, by their ids. */
  async getInBrief(checkIds: readonly string[]): Promise<Map<string, CheckInBrief>> {
    return new Map((await this.checks.listByIds(checkIds)).map((check) => [check.id, toBrief(check)]));
  }

  /** Reads the facts that the checks were made from. */
  listFacts(checkIds: readonly string[]): Promise<CheckFacts[]> {
    return this.checks.listFacts(checkIds);
  }

  /** Reads the overrides of each of these checks. */
  async getOverrides(checkIds: readonly string[]): Promise<Map<string, RuleOverride[]>> {
    const found = await this.checks.getOverrides(checkIds);
    return new Map([...found].map(([id, overrides]) => [id, overrides.map(toOverrideResponse)]));
  }

  /** Finds what the treatment is for: as the plan states, else as the request states, else as in the previous check. Throws all details that are impossible. */
  private findPlannedIndications(
    { indications: requested }: Pick<ContraindicationCheckInput, 'indications'>,
    ofPlan: NamedIndications | null = null,
    before: EarlierCheck | undefined = undefined,
  ): NamedIndications | null {
    const now = this.clock.now();
    const errors = validateIndications(requested, toCalendarDay(now, getCurrentPrincipal().clinic.timeZone));
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    return ofPlan ?? findRequestedIndications(requested, now) ?? before?.indications ?? null;
  }

  private async find(checkId: string): Promise<StoredCheck> {
    const check = await this.checks.find(checkId);
    if (!check) throw createNotFoundFailure('check');
    return check;
  }
}
