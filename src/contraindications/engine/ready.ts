import type { Ask, Making } from './clauses/ask.js';
import { makeClause } from './clauses/index.js';
import { consistency } from './consistency.js';
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

/** What is asked about one person: the rules of a ruleset, and what is compared whatever the ruleset says. */
export interface ReadyRuleset {
  rules: ReadyRule[];
  alwaysCompared: ReadyRule[];
}

/** The clauses of both are numbered through: each has a place of its own among what was found. */
const makeReady = (ruleset: Ruleset, onSessionDay: boolean): ReadyRuleset => {
  let slots = 0;
  const nextSlot = (): number => slots++;
  return { rules: ruleset.rules.map(readied(nextSlot, onSessionDay)), alwaysCompared: consistency.map(readied(nextSlot, false)) };
};

const readied =
  (nextSlot: () => number, onSessionDay: boolean) =>
  (rule: Rule): ReadyRule => {
    const maxAge = maxAgeOf(rule, onSessionDay);
    const making: Making = { maxAge, nextSlot, made: new Map() };
    return {
      rule,
      read: makeRule(rule, making),
      denying: firingClauses(rule)
        .flatMap(withNested)
        .flatMap((clause) => (clause.contradicts === undefined ? [] : [{ answer: clause.contradicts, ask: makeClause(clause, making) }])),
      exempting: (rule.notApplicableWhen ?? []).map((clause) => makeClause(clause, making)),
      pregnant: rule.any.filter((clause) => 'pregnancy' in clause || clause.contradicts === 'pregnancy').map((clause) => makeClause(clause, making)),
    };
  };

const ready = { usual: new WeakMap<Ruleset, ReadyRuleset>(), sessionDay: new WeakMap<Ruleset, ReadyRuleset>() };

/** The rules of a ruleset made ready, once for each ruleset: one that was evaluated is never changed, another takes its place. */
export const readyRules = (ruleset: Ruleset, onSessionDay: boolean): ReadyRuleset => {
  const known = onSessionDay ? ready.sessionDay : ready.usual;
  let made = known.get(ruleset);
  if (!made) known.set(ruleset, (made = makeReady(ruleset, onSessionDay)));
  return made;
};
