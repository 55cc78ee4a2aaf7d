import type { Facts } from '../facts.js';
import { isAllergen, isOneOf } from '../ingredients.js';
import { ingredientsUnclear } from '../questions.js';
import type { PlannedIngredientClause } from '../ruleset.js';
import { no, silent, unclear, yes, type ClauseResult } from './result.js';

export const plannedIngredient = (clause: PlannedIngredientClause, facts: Facts): ClauseResult => {
  if (facts.ingredients === null) return silent;
  const found = facts.ingredients.filter((planned) => isOneOf(planned, clause.plannedIngredient));
  return found.length > 0
    ? yes(...found.map((planned) => ({ fact: 'planned-ingredient', value: planned, source: { type: 'request' as const, id: null } })))
    : no;
};

/** An allergy with no word about what is planned stays open: nobody can say that it does not matter. */
export const allergyToPlannedIngredient = (facts: Facts): ClauseResult => {
  if (facts.allergies.length === 0) return no;
  if (facts.ingredients === null) return unclear(ingredientsUnclear(facts.allergies));
  const planned = facts.ingredients;
  const found = facts.allergies.flatMap((allergy) =>
    planned
      .filter((ingredient) => isAllergen(ingredient, allergy))
      .map((ingredient) => ({
        fact: 'allergy',
        ...(allergy.code ? { code: allergy.code } : {}),
        ...(allergy.text === null ? {} : { text: allergy.text }),
        value: ingredient,
        recordedAt: allergy.recordedAt,
        source: allergy.source,
      })),
  );
  return found.length > 0 ? yes(...found) : no;
};
