import type { Evidence } from '../evaluation.js';
import { isCodePrefix } from '../codes.js';
import { meansAllergyTo, isAllergenic, namesAny, type Closeness } from '../ingredients.js';
import type { KnownAllergy, PlannedIngredient } from '../known.js';
import type { ReadText } from '../read-text.js';
import { createMissingIngredients } from '../questions.js';
import type { AllergyClause, PlannedIngredientClause } from '../ruleset.js';
import type { CompiledClause, CompileContext } from './compile-context.js';
import { no, answerNo, silent, answerUnclear, answerYes } from './result.js';

const createPlannedEvidence = ({ written }: PlannedIngredient): Evidence => ({
  fact: 'planned-ingredient',
  value: written,
  source: { type: 'request', id: null },
});

const createNothingPlannedEvidence = (): Evidence => ({ fact: 'planned-ingredient', value: 'none', source: { type: 'request', id: null } });

export const compilePlannedIngredient = (clause: PlannedIngredientClause, { nextSlot }: CompileContext): CompiledClause => {
  const slot = nextSlot();
  const isWanted = namesAny(clause.plannedIngredient);
  return (known) => {
    const { planned } = known;
    if (planned === null) return silent;
    const found = known.computeOnce(slot, () => planned.filter(({ reading }) => isWanted(reading)));
    return found.length > 0
      ? answerYes(() => found.map(createPlannedEvidence))
      : answerNo(() => (planned.length > 0 ? planned.map(createPlannedEvidence) : [createNothingPlannedEvidence()]));
  };
};

const createAllergyEvidence = ({ fact }: KnownAllergy, value?: string): Evidence => ({
  fact: 'allergy',
  ...(fact.code ? { code: fact.code } : {}),
  ...(fact.text === null ? {} : { text: fact.text }),
  ...(value === undefined ? {} : { value }),
  recordedAt: fact.recordedAt,
  source: fact.source,
});

/** Whether an allergy concerns an ingredient this closely. An allergy that is recorded as ended counts as only close. */
const matchesAllergy = (reading: ReadText, { fact, reading: allergen }: KnownAllergy, closeness: Closeness): boolean => {
  if (!fact.over) return isAllergenic(reading, allergen, closeness);
  return closeness === 'same-class' && (isAllergenic(reading, allergen, 'itself') || isAllergenic(reading, allergen, 'same-class'));
};

/**
 * Compiles a clause about allergies to planned ingredients. With an allergy and unknown ingredients the result is open, because nobody can know that the
 * allergy does not matter.
 */
export const compileAllergyToPlanned = (closeness: Closeness, { maxAge, exact, nextSlot }: CompileContext): CompiledClause => {
  const slot = nextSlot();
  return (known, date) => {
    const { planned, allergies } = known;
    if (allergies.length > 0 && planned === null) return answerUnclear(() => [createMissingIngredients(known.facts.allergies)]);
    const found = known.computeOnce(slot, () =>
      allergies.flatMap((allergy) =>
        (planned ?? []).filter(({ reading }) => matchesAllergy(reading, allergy, closeness)).map(({ written }) => ({ allergy, written })),
      ),
    );
    if (found.length > 0) return answerYes(() => found.map(({ allergy, written }) => createAllergyEvidence(allergy, written)));
    return !exact || known.isComplete('allergies', date, maxAge.history) ? no : silent;
  };
};

/** Compiles a clause about an allergy to the named substances, whatever is planned. */
export const compileAllergy = (clause: AllergyClause, { maxAge, exact, nextSlot }: CompileContext): CompiledClause => {
  const slot = nextSlot();
  const isWanted = meansAllergyTo(
    clause.allergy.filter((word) => !isCodePrefix(word)),
    clause.allergy.filter(isCodePrefix),
  );
  return (known, date) => {
    const found = known.computeOnce(slot, () => known.allergies.filter(({ reading }) => isWanted(reading)));
    if (found.length > 0) return answerYes(() => found.map((knownAllergy) => createAllergyEvidence(knownAllergy)));
    return !exact || known.isComplete('allergies', date, maxAge.history) ? no : silent;
  };
};
