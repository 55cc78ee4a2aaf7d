import { withNested } from './bearing.js';
import { answerEvidence } from './clauses/answer.js';
import type { CompiledClause, CompileContext } from './clauses/compile-context.js';
import { compileBareClause } from './clauses/index.js';
import { consistency } from './consistency.js';
import type { Evidence } from './evaluation.js';
import type { Answer, Facts } from './facts.js';
import type { CodeIndexes } from './known.js';
import { rulesReadBy, type RulesRead } from './rules-read.js';
import { compileRule, compileContexts, maxAgeOf, type EvaluateRule } from './rule.js';
import type { Clause, MaxAgeDays, Rule, Ruleset } from './ruleset.js';

/** An answer, with the clauses that deny it when they say yes. */
export interface DeniedAnswer {
  /** What they are about: `diabetes`, `pregnancy`. */
  about: string;
  answer: (facts: Facts) => Answer | null | undefined;
  /** The answer in words. */
  evidence: (answer: Answer) => Evidence;
  asks: CompiledClause[];
}

/** Why a rule does not apply, and its clauses about a pregnancy: whoever is exempt from it cannot be pregnant. */
export interface Exemption {
  exempting: readonly CompiledClause[];
  pregnant: readonly CompiledClause[];
}

/** A rule made ready. */
interface CompiledRule {
  rule: Rule;
  read: EvaluateRule;
}

/** What cannot both be so: of a ruleset, and of any record. */
export interface ConsistencyChecks {
  denied: readonly DeniedAnswer[];
  exempting: readonly Exemption[];
}

/** A ruleset made ready. */
export interface CompiledRuleset {
  rules: readonly CompiledRule[];
  compared: ConsistencyChecks;
  /** What its clauses ask about codes, for the facts that it is asked about. */
  indexes: CodeIndexes;
  /** What its rules read: all else is unread. */
  read: RulesRead;
}

/** Makes what a rule asks. */
type RuleInContext = readonly [rule: Rule, context: CompileContext];

const firingClauses = (rule: Rule): Clause[] => [...(rule.contraindicatedWhen ?? []), ...rule.any, ...(rule.cautionWhen ?? [])];

const deniedAnswer = (denies: string): DeniedAnswer => {
  const [kind = '', name] = denies.split('.');
  return {
    about: name ?? kind,
    answer: ({ screening, pregnancy }) => (name === undefined ? pregnancy : screening[name]),
    evidence: (answer) => answerEvidence(kind, answer, name),
    asks: [],
  };
};

/** What a clause asks, and how old its facts may be: clauses of which this is the same say the same. */
const askedBy = ({ note: _note, origin: _origin, overridable: _overridable, ...question }: Clause, { lab, vital, trichoanalysis }: MaxAgeDays): string => {
  if ('lab' in question) return JSON.stringify([question, lab]);
  if ('vital' in question) return JSON.stringify([question, vital]);
  if ('condition' in question || 'medication' in question) return JSON.stringify(question);
  return JSON.stringify([question, lab, vital, trichoanalysis]);
};

/** Each answer once, with the clauses of all rules that deny it, each once. */
const deniedBy = (rules: readonly RuleInContext[]): DeniedAnswer[] => {
  const denied = new Map<string, DeniedAnswer>();
  const asked = new Set<string>();
  for (const [rule, context] of rules) {
    for (const clause of firingClauses(rule).flatMap(withNested)) {
      if (clause.contradicts === undefined) continue;
      const question = askedBy(clause, context.maxAge);
      if (asked.has(question)) continue;
      asked.add(question);
      let answer = denied.get(clause.contradicts);
      if (!answer) denied.set(clause.contradicts, (answer = deniedAnswer(clause.contradicts)));
      answer.asks.push(compileBareClause(clause, context));
    }
  }
  return [...denied.values()];
};

const exemptionOf = ([{ notApplicableWhen = [], any }, context]: RuleInContext): Exemption => ({
  exempting: notApplicableWhen.map((clause) => compileBareClause(clause, context)),
  pregnant: any.filter((clause) => 'pregnancy' in clause || clause.contradicts === 'pregnancy').map((clause) => compileBareClause(clause, context)),
});

/** The clauses of the rules and of what is compared besides are numbered through: each has a place of its own among what was found. */
const compileRuleset = (ruleset: Ruleset, onSessionDay: boolean): CompiledRuleset => {
  const context = compileContexts();
  const withContext =
    (onTheDay: boolean) =>
    (rule: Rule): RuleInContext => [rule, context(maxAgeOf(rule, onTheDay))];
  const ofRuleset = ruleset.rules.map(withContext(onSessionDay));
  const { indexes } = context({});
  const rules = ofRuleset.map(([rule, ofRule]) => ({ rule, read: compileRule(rule, ofRule) }));
  return {
    // Before what is only compared is in: that clears nothing.
    read: rulesReadBy(ruleset.rules, indexes),
    rules,
    compared: {
      denied: deniedBy([...ofRuleset, ...consistency.map(withContext(false))]),
      exempting: ofRuleset.map(exemptionOf).filter(({ pregnant }) => pregnant.length > 0),
    },
    indexes,
  };
};

const compiled = { usual: new WeakMap<Ruleset, CompiledRuleset>(), sessionDay: new WeakMap<Ruleset, CompiledRuleset>() };

/** A ruleset made ready, once: one that was evaluated is never changed, another takes its place. */
export const compiledRuleset = (ruleset: Ruleset, onSessionDay: boolean): CompiledRuleset => {
  const known = onSessionDay ? compiled.sessionDay : compiled.usual;
  let made = known.get(ruleset);
  if (!made) known.set(ruleset, (made = compileRuleset(ruleset, onSessionDay)));
  return made;
};
