/** Selects a patient's results in force from everything that laboratories reported. This is the only place where rules learn which results are in force. */
import { readResultsNow } from '../domain/blood-tests/read-now.js';
import type { Whose } from '../domain/blood-tests/blood-test-record.js';
import { deriveStandings } from '../domain/blood-tests/reports.js';
import type { BloodTestForRules } from './known-records.js';

/**
 * Answers all blood tests of one patient, each with only its results in force, as they are read now. The caller must pass all of the patient's blood tests,
 * because other results of the sample decide whether a result counts.
 */
export const selectResultsInForce = (tests: readonly BloodTestForRules[], whose: Whose, timeZone: string): BloodTestForRules[] => {
  const standings = deriveStandings(tests);
  return tests.map((test) => {
    const { results } = standings.get(test.id)!;
    const counting = test.results.filter((_, index) => results[index]!.standing === 'in-force');
    return { ...test, results: readResultsNow(counting, whose, test.collectedAt, timeZone) };
  });
};
