import type { Facts } from '../facts.js';
import type { Moment } from '../moment.js';
import type { Clause, MaxAgeDays, Question } from '../ruleset.js';
import { breastfeeding, capacityForPregnancy, pregnancy, screening } from './answer.js';
import { bloodPressure } from './blood-pressure.js';
import { condition } from './condition.js';
import { allergyToPlannedIngredient, plannedIngredient } from './ingredient.js';
import { labLimit, labOnFile, labReference, labWord } from './lab.js';
import { medication } from './medication.js';
import { ageOutside, ageUnder, couldBecomePregnant, sexAtBirth } from './person.js';
import { procedure, procedureWithin } from './procedure.js';
import { allOf, anyOf, type ClauseResult } from './result.js';
import { trichoanalysis } from './trichoanalysis.js';

/** One clause's word on the facts, with its remarks put on what it found. */
export const evaluateClause = (clause: Clause, facts: Facts, moment: Moment, maxAge: MaxAgeDays): ClauseResult => {
  const result = answer(clause, facts, moment, maxAge);
  if (result.truth !== 'yes') return result;
  const { note, origin } = clause;
  return {
    ...result,
    overridable: result.overridable && clause.overridable !== false,
    because: result.because.map((evidence) => ({ ...evidence, ...(note ? { note } : {}), ...(origin ? { origin } : {}) })),
  };
};

const answer = (clause: Question, facts: Facts, moment: Moment, maxAge: MaxAgeDays): ClauseResult => {
  const each = (clauses: readonly Clause[]) => clauses.map((one) => evaluateClause(one, facts, moment, maxAge));
  if ('all' in clause) return allOf(each(clause.all));
  if ('any' in clause) return anyOf(each(clause.any));
  if ('condition' in clause) return condition(clause, facts);
  if ('screening' in clause) return screening(clause, facts);
  if ('medication' in clause) return medication(clause, facts, moment);
  if ('lab' in clause) {
    if ('outsideReference' in clause) return labReference(clause, facts, moment, maxAge.lab);
    return 'is' in clause ? labWord(clause, facts, moment, maxAge.lab) : labLimit(clause, facts, moment, maxAge.lab);
  }
  if ('labOnFile' in clause) return labOnFile(clause, facts);
  if ('vital' in clause) return bloodPressure(clause, facts, moment, maxAge.vital);
  if ('trichoanalysis' in clause) return trichoanalysis(clause, facts, moment, maxAge.trichoanalysis);
  if ('pregnancy' in clause) return pregnancy(clause, facts);
  if ('breastfeeding' in clause) return breastfeeding(clause, facts);
  if ('capacityForPregnancy' in clause) return capacityForPregnancy(clause, facts);
  if ('sexAtBirth' in clause) return sexAtBirth(clause, facts);
  if ('couldBecomePregnant' in clause) return couldBecomePregnant(facts, moment);
  if ('ageUnder' in clause) return ageUnder(clause, facts, moment);
  if ('ageOutside' in clause) return ageOutside(clause, facts, moment);
  if ('procedure' in clause) return procedure(clause, facts);
  if ('procedureWithinDays' in clause) return procedureWithin(clause, facts, moment);
  if ('allergyToPlannedIngredient' in clause) return allergyToPlannedIngredient(facts);
  return plannedIngredient(clause, facts);
};
