import type { MedicineGroup } from '../concerns/medicine-groups.js';

export interface OwnName {
  readonly codes: readonly { readonly system: string; readonly code: string }[];
  /** Somebody of the clinic said that it does not matter. */
  readonly harmless: boolean;
}
/** A clinic's own names, each in the form that `normalizeName` gives it. */
export type OwnNames = ReadonlyMap<string, OwnName>;

/**
 * taken: nothing else is said. denied: "no aspirin". stopped: "stopped aspirin in May". allergic: "allergic to penicillin".
 * absent: "lidocaine without adrenaline", of which adrenaline is no part.
 */
export type Statement = 'taken' | 'denied' | 'stopped' | 'allergic' | 'absent';

export interface FoundSubstance {
  /** The words of the line. */
  readonly words: string;
  /** Id of the substance or class; 'no-medicine' for goods; 'unlisted' for an ATC code that no substance of the vocabulary has. */
  readonly substance: string;
  readonly display: string;
  /** Codes that fit the form named in the line; of a class the groups that it covers. */
  readonly atc: readonly string[];
  readonly isClass: boolean;
  readonly statement: Statement;
  /** 'near': misspelt, or a brand whose family does not know the letters after it; it may fire a rule and clears nothing. */
  readonly spelling: 'exact' | 'near';
  readonly origin: 'name' | 'brand' | 'own';
  /** False for food, pollen, metals, cosmetics and the like: in a list of medicines such a word is not read, in a list of allergies it is. True beside goods that it describes. */
  readonly isMedicine: boolean;
  /** What it means for a treatment, by its codes and by itself. */
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
  /** Words that nothing explains. A line with any of them is unread. */
  readonly unexplained: readonly string[];
  /** Those of them that name something of unknown content: "ayurvedic medicine", "fat burner". */
  readonly unspecified: readonly string[];
  /** What may be meant, best first; never assumed. */
  readonly alternatives: readonly Alternative[];
  /** Words of conditions: "for BP". */
  readonly reasons: readonly string[];
  /** The line says that nothing is taken, or known. */
  readonly nothing: boolean;
}
