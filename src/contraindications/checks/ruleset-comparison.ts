import canonicalize from 'canonicalize';
import {
  evaluate,
  collectAllFactsRead,
  collectFactsRead,
  chooseMostSevere,
  listOutcomes,
  listRuleOutcomes,
  listUnreadOutcomes,
  withUnreadKinds,
  listWordsOfRules,
  type EvaluationContext,
  type Facts,
  type FactsRead,
  type Outcome,
  type RuleOutcome,
  type Ruleset,
} from '../engine/index.js';
import { carryOverrides } from './carry-over.js';
import type { DecidedCheck } from './checks.repository.js';
import { computeEffectiveOutcomes, listOverriddenRules } from './effective-outcome.js';

/** The change of one patient's outcome when one ruleset replaces another. */
export interface Comparison {
  outcomeBefore: Outcome;
  outcomeAfter: Outcome;
  /** The rules whose outcome changes; empty where the overall outcome does not change. */
  rules: RuleDifference[];
}

/** The change of one rule. The outcome is null where the ruleset does not have the rule, which counts as `clear`. */
export interface RuleDifference {
  ruleId: string;
  before: Outcome | null;
  after: Outcome | null;
}

const nothingOverridden: ReadonlySet<string> = new Set();

/** Finds the rules whose outcome changes. */
export const listRuleDifferences = (was: ReadonlyMap<string, Outcome>, is: ReadonlyMap<string, Outcome>): RuleDifference[] =>
  [...new Set([...was.keys(), ...is.keys()])]
    .map((ruleId) => ({ ruleId, before: was.get(ruleId) ?? null, after: is.get(ruleId) ?? null }))
    .filter(({ before, after }) => (before ?? 'clear') !== (after ?? 'clear'));

const chooseMostSevereOutcome = (said: readonly RuleOutcome[]): Outcome => chooseMostSevere(said.map(({ outcome }) => outcome));

/**
 * Compares the outcomes of a draft and of the published rules for the same facts; a rule in both rulesets is evaluated once.
 *
 * Only rules that differ can change an outcome. So the facts of these rules, which are few, are read first. All other facts are needed only where the differing
 * rules disagree, because the result then depends on the other rules.
 */
export class RulesetComparison {
  /** The facts that `leavesOutcomeAlone` needs. */
  readonly readFirst: FactsRead;
  /** The facts that `of` needs. */
  readonly readByAll: FactsRead;
  private readonly shared: ReadonlySet<string>;
  /** Whether an item that one of the rulesets leaves unread is read by the other. */
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
    this.gone = this.withoutSharedRules(published.content);
    this.fresh = this.withoutSharedRules(draft);
    const [before, after] = [published.content, draft].map(({ rules }) => canonicalize([...listWordsOfRules(rules)].sort()));
    this.readsOtherwise = before !== after;
    const differing = collectFactsRead([...this.gone.rules, ...this.fresh.rules]);
    this.readFirst = this.readsOtherwise ? withUnreadKinds(differing) : differing;
    this.readByAll = collectAllFactsRead([...published.content.rules, ...this.fresh.rules]);
  }

  get treatment(): Ruleset['treatment'] {
    return this.published.content.treatment;
  }

  /**
   * Whether the outcome stays the same whatever the shared rules find. False where the check has overrides, because any fact may decide whether an override is
   * still valid.
   */
  leavesOutcomeAlone(before: DecidedCheck, facts: Facts, context: EvaluationContext): boolean {
    const saying = (rules: Ruleset): Outcome => chooseMostSevereOutcome(listRuleOutcomes(rules, facts, context));
    const unread = (rules: Ruleset): Outcome => chooseMostSevereOutcome(listUnreadOutcomes(rules, facts, context));
    if (before.overrides.length > 0 || saying(this.gone) !== saying(this.fresh)) return false;
    return !this.readsOtherwise || unread(this.published.content) === unread(this.draft);
  }

  /** Compares the outcomes. Overrides that are still valid count for the published rules only, because an override ends with its rules. */
  compare(before: DecidedCheck, facts: Facts, context: EvaluationContext): Comparison {
    const { said, overridden } = this.evaluatePublished(before, facts, context);
    const then = [
      ...said.filter(({ ruleId }) => this.shared.has(ruleId)),
      ...listRuleOutcomes(this.fresh, facts, context),
      ...listUnreadOutcomes(this.draft, facts, context),
    ];
    const now = overridden.size === 0 ? said : [...computeEffectiveOutcomes(said, overridden)].map(([ruleId, outcome]) => ({ ruleId, outcome }));
    const [outcomeBefore, outcomeAfter] = [chooseMostSevereOutcome(now), chooseMostSevereOutcome(then)];
    const rules =
      outcomeBefore === outcomeAfter
        ? []
        : listRuleDifferences(computeEffectiveOutcomes(now, nothingOverridden), computeEffectiveOutcomes(then, nothingOverridden));
    return { outcomeBefore, outcomeAfter, rules };
  }

  /** The outcome of each published rule; with evidence only where it decides whether an override is still valid. */
  private evaluatePublished(before: DecidedCheck, facts: Facts, context: EvaluationContext): { said: readonly RuleOutcome[]; overridden: ReadonlySet<string> } {
    if (before.overrides.length === 0) return { said: listOutcomes(this.published.content, facts, context), overridden: nothingOverridden };
    const { findings } = evaluate(this.published.content, facts, context);
    return { said: findings, overridden: listOverriddenRules(carryOverrides(before, { rulesetId: this.published.id, findings })) };
  }

  private withoutSharedRules(ruleset: Ruleset): Ruleset {
    return { ...ruleset, rules: ruleset.rules.filter((rule) => !this.shared.has(rule.id)) };
  }
}
