import type { Evidence } from '../evaluation.js';
import { getOverride, chooseStricter } from '../override.js';
import type { Clause, Origin, Question } from '../ruleset.js';
import { compileBreastfeeding, compileCapacityForPregnancy, compileContraception, compilePregnancy, compileScreening } from './answer.js';
import { withExactNo, negateContext, type CompiledClause, type CompileContext } from './compile-context.js';
import { compileAdverseEvent } from './adverse-event.js';
import { compileBloodPressure } from './blood-pressure.js';
import { compileCondition } from './condition.js';
import { compileAllergy, compileAllergyToPlanned, compilePlannedIngredient } from './ingredient.js';
import { compileLabLimit, compileLabOnFile, compileLabReference, compileLabWord } from './lab.js';
import { compileMedication } from './medication.js';
import { compileAgeOutside, compileAgeUnder, compileCouldBecomePregnant, compileSexAtBirth } from './person.js';
import { compilePlannedFor } from './planned-for.js';
import { compileProcedure, compileProcedureWithin } from './procedure.js';
import { combineAll, combineAny, evaluateAll, evaluateAny, combineAtLeast, negateResult, answerYes } from './result.js';
import { compileTrichoanalysis } from './trichoanalysis.js';

/** Compiles the question of a clause, without its remarks. */
export const compileBareClause = (clause: Clause, context: CompileContext): CompiledClause => {
  let made = context.made.get(clause);
  if (!made) context.made.set(clause, (made = makeQuestion(clause, context)));
  return made;
};

/** Compiles a clause. Its remarks are added to the evidence. */
const makeClause = (clause: Clause, context: CompileContext): CompiledClause => {
  const ask = compileBareClause(clause, context);
  const { note, origin, overridable } = clause;
  if (note === undefined && origin === undefined && overridable === undefined) return ask;
  const override = getOverride(overridable ?? true);
  return (known, date) => {
    const result = ask(known, date);
    if (result.truth !== 'yes') return result;
    return answerYes(() => addRemarks(result.because(), note, origin), chooseStricter(result.override, override));
  };
};

/** Adds the remarks of a clause to its evidence, which was created for this evaluation alone. */
const addRemarks = (because: Evidence[], note: string | undefined, origin: Origin | undefined): Evidence[] => {
  for (const evidence of because) {
    if (note !== undefined) evidence.note = note;
    if (origin !== undefined) evidence.origin = origin;
  }
  return because;
};

/** Compiles several clauses, each by itself. */
export const compileClauses = (clauses: readonly Clause[], context: CompileContext): CompiledClause[] => clauses.map((clause) => makeClause(clause, context));

const makeQuestion = (clause: Question, context: CompileContext): CompiledClause => {
  if ('all' in clause) {
    const asks = compileClauses(clause.all, context);
    return context.exact ? (known, date) => combineAll(asks.map((ask) => ask(known, date))) : (known, date) => evaluateAll(asks, known, date);
  }
  if ('any' in clause) {
    const asks = compileClauses(clause.any, context);
    return context.exact ? (known, date) => combineAny(asks.map((ask) => ask(known, date))) : (known, date) => evaluateAny(asks, known, date);
  }
  if ('atLeast' in clause) {
    const { n, of } = clause.atLeast;
    const asks = compileClauses(of, context);
    return (known, date) =>
      combineAtLeast(
        n,
        asks.map((ask) => ask(known, date)),
      );
  }
  if ('not' in clause) {
    const ask = makeClause(clause.not, withExactNo(negateContext(context)));
    return (known, date) => negateResult(ask(known, date));
  }
  return makeLeaf(clause, context);
};

const makeLeaf = (
  clause: Exclude<Question, { all: unknown } | { any: unknown } | { atLeast: unknown } | { not: unknown }>,
  context: CompileContext,
): CompiledClause => {
  if ('condition' in clause) return compileCondition(clause, context);
  if ('screening' in clause) return compileScreening(clause, context);
  if ('medication' in clause) return compileMedication(clause, context);
  if ('lab' in clause) {
    if ('outsideReference' in clause) return compileLabReference(clause, context);
    return 'is' in clause ? compileLabWord(clause, context) : compileLabLimit(clause, context);
  }
  if ('labOnFile' in clause) return compileLabOnFile(clause, context);
  if ('vital' in clause) return compileBloodPressure(clause, context);
  if ('trichoanalysis' in clause) return compileTrichoanalysis(clause, context);
  if ('pregnancy' in clause) return compilePregnancy(clause, context);
  if ('breastfeeding' in clause) return compileBreastfeeding(clause, context);
  if ('capacityForPregnancy' in clause) return compileCapacityForPregnancy(clause);
  if ('contraception' in clause) return compileContraception(clause);
  if ('sexAtBirth' in clause) return compileSexAtBirth(clause);
  if ('couldBecomePregnant' in clause) return compileCouldBecomePregnant(clause);
  if ('ageUnder' in clause) return compileAgeUnder(clause);
  if ('ageOutside' in clause) return compileAgeOutside(clause);
  if ('procedure' in clause) return compileProcedure(clause, context);
  if ('procedureWithinDays' in clause) return compileProcedureWithin(clause, context);
  if ('adverseEvent' in clause) return compileAdverseEvent(clause);
  if ('plannedFor' in clause) return compilePlannedFor(clause);
  if ('allergyToPlannedIngredient' in clause) return compileAllergyToPlanned('itself', context);
  if ('allergyToPlannedClass' in clause) return compileAllergyToPlanned('same-class', context);
  return 'allergy' in clause ? compileAllergy(clause, context) : compilePlannedIngredient(clause, context);
};
