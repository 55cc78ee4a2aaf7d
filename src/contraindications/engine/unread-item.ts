import { declareEnumeration } from '../../kernel/enumeration.js';
import type { Coding, Source, UnreadReason, UnreadPart } from './facts.js';
import type { Outcome } from './outcome.js';

export const unreadFacts = declareEnumeration('UnreadFact', [
  'condition',
  'medication',
  'allergy',
  'procedure',
  'adverse-event',
  'planned-ingredient',
  'planned-product',
  'planned-indication',
  'laboratory-result',
]);

export type UnreadFact = (typeof unreadFacts)[number];

/** A recorded item that no rule of the treatment read, and that the terminology does not know to concern no treatment. */
export interface UnreadItem {
  /** The id of the item. It is the same while the item does not change. */
  id: string;
  fact: UnreadFact;
  /** The recorded item in words. */
  about: string;
  code: Coding | null;
  /** The instant of the record; null for an item of the request. */
  recordedAt: string | null;
  source: Source;
  reason: UnreadReason;
  /** The unexplained words. */
  words: readonly string[];
  /** Suggested codes, the best first. */
  alternatives: UnreadPart['alternatives'];
  /** The outcome of the item in the check: `needs-data`; for a laboratory result, `caution` where it is abnormal, otherwise `clear`. */
  outcome: Outcome;
}

/** An unread item that a dermatologist has dismissed for the treatment. */
export interface DismissedItem extends UnreadItem {
  dismissedBy: string;
  dismissedAt: string;
  because: string;
}
