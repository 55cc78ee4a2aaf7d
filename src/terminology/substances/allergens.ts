import { crossReacting, findSubstanceById, substances } from './catalogue.js';
import type { Substance } from './substance.js';

/**
 * How an allergy matches a planned substance. `same`: it is an allergy to the planned substance. `class`: to a class that the planned substance belongs to.
 * `member`: a class is planned, and the allergy is to a member. `same-class`: both belong to a class with cross-reactions, which is a caution.
 */
export type AllergyMatch = 'same' | 'class' | 'member' | 'same-class';

/** How an allergy to one substance or class matches another that is planned or taken; null where it does not match, or an id is unknown. */
export const isAllergenTo = (allergen: string, planned: string): AllergyMatch | null => {
  const [one, other] = [findSubstanceById(allergen), findSubstanceById(planned)];
  if (!one || !other) return null;
  if (one.id === other.id) return 'same';
  if (other.classes.includes(one.id)) return 'class';
  if (other.isClass && one.classes.includes(other.id)) return 'member';
  const crossing = (substance: Substance): string[] => [substance.id, ...substance.classes].filter((id) => crossReacting.has(id));
  return crossing(one).some((id) => crossing(other).includes(id)) ? 'same-class' : null;
};

/** The substances of a class, including those of its narrower classes. */
export const listSubstancesOfClass = (id: string): readonly Substance[] =>
  substances.filter((substance) => !substance.isClass && substance.classes.includes(id));
