import { declareEnumeration } from '../../kernel/enumeration.js';
import { outcomes, unreadFacts, describeUnreadReason, type DismissedItem, type Outcome, type UnreadFact, type UnreadItem } from '../engine/index.js';
import { RecordedCode, FactSource } from './finding.dto.js';
import { Instant, Nested, OneOf, Actor, toActor } from '../../platform/http/index.js';

/** The reasons for which an item is unread. */
export const unreadReasons = declareEnumeration('UnreadReason', [
  'unknown-words',
  'misspelt',
  'denied',
  'unknown-content',
  'too-wide',
  'unknown-code',
  'unknown-system',
  'no-rule',
  'unknown-result',
  'no-ingredients',
]);

/** A suggested code for an unread item. */
export class ProposedCode {
  /**
   * The code system.
   * @example atc
   */
  system: string;

  /**
   * The code.
   * @example B01AA03
   */
  code: string;

  /**
   * The meaning of the code.
   * @example Warfarin
   */
  display: string;
}

/** A recorded item that no rule of the treatment read, and that the terminology does not know to concern no treatment. */
export class UnreadRecordItem {
  /**
   * The id of the item, which a dismissal names. It is the same as long as the item does not change.
   * @example 3f2a9c1b7d4e8f60
   */
  id: string;

  /** The kind of fact. */
  @OneOf(unreadFacts) fact: UnreadFact;

  /**
   * The recorded words or code of the item.
   * @example VOZUCA M 0.3 TAB
   */
  about: string;

  /** The recorded code of the item; null where it has none. */
  @Nested(RecordedCode) code: RecordedCode | null;

  /** The instant at which the item was recorded, in UTC; null for a statement of the request itself. */
  @Instant() recordedAt: string | null;

  /** The record that the item comes from. */
  source: FactSource;

  /** Why the item is unread, as a code for programs. */
  @OneOf(unreadReasons) reason: (typeof unreadReasons)[number];

  /** The words that the vocabulary does not know, or that may be misspelt. */
  words: string[];

  /** Why the item is unread, in a sentence. */
  why: string;

  /** The outcome for the item in the check: `needs-data`; for a laboratory result, `caution` where the laboratory marks it as abnormal, otherwise `clear`. */
  @OneOf(outcomes) outcome: Outcome;

  /** Suggested codes, the best first. The check assumes none of them. Prefer to record the item with the right code. */
  alternatives: ProposedCode[];
}

/** An unread item that a dermatologist has dismissed for this treatment. */
export class DismissedRecordItem extends UnreadRecordItem {
  /** Why the item does not matter. */
  because: string;

  /** The dermatologist who dismissed the item. */
  @Nested(Actor) dismissedBy: Actor;

  /** The instant at which the item was dismissed, in UTC. */
  @Instant() dismissedAt: string;
}

export const toUnreadResponse = (item: UnreadItem): UnreadRecordItem => ({
  ...item,
  words: [...item.words],
  why: describeUnreadReason(item),
  alternatives: [...item.alternatives],
});

export const toDismissedResponse = ({ because, dismissedBy, dismissedAt, ...item }: DismissedItem): DismissedRecordItem => ({
  ...toUnreadResponse(item),
  because,
  dismissedBy: toActor(dismissedBy),
  dismissedAt,
});
