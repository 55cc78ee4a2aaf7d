import { listAlternativeClauses, listNeedsBehind } from './bearing.js';
import { compileEarlierYes } from './clauses/answer.js';
import { withExactNo, negateContext, type CompiledClause, type CompileContext } from './clauses/compile-context.js';
import { compileEndedLifelong } from './clauses/condition.js';
import { compileClauses } from './clauses/index.js';
import { evaluateAny } from './clauses/result.js';
import type { ClauseResult } from './clauses/clause-result.js';
import type { Evidence, Missing } from './evaluation.js';
import type { Outcome } from './outcome.js';
import { CodeIndex } from './codes.js';
import { Known } from './known.js';
import type { Facts } from './facts.js';
import type { EvaluationDate } from './evaluation-date.js';
import { compileNeeds, type Answered, type CompiledNeed, type Unanswered } from './needs.js';
import { getOverride, chooseStricter, type Override } from './override.js';
import type { Clause, MaxAgeDays, Rule } from './ruleset.js';

/** The result of one rule on one day. The evidence is formatted only when it is read. */
export interface RuleResult {
  readonly outcome: Outcome;
  readonly because: () => Evidence[];
  readonly missing: () => Missing[];
  readonly override: Override;
  readonly note: string | null;
}

interface NeedsResult {
  readonly met: boolean;
  /** The answers to the needs that are met. */
  readonly because: () => Evidence[];
  /** The facts to ask for, for the needs that are not met. */
  readonly missing: () => Missing[];
}

const listNothing = (): never[] => [];
const allMet: NeedsResult = { met: true, because: listNothing, missing: listNothing };
/** The result of unmet needs where the questions are not needed. */
const noneMet: NeedsResult = { ...allMet, met: false };

/** Whether all of the needs are met. */
const askNeeds = (needs: readonly CompiledNeed[], known: Known, date: EvaluationDate): NeedsResult => {
  if (needs.length === 0) return allMet;
  const answers: Answered[] = [];
  let questions: Unanswered[] | null = null;
  for (const need of needs) {
    const result = need(known, date);
    if (result.met) answers.push(result);
    else if (date.outcomeOnly) return noneMet;
    else (questions ??= []).push(result);
  }
  const because = (): Evidence[] => answers.map((answer) => answer.evidence());
  if (questions === null) return { met: true, because, missing: listNothing };
  const lacking = questions;
  return { met: false, because, missing: () => lacking.map((question) => question.missing()) };
};

/** A compiled rule: a function of one person and one day. */
export type EvaluateRule = (known: Known, date: EvaluationDate) => RuleResult;

/** The note of a rule that does not apply. */
export const exemptNote = 'Does not apply to this patient.';

/** The age limits of the facts of a rule. On the day of a session, before it starts, some limits are stricter. */
export const getMaxAge = (rule: Rule, onSessionDay: boolean): MaxAgeDays =>
  onSessionDay ? { ...rule.maxAgeDays, ...rule.onSessionDay } : (rule.maxAgeDays ?? {});

/** Prepares the contexts of rules that are compiled together, given the age limits of each rule. */
export const compileContexts = (): ((maxAge: MaxAgeDays) => CompileContext) => {
  let slots = 0;
  const indexes = { conditions: new CodeIndex(), medications: new CodeIndex() };
  return (maxAge) => ({ maxAge, exact: false, against: true, indexes, nextSlot: () => slots++, made: new Map() });
};

/** Clauses about conditions without a known end that are recorded as ended; they are evaluated with those of `cautionWhen`. */
const compileLifelongClauses = ({ contraindicatedWhen = [], any, cautionWhen = [] }: Rule, context: CompileContext): CompiledClause[] => [
  ...[...contraindicatedWhen, ...any]
    .flatMap(listAlternativeClauses)
    .flatMap((clause) => ('condition' in clause && clause.status === 'active' ? [compileEndedLifelong(clause, context)] : [])),
  ...[...contraindicatedWhen, ...any, ...cautionWhen]
    .flatMap(listAlternativeClauses)
    .flatMap((clause) => ('screening' in clause ? [compileEarlierYes(clause)] : [])),
];

/**
 * Compiles a rule. The rule is evaluated in this order:
 *
 * 1. A clause of `contraindicatedWhen`, or of `any` in a rule of severity contraindicated, is `yes`: contraindicated. Where such a clause lacks a detail of a
 * stated fact (the day of the last dose, for example), or depends on a result that is too old: needs data.
 * 2. A clause of `any` in a rule of severity caution is `yes`: caution. Where a need in `needsData` that `contraindicatedWhen` depends on is unanswered, the
 * finding could be more severe: needs data.
 * 3. An exemption applies: unanswered needs are not asked. An exemption excuses unanswered needs, never a stated fact.
 * 4. A need in `needsData` is unanswered or too old on the day, or a detail for `any` is missing: needs data.
 * 5. A clause of `cautionWhen` is `yes`, or a disease without a known end is recorded as ended: caution. A detail for such a clause is missing: needs data.
 * 6. Otherwise clear, with the exemption, or based on the answers to `needsData`. In an informational rule, with its note where a clause of `any` is `yes`.
 *
 * So a rule that known facts have decided asks for nothing more, and an unanswered question never clears. A preliminary laboratory result counts against the
 * treatment like any other result. Beyond that it has no effect: it answers no need, exempts nobody, and replaces no final result.
 */
export const compileRule = (rule: Rule, context: CompileContext): EvaluateRule => {
  const { maxAge } = context;
  const make = (clauses: readonly Clause[] = [], as = context): CompiledClause[] => compileClauses(clauses, as);
  const needs = compileNeeds(rule, maxAge);
  const bearing = new Set((rule.contraindicatedWhen ?? []).flatMap(listNeedsBehind));
  const moreSevereNeeds = needs.filter((_need, index) => rule.needsData[index]!.split('|').some((word) => bearing.has(word)));
  const exempting = make(rule.notApplicableWhen, negateContext(context));
  const forbidding = [
    ...compileClauses(rule.contraindicatedWhen ?? [], moreSevereNeeds.length > 0 ? withExactNo(context) : context),
    ...make(rule.severity === 'contraindicated' ? rule.any : []),
  ];
  const firing = make(rule.severity === 'caution' ? rule.any : []);
  const noting = make(rule.severity === 'informational' ? rule.any : []);
  const warning = [...make(rule.cautionWhen), ...(rule.severity === 'informational' ? [] : compileLifelongClauses(rule, context))];
  const ruleOverride = getOverride(rule.overridable);
  const note = rule.note ?? null;

  const decided = (outcome: Outcome, result: ClauseResult): RuleResult => ({
    outcome,
    because: result.because,
    missing: listNothing,
    override: chooseStricter(ruleOverride, result.override),
    note,
  });
  const asking = (missing: () => Missing[]): RuleResult => ({ outcome: 'needs-data', because: listNothing, missing, override: ruleOverride, note });

  return (known, date) => {
    const forbidden = evaluateAny(forbidding, known, date);
    if (forbidden.truth === 'yes') return decided('contraindicated', forbidden);
    if (forbidden.open) return asking(forbidden.missing);

    const excused = evaluateAny(exempting, known, date);
    const isExempt = excused.truth === 'yes';
    const fired = evaluateAny(firing, known, date);
    if (fired.truth === 'yes') {
      const moreSevere = forbidden.truth === 'unknown' && !isExempt ? askNeeds(moreSevereNeeds, known, date) : allMet;
      return moreSevere.met ? decided('caution', fired) : asking(moreSevere.missing);
    }

    const answered = isExempt ? allMet : askNeeds(needs, known, date);
    if (fired.open || !answered.met) return asking(() => [...fired.missing(), ...answered.missing()]);

    const warned = evaluateAny(warning, known, date);
    if (warned.truth === 'yes') return decided('caution', warned);
    if (warned.open) return asking(warned.missing);

    const noted = evaluateAny(noting, known, date);
    if (noted.truth === 'yes') return decided('clear', noted);
    if (isExempt) return { ...decided('clear', excused), note: exemptNote };
    return {
      outcome: 'clear',
      because: answered.because,
      missing: listNothing,
      override: ruleOverride,
      note: null,
    };
  };
};

/** Evaluates one rule on its own for the facts. */
export const evaluateRule = (rule: Rule, facts: Facts, date: EvaluationDate): RuleResult => {
  const context = compileContexts()(getMaxAge(rule, false));
  return compileRule(rule, context)(new Known(facts, context.indexes), date);
};
