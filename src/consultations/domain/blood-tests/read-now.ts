/** Interprets stored results by the rules of this release and the patient's current record. Signed content stays as it was signed. */
import { computeAge, toCalendarDay } from '../../../kernel/day.js';
import { findAnalyteById, findAnalyteByLoinc, type Person } from '../../../terminology/index.js';
import type { ResultRecord, Whose } from './blood-test-record.js';
import { normalizeResults, type EnteredResult } from './blood-test.js';

/** The patient as of the day of the sample, in the clinic's time zone. */
export const buildPersonAt = ({ sexAtBirth, birthDate }: Whose, collectedAt: string, pregnant: boolean, timeZone: string): Person => ({
  sexAtBirth,
  age: computeAge(birthDate, toCalendarDay(new Date(collectedAt), timeZone)),
  pregnant,
});

type Result = Omit<ResultRecord, 'unread'>;

const toEnteredResult = ({ code, value, unit, comparator, text, referenceRange, laboratoryInterpretation }: Result): EnteredResult =>
  // Where the result was sent as text, the comparator is read from the text again.
  ({ code, value, unit, comparator: text === null ? comparator : null, text, referenceRange, laboratoryInterpretation }) as unknown as EnteredResult;

/**
 * Whether no current knowledge can change the interpretation: for a finding, and for an exact value in the laboratory's own range or in one range for all
 * adults.
 */
const isSettled = ({ code, analyte, canonical, finding, comparator, rangeUsed }: Result): boolean => {
  if (finding !== null) return true;
  if (analyte === null) return findAnalyteByLoinc(code.code) === undefined && !comparator;
  if (canonical === null || comparator) return false;
  const known = findAnalyteById(analyte);
  return rangeUsed?.source === 'laboratory' || (rangeUsed?.source === 'adult' && known?.kind === 'quantitative' && !known.special);
};

/**
 * Interprets a stored result again. A code or word that was unknown when the result was recorded may be known now. A corrected sex or birth date changes
 * the range. Answers the result unchanged where it cannot be interpreted any more, because today's limits would refuse it.
 */
const readAgain = <T extends Result>(result: T, person: Person): T => {
  if (isSettled(result)) return result;
  const [again] = normalizeResults([toEnteredResult(result)], person, '').results;
  if (!again) return result;
  const { analyte, canonical, finding, interpretation, rangeUsed, typed } = again;
  return { ...result, analyte, canonical, finding, interpretation, rangeUsed, comparator: typed.comparator ?? null };
};

/** Interprets the results of a blood test as of now. Whether the patient was pregnant follows from the ranges that were used when the results were recorded. */
export const readResultsNow = <T extends Result>(results: readonly T[], whose: Whose, collectedAt: string, timeZone: string): T[] => {
  const pregnant = results.some(({ rangeUsed }) => rangeUsed?.source === 'pregnancy');
  const person = buildPersonAt(whose, collectedAt, pregnant, timeZone);
  return results.map((result) => readAgain(result, person));
};
