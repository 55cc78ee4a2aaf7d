import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { conflict, fail, invalid, notFound } from '../../kernel/failure.js';
import { newId } from '../../kernel/id.js';
import { violatedConstraint } from '../../platform/database/index.js';
import { currentPrincipal, Pages, type Page } from '../../platform/http/index.js';
import { evaluate } from '../engine/index.js';
import { RulesetsService } from '../rulesets/rulesets.service.js';
import type { CheckInput, CheckQuery, CheckResponse, EvaluationResponse, OverrideInput } from './check.dto.js';
import { evaluationResponse, toResponse } from './check.response.js';
import { ChecksRepository, type CheckFacts, type StoredCheck } from './checks.repository.js';
import { refusalOf, type Refusal } from './effective-outcome.js';
import type { EvaluateInput } from './evaluate.dto.js';
import { postedConsultations } from './posted-consultations.js';
import { factsFrom } from './facts-from.js';
import { KnownFactsService } from './known-facts.service.js';
import { PlannedIngredients } from './planned-ingredients.js';

interface PreviewInput {
  treatment: CheckInput['treatment'];
  plannedOn: string;
  ingredients?: string[] | null;
}

@Injectable()
export class ChecksService {
  constructor(
    private readonly checks: ChecksRepository,
    private readonly rulesets: RulesetsService,
    private readonly known: KnownFactsService,
    private readonly planned: PlannedIngredients,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /**
   * Checks a patient by all that is recorded, and keeps the check with the facts that it was made from. `onSessionDay` is for the
   * check before a session starts: some answers must then be of that very day.
   */
  async run(patientId: string, input: CheckInput, { onSessionDay = false } = {}): Promise<CheckResponse> {
    const { treatment, plannedOn, consultationId = null } = input;
    const { products, ingredients } = await this.planned.of(input);
    const { id: checkedBy, clinic } = currentPrincipal();
    const [{ consultationIds, facts }, ruleset] = await Promise.all([this.known.of(patientId, ingredients), this.rulesets.published(treatment)]);
    if (consultationId !== null && !consultationIds.has(consultationId))
      throw invalid([{ pointer: '/consultationId', code: 'unknown-consultation', detail: 'This patient has no such consultation.' }]);

    const evaluation = evaluate(ruleset.content, facts, { plannedOn, timeZone: clinic.timeZone, onSessionDay });
    const check: StoredCheck = {
      id: newId(),
      patientId,
      consultationId,
      treatment,
      plannedOn,
      ingredients,
      products,
      outcome: evaluation.outcome,
      findings: evaluation.findings,
      contradictions: evaluation.contradictions,
      earliestClearOn: evaluation.earliestClearOn,
      rulesetId: ruleset.id,
      rulesetVersion: ruleset.version,
      checkedBy,
      evaluatedAt: this.clock.now(),
      validUntil: new Date(evaluation.validUntil),
      overrides: [],
    };
    await this.checks.insert(check, facts, onSessionDay);
    return toResponse(check);
  }

  /** What `run` would say at this moment; nothing is kept and nobody is held. */
  async preview(patientId: string, { treatment, plannedOn, ingredients = null }: PreviewInput, { onSessionDay = false } = {}): Promise<EvaluationResponse> {
    const [{ facts }, ruleset] = await Promise.all([this.known.read(patientId, ingredients), this.rulesets.published(treatment)]);
    const evaluation = evaluate(ruleset.content, facts, { plannedOn, timeZone: currentPrincipal().clinic.timeZone, onSessionDay });
    return evaluationResponse({ treatment, plannedOn, ingredients }, evaluation, ruleset, this.clock.now());
  }

  /** The same question about a person who need not be a patient; nothing is kept. */
  async evaluate(input: EvaluateInput): Promise<EvaluationResponse> {
    const { timeZone } = currentPrincipal().clinic;
    const ingredients = input.ingredients ?? null;
    const ruleset = await this.rulesets.published(input.treatment);
    const now = this.clock.now();
    const { birthDate = null, sexAtBirth } = input.patient;
    const records = postedConsultations(input, { now, timeZone });
    const facts = factsFrom({ id: null, birthDate, sexAtBirth }, records, { timeZone, ingredients });
    const evaluation = evaluate(ruleset.content, facts, { plannedOn: input.plannedOn, timeZone });
    return evaluationResponse({ treatment: input.treatment, plannedOn: input.plannedOn, ingredients }, evaluation, ruleset, now);
  }

  /** The check; fails as not found when the clinic has none of that id. */
  async require(checkId: string): Promise<CheckResponse> {
    return toResponse(await this.find(checkId));
  }

  async list(patientId: string, query: CheckQuery): Promise<Page<CheckResponse>> {
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

  /** The facts that checks were made from. */
  factsOf(checkIds: readonly string[]): Promise<CheckFacts[]> {
    return this.checks.factsOf(checkIds);
  }

  /** Keeps a dermatologist's decision to go ahead despite one finding. */
  async override(checkId: string, { ruleId, reason }: OverrideInput): Promise<CheckResponse> {
    const check = await this.find(checkId);
    const refusal = refusalOf(check.findings, new Set(check.overrides.map((override) => override.ruleId)), ruleId);
    if (refusal) throw refused(refusal);
    const override = {
      id: newId(),
      ruleId,
      reason: reason.trim(),
      overriddenBy: currentPrincipal().id,
      createdAt: this.clock.now().toISOString(),
    };
    try {
      await this.checks.insertOverride(checkId, override);
    } catch (error) {
      if (violatedConstraint(error) === 'contraindication_overrides_once') throw refused('already-overridden');
      throw error;
    }
    return toResponse({ ...check, overrides: [...check.overrides, override] });
  }

  private async find(checkId: string): Promise<StoredCheck> {
    const check = await this.checks.find(checkId);
    if (!check) throw notFound('check');
    return check;
  }
}

const refused = (refusal: Refusal): Error => {
  switch (refusal) {
    case 'unknown-rule':
      return invalid([{ pointer: '/ruleId', code: 'unknown-rule', detail: 'The check has no finding of this rule.' }]);
    case 'already-clear':
      return invalid([{ pointer: '/ruleId', code: 'already-clear', detail: 'The finding of this rule is clear: there is nothing to override.' }]);
    case 'not-overridable':
      return fail('not-overridable', 'Nobody may override this finding.');
    case 'already-overridden':
      return conflict('This finding has been overridden already.');
  }
};
