import { alternativesOf, needsBehind } from './bearing.js';
import { answeredYesBefore } from './clauses/answer.js';
import { withExactNo, negated, type CompiledClause, type CompileContext } from './clauses/compile-context.js';
import { endedLifelong } from './clauses/condition.js';
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
import { overrideOf, stricter, type Override } from './override.js';
import type { Clause, MaxAgeDays, Rule } from './ruleset.js';

/** What one rule says on one day. What it rests on is put into words only when somebody reads it. */
export interface RuleResult {
  readonly outcome: Outcome;
  readonly because: () => Evidence[];
  readonly missing: () => Missing[];
  readonly override: Override;
  readonly note: string | null;
}

interface NeedsResult {
  readonly met: boolean;
  /** The answers, of those that are met. */
  readonly because: () => Evidence[];
  /** What to ask, of those that are not. */
  readonly missing: () => Missing[];
}

const nothing = (): never[] => [];
const allMet: NeedsResult = { met: true, because: nothing, missing: nothing };
/** For whoever asks no further. */
const noneMet: NeedsResult = { ...allMet, met: false };

/** Whether all of some needs are met. */
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
  if (questions === null) return { met: true, because, missing: nothing };
  const lacking = questions;
  return { met: false, because, missing: () => lacking.map((question) => question.missing()) };
};

/** A rule made ready to be read: about one person, on one day. */
export type EvaluateRule = (known: Known, date: EvaluationDate) => RuleResult;

/** The note of a rule that does not apply. */
export const exemptNote = 'Does not apply to this patient.';

/** How old the facts of a rule may be. On the day of a session, before it starts, some must be younger. */
export const maxAgeOf = (rule: Rule, onSessionDay: boolean): MaxAgeDays =>
  onSessionDay ? { ...rule.maxAgeDays, ...rule.onSessionDay } : (rule.maxAgeDays ?? {});

/** What the rules that are read together are made with, given how old the facts of each may be. */
export const compileContexts = (): ((maxAge: MaxAgeDays) => CompileContext) => {
  let slots = 0;
  const indexes = { conditions: new CodeIndex(), medications: new CodeIndex() };
  return (maxAge) => ({ maxAge, exact: false, against: true, indexes, nextSlot: () => slots++, made: new Map() });
};

/** Clauses that ask after what has no known end although it is called over: read with those of `cautionWhen`. */
const lifelongClauses = ({ contraindicatedWhen = [], any, cautionWhen = [] }: Rule, context: CompileContext): CompiledClause[] => [
  ...[...contraindicatedWhen, ...any]
    .flatMap(alternativesOf)
    .flatMap((clause) => ('condition' in clause && clause.status === 'active' ? [endedLifelong(clause, context)] : [])),
  ...[...contraindicatedWhen, ...any, ...cautionWhen].flatMap(alternativesOf).flatMap((clause) => ('screening' in clause ? [answeredYesBefore(clause)] : [])),
];

/**
 * Makes a rule ready. It is read in this order:
 *
 * 1. A clause of `contraindicatedWhen`, or of `any` in a rule whose severity is contraindicated: contraindicated.
 *    When such a clause lacks a detail of a stated fact (the day of the last dose, say), or rests on a result that is too
 *    old: needs data.
 * 2. A clause of `any` in a rule whose severity is caution: caution; unless something in `needsData` that bears on
 *    `contraindicatedWhen` is unanswered, for then nobody knows that it is not more severe: needs data.
 * 3. It does not apply: what is not answered is not asked. An exemption excuses silence, never a stated fact.
 * 4. Something in `needsData` unanswered, or too old on the day, or a detail lacking for `any`: needs data.
 * 5. A clause of `cautionWhen`, or a disease without a known end that was called over: caution; a detail lacking for
 *    one: needs data.
 * 6. Else clear, with the reason for which it does not apply, or resting on the answers to `needsData`; in an
 *    informational rule, with its note when a clause of `any` says yes.
 *
 * So a rule that known facts have decided asks for nothing more, and silence never clears. A laboratory's preliminary result speaks against the treatment like
 * any other; beyond that it is silence: it answers no need, excuses nobody, and takes no final result back.
 */
export const compileRule = (rule: Rule, context: CompileContext): EvaluateRule => {
  const { maxAge } = context;
  const make = (clauses: readonly Clause[] = [], as = context): CompiledClause[] => compileClauses(clauses, as);
  const needs = compileNeeds(rule, maxAge);
  const bearing = new Set((rule.contraindicatedWhen ?? []).flatMap(needsBehind));
  const moreSevereNeeds = needs.filter((_need, index) => rule.needsData[index]!.split('|').some((word) => bearing.has(word)));
  const exempting = make(rule.notApplicableWhen, negated(context));
  const forbidding = [
    ...compileClauses(rule.contraindicatedWhen ?? [], moreSevereNeeds.length > 0 ? withExactNo(context) : context),
    ...make(rule.severity === 'contraindicated' ? rule.any : []),
  ];
  const firing = make(rule.severity === 'caution' ? rule.any : []);
  const noting = make(rule.severity === 'informational' ? rule.any : []);
  const warning = [...make(rule.cautionWhen), ...(rule.severity === 'informational' ? [] : lifelongClauses(rule, context))];
  const ruleOverride = overrideOf(rule.overridable);
  const note = rule.note ?? null;

  const decided = (outcome: Outcome, result: ClauseResult): RuleResult => ({
    outcome,
    because: result.because,
    missing: nothing,
    override: stricter(ruleOverride, result.override),
    note,
  });
  const asking = (missing: () => Missing[]): RuleResult => ({ outcome: 'needs-data', because: nothing, missing, override: ruleOverride, note });

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
      missing: nothing,
      override: ruleOverride,
      note: null,
    };
  };
};

/** What one rule says about facts that nothing else is asked of. */
export const evaluateRule = (rule: Rule, facts: Facts, date: EvaluationDate): RuleResult => {
  const context = compileContexts()(maxAgeOf(rule, false));
  return compileRule(rule, context)(new Known(facts, context.indexes), date);
};
