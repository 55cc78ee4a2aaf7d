import type { MedicineGroup } from '../concerns/medicine-groups.js';

/** The route of a medicine. 'systemic' is by mouth, or by injection for the whole body; 'local' is an injection that numbs. */
export type Route = 'systemic' | 'local' | 'skin' | 'eye' | 'ear' | 'nose' | 'mouth' | 'vagina' | 'rectum' | 'inhaled';

/**
 * A line of the tables: the id; names with commas between them, of which the first is shown (empty: the id in words); ATC codes with spaces between them (facts
 * of the WHO ATC index); classes; medicine groups, for substances without an ATC code. The id in words is always a name too. A tilde before a name marks a
 * misspelling, which is read as near.
 */
export type SubstanceLine = readonly [id: string, names?: string, atc?: string, classes?: string, groups?: string];

/**
 * A line of the classes: the id; names; the ATC groups that the class covers; wider classes; 'cross' where an allergy to one member is a caution for another.
 */
export type ClassLine = readonly [id: string, names: string, atc?: string, wider?: string, crossReaction?: 'cross'];

/** A substance or a class of substances, as an entry of the vocabulary. */
export interface Substance {
  readonly id: string;
  readonly display: string;
  readonly names: readonly string[];
  readonly isClass: boolean;
  /** The ATC codes of a substance, one for each route and use; for a class, the groups that it covers. */
  readonly atc: readonly string[];
  /** All classes that the substance belongs to, including wider ones. */
  readonly classes: readonly string[];
  /** Medicine groups that do not follow from the ATC codes. */
  readonly groups: readonly MedicineGroup[];
}
