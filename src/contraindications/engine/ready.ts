import { consistency } from './consistency.js';
import { withNested } from './bearing.js';
import { answerEvidence } from './clauses/answer.js';
import type { Ask, Making } from './clauses/ask.js';
import { makeClause, makeClauses } from './clauses/index.js';
import type { Evidence } from './evaluation.js';
import type { Answer, Facts } from './facts.js';
import type { CodeIndexes } from './known.js';
import { makeRule, makingOf, maxAgeOf, type ReadRule } from './rule.js';
import type { Clause, Rule, Ruleset } from './ruleset.js';

/** A clause that denies an answer when it says yes. */
export interface Denying {
  /** What the two are about: `diabetes`, `pregnancy`. */
  about: string;
  /** The answer, where it is a plain no. */
  denial: (facts: Facts) => Answer | null;
  /** The answer in words. */
  evidence: (answer: Answer) => Evidence;
  ask: Ask;
}

/** A rule made ready, with the clauses that contradictions are looked for in. */
export interface ReadyRule {
  rule: Rule;
  read: ReadRule;
  denying: readonly Denying[];
  exempting: readonly Ask[];
  /** Clauses of `any` about a pregnancy: whoever is exempt from the rule cannot be pregnant. */
  pregnant: readonly Ask[];
}

/** A ruleset made ready. */
export interface ReadyRuleset {
  rules: readonly ReadyRule[];
  /** Those with clauses that contradictions are looked for in, and what is compared whatever the ruleset says. */
  compared: readonly ReadyRule[];
  /** What its clauses ask about codes, for the facts that it is asked about. */
  indexes: CodeIndexes;
}

const firingClauses = (rule: Rule): Clause[] => [...(rule.contraindicatedWhen ?? []), ...rule.any, ...(rule.cautionWhen ?? [])];

const denying = (clause: Clause, making: Making): Denying[] => {
  if (clause.contradicts === undefined) return [];
  const [kind = '', name] = clause.contradicts.split('.');
  const answer = ({ screening, pregnancy }: Facts): Answer | null | undefined => (name === undefined ? pregnancy : screening[name]);
  return [
    {
      about: name ?? kind,
      denial: (facts) => {
        const said = answer(facts);
        return said?.value === 'no' ? said : null;
      },
      evidence: (said) => answerEvidence(kind, said, name),
      ask: makeClause(clause, making),
    },
  ];
};

/** The clauses of both are numbered through: each has a place of its own among what was found. */
const makeReady = (ruleset: Ruleset, onSessionDay: boolean): ReadyRuleset => {
  const making = makingOf();
  const readied =
    (onTheDay: boolean) =>
    (rule: Rule): ReadyRule => {
      const ofRule = making(maxAgeOf(rule, onTheDay));
      return {
        rule,
        read: makeRule(rule, ofRule),
        denying: firingClauses(rule)
          .flatMap(withNested)
          .flatMap((clause) => denying(clause, ofRule)),
        exempting: makeClauses(rule.notApplicableWhen ?? [], ofRule),
        pregnant: makeClauses(
          rule.any.filter((clause) => 'pregnancy' in clause || clause.contradicts === 'pregnancy'),
          ofRule,
        ),
      };
    };
  const rules = ruleset.rules.map(readied(onSessionDay));
  const compared = [...rules, ...consistency.map(readied(false))].filter(({ denying, pregnant }) => denying.length > 0 || pregnant.length > 0);
  return { rules, compared, indexes: making({}).indexes };
};

const ready = { usual: new WeakMap<Ruleset, ReadyRuleset>(), sessionDay: new WeakMap<Ruleset, ReadyRuleset>() };

/** A ruleset made ready, once: one that was evaluated is never changed, another takes its place. */
export const readyRuleset = (ruleset: Ruleset, onSessionDay: boolean): ReadyRuleset => {
  const known = onSessionDay ? ready.sessionDay : ready.usual;
  let made = known.get(ruleset);
  if (!made) known.set(ruleset, (made = makeReady(ruleset, onSessionDay)));
  return made;
};
