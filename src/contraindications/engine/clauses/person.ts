import { computeAge, computeDayNumber, fromDayNumber } from '../../../kernel/day.js';
import { combineWithAnd, negateTruth, combineWithOr, toTruth, type Truth } from '../../../kernel/truth.js';
import type { Evidence } from '../evaluation.js';
import type { Known } from '../known.js';
import type { EvaluationDate } from '../evaluation-date.js';
import type { AgeOutsideClause, AgeUnderClause, CouldBecomePregnantClause, SexAtBirthClause } from '../ruleset.js';
import { createMissingPlausibleBirthDate, createMissingFullBirthDate } from '../questions.js';
import { capacityLastsDays } from './answer.js';
import type { CompiledClause } from './compile-context.js';
import { listProcedures } from './procedure.js';
import { no, answerNo, silent, answerUnclear, answerYes } from './result.js';
import type { ClauseResult } from './clause-result.js';

export const compileSexAtBirth =
  (clause: SexAtBirthClause): CompiledClause =>
  ({ facts }) => {
    if (facts.sexAtBirth === 'unknown') return silent;
    const evidence = (): Evidence[] => [{ fact: 'sex-at-birth', value: facts.sexAtBirth, source: facts.patient }];
    return facts.sexAtBirth === clause.sexAtBirth ? answerYes(evidence) : answerNo(evidence);
  };

/** Whether a person has completed a number of years; `unknown` where the birth date, known only to the year or month, leaves it open. */
const hasCompleted = (years: number, known: Known, date: EvaluationDate): Truth => {
  const limit = known.findAgeLimit(years);
  if (limit === null) return 'unknown';
  if (date.hasCome(limit.certainlyFrom)) return 'yes';
  return date.hasCome(limit.possiblyFrom) ? 'unknown' : 'no';
};

const compareAge = (low: number, high: number, known: Known, date: EvaluationDate): Truth =>
  combineWithAnd([hasCompleted(low, known, date), negateTruth(hasCompleted(high + 1, known, date))]);

/** The greatest possible age in years: Jeanne Calment, the oldest documented person, died at 122. An earlier birth date is a mistake. */
const OLDEST = 123;

/** Whether a birth date is possible on a day: neither in the future nor longer ago than the greatest possible age. */
const isPlausible = (known: Known, date: EvaluationDate): boolean => hasCompleted(0, known, date) !== 'no' && hasCompleted(OLDEST, known, date) !== 'yes';

const createAgeResult = (truth: Truth, known: Known, date: EvaluationDate): ClauseResult => {
  const { facts } = known;
  const { birthDate } = facts;
  if (birthDate === null) return silent;
  if (!isPlausible(known, date)) return answerUnclear(() => [createMissingPlausibleBirthDate(birthDate)]);
  if (truth === 'unknown') return answerUnclear(() => [createMissingFullBirthDate(birthDate)]);
  const evidence = (): Evidence[] => {
    const age = computeAge(birthDate, fromDayNumber(date.day));
    return [{ fact: 'age', ...(age && age.min === age.max ? { value: age.min, unit: 'a' } : {}), text: `born ${birthDate}`, source: facts.patient }];
  };
  return truth === 'yes' ? answerYes(evidence) : answerNo(evidence);
};

export const compileAgeUnder =
  (clause: AgeUnderClause): CompiledClause =>
  (known, date) =>
    createAgeResult(negateTruth(hasCompleted(clause.ageUnder, known, date)), known, date);

export const compileAgeOutside =
  ({ ageOutside: [low, high] }: AgeOutsideClause): CompiledClause =>
  (known, date) =>
    createAgeResult(negateTruth(compareAge(low, high, known, date)), known, date);

/** The ages between which a pregnancy is considered possible, in completed years. */
const fertileYears: [number, number] = [10, 55];

/** Compiles a clause about a possible pregnancy. It is possible unless an answer, the sex at birth, the age or an operation excludes it. */
export const compileCouldBecomePregnant =
  (_clause: CouldBecomePregnantClause): CompiledClause =>
  (known, date) => {
    const { sexAtBirth: sex, capacityForPregnancy: stated, pregnancy } = known.facts;
    const excluded = combineWithOr([
      toTruth(sex === 'male'),
      toTruth(stated?.value === 'no' && date.isFresh(computeDayNumber(stated.on), capacityLastsDays)),
      isPlausible(known, date) ? negateTruth(compareAge(...fertileYears, known, date)) : 'unknown',
      toTruth(listProcedures('hysterectomy', known).length > 0),
    ]);
    if (excluded === 'yes' && pregnancy?.value !== 'yes') return no;
    return answerYes(() => [
      {
        fact: 'capacity-for-pregnancy',
        value: stated?.value ?? 'not excluded',
        ...(stated ? { recordedAt: stated.recordedAt, source: stated.source } : {}),
      },
    ]);
  };
