import canonicalize from 'canonicalize';
import {
  evaluate,
  allFactsReadBy,
  factsReadBy,
  mostSevere,
  outcomesOf,
  ruleOutcomesOf,
  unreadOutcomesOf,
  withUnread,
  wordsIn,
  type EvaluationContext,
  type Facts,
  type FactsRead,
  type Outcome,
  type RuleOutcome,
  type Ruleset,
} from '../engine/index.js';
import { carriedOver } from './carry-over.js';
import type { DecidedCheck } from './checks.repository.js';
import { effectiveOutcomes, rulesOverridden } from './effective-outcome.js';

/** How one ruleset in place of another would change what is said of somebody. */
export interface Comparison {
  outcomeBefore: Outcome;
  outcomeAfter: Outcome;
  /** The rules that would say something else; none is named where the outcome stays as it is. */
  rules: RuleDifference[];
}

/** Null for a rule that one of the two rulesets does not have, which says as little as one that is clear. */
export interface RuleDifference {
  ruleId: string;
  before: Outcome | null;
  after: Outcome | null;
}

const nothingOverridden: ReadonlySet<string> = new Set();

/** The rules that say something else. */
export const differences = (was: ReadonlyMap<string, Outcome>, is: ReadonlyMap<string, Outcome>): RuleDifference[] =>
  [...new Set([...was.keys(), ...is.keys()])]
    .map((ruleId) => ({ ruleId, before: was.get(ruleId) ?? null, after: is.get(ruleId) ?? null }))
    .filter(({ before, after }) => (before ?? 'clear') !== (after ?? 'clear'));

const mostSevereOf = (said: readonly RuleOutcome[]): Outcome => mostSevere(said.map(({ outcome }) => outcome));

/**
 * What a draft would say in place of the published rules, both of the same facts; a rule that both have is asked once.
 *
 * Only rules that differ can change an outcome. So what they look at is asked first, which is little; only where they
 * do not say alike must all the rest be known, for then it depends on what the others say.
 */
export class RulesetComparison {
  /** What must be known for `leavesAlone`. */
  readonly readFirst: FactsRead;
  /** What must be known for `of`. */
  readonly readByAll: FactsRead;
  private readonly shared: ReadonlySet<string>;
  /** Whether one of the two asks about something that the other leaves unread. */
  private readonly readsOtherwise: boolean;
  private readonly gone: Ruleset;
  private readonly fresh: Ruleset;

  constructor(
    private readonly published: { id: string; content: Ruleset },
    private readonly draft: Ruleset,
  ) {
    const inForce = new Map(published.content.rules.map((rule) => [rule.id, canonicalize(rule)]));
    const same = draft.rules.filter((rule) => inForce.get(rule.id) === canonicalize(rule));
    this.shared = new Set(same.map((rule) => rule.id));
    this.gone = this.withoutShared(published.content);
    this.fresh = this.withoutShared(draft);
    const [before, after] = [published.content, draft].map(({ rules }) => canonicalize([...wordsIn(rules)].sort()));
    this.readsOtherwise = before !== after;
    const differing = factsReadBy([...this.gone.rules, ...this.fresh.rules]);
    this.readFirst = this.readsOtherwise ? withUnread(differing) : differing;
    this.readByAll = allFactsReadBy([...published.content.rules, ...this.fresh.rules]);
  }

  get treatment(): Ruleset['treatment'] {
    return this.published.content.treatment;
  }

  /**
   * Whether the outcome stays as it is, whatever the rules say that both have. Where something was overridden, nobody knows before all is:
   * whether that still holds may rest on any fact.
   */
  leavesAlone(before: DecidedCheck, facts: Facts, context: EvaluationContext): boolean {
    const saying = (rules: Ruleset): Outcome => mostSevereOf(ruleOutcomesOf(rules, facts, context));
    const unread = (rules: Ruleset): Outcome => mostSevereOf(unreadOutcomesOf(rules, facts, context));
    if (before.overrides.length > 0 || saying(this.gone) !== saying(this.fresh)) return false;
    return !this.readsOtherwise || unread(this.published.content) === unread(this.draft);
  }

  /** Overrides that still hold count for the published rules; an override does not outlive its rules. */
  of(before: DecidedCheck, facts: Facts, context: EvaluationContext): Comparison {
    const { said, overridden } = this.saidNow(before, facts, context);
    const then = [
      ...said.filter(({ ruleId }) => this.shared.has(ruleId)),
      ...ruleOutcomesOf(this.fresh, facts, context),
      ...unreadOutcomesOf(this.draft, facts, context),
    ];
    const now = overridden.size === 0 ? said : [...effectiveOutcomes(said, overridden)].map(([ruleId, outcome]) => ({ ruleId, outcome }));
    const [outcomeBefore, outcomeAfter] = [mostSevereOf(now), mostSevereOf(then)];
    const rules = outcomeBefore === outcomeAfter ? [] : differences(effectiveOutcomes(now, nothingOverridden), effectiveOutcomes(then, nothingOverridden));
    return { outcomeBefore, outcomeAfter, rules };
  }

  /** What each published rule says; the evidence only where it decides whether an override still holds. */
  private saidNow(before: DecidedCheck, facts: Facts, context: EvaluationContext): { said: readonly RuleOutcome[]; overridden: ReadonlySet<string> } {
    if (before.overrides.length === 0) return { said: outcomesOf(this.published.content, facts, context), overridden: nothingOverridden };
    const { findings } = evaluate(this.published.content, facts, context);
    return { said: findings, overridden: rulesOverridden(carriedOver(before, { rulesetId: this.published.id, findings })) };
  }

  private withoutShared(ruleset: Ruleset): Ruleset {
    return { ...ruleset, rules: ruleset.rules.filter((rule) => !this.shared.has(rule.id)) };
  }
}
