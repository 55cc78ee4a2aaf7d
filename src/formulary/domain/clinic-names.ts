/** Names that a clinic has taught, by the name in its compared form. */
import { normalizeName } from '../../terminology/substances/index.js';

export interface OwnName {
  codes: readonly { system: string; code: string }[];
  /** It concerns no treatment, as a person of the clinic has said. */
  harmless: boolean;
}

/** What a clinic's own names stand for. */
export interface ClinicNames {
  /** Medicines, allergens, ingredients and anaesthetics alike. */
  substances: ReadonlyMap<string, OwnName>;
  conditions: ReadonlyMap<string, OwnName>;
  procedures: ReadonlyMap<string, OwnName>;
}

export const noClinicNames: ClinicNames = { substances: new Map(), conditions: new Map(), procedures: new Map() };

export const ownName = (names: ReadonlyMap<string, OwnName>, words: string): OwnName | undefined =>
  names.size === 0 ? undefined : names.get(normalizeName(words));
