import { computeDayNumber } from '../../../kernel/day.js';
import { combineWithOr, toTruth, type Truth } from '../../../kernel/truth.js';
import type { BloodPressureClause } from '../ruleset.js';
import type { CompiledClause, CompileContext } from './compile-context.js';
import { createMissingRecentBloodPressure } from '../questions.js';
import { no, silent, answerUnclear, answerYes } from './result.js';

const compare = (value: number | null, test: (value: number) => boolean): Truth => (value === null ? 'unknown' : toTruth(test(value)));

/**
 * Compiles a clause about the newest blood pressure; either number is enough. A measurement that is too old is never a `no`; where it would be a `yes`, a new
 * measurement is asked for.
 */
export const compileBloodPressure = ({ geAny, ltAny }: BloodPressureClause, { maxAge }: CompileContext): CompiledClause => {
  const [systolicLimit, diastolicLimit] = geAny ?? ltAny ?? [Infinity, Infinity];
  const reaches = (value: number, limit: number): boolean => (geAny ? value >= limit : value < limit);
  return ({ facts: { bloodPressure: fact } }, date) => {
    if (!fact) return silent;
    const { systolic, diastolic } = fact;
    const truth = combineWithOr([compare(systolic, (value) => reaches(value, systolicLimit)), compare(diastolic, (value) => reaches(value, diastolicLimit))]);
    if (!date.isFresh(computeDayNumber(fact.on), maxAge.vital))
      return truth === 'yes' ? answerUnclear(() => [createMissingRecentBloodPressure(fact, maxAge.vital ?? 0)]) : silent;
    if (truth === 'unknown') return silent;
    if (truth === 'no') return no;
    return answerYes(() => [
      {
        fact: 'blood-pressure',
        value: `${systolic ?? '?'}/${diastolic ?? '?'}`,
        unit: 'mm[Hg]',
        on: fact.on,
        recordedAt: fact.recordedAt,
        source: fact.source,
      },
    ]);
  };
};
