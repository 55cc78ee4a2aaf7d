import type { Ask, Making } from './clauses/ask.js';
import { makeClause } from './clauses/index.js';
import { withNested } from './bearing.js';
import { makeRule, maxAgeOf, type ReadRule } from './rule.js';
import type { Clause, Rule, Ruleset } from './ruleset.js';

/** A rule made ready, with the clauses that contradictions are looked for in. */
export interface ReadyRule {
  rule: Rule;
  read: ReadRule;
  /** Clauses that deny an answer when they say yes. */
  denying: { answer: string; ask: Ask }[];
  exempting: Ask[];
  /** Clauses of `any` about a pregnancy: whoever is exempt from the rule cannot be pregnant. */
  pregnant: Ask[];
}

const firingClauses = (rule: Rule): Clause[] => [...(rule.contraindicatedWhen ?? []), ...rule.any, ...(rule.cautionWhen ?? [])];

const makeReady = (rules: readonly Rule[], onSessionDay: boolean): ReadyRule[] => {
  let slots = 0;
  return rules.map((rule) => {
    const maxAge = maxAgeOf(rule, onSessionDay);
    const making: Making = { maxAge, nextSlot: () => slots++, made: new Map() };
    return {
      rule,
      read: makeRule(rule, making),
      denying: firingClauses(rule)
        .flatMap(withNested)
        .flatMap((clause) => (clause.contradicts === undefined ? [] : [{ answer: clause.contradicts, ask: makeClause(clause, making) }])),
      exempting: (rule.notApplicableWhen ?? []).map((clause) => makeClause(clause, making)),
      pregnant: rule.any.filter((clause) => 'pregnancy' in clause || clause.contradicts === 'pregnancy').map((clause) => makeClause(clause, making)),
    };
  });
};

const ready = { usual: new WeakMap<Ruleset, ReadyRule[]>(), sessionDay: new WeakMap<Ruleset, ReadyRule[]>() };

/** The rules of a ruleset made ready, once for each ruleset: one that was evaluated is never changed, another takes its place. */
export const readyRules = (ruleset: Ruleset, onSessionDay: boolean): ReadyRule[] => {
  const known = onSessionDay ? ready.sessionDay : ready.usual;
  let rules = known.get(ruleset);
  if (!rules) known.set(ruleset, (rules = makeReady(ruleset.rules, onSessionDay)));
  return rules;
};
