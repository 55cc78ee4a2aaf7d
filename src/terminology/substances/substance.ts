import type { MedicineGroup } from '../concerns/medicine-groups.js';

/** Where a medicine goes. 'systemic' is by mouth or by injection for the whole body; 'local' is an injection that numbs. */
export type Route = 'systemic' | 'local' | 'skin' | 'eye' | 'ear' | 'nose' | 'mouth' | 'vagina' | 'rectum' | 'inhaled';

/**
 * A line of the tables: id; names with commas between, the first being the one shown (empty: the id in words); ATC codes with spaces
 * between (facts of the WHO ATC index); classes; medicine groups, where a substance without an ATC code belongs to some.
 * The id in words is always a name too. A tilde before a name: a misspelling, read as near.
 */
export type SubstanceLine = readonly [id: string, names?: string, atc?: string, classes?: string, groups?: string];

/** A line of the classes: id; names; the groups of ATC that it covers; wider classes; 'cross' where an allergy to one member is a caution for another. */
export type ClassLine = readonly [id: string, names: string, atc?: string, wider?: string, crossReaction?: 'cross'];

/** A substance or a class of substances, as one entry of the vocabulary. */
export interface Substance {
  readonly id: string;
  readonly display: string;
  readonly names: readonly string[];
  readonly isClass: boolean;
  /** ATC codes of a substance, one for each route and use; of a class the groups that it covers. */
  readonly atc: readonly string[];
  /** Every class that it belongs to, the wider ones included. */
  readonly classes: readonly string[];
  /** Medicine groups that no ATC code tells. */
  readonly groups: readonly MedicineGroup[];
}
