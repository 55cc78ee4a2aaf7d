import { enumOf } from '../../kernel/enumeration.js';
import { outcomes, unreadFacts, whyUnread, type DismissedItem, type Outcome, type UnreadFact, type UnreadItem } from '../engine/index.js';
import { RecordedCode, FactSource } from './finding.dto.js';
import { Instant, Nested, OneOf, Actor, actor } from '../../platform/http/index.js';

/** Why something could not be read. */
export const unreadReasons = enumOf('UnreadReason', [
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

/** A code that may be meant. */
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
   * What it means.
   * @example Warfarin
   */
  display: string;
}

/** Something recorded that no rule of the treatment read, and that the terminology does not know to concern none. */
export class UnreadRecordItem {
  /**
   * The same as long as the item stays as it is; a dismissal names it.
   * @example 3f2a9c1b7d4e8f60
   */
  id: string;

  /** The kind of fact. */
  @OneOf(unreadFacts) fact: UnreadFact;

  /**
   * As it was recorded.
   * @example VOZUCA M 0.3 TAB
   */
  about: string;

  /** Its code as recorded; null where it has none. */
  @Nested(RecordedCode) code: RecordedCode | null;

  /** When it was recorded, in UTC; null for what the request itself said. */
  @Instant() recordedAt: string | null;

  /** The record that says so. */
  source: FactSource;

  /** Why it could not be read, for programs. */
  @OneOf(unreadReasons) reason: (typeof unreadReasons)[number];

  /** The words that nothing explains, or that may be misspelt. */
  words: string[];

  /** Why it could not be read, in a sentence. */
  why: string;

  /** What the check makes of it: `needs-data`; of a laboratory result `caution` when its laboratory calls it abnormal, else `clear`. */
  @OneOf(outcomes) outcome: Outcome;

  /** Codes that may be meant, best first; none is assumed. Recording the item with one of them is the better way. */
  alternatives: ProposedCode[];
}

/** An unread item of which a dermatologist has said that it does not matter for this treatment. */
export class DismissedRecordItem extends UnreadRecordItem {
  /** Why it does not matter. */
  because: string;

  /** The dermatologist. */
  @Nested(Actor) dismissedBy: Actor;

  /** When, in UTC. */
  @Instant() dismissedAt: string;
}

export const unreadResponse = (item: UnreadItem): UnreadRecordItem => ({
  ...item,
  words: [...item.words],
  why: whyUnread(item),
  alternatives: [...item.alternatives],
});

export const dismissedResponse = ({ because, dismissedBy, dismissedAt, ...item }: DismissedItem): DismissedRecordItem => ({
  ...unreadResponse(item),
  because,
  dismissedBy: actor(dismissedBy),
  dismissedAt,
});
