import type { Evidence } from '../evaluation.js';
import { overrideOf, stricter } from '../override.js';
import type { Clause, Origin, Question } from '../ruleset.js';
import { breastfeeding, capacityForPregnancy, contraception, pregnancy, screening } from './answer.js';
import { exactly, turned, type Ask, type Making } from './ask.js';
import { adverseEvent } from './adverse-event.js';
import { bloodPressure } from './blood-pressure.js';
import { condition } from './condition.js';
import { allergy, allergyToPlanned, plannedIngredient } from './ingredient.js';
import { labLimit, labOnFile, labReference, labWord } from './lab.js';
import { medication } from './medication.js';
import { ageOutside, ageUnder, couldBecomePregnant, sexAtBirth } from './person.js';
import { plannedFor } from './planned-for.js';
import { procedure, procedureWithin } from './procedure.js';
import { allOf, anyOf, askAll, askAny, atLeastOf, notOf, yes } from './result.js';
import { trichoanalysis } from './trichoanalysis.js';

/** Makes what a clause asks ready, without its remarks. */
export const makeBare = (clause: Clause, making: Making): Ask => {
  let made = making.made.get(clause);
  if (!made) making.made.set(clause, (made = makeQuestion(clause, making)));
  return made;
};

/** Makes a clause ready to be asked. Its remarks are put on what it finds. */
const makeClause = (clause: Clause, making: Making): Ask => {
  const ask = makeBare(clause, making);
  const { note, origin, overridable } = clause;
  if (note === undefined && origin === undefined && overridable === undefined) return ask;
  const override = overrideOf(overridable ?? true);
  return (known, moment) => {
    const result = ask(known, moment);
    if (result.truth !== 'yes') return result;
    return yes(() => remarked(result.because(), note, origin), stricter(result.override, override));
  };
};

/** Evidence with a clause's remarks on it; it was made for this reading alone. */
const remarked = (because: Evidence[], note: string | undefined, origin: Origin | undefined): Evidence[] => {
  for (const evidence of because) {
    if (note !== undefined) evidence.note = note;
    if (origin !== undefined) evidence.origin = origin;
  }
  return because;
};

/** Makes several clauses ready to be asked one by one. */
export const makeClauses = (clauses: readonly Clause[], making: Making): Ask[] => clauses.map((clause) => makeClause(clause, making));

const makeQuestion = (clause: Question, making: Making): Ask => {
  if ('all' in clause) {
    const asks = makeClauses(clause.all, making);
    return making.exact ? (known, moment) => allOf(asks.map((ask) => ask(known, moment))) : (known, moment) => askAll(asks, known, moment);
  }
  if ('any' in clause) {
    const asks = makeClauses(clause.any, making);
    return making.exact ? (known, moment) => anyOf(asks.map((ask) => ask(known, moment))) : (known, moment) => askAny(asks, known, moment);
  }
  if ('atLeast' in clause) {
    const { n, of } = clause.atLeast;
    const asks = makeClauses(of, making);
    return (known, moment) =>
      atLeastOf(
        n,
        asks.map((ask) => ask(known, moment)),
      );
  }
  if ('not' in clause) {
    const ask = makeClause(clause.not, exactly(turned(making)));
    return (known, moment) => notOf(ask(known, moment));
  }
  return makeLeaf(clause, making);
};

const makeLeaf = (clause: Exclude<Question, { all: unknown } | { any: unknown } | { atLeast: unknown } | { not: unknown }>, making: Making): Ask => {
  if ('condition' in clause) return condition(clause, making);
  if ('screening' in clause) return screening(clause, making);
  if ('medication' in clause) return medication(clause, making);
  if ('lab' in clause) {
    if ('outsideReference' in clause) return labReference(clause, making);
    return 'is' in clause ? labWord(clause, making) : labLimit(clause, making);
  }
  if ('labOnFile' in clause) return labOnFile(clause, making);
  if ('vital' in clause) return bloodPressure(clause, making);
  if ('trichoanalysis' in clause) return trichoanalysis(clause, making);
  if ('pregnancy' in clause) return pregnancy(clause, making);
  if ('breastfeeding' in clause) return breastfeeding(clause, making);
  if ('capacityForPregnancy' in clause) return capacityForPregnancy(clause);
  if ('contraception' in clause) return contraception(clause);
  if ('sexAtBirth' in clause) return sexAtBirth(clause);
  if ('couldBecomePregnant' in clause) return couldBecomePregnant(clause);
  if ('ageUnder' in clause) return ageUnder(clause);
  if ('ageOutside' in clause) return ageOutside(clause);
  if ('procedure' in clause) return procedure(clause, making);
  if ('procedureWithinDays' in clause) return procedureWithin(clause, making);
  if ('adverseEvent' in clause) return adverseEvent(clause);
  if ('plannedFor' in clause) return plannedFor(clause);
  if ('allergyToPlannedIngredient' in clause) return allergyToPlanned('itself', making);
  if ('allergyToPlannedClass' in clause) return allergyToPlanned('same-class', making);
  return 'allergy' in clause ? allergy(clause, making) : plannedIngredient(clause, making);
};
