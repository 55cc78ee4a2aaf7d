import { ageOn, dayNumber, dayOfNumber } from '../../../kernel/day.js';
import { and, not, or, truthOf, type Truth } from '../../../kernel/truth.js';
import type { Evidence } from '../evaluation.js';
import type { Known } from '../known.js';
import type { EvaluationDate } from '../evaluation-date.js';
import type { AgeOutsideClause, AgeUnderClause, CouldBecomePregnantClause, SexAtBirthClause } from '../ruleset.js';
import { birthDateImplausible, birthDateUnclear } from '../questions.js';
import { capacityLastsDays } from './answer.js';
import type { CompiledClause } from './compile-context.js';
import { proceduresOf } from './procedure.js';
import { no, noBecause, silent, unclear, yes } from './result.js';
import type { ClauseResult } from './clause-result.js';

export const sexAtBirth =
  (clause: SexAtBirthClause): CompiledClause =>
  ({ facts }) => {
    if (facts.sexAtBirth === 'unknown') return silent;
    const evidence = (): Evidence[] => [{ fact: 'sex-at-birth', value: facts.sexAtBirth, source: facts.patient }];
    return facts.sexAtBirth === clause.sexAtBirth ? yes(evidence) : noBecause(evidence);
  };

/** Whether a person has completed a number of years; `unknown` where the birth date, known only to the year or month, leaves it open. */
const hasCompleted = (years: number, known: Known, date: EvaluationDate): Truth => {
  const limit = known.completes(years);
  if (limit === null) return 'unknown';
  if (date.hasCome(limit.certainlyFrom)) return 'yes';
  return date.hasCome(limit.possiblyFrom) ? 'unknown' : 'no';
};

const ageWithin = (low: number, high: number, known: Known, date: EvaluationDate): Truth =>
  and([hasCompleted(low, known, date), not(hasCompleted(high + 1, known, date))]);

/** The greatest possible age in years: Jeanne Calment, the oldest documented person, died at 122. An earlier birth date is a mistake. */
const OLDEST = 123;

/** Whether a birth date is possible on a day: neither in the future nor longer ago than the greatest possible age. */
const isPlausible = (known: Known, date: EvaluationDate): boolean => hasCompleted(0, known, date) !== 'no' && hasCompleted(OLDEST, known, date) !== 'yes';

const ageResult = (truth: Truth, known: Known, date: EvaluationDate): ClauseResult => {
  const { facts } = known;
  const { birthDate } = facts;
  if (birthDate === null) return silent;
  if (!isPlausible(known, date)) return unclear(() => [birthDateImplausible(birthDate)]);
  if (truth === 'unknown') return unclear(() => [birthDateUnclear(birthDate)]);
  const evidence = (): Evidence[] => {
    const age = ageOn(birthDate, dayOfNumber(date.day));
    return [{ fact: 'age', ...(age && age.min === age.max ? { value: age.min, unit: 'a' } : {}), text: `born ${birthDate}`, source: facts.patient }];
  };
  return truth === 'yes' ? yes(evidence) : noBecause(evidence);
};

export const ageUnder =
  (clause: AgeUnderClause): CompiledClause =>
  (known, date) =>
    ageResult(not(hasCompleted(clause.ageUnder, known, date)), known, date);

export const ageOutside =
  ({ ageOutside: [low, high] }: AgeOutsideClause): CompiledClause =>
  (known, date) =>
    ageResult(not(ageWithin(low, high, known, date)), known, date);

/** The ages between which a pregnancy is considered possible, in completed years. */
const fertileYears: [number, number] = [10, 55];

/** Compiles a clause about a possible pregnancy. It is possible unless an answer, the sex at birth, the age or an operation excludes it. */
export const couldBecomePregnant =
  (_clause: CouldBecomePregnantClause): CompiledClause =>
  (known, date) => {
    const { sexAtBirth: sex, capacityForPregnancy: stated, pregnancy } = known.facts;
    const excluded = or([
      truthOf(sex === 'male'),
      truthOf(stated?.value === 'no' && date.isFresh(dayNumber(stated.on), capacityLastsDays)),
      isPlausible(known, date) ? not(ageWithin(...fertileYears, known, date)) : 'unknown',
      truthOf(proceduresOf('hysterectomy', known).length > 0),
    ]);
    if (excluded === 'yes' && pregnancy?.value !== 'yes') return no;
    return yes(() => [
      {
        fact: 'capacity-for-pregnancy',
        value: stated?.value ?? 'not excluded',
        ...(stated ? { recordedAt: stated.recordedAt, source: stated.source } : {}),
      },
    ]);
  };
