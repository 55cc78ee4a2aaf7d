import { treatments, type Treatment } from '../../../kernel/treatment.js';
import { AnyObject, Day, Identifier, Instant, Nested, OneOf, Text, Whole, Actor } from '../../../platform/http/index.js';
import { revisionKinds, type RevisionKind } from '../shipped/revisions.js';
import { ruleChanges, type RuleChange } from './merge.js';

/** An urgent revision of the shipped rules that nobody has decided about yet. */
export class UndecidedUpdate {
  /** The treatment whose rules it changes. */
  @OneOf(treatments) treatment: Treatment;

  /** Its number. */
  @Whole() revision: number;

  /** Whether a patient may come to harm by the rules of before. */
  urgent: boolean;

  /** What is new, in a few words. */
  title: string;
}

/** One revision of what is shipped. */
export class ShippedRulesetRevision {
  /** Counts up for each treatment. */
  @Whole() revision: number;

  /** The day on which it was shipped. */
  @Day() shippedOn: string;

  /** Rules wait for the clinic's decision; codes and doses took effect with the release. */
  @OneOf(revisionKinds) kind: RevisionKind;

  /** Whether a patient may come to harm by the rules of before: it is told on each check until somebody decides. */
  urgent: boolean;

  /** Whether it waits for somebody's decision. */
  undecided: boolean;

  /** In a few words. */
  title: string;

  /** What is different. */
  change: string;

  /** The rules that it added, changed or removed; none of the first revision, and of codes and doses. */
  ruleIds: string[];

  /** Why, and where that comes from. */
  source: string;
}

/** What two versions of a rule differ in. */
export class RuleMemberDifference {
  /**
   * The member of the rule.
   * @example cautionWhen
   */
  member: string;

  /** What only the clinic's rule says there, each thing as text: a clause as its JSON. */
  onlyClinic: string[];

  /** What only the shipped rule says there. */
  onlyShipped: string[];
}

/** A rule that is shipped otherwise than in the revision that the clinic's rules came from. */
export class ShippedRuleUpdate {
  /** The rule. */
  ruleId: string;

  /** What it is about. */
  title: string;

  /** What was done to the shipped rule. */
  @OneOf(ruleChanges) change: RuleChange;

  /** Whether the clinic had changed it too. Then the draft keeps the clinic's, and a dermatologist compares the two; else it takes the shipped one. */
  conflict: boolean;

  /** The rule as the clinic has it; null where it has none. */
  @AnyObject() clinic: object | null;

  /** The rule as it is shipped now; null where it is not any more. */
  @AnyObject() shipped: object | null;

  /** What the two differ in. */
  differences: RuleMemberDifference[];
}

/** Somebody decided not to take a revision. */
export class DeclinedRevision {
  /** The revision; nothing is told of it, or of an earlier one, any more. */
  @Whole() revision: number;

  /** Why. */
  reason: string;

  /** The dermatologist. */
  @Nested(Actor) declinedBy: Actor;

  /** When, in UTC. */
  @Instant() declinedAt: string;
}

/** Where the clinic stands with the rules of one treatment, and what is new. */
export class RulesetUpdate {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The clinic's ruleset in force. */
  @Identifier() rulesetId: string;

  /** Its version. */
  @Whole() rulesetVersion: number;

  /** The shipped revision that it came from; null where the clinic wrote it anew. */
  @Whole() clinicRevision: number | null;

  /** The newest shipped revision of these rules. */
  @Whole() shippedRevision: number;

  /** Whether something newer waits for a decision. */
  undecided: boolean;

  /** Whether some of that is urgent. */
  urgent: boolean;

  /** The last decision not to take a revision; null where there was none. */
  @Nested(DeclinedRevision) declined: DeclinedRevision | null;

  /** The draft that was made of the newest revision and the ruleset in force; null where there is none. */
  @Identifier() draftId: string | null;

  /** What was shipped since the clinic's revision, newest first. */
  revisions: ShippedRulesetRevision[];

  /** The rules that are shipped otherwise since then, conflicts first. */
  rules: ShippedRuleUpdate[];
}

/** What is new of the shipped rules. */
export class RulesetUpdates {
  /** One for each treatment. */
  updates: RulesetUpdate[];
}

/** A decision not to take a revision. */
export class RulesetRevisionDeclineInput {
  /** The newest shipped revision, as it was looked at: one that was shipped since then is another question. */
  @Whole({ min: 1, max: 1_000_000 }) revision: number;

  /**
   * Why it is not taken.
   * @example Our clinic has had a stricter rule of its own since March; looked at again with the next revision.
   */
  @Text({ max: 2000 }) reason: string;
}
