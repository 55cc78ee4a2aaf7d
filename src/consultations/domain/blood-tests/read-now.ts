/** Results as this release understands them, of the person as the person is known now. What was signed stays as it was signed. */
import { ageOn, dayOf } from '../../../kernel/day.js';
import { analyteById, analyteByLoinc, type Person } from '../../../terminology/index.js';
import type { ResultRecord, Whose } from './blood-test-record.js';
import { normalizeResults, type EnteredResult } from './blood-test.js';

/** The person on the day of the sample, in the clinic's time zone. */
export const personAt = ({ sexAtBirth, birthDate }: Whose, collectedAt: string, pregnant: boolean, timeZone: string): Person => ({
  sexAtBirth,
  age: ageOn(birthDate, dayOf(new Date(collectedAt), timeZone)),
  pregnant,
});

type Result = Omit<ResultRecord, 'unread'>;

const typedOf = ({ code, value, unit, comparator, text, referenceRange, laboratoryInterpretation }: Result): EnteredResult =>
  // A comparator that stood in the text is read from it again.
  ({ code, value, unit, comparator: text === null ? comparator : null, text, referenceRange, laboratoryInterpretation }) as unknown as EnteredResult;

/** Whether nothing that is known now can read it otherwise: an exact figure in the laboratory's own range, or in the one range of everybody; a finding. */
const isSettled = ({ code, analyte, canonical, finding, comparator, rangeUsed }: Result): boolean => {
  if (finding !== null) return true;
  if (analyte === null) return analyteByLoinc(code.code) === undefined && !comparator;
  if (canonical === null || comparator) return false;
  const known = analyteById(analyte);
  return rangeUsed?.source === 'laboratory' || (rangeUsed?.source === 'adult' && known?.kind === 'quantitative' && !known.special);
};

/**
 * A result read again: a code or a word that was not known when it was recorded may be by now, and a sex or a birth date that was corrected gives it
 * another range. The result itself where it cannot be read any more: what is refused today was taken once.
 */
const readAgain = <T extends Result>(result: T, person: Person): T => {
  if (isSettled(result)) return result;
  const [again] = normalizeResults([typedOf(result)], person, '').results;
  if (!again) return result;
  const { analyte, canonical, finding, interpretation, rangeUsed, typed } = again;
  return { ...result, analyte, canonical, finding, interpretation, rangeUsed, comparator: typed.comparator ?? null };
};

/** The results of a blood test as they are read now. That the patient was pregnant is known from when they were recorded. */
export const resultsNow = <T extends Result>(results: readonly T[], whose: Whose, collectedAt: string, timeZone: string): T[] => {
  const pregnant = results.some(({ rangeUsed }) => rangeUsed?.source === 'pregnancy');
  const person = personAt(whose, collectedAt, pregnant, timeZone);
  return results.map((result) => readAgain(result, person));
};
