import type { UnreadPart } from './facts.js';

/** What the vocabulary makes of words. */
export interface ReadText {
  /** The substances and classes that they name. */
  found: readonly NamedSubstance[];
  /** What of them it cannot read; null where every word is explained. */
  unread: UnreadPart | null;
}

/** A substance or a class of the vocabulary that words or a code name. */
export interface NamedSubstance {
  /** Its id in the vocabulary; null for an ATC code that no substance of it has. */
  id: string | null;
  atc: readonly string[];
}
