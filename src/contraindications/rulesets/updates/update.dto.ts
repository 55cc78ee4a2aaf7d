import { treatments, type Treatment } from '../../../kernel/treatment.js';
import { AnyObject, Day, Identifier, Instant, Nested, OneOf, Text, Whole, Actor } from '../../../platform/http/index.js';
import { revisionKinds, type RevisionKind } from '../shipped/revisions.js';
import { ruleChanges, type RuleChange } from './merge.js';

/** An urgent revision of the shipped rules that nobody has decided about yet. */
export class UndecidedUpdate {
  /** The treatment whose rules the revision changes. */
  @OneOf(treatments) treatment: Treatment;

  /** The number of the revision. */
  @Whole() revision: number;

  /** Whether a patient may come to harm by the earlier rules. */
  urgent: boolean;

  /** The change in a few words. */
  title: string;
}

/** A revision of the shipped rules of a treatment. */
export class ShippedRulesetRevision {
  /** The number of the revision, counted for each treatment. */
  @Whole() revision: number;

  /** The day on which the revision was shipped. */
  @Day() shippedOn: string;

  /** The kind of the revision. Changes of rules wait for the clinic's decision; changes of codes and doses took effect with the release. */
  @OneOf(revisionKinds) kind: RevisionKind;

  /** Whether a patient may come to harm by the earlier rules. An urgent revision is shown on each check until the clinic decides. */
  urgent: boolean;

  /** Whether the revision waits for the clinic's decision. */
  undecided: boolean;

  /** The change in a few words. */
  title: string;

  /** The change in full. */
  change: string;

  /** The ids of the rules that the revision added, changed or removed. Empty for the first revision, and for revisions of codes and doses. */
  ruleIds: string[];

  /** The reason for the change, with its source. */
  source: string;
}

/** A member in which two versions of a rule differ. */
export class RuleMemberDifference {
  /**
   * The member of the rule.
   * @example cautionWhen
   */
  member: string;

  /** The values that only the clinic's rule has, each as text; a clause is shown as its JSON. */
  onlyClinic: string[];

  /** The values that only the shipped rule has, each as text; a clause is shown as its JSON. */
  onlyShipped: string[];
}

/** A rule that has changed in the shipped rules since the revision that the clinic's rules came from. */
export class ShippedRuleUpdate {
  /** The id of the rule. */
  ruleId: string;

  /** The subject of the rule. */
  title: string;

  /** The change of the shipped rule. */
  @OneOf(ruleChanges) change: RuleChange;

  /**
   * Whether the clinic has changed the rule too. The draft then keeps the clinic's version, and a dermatologist compares the two versions. Otherwise the draft
   * takes the shipped version.
   */
  conflict: boolean;

  /** The clinic's version of the rule; null where the clinic does not have the rule. */
  @AnyObject() clinic: object | null;

  /** The shipped version of the rule; null where the rule is no longer shipped. */
  @AnyObject() shipped: object | null;

  /** The members in which the two versions differ. */
  differences: RuleMemberDifference[];
}

/** A decision not to take a revision. */
export class DeclinedRevision {
  /** The number of the revision. This revision and earlier ones are no longer shown as undecided. */
  @Whole() revision: number;

  /** Why the revision was declined. */
  reason: string;

  /** The dermatologist who declined the revision. */
  @Nested(Actor) declinedBy: Actor;

  /** The instant at which the revision was declined, in UTC. */
  @Instant() declinedAt: string;
}

/** The state of the clinic's rules for one treatment, compared with the shipped rules. */
export class RulesetUpdate {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The id of the clinic's ruleset in force. */
  @Identifier() rulesetId: string;

  /** The version of the clinic's ruleset in force. */
  @Whole() rulesetVersion: number;

  /** The shipped revision that the clinic's ruleset came from; null where the clinic wrote the ruleset anew. */
  @Whole() clinicRevision: number | null;

  /** The newest shipped revision of the rules of this treatment. */
  @Whole() shippedRevision: number;

  /** Whether a newer revision waits for a decision. */
  undecided: boolean;

  /** Whether an undecided revision is urgent. */
  urgent: boolean;

  /** The last decision not to take a revision; null where there is none. */
  @Nested(DeclinedRevision) declined: DeclinedRevision | null;

  /** The id of the draft that was made from the newest revision and the ruleset in force; null where there is none. */
  @Identifier() draftId: string | null;

  /** The revisions that were shipped since the clinic's revision, the newest first. */
  revisions: ShippedRulesetRevision[];

  /** The rules that have changed in the shipped rules since then, conflicts first. */
  rules: ShippedRuleUpdate[];
}

/** The updates of the shipped rules. */
export class RulesetUpdates {
  /** The updates, one element for each treatment. */
  updates: RulesetUpdate[];
}

/** A decision not to take a revision. */
export class RulesetRevisionDeclineInput {
  /** The newest shipped revision, which the dermatologist has reviewed. The request is refused where a newer revision has been shipped since. */
  @Whole({ min: 1, max: 1_000_000 }) revision: number;

  /**
   * Why the revision is declined.
   * @example Our clinic has had a stricter rule of its own since March; looked at again with the next revision.
   */
  @Text({ max: 2000 }) reason: string;
}
