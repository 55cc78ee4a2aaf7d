import type { Evidence } from '../evaluation.js';
import { overrideOf, stricter } from '../override.js';
import type { Clause, Origin, Question } from '../ruleset.js';
import { breastfeeding, capacityForPregnancy, contraception, pregnancy, screening } from './answer.js';
import { withExactNo, negated, type CompiledClause, type CompileContext } from './compile-context.js';
import { adverseEvent } from './adverse-event.js';
import { bloodPressure } from './blood-pressure.js';
import { condition } from './condition.js';
import { allergy, allergyToPlanned, plannedIngredient } from './ingredient.js';
import { labLimit, labOnFile, labReference, labWord } from './lab.js';
import { medication } from './medication.js';
import { ageOutside, ageUnder, couldBecomePregnant, sexAtBirth } from './person.js';
import { plannedFor } from './planned-for.js';
import { procedure, procedureWithin } from './procedure.js';
import { allOf, anyOf, evaluateAll, evaluateAny, atLeastOf, notOf, yes } from './result.js';
import { trichoanalysis } from './trichoanalysis.js';

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
  const override = overrideOf(overridable ?? true);
  return (known, date) => {
    const result = ask(known, date);
    if (result.truth !== 'yes') return result;
    return yes(() => remarked(result.because(), note, origin), stricter(result.override, override));
  };
};

/** Adds the remarks of a clause to its evidence, which was created for this evaluation alone. */
const remarked = (because: Evidence[], note: string | undefined, origin: Origin | undefined): Evidence[] => {
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
    return context.exact ? (known, date) => allOf(asks.map((ask) => ask(known, date))) : (known, date) => evaluateAll(asks, known, date);
  }
  if ('any' in clause) {
    const asks = compileClauses(clause.any, context);
    return context.exact ? (known, date) => anyOf(asks.map((ask) => ask(known, date))) : (known, date) => evaluateAny(asks, known, date);
  }
  if ('atLeast' in clause) {
    const { n, of } = clause.atLeast;
    const asks = compileClauses(of, context);
    return (known, date) =>
      atLeastOf(
        n,
        asks.map((ask) => ask(known, date)),
      );
  }
  if ('not' in clause) {
    const ask = makeClause(clause.not, withExactNo(negated(context)));
    return (known, date) => notOf(ask(known, date));
  }
  return makeLeaf(clause, context);
};

const makeLeaf = (
  clause: Exclude<Question, { all: unknown } | { any: unknown } | { atLeast: unknown } | { not: unknown }>,
  context: CompileContext,
): CompiledClause => {
  if ('condition' in clause) return condition(clause, context);
  if ('screening' in clause) return screening(clause, context);
  if ('medication' in clause) return medication(clause, context);
  if ('lab' in clause) {
    if ('outsideReference' in clause) return labReference(clause, context);
    return 'is' in clause ? labWord(clause, context) : labLimit(clause, context);
  }
  if ('labOnFile' in clause) return labOnFile(clause, context);
  if ('vital' in clause) return bloodPressure(clause, context);
  if ('trichoanalysis' in clause) return trichoanalysis(clause, context);
  if ('pregnancy' in clause) return pregnancy(clause, context);
  if ('breastfeeding' in clause) return breastfeeding(clause, context);
  if ('capacityForPregnancy' in clause) return capacityForPregnancy(clause);
  if ('contraception' in clause) return contraception(clause);
  if ('sexAtBirth' in clause) return sexAtBirth(clause);
  if ('couldBecomePregnant' in clause) return couldBecomePregnant(clause);
  if ('ageUnder' in clause) return ageUnder(clause);
  if ('ageOutside' in clause) return ageOutside(clause);
  if ('procedure' in clause) return procedure(clause, context);
  if ('procedureWithinDays' in clause) return procedureWithin(clause, context);
  if ('adverseEvent' in clause) return adverseEvent(clause);
  if ('plannedFor' in clause) return plannedFor(clause);
  if ('allergyToPlannedIngredient' in clause) return allergyToPlanned('itself', context);
  if ('allergyToPlannedClass' in clause) return allergyToPlanned('same-class', context);
  return 'allergy' in clause ? allergy(clause, context) : plannedIngredient(clause, context);
};
