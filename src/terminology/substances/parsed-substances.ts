import type { MedicineGroup } from '../concerns/medicine-groups.js';

export interface OwnName {
  readonly codes: readonly { readonly system: string; readonly code: string }[];
  /** Whether a person of the clinic has declared that the name does not matter. */
  readonly harmless: boolean;
}
/** A clinic's own names, in the form of `normalizeName`. */
export type OwnNames = ReadonlyMap<string, OwnName>;

/**
 * The statement about a substance. `taken`: nothing else is said. `denied`: "no aspirin". `stopped`: "stopped aspirin in May". `allergic`: "allergic to
 * penicillin". `absent`: "lidocaine without adrenaline", which contains no adrenaline.
 */
export type Statement = 'taken' | 'denied' | 'stopped' | 'allergic' | 'absent';

export interface FoundSubstance {
  /** The words of the line. */
  readonly words: string;
  /** The id of the substance or class; 'no-medicine' for goods; 'unlisted' for an ATC code without a substance in the vocabulary. */
  readonly substance: string;
  readonly display: string;
  /** The ATC codes for the form named in the line; for a class, the groups that it covers. */
  readonly atc: readonly string[];
  readonly isClass: boolean;
  readonly statement: Statement;
  /** The spelling. 'near': misspelt, or a brand whose family does not have the letters after it. Rules may fire on it, and it clears nothing. */
  readonly spelling: 'exact' | 'near';
  readonly origin: 'name' | 'brand' | 'own';
  /**
   * Whether it is a medicine. False for food, pollen, metals, cosmetics and similar: such a word is read in a list of allergies, and not in a list of
   * medicines. True for food words that describe goods.
   */
  readonly isMedicine: boolean;
  /** The medicine groups, by its codes and by itself. */
  readonly groups: readonly MedicineGroup[];
}

export interface Alternative {
  readonly system: 'atc' | 'hairline';
  readonly code: string;
  readonly display: string;
  readonly words: string;
}

export interface ParsedSubstances {
  readonly found: readonly FoundSubstance[];
  /** Words that are not explained. A line with such a word is unread. */
  readonly unexplained: readonly string[];
  /** Those of the unexplained words that name something of unknown content: "ayurvedic medicine", "fat burner". */
  readonly unspecified: readonly string[];
  /** Suggestions, the best first; none is assumed. */
  readonly alternatives: readonly Alternative[];
  /** Words of conditions: "for BP". */
  readonly reasons: readonly string[];
  /** Whether the line states that nothing is taken, or nothing is known. */
  readonly nothing: boolean;
}
