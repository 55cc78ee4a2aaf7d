import { enumOf } from '../../kernel/enumeration.js';
import type { Coding, Source, UnreadReason, UnreadPart } from './facts.js';
import type { Outcome } from './outcome.js';

export const unreadFacts = enumOf('UnreadFact', [
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

/** Something recorded that no rule of the treatment read, and that the terminology does not know to concern none. */
export interface UnreadItem {
  /** The same for the same item as long as it stays as it is; another one once it changes. */
  id: string;
  fact: UnreadFact;
  /** As it was recorded, in words. */
  about: string;
  code: Coding | null;
  /** Null for what was planned in the request. */
  recordedAt: string | null;
  source: Source;
  reason: UnreadReason;
  /** The words that nothing explains. */
  words: readonly string[];
  /** Codes that may be meant, best first. */
  alternatives: UnreadPart['alternatives'];
  /** What it makes of the check: needs data, caution for an abnormal result, or nothing for one that is not abnormal. */
  outcome: Outcome;
}

/** An unread item of which a dermatologist has said that it does not matter for the treatment. */
export interface DismissedItem extends UnreadItem {
  dismissedBy: string;
  dismissedAt: string;
  because: string;
}
