/** Finds the questions that are still open for a treatment, and sorts them. Pure. */
import type { Clause, Evaluation, Facts, Missing, Outcome, Rule } from '../engine/index.js';
import { findFactDefinition, listFactsAskedBy, type FactKind } from '../facts-catalogue/catalogue.js';
import { findAskedMedicine, findAskedOperation } from '../explanation/asking.js';

/** The most severe outcome that an answer to a question can lead to. */
interface Worst {
  outcome: Outcome;
  /** Whether a dermatologist could override that outcome. */
  overridable: boolean;
}

/** A question, listed once however many rules need its answer. */
export interface OpenQuestion {
  missing: Missing;
  /** The rules that cannot be decided without the answer, in the order of the ruleset. */
  waiting: readonly Rule[];
  worst: Worst;
}

/**
 * Builds the key of a question. Two questions are the same where the same facts answer them; questions about a detail must also be about the same recorded
 * item.
 */
const createQuestionKey = ({ fact, alternatives, reason, ask }: Missing): string =>
  JSON.stringify([fact, [...alternatives].sort(), reason === 'unclear' ? ask : null]);

const chooseYounger = (one: number | null, other: number | null): number | null => (one === null ? other : other === null ? one : Math.min(one, other));

/**
 * Merges the questions of two rules into one: the stricter age limit applies, and the reason is `outdated` or `preliminary` where it is so for one of the
 * rules.
 */
const mergeQuestions = (one: Missing, other: Missing): Missing => ({
  ...one,
  reason: other.reason === 'outdated' || other.reason === 'preliminary' ? other.reason : one.reason,
  answeredOn: one.answeredOn ?? other.answeredOn,
  maxAgeDays: chooseYounger(one.maxAgeDays, other.maxAgeDays),
});

/** The possible worst outcomes, from the least to the most severe. */
const ranks: readonly Worst[] = [
  { outcome: 'clear', overridable: true },
  { outcome: 'caution', overridable: true },
  { outcome: 'caution', overridable: false },
  { outcome: 'contraindicated', overridable: true },
  { outcome: 'contraindicated', overridable: false },
];
const getRank = ({ outcome, overridable }: Worst): number => ranks.findIndex((item) => item.outcome === outcome && item.overridable === overridable);

/** The facts that an answer can establish: a trichoanalysis may find an infection, for example. */
const listPossibleFacts = (need: string): string[] => {
  if (need === 'trichoanalysis') return ['trichoanalysis.infection', 'trichoanalysis.inflammation', 'trichoanalysis.suspiciousLesion'];
  const definition = findFactDefinition(need);
  return definition ? [definition.fact] : [];
};

/** The outcomes that a rule can have when one of these facts counts against the patient. */
const listOutcomesOfRule = (rule: Rule, facts: ReadonlySet<string>): Worst[] => {
  const touched = (clauses: readonly Clause[] = [], outcome: Outcome): Worst[] =>
    clauses
      .filter((clause) => listFactsAskedBy(clause).some((fact) => facts.has(fact)))
      .map((clause) => ({ outcome, overridable: rule.overridable !== false && clause.overridable !== false }));
  return [
    ...touched(rule.contraindicatedWhen, 'contraindicated'),
    ...touched(rule.any, rule.severity === 'informational' ? 'clear' : rule.severity),
    ...touched(rule.cautionWhen, 'caution'),
  ];
};

/** The most severe outcome that the fact can lead to in any rule that is not contraindicated yet. Alternatives of the fact are not considered. */
const chooseWorst = (missing: Missing, undecided: readonly Rule[]): Worst => {
  const facts = new Set(listPossibleFacts(missing.fact));
  const possible = undecided.flatMap((rule) => listOutcomesOfRule(rule, facts)).filter((item) => item.outcome !== 'clear');
  return possible.reduce<Worst>((mostSevere, item) => (getRank(item) > getRank(mostSevere) ? item : mostSevere), ranks[0]!);
};

/** Ranks how quickly an answer can be obtained: at once from the patient, by an examination, from a laboratory, or last by a signature. */
const getPromptness = (missing: Missing): number => {
  const kind = findFactDefinition(missing.fact)?.kind ?? 'answer';
  const later: Partial<Record<FactKind, number>> = { examination: 1, measurement: 1, laboratory: 2, signature: 3 };
  return later[kind] ?? 0;
};

/**
 * Finds the open questions of an evaluation; there are none exactly where no finding needs data. The order is the one in which asking can decide soonest:
 *
 * 1. by the most severe outcome that an answer can lead to: first contraindications that nobody may override, then other contraindications, then cautions, then
 * answers that can only clear;
 * 2. by the number of rules that need the answer;
 * 3. by how quickly the answer can be obtained: a statement, an examination, a laboratory result, a signature;
 * 4. by the order of the rules in the ruleset.
 */
export const openQuestions = (rules: readonly Rule[], { findings }: Pick<Evaluation, 'findings'>): OpenQuestion[] => {
  const byId = new Map(rules.map((rule) => [rule.id, rule] as const));
  const undecided = findings.filter((finding) => finding.outcome !== 'contraindicated').flatMap((finding) => byId.get(finding.ruleId) ?? []);
  const found = new Map<string, { missing: Missing; waiting: Rule[] }>();
  for (const { ruleId, outcome, missing } of findings) {
    const rule = byId.get(ruleId);
    if (outcome !== 'needs-data' || !rule) continue;
    for (const item of missing) {
      const known = found.get(createQuestionKey(item));
      if (!known) found.set(createQuestionKey(item), { missing: item, waiting: [rule] });
      else
        found.set(createQuestionKey(item), {
          missing: mergeQuestions(known.missing, item),
          waiting: known.waiting.includes(rule) ? known.waiting : [...known.waiting, rule],
        });
    }
  }
  return [...found.values()]
    .map(({ missing, waiting }): OpenQuestion => ({ missing, waiting, worst: chooseWorst(missing, undecided) }))
    .sort(
      (one, other) =>
        getRank(other.worst) - getRank(one.worst) || other.waiting.length - one.waiting.length || getPromptness(one.missing) - getPromptness(other.missing),
    );
};

/** The recorded medicine or operation whose detail is asked for; null where the question is not about a detail. */
export const findSubject = (missing: Missing, facts: Facts): { name: string; source: { type: string; id: string | null } } | null => {
  const medicine = findAskedMedicine(missing, facts);
  if (medicine) return { name: medicine.name, source: medicine.source };
  const operation = findAskedOperation(missing, facts);
  return operation ? { name: operation.text ?? operation.kind ?? '', source: operation.source } : null;
};
