import type { Evidence } from '../evaluation.js';
import { isCodePrefix } from '../codes.js';
import { allergyToAny, isAllergenic, oneOf, type Closeness } from '../ingredients.js';
import type { KnownAllergy, PlannedIngredient } from '../known.js';
import type { ReadText } from '../read-text.js';
import { ingredientsUnclear } from '../questions.js';
import type { AllergyClause, PlannedIngredientClause } from '../ruleset.js';
import type { CompiledClause, CompileContext } from './compile-context.js';
import { no, noBecause, silent, unclear, yes } from './result.js';

const plannedEvidence = ({ written }: PlannedIngredient): Evidence => ({ fact: 'planned-ingredient', value: written, source: { type: 'request', id: null } });

const nothingPlanned = (): Evidence => ({ fact: 'planned-ingredient', value: 'none', source: { type: 'request', id: null } });

export const plannedIngredient = (clause: PlannedIngredientClause, { nextSlot }: CompileContext): CompiledClause => {
  const slot = nextSlot();
  const isWanted = oneOf(clause.plannedIngredient);
  return (known) => {
    const { planned } = known;
    if (planned === null) return silent;
    const found = known.once(slot, () => planned.filter(({ reading }) => isWanted(reading)));
    return found.length > 0 ? yes(() => found.map(plannedEvidence)) : noBecause(() => (planned.length > 0 ? planned.map(plannedEvidence) : [nothingPlanned()]));
  };
};

const allergyEvidence = ({ fact }: KnownAllergy, value?: string): Evidence => ({
  fact: 'allergy',
  ...(fact.code ? { code: fact.code } : {}),
  ...(fact.text === null ? {} : { text: fact.text }),
  ...(value === undefined ? {} : { value }),
  recordedAt: fact.recordedAt,
  source: fact.source,
});

/** Whether an allergy concerns an ingredient this closely. An allergy that is recorded as ended counts as only close. */
const matches = (reading: ReadText, { fact, reading: allergen }: KnownAllergy, closeness: Closeness): boolean => {
  if (!fact.over) return isAllergenic(reading, allergen, closeness);
  return closeness === 'same-class' && (isAllergenic(reading, allergen, 'itself') || isAllergenic(reading, allergen, 'same-class'));
};

/**
 * Compiles a clause about allergies to planned ingredients. With an allergy and unknown ingredients the result is open, because nobody can know that the
 * allergy does not matter.
 */
export const allergyToPlanned = (closeness: Closeness, { maxAge, exact, nextSlot }: CompileContext): CompiledClause => {
  const slot = nextSlot();
  return (known, date) => {
    const { planned, allergies } = known;
    if (allergies.length > 0 && planned === null) return unclear(() => [ingredientsUnclear(known.facts.allergies)]);
    const found = known.once(slot, () =>
      allergies.flatMap((allergy) =>
        (planned ?? []).filter(({ reading }) => matches(reading, allergy, closeness)).map(({ written }) => ({ allergy, written })),
      ),
    );
    if (found.length > 0) return yes(() => found.map(({ allergy, written }) => allergyEvidence(allergy, written)));
    return !exact || known.isComplete('allergies', date, maxAge.history) ? no : silent;
  };
};

/** Compiles a clause about an allergy to the named substances, whatever is planned. */
export const allergy = (clause: AllergyClause, { maxAge, exact, nextSlot }: CompileContext): CompiledClause => {
  const slot = nextSlot();
  const isWanted = allergyToAny(
    clause.allergy.filter((word) => !isCodePrefix(word)),
    clause.allergy.filter(isCodePrefix),
  );
  return (known, date) => {
    const found = known.once(slot, () => known.allergies.filter(({ reading }) => isWanted(reading)));
    if (found.length > 0) return yes(() => found.map((knownAllergy) => allergyEvidence(knownAllergy)));
    return !exact || known.isComplete('allergies', date, maxAge.history) ? no : silent;
  };
};
