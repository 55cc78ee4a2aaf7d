import { listNestedClauses } from './bearing.js';
import { createAnswerEvidence } from './clauses/answer.js';
import type { CompiledClause, CompileContext } from './clauses/compile-context.js';
import { compileBareClause } from './clauses/index.js';
import { consistency } from './consistency.js';
import type { Evidence } from './evaluation.js';
import type { Answer, Facts } from './facts.js';
import type { CodeIndexes } from './known.js';
import { collectRulesRead, type RulesRead } from './rules-read.js';
import { compileRule, compileContexts, getMaxAge, type EvaluateRule } from './rule.js';
import type { Clause, MaxAgeDays, Rule, Ruleset } from './ruleset.js';

/** An answer of the history, with the clauses that contradict it when they are `yes`. */
export interface DeniedAnswer {
  /** The subject of the answer: `diabetes`, `pregnancy`. */
  about: string;
  answer: (facts: Facts) => Answer | null | undefined;
  /** Formats the answer as evidence. */
  evidence: (answer: Answer) => Evidence;
  asks: CompiledClause[];
}

/** The exemptions of a rule, with the rule's clauses about a pregnancy: a person with such an exemption cannot be pregnant. */
export interface Exemption {
  exempting: readonly CompiledClause[];
  pregnant: readonly CompiledClause[];
}

/** A compiled rule. */
interface CompiledRule {
  rule: Rule;
  read: EvaluateRule;
}

/** The clauses that find contradictions, of the ruleset and of records in general. */
export interface ConsistencyChecks {
  denied: readonly DeniedAnswer[];
  exempting: readonly Exemption[];
}

/** A compiled ruleset. */
export interface CompiledRuleset {
  rules: readonly CompiledRule[];
  compared: ConsistencyChecks;
  /** The indexes of its clauses by code. */
  indexes: CodeIndexes;
  /** The items that its rules read; every other item is unread. */
  read: RulesRead;
}

/** A rule with the context in which its clauses are compiled. */
type RuleInContext = readonly [rule: Rule, context: CompileContext];

const listFiringClauses = (rule: Rule): Clause[] => [...(rule.contraindicatedWhen ?? []), ...rule.any, ...(rule.cautionWhen ?? [])];

const createDeniedAnswer = (denies: string): DeniedAnswer => {
  const [kind = '', name] = denies.split('.');
  return {
    about: name ?? kind,
    answer: ({ screening, pregnancy }) => (name === undefined ? pregnancy : screening[name]),
    evidence: (answer) => createAnswerEvidence(kind, answer, name),
    asks: [],
  };
};

/** The key of a clause's question with its age limits: clauses with the same key have the same result. */
const createClauseKey = (
  { note: _note, origin: _origin, overridable: _overridable, ...question }: Clause,
  { lab, vital, trichoanalysis }: MaxAgeDays,
): string => {
  if ('lab' in question) return JSON.stringify([question, lab]);
  if ('vital' in question) return JSON.stringify([question, vital]);
  if ('condition' in question || 'medication' in question) return JSON.stringify(question);
  return JSON.stringify([question, lab, vital, trichoanalysis]);
};

/** Collects each answer once, with the clauses of all rules that contradict it, each once. */
const listDeniedAnswers = (rules: readonly RuleInContext[]): DeniedAnswer[] => {
  const denied = new Map<string, DeniedAnswer>();
  const asked = new Set<string>();
  for (const [rule, context] of rules) {
    for (const clause of listFiringClauses(rule).flatMap(listNestedClauses)) {
      if (clause.contradicts === undefined) continue;
      const question = createClauseKey(clause, context.maxAge);
      if (asked.has(question)) continue;
      asked.add(question);
      let answer = denied.get(clause.contradicts);
      if (!answer) denied.set(clause.contradicts, (answer = createDeniedAnswer(clause.contradicts)));
      answer.asks.push(compileBareClause(clause, context));
    }
  }
  return [...denied.values()];
};

const compileExemption = ([{ notApplicableWhen = [], any }, context]: RuleInContext): Exemption => ({
  exempting: notApplicableWhen.map((clause) => compileBareClause(clause, context)),
  pregnant: any.filter((clause) => 'pregnancy' in clause || clause.contradicts === 'pregnancy').map((clause) => compileBareClause(clause, context)),
});

/** Compiles a ruleset. The clauses of the rules and of the consistency checks share one numbering, so that each has its own place among the stored results. */
const compileRuleset = (ruleset: Ruleset, onSessionDay: boolean): CompiledRuleset => {
  const context = compileContexts();
  const withContext =
    (onTheDay: boolean) =>
    (rule: Rule): RuleInContext => [rule, context(getMaxAge(rule, onTheDay))];
  const ofRuleset = ruleset.rules.map(withContext(onSessionDay));
  const { indexes } = context({});
  const rules = ofRuleset.map(([rule, ofRule]) => ({ rule, read: compileRule(rule, ofRule) }));
  return {
    // This is read before the consistency checks are added, because they do not make an item count as read.
    read: collectRulesRead(ruleset.rules, indexes),
    rules,
    compared: {
      denied: listDeniedAnswers([...ofRuleset, ...consistency.map(withContext(false))]),
      exempting: ofRuleset.map(compileExemption).filter(({ pregnant }) => pregnant.length > 0),
    },
    indexes,
  };
};

const compiled = { usual: new WeakMap<Ruleset, CompiledRuleset>(), sessionDay: new WeakMap<Ruleset, CompiledRuleset>() };

/** Compiles a ruleset once. A ruleset that was evaluated never changes; another ruleset replaces it. */
export const getCompiledRuleset = (ruleset: Ruleset, onSessionDay: boolean): CompiledRuleset => {
  const known = onSessionDay ? compiled.sessionDay : compiled.usual;
  let made = known.get(ruleset);
  if (!made) known.set(ruleset, (made = compileRuleset(ruleset, onSessionDay)));
  return made;
};
