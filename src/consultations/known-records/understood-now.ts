/** Results as this release understands them: a code or a word that was not known when they were recorded may be by now. What was signed stays as it is. */
import { analyteByLoinc, type Person } from '../../terminology/index.js';
import { understand, type TypedResult } from '../blood-tests/blood-test.js';
import type { ResultForRules } from './known-records.js';

/** Whose range holds is not asked anew: only the laboratory's own, or the one for everybody. */
const anybody: Person = { sexAtBirth: 'unknown', age: null, pregnant: false };

const isUnderstood = ({ analyte, code, canonical, finding }: ResultForRules): boolean =>
  canonical !== null || finding !== null || (analyte === null && analyteByLoinc(code.code) === undefined);

const typedOf = ({ code, value, unit, comparator, text, referenceRange, laboratoryInterpretation }: ResultForRules): TypedResult =>
  // A comparator that stood in the text is read from it again.
  ({ code, value, unit, comparator: text === null ? comparator : null, text, referenceRange, laboratoryInterpretation }) as unknown as TypedResult;

/** The result itself where it is understood, or still is not. */
export const understoodNow = (result: ResultForRules): ResultForRules => {
  if (isUnderstood(result)) return result;
  const [again] = understand([typedOf(result)], anybody, '').results;
  if (!again) return result;
  const { analyte, canonical, finding, typed } = again;
  return {
    ...result,
    analyte,
    canonical,
    finding,
    comparator: (typed.comparator as ResultForRules['comparator']) ?? null,
    interpretation: result.interpretation ?? again.interpretation,
    rangeUsed: canonical === null ? result.rangeUsed : again.rangeUsed,
  };
};
