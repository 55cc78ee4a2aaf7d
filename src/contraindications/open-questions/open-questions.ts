/** Which questions are still open for a treatment, and in which order to ask them. Pure. */
import type { Clause, Evaluation, Facts, Missing, Outcome, Rule } from '../engine/index.js';
import { factOf, factsAskedBy, type FactKind } from '../facts-catalogue/catalogue.js';
import { medicineAsked, operationAsked } from '../explanation/asking.js';

/** The most severe that an answer to a question can bring about. */
interface Worst {
  outcome: Outcome;
  /** Whether a dermatologist could decide otherwise. */
  overridable: boolean;
}

/** One question, however many rules wait for its answer. */
export interface OpenQuestion {
  missing: Missing;
  /** The rules that cannot be read to their end without it, in the order of the ruleset. */
  waiting: readonly Rule[];
  worst: Worst;
}

/** Questions are the same when the same facts answer them, and, of a detail of something recorded, when it is the same thing. */
const keyOf = ({ fact, alternatives, reason, ask }: Missing): string => JSON.stringify([fact, [...alternatives].sort(), reason === 'unclear' ? ask : null]);

const younger = (one: number | null, other: number | null): number | null => (one === null ? other : other === null ? one : Math.min(one, other));

/** What two rules ask at once: as fresh as the stricter of them wants it; outdated, or preliminary, when it is so for one of them. */
const both = (one: Missing, other: Missing): Missing => ({
  ...one,
  reason: other.reason === 'outdated' || other.reason === 'preliminary' ? other.reason : one.reason,
  answeredOn: one.answeredOn ?? other.answeredOn,
  maxAgeDays: younger(one.maxAgeDays, other.maxAgeDays),
});

/** From the least to the most severe. */
const ranks: readonly Worst[] = [
  { outcome: 'clear', overridable: true },
  { outcome: 'caution', overridable: true },
  { outcome: 'caution', overridable: false },
  { outcome: 'contraindicated', overridable: true },
  { outcome: 'contraindicated', overridable: false },
];
const rankOf = ({ outcome, overridable }: Worst): number => ranks.findIndex((item) => item.outcome === outcome && item.overridable === overridable);

/** Facts that an answer can turn out to say: whoever looks for a trichoanalysis may find an infection. */
const saidBy = (need: string): string[] => {
  if (need === 'trichoanalysis') return ['trichoanalysis.infection', 'trichoanalysis.inflammation', 'trichoanalysis.suspiciousLesion'];
  const definition = factOf(need);
  return definition ? [definition.fact] : [];
};

/** What a rule can come to when one of these facts turns out against the patient. */
const worstOfRule = (rule: Rule, facts: ReadonlySet<string>): Worst[] => {
  const touched = (clauses: readonly Clause[] = [], outcome: Outcome): Worst[] =>
    clauses
      .filter((clause) => factsAskedBy(clause).some((fact) => facts.has(fact)))
      .map((clause) => ({ outcome, overridable: rule.overridable !== false && clause.overridable !== false }));
  return [
    ...touched(rule.contraindicatedWhen, 'contraindicated'),
    ...touched(rule.any, rule.severity === 'informational' ? 'clear' : rule.severity),
    ...touched(rule.cautionWhen, 'caution'),
  ];
};

/** The most severe that the fact asked for can do to any rule that is not decided against the patient yet; alternatives are the longer way. */
const worstOf = (missing: Missing, undecided: readonly Rule[]): Worst => {
  const facts = new Set(saidBy(missing.fact));
  const possible = undecided.flatMap((rule) => worstOfRule(rule, facts)).filter((item) => item.outcome !== 'clear');
  return possible.reduce<Worst>((mostSevere, item) => (rankOf(item) > rankOf(mostSevere) ? item : mostSevere), ranks[0]!);
};

/** How soon an answer can be had: at once from the patient, in the room by looking or measuring, from a laboratory, at the very end by signing. */
const promptness = (missing: Missing): number => {
  const kind = factOf(missing.fact)?.kind ?? 'answer';
  const later: Partial<Record<FactKind, number>> = { examination: 1, measurement: 1, laboratory: 2, signature: 3 };
  return later[kind] ?? 0;
};

/**
 * The open questions of an evaluation: none when, and only when, no finding needs data. They stand in the order in
 * which asking can decide soonest:
 *
 * 1. what could rule the treatment out for good (a contraindication that nobody may override), then what could rule
 *    it out, then what could call for caution, then what can only clear;
 * 2. what more rules wait for;
 * 3. what can be had sooner: an answer, then an examination, then a laboratory's result, then a signature;
 * 4. the order of the rules in the ruleset.
 */
export const openQuestions = (rules: readonly Rule[], { findings }: Pick<Evaluation, 'findings'>): OpenQuestion[] => {
  const byId = new Map(rules.map((rule) => [rule.id, rule] as const));
  const undecided = findings.filter((finding) => finding.outcome !== 'contraindicated').flatMap((finding) => byId.get(finding.ruleId) ?? []);
  const found = new Map<string, { missing: Missing; waiting: Rule[] }>();
  for (const { ruleId, outcome, missing } of findings) {
    const rule = byId.get(ruleId);
    if (outcome !== 'needs-data' || !rule) continue;
    for (const item of missing) {
      const known = found.get(keyOf(item));
      if (!known) found.set(keyOf(item), { missing: item, waiting: [rule] });
      else found.set(keyOf(item), { missing: both(known.missing, item), waiting: known.waiting.includes(rule) ? known.waiting : [...known.waiting, rule] });
    }
  }
  return [...found.values()]
    .map(({ missing, waiting }): OpenQuestion => ({ missing, waiting, worst: worstOf(missing, undecided) }))
    .sort(
      (one, other) =>
        rankOf(other.worst) - rankOf(one.worst) || other.waiting.length - one.waiting.length || promptness(one.missing) - promptness(other.missing),
    );
};

/** The recorded thing of which a detail is asked: a medicine, or an operation. */
export const subjectOf = (missing: Missing, facts: Facts): { name: string; source: { type: string; id: string | null } } | null => {
  const medicine = medicineAsked(missing, facts);
  if (medicine) return { name: medicine.name, source: medicine.source };
  const operation = operationAsked(missing, facts);
  return operation ? { name: operation.text ?? operation.kind ?? '', source: operation.source } : null;
};
