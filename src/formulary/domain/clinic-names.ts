/** The names that a clinic has taught, by the compared form of the name. */
import { normalizeName } from '../../terminology/substances/index.js';

export interface OwnName {
  codes: readonly { system: string; code: string }[];
  /** Whether the name concerns no treatment, as a person of the clinic has declared. */
  harmless: boolean;
}

/** The meanings of a clinic's own names, by kind of name. */
export interface ClinicNames {
  /** The names of medicines, allergens, ingredients and anaesthetics. */
  substances: ReadonlyMap<string, OwnName>;
  conditions: ReadonlyMap<string, OwnName>;
  procedures: ReadonlyMap<string, OwnName>;
}

export const noClinicNames: ClinicNames = { substances: new Map(), conditions: new Map(), procedures: new Map() };

export const findOwnName = (names: ReadonlyMap<string, OwnName>, words: string): OwnName | undefined =>
  names.size === 0 ? undefined : names.get(normalizeName(words));
