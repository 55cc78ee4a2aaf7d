import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay, type Day } from '../../kernel/day.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import { KnownFactsService, type KnownPatient } from '../checks/known-facts.service.js';
import { evaluate } from '../engine/index.js';
import { describeQuestion } from '../explanation/asking.js';
import { getRuleTitle } from '../explanation/rules.js';
import type { Messages } from '../../messages/index.js';
import { findFactDefinition, type AnswerType } from '../facts-catalogue/catalogue.js';
import { treatments } from '../../kernel/treatment.js';
import type { RulesetInForce } from '../rulesets/rulesets.repository.js';
import { RulesetsService } from '../rulesets/rulesets.service.js';
import type { QuestionToAsk, OpenQuestionsQuery, OpenQuestionsResponse, TreatmentQuestions } from './open-question.dto.js';
import { openQuestions, findSubject, type OpenQuestion } from './open-questions.js';
import { listWritings, type WritingContext } from './writing.js';

@Injectable()
export class OpenQuestionsService {
  constructor(
    private readonly known: KnownFactsService,
    private readonly rulesets: RulesetsService,
    private readonly clock: Clock,
  ) {}

  /** Finds the questions that are still open before a treatment, from all records of the patient; stores nothing. */
  async list(
    patientId: string,
    { treatment, plannedOn, ingredients: named }: OpenQuestionsQuery,
    messages: Messages<'checks'>,
  ): Promise<OpenQuestionsResponse> {
    const [known, ruleset] = await Promise.all([this.known.read(patientId), this.rulesets.getPublished(treatment)]);
    const planned = { plannedOn, ingredients: named ? [...new Set(named)] : null };
    const now = this.clock.now();
    return { patientId, ...findQuestions(known, ruleset, planned, now, messages), language: messages.language, evaluatedAt: now.toISOString() };
  }

  /** Finds the questions that are still open before each treatment today, of what is planned with no named ingredients. Call `prepareRules` before. */
  async listForToday(patientId: string, messages: Messages<'checks'>): Promise<TreatmentQuestions[]> {
    const [known, ...rulesets] = await Promise.all([this.known.read(patientId), ...treatments.map((treatment) => this.rulesets.getPublished(treatment))]);
    const now = this.clock.now();
    const planned = { plannedOn: toCalendarDay(now, getCurrentPrincipal().clinic.timeZone), ingredients: null };
    return rulesets.map((ruleset) => findQuestions(known, ruleset, planned, now, messages));
  }

  /** Has the clinic's rules installed where they are not yet. A snapshot that has begun would not see them. */
  prepareRules(): Promise<void> {
    return this.rulesets.installMissing();
  }
}

const findQuestions = (
  known: KnownPatient,
  ruleset: RulesetInForce,
  { plannedOn, ingredients }: { plannedOn: Day; ingredients: string[] | null },
  now: Date,
  messages: Messages<'checks'>,
): TreatmentQuestions => {
  const { timeZone } = getCurrentPrincipal().clinic;
  const facts = known.factsFor({ ingredients, productsWithoutIngredients: [], indications: null });
  const evaluation = evaluate(ruleset.content, facts, { plannedOn, timeZone });
  const patientId = known.patient.id;
  const context: WritingContext = {
    patientId,
    draft: findDraft(known, toCalendarDay(now, timeZone), timeZone),
    facts,
    consultations: known.consultations,
    today: toCalendarDay(now, timeZone),
    again: `/v1/patients/${patientId}/open-questions`,
  };
  return {
    treatment: ruleset.treatment,
    plannedOn,
    ingredients,
    outcome: evaluation.outcome,
    questions: openQuestions(ruleset.content.rules, evaluation).map((question) => toQuestionToAsk(question, context, messages)),
    ruleset: { id: ruleset.id, version: ruleset.version },
  };
};

/**
 * Finds the draft for new answers. Answers count from the day on which their consultation began, so only a draft that began today can take answers of today.
 */
const findDraft = ({ drafts }: KnownPatient, today: Day, timeZone: string): WritingContext['draft'] =>
  drafts.find((draft) => toCalendarDay(new Date(draft.startedAt), timeZone) === today) ?? null;

/** The types of answers about details of recorded items, whatever kind of fact the item is. */
const detailTypes: Record<string, AnswerType> = {
  'medication.lastTakenOn': 'date',
  'procedure.performedOn': 'date',
  'unread.condition': 'codes',
  'unread.medication': 'codes',
  'unread.allergy': 'codes',
  'unread.procedure': 'codes',
  'unread.planned-ingredient': 'names',
  'unread.planned-indication': 'codes',
  'indication.since': 'date',
  'indication.stableSince': 'date',
  'indication.therapyTried': 'yes-no',
};

const toQuestionToAsk = ({ missing, waiting, worst }: OpenQuestion, context: WritingContext, messages: Messages<'checks'>): QuestionToAsk => {
  const definition = findFactDefinition(missing.fact);
  const detail = detailTypes[missing.fact];
  return {
    fact: missing.fact,
    alternatives: missing.alternatives,
    about: findSubject(missing, context.facts)?.name ?? null,
    ask: describeQuestion(missing, context.facts, messages),
    reason: missing.reason,
    answeredOn: missing.answeredOn,
    maxAgeDays: missing.maxAgeDays,
    answerType: detail ?? definition?.answerType ?? 'choice',
    choices: detail === undefined && definition?.values ? [...definition.values] : null,
    unit: definition?.unit ?? null,
    otherUnits: [...(definition?.otherUnits ?? [])],
    codes: detail === undefined ? [...(definition?.codes ?? [])] : [],
    write: listWritings(missing, context),
    waiting: waiting.map((rule) => ({ ruleId: rule.id, title: getRuleTitle(rule.id, rule.title, messages.language) })),
    worst,
  };
};
