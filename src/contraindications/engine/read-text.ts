import type { UnreadPart } from './facts.js';

/** Words as the vocabulary reads them. */
export interface ReadText {
  /** The substances and classes that the words name. */
  found: readonly NamedSubstance[];
  /** The part of the words that could not be read; null where every word is explained. */
  unread: UnreadPart | null;
}

/** A substance or a class of the vocabulary that words or a code name. */
export interface NamedSubstance {
  /** The id in the vocabulary; null for an ATC code without a substance in the vocabulary. */
  id: string | null;
  atc: readonly string[];
}
