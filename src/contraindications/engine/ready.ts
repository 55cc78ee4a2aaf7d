import { withNested } from './bearing.js';
import { answerEvidence } from './clauses/answer.js';
import type { Ask, Making } from './clauses/ask.js';
import { makeBare } from './clauses/index.js';
import { consistency } from './consistency.js';
import type { Evidence } from './evaluation.js';
import type { Answer, Facts } from './facts.js';
import type { CodeIndexes } from './known.js';
import { rulesReadBy, type RulesRead } from './rules-read.js';
import { makeRule, makingOf, maxAgeOf, type ReadRule } from './rule.js';
import type { Clause, MaxAgeDays, Rule, Ruleset } from './ruleset.js';

/** An answer, with the clauses that deny it when they say yes. */
export interface Denied {
  /** What they are about: `diabetes`, `pregnancy`. */
  about: string;
  answer: (facts: Facts) => Answer | null | undefined;
  /** The answer in words. */
  evidence: (answer: Answer) => Evidence;
  asks: Ask[];
}

/** Why a rule does not apply, and its clauses about a pregnancy: whoever is exempt from it cannot be pregnant. */
export interface Exempting {
  exempting: readonly Ask[];
  pregnant: readonly Ask[];
}

/** A rule made ready. */
interface ReadyRule {
  rule: Rule;
  read: ReadRule;
}

/** What cannot both be so: of a ruleset, and of any record. */
export interface Compared {
  denied: readonly Denied[];
  exempting: readonly Exempting[];
}

/** A ruleset made ready. */
export interface ReadyRuleset {
  rules: readonly ReadyRule[];
  compared: Compared;
  /** What its clauses ask about codes, for the facts that it is asked about. */
  indexes: CodeIndexes;
  /** What its rules read: all else is unread. */
  read: RulesRead;
}

/** Makes what a rule asks. */
type MakingOfRule = readonly [rule: Rule, making: Making];

const firingClauses = (rule: Rule): Clause[] => [...(rule.contraindicatedWhen ?? []), ...rule.any, ...(rule.cautionWhen ?? [])];

const deniedAnswer = (denies: string): Denied => {
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
const deniedBy = (rules: readonly MakingOfRule[]): Denied[] => {
  const denied = new Map<string, Denied>();
  const asked = new Set<string>();
  for (const [rule, making] of rules) {
    for (const clause of firingClauses(rule).flatMap(withNested)) {
      if (clause.contradicts === undefined) continue;
      const question = askedBy(clause, making.maxAge);
      if (asked.has(question)) continue;
      asked.add(question);
      let answer = denied.get(clause.contradicts);
      if (!answer) denied.set(clause.contradicts, (answer = deniedAnswer(clause.contradicts)));
      answer.asks.push(makeBare(clause, making));
    }
  }
  return [...denied.values()];
};

const exemptingOf = ([{ notApplicableWhen = [], any }, making]: MakingOfRule): Exempting => ({
  exempting: notApplicableWhen.map((clause) => makeBare(clause, making)),
  pregnant: any.filter((clause) => 'pregnancy' in clause || clause.contradicts === 'pregnancy').map((clause) => makeBare(clause, making)),
});

/** The clauses of the rules and of what is compared besides are numbered through: each has a place of its own among what was found. */
const makeReady = (ruleset: Ruleset, onSessionDay: boolean): ReadyRuleset => {
  const making = makingOf();
  const withMaking =
    (onTheDay: boolean) =>
    (rule: Rule): MakingOfRule => [rule, making(maxAgeOf(rule, onTheDay))];
  const ofRuleset = ruleset.rules.map(withMaking(onSessionDay));
  const { indexes } = making({});
  const rules = ofRuleset.map(([rule, ofRule]) => ({ rule, read: makeRule(rule, ofRule) }));
  return {
    // Before what is only compared is in: that clears nothing.
    read: rulesReadBy(ruleset.rules, indexes),
    rules,
    compared: {
      denied: deniedBy([...ofRuleset, ...consistency.map(withMaking(false))]),
      exempting: ofRuleset.map(exemptingOf).filter(({ pregnant }) => pregnant.length > 0),
    },
    indexes,
  };
};

const ready = { usual: new WeakMap<Ruleset, ReadyRuleset>(), sessionDay: new WeakMap<Ruleset, ReadyRuleset>() };

/** A ruleset made ready, once: one that was evaluated is never changed, another takes its place. */
export const readyRuleset = (ruleset: Ruleset, onSessionDay: boolean): ReadyRuleset => {
  const known = onSessionDay ? ready.sessionDay : ready.usual;
  let made = known.get(ruleset);
  if (!made) known.set(ruleset, (made = makeReady(ruleset, onSessionDay)));
  return made;
};
