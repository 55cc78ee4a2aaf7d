import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf, type Day } from '../../kernel/day.js';
import { invalid, notFound } from '../../kernel/failure.js';
import { newId } from '../../kernel/id.js';
import { currentPrincipal, lifeErrors, type Page, Pages } from '../../platform/http/index.js';
import { couldBecomePregnantOn, evaluate } from '../engine/index.js';
import { FormularyService } from '../../formulary/index.js';
import { RulesetsService } from '../rulesets/rulesets.service.js';
import { UpdatesService } from '../rulesets/updates/updates.service.js';
import { carriedOver } from './carry-over.js';
import type { ContraindicationCheckInput, CheckQuery, ContraindicationCheckResponse, ContraindicationEvaluationResponse, RuleOverride } from './check.dto.js';
import { evaluationResponse, overrideResponse, toResponse } from './check.response.js';
import { ChecksRepository, namedBefore, type CheckFacts, type EarlierCheck, type StoredCheck } from './checks.repository.js';
import type { ContraindicationEvaluationInput } from './evaluate.dto.js';
import { postedConsultations } from './posted-consultations.js';
import { factsFrom } from './facts-from.js';
import { KnownFactsService } from './known-facts.service.js';
import { indicationErrors } from './indication.dto.js';
import { requestedIndications, type NamedIndications } from './planned-indications.js';
import { namedUse, PlannedIngredients, type NamedUse } from './planned-ingredients.js';

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
const orAsPlanned = (use: NamedUse, before: EarlierCheck | undefined): NamedUse =>
  before && use.named === null && use.products.length === 0 ? namedBefore(before) : use;

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
    const [before] = await this.checks.earlier(after === null ? [] : [after]);
    const use = orAsPlanned(namedUse(input), before);
    const { id: checkedBy, clinic } = currentPrincipal();
    const plannedFor = this.plannedFor(input, indications, before);
    const [{ patient, consultationIds, factsFor }, ruleset, planned] = await Promise.all([
      this.known.of(patientId),
      this.rulesets.published(treatment),
      this.planned.of(use),
    ]);
    const errors = lifeErrors(input, patient, clinic.timeZone);
    if (errors.length > 0) throw invalid(errors);
    const facts = factsFor({ ...planned, indications: plannedFor });
    const standing = consultationId !== null && consultationIds.has(consultationId) ? consultationId : null;
    // When a plan is checked again, its consultation may have been entered in error in the meantime; rules judge that case.
    if (consultationId !== standing && after === null)
      throw invalid([{ pointer: '/consultationId', code: 'unknown-consultation', detail: 'This patient has no such consultation: name one that GET /v1/patients/{patientId}/consultations lists, or none.' }]);

    const evaluation = evaluate(ruleset.content, facts, { plannedOn, timeZone: clinic.timeZone, onSessionDay });
    const check: StoredCheck = {
      id: newId(),
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
      overrides: before ? carriedOver(before, { rulesetId: ruleset.id, findings: evaluation.findings }) : [],
    };
    await this.checks.insert([{ check, facts, onSessionDay }]);
    return { ...toResponse(check), ...this.updates.toldWith(ruleset) };
  }

  /** Answers what `run` would answer at this moment; stores nothing and locks nobody. */
  async preview(
    patientId: string,
    { treatment, plannedOn, ...input }: PreviewInput,
    { onSessionDay = false, after = null, indications = null }: RunOptions = {},
  ): Promise<ContraindicationEvaluationResponse> {
    const [before] = await this.checks.earlier(after === null ? [] : [after]);
    const [{ factsFor }, ruleset, planned] = await Promise.all([
      this.known.read(patientId),
      this.rulesets.published(treatment),
      this.planned.of(orAsPlanned(namedUse(input), before), () => '?products'),
    ]);
    const { ingredients } = planned;
    const plannedFor = this.plannedFor(input, indications, before);
    const evaluation = evaluate(ruleset.content, factsFor({ ...planned, indications: plannedFor }), {
      plannedOn,
      timeZone: currentPrincipal().clinic.timeZone,
      onSessionDay,
    });
    const overrides = before ? carriedOver(before, { rulesetId: ruleset.id, findings: evaluation.findings }) : [];
    return {
      ...evaluationResponse({ treatment, plannedOn, ingredients, indications: plannedFor }, evaluation, ruleset, this.clock.now(), overrides),
      ...this.updates.toldWith(ruleset),
    };
  }

  /** Evaluates the rules for a person who need not be a patient; stores nothing. */
  async evaluate(input: ContraindicationEvaluationInput): Promise<ContraindicationEvaluationResponse> {
    const { timeZone } = currentPrincipal().clinic;
    const ingredients = input.ingredients ?? null;
    const ruleset = await this.rulesets.published(input.treatment);
    const now = this.clock.now();
    const { birthDate = null, sexAtBirth } = input.patient;
    const records = postedConsultations(input, { now, timeZone });
    const names = await this.formulary.names();
    const indications = this.plannedFor(input);
    const facts = factsFrom({ id: null, birthDate, sexAtBirth }, records, { timeZone, ingredients, indications, names });
    const evaluation = evaluate(ruleset.content, facts, { plannedOn: input.plannedOn, timeZone });
    const planned = { treatment: input.treatment, plannedOn: input.plannedOn, ingredients, indications };
    return { ...evaluationResponse(planned, evaluation, ruleset, now), ...this.updates.toldWith(ruleset) };
  }

  /** Reads the facts that suggestions to a patient depend on: the active conditions, and whether a pregnancy is possible on a day. */
  async toSuggest(patientId: string, on: Day): Promise<{ conditions: string[]; couldBecomePregnant: boolean }> {
    const { factsFor } = await this.known.read(patientId);
    const facts = factsFor({ ingredients: null, productsWithoutIngredients: [], indications: null });
    const conditions = facts.conditions.flatMap(({ icd10, active }) => (active && icd10 ? [icd10] : []));
    return { conditions, couldBecomePregnant: couldBecomePregnantOn(facts, on) };
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

  /** Reads the facts that the checks were made from. */
  factsOf(checkIds: readonly string[]): Promise<CheckFacts[]> {
    return this.checks.factsOf(checkIds);
  }

  /** Reads the overrides of each of these checks. */
  async overridesOf(checkIds: readonly string[]): Promise<Map<string, RuleOverride[]>> {
    const found = await this.checks.overridesOf(checkIds);
    return new Map([...found].map(([id, overrides]) => [id, overrides.map(overrideResponse)]));
  }

  /** Finds what the treatment is for: as the plan states, else as the request states, else as in the previous check. Throws all details that are impossible. */
  private plannedFor(
    { indications: requested }: Pick<ContraindicationCheckInput, 'indications'>,
    ofPlan: NamedIndications | null = null,
    before: EarlierCheck | undefined = undefined,
  ): NamedIndications | null {
    const now = this.clock.now();
    const errors = indicationErrors(requested, dayOf(now, currentPrincipal().clinic.timeZone));
    if (errors.length > 0) throw invalid(errors);
    return ofPlan ?? requestedIndications(requested, now) ?? before?.indications ?? null;
  }

  private async find(checkId: string): Promise<StoredCheck> {
    const check = await this.checks.find(checkId);
    if (!check) throw notFound('check');
    return check;
  }
}
