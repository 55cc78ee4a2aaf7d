import { crossReacting, substanceById, substances } from './catalogue.js';
import type { Substance } from './substance.js';

/**
 * same: the allergy is to the planned substance. class: the allergy is to a class that the planned substance belongs to. member: a class is
 * planned, and the allergy is to one of it. same-class: both belong to a class whose members react alike: a caution.
 */
export type AllergyMatch = 'same' | 'class' | 'member' | 'same-class';

/** Whether an allergy to one substance or class concerns another that is planned or taken; null where it does not, or an id is unknown. */
export const isAllergenTo = (allergen: string, planned: string): AllergyMatch | null => {
  const [one, other] = [substanceById(allergen), substanceById(planned)];
  if (!one || !other) return null;
  if (one.id === other.id) return 'same';
  if (other.classes.includes(one.id)) return 'class';
  if (other.isClass && one.classes.includes(other.id)) return 'member';
  const crossing = (substance: Substance): string[] => [substance.id, ...substance.classes].filter((id) => crossReacting.has(id));
  return crossing(one).some((id) => crossing(other).includes(id)) ? 'same-class' : null;
};

/** The substances of a class, those of its narrower classes included. */
export const substancesOfClass = (id: string): readonly Substance[] => substances.filter((substance) => !substance.isClass && substance.classes.includes(id));
