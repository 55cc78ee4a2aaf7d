/** The results of a patient that count, of everything that laboratories ever reported: the one place where rules learn which they are. */
import { resultsNow } from '../domain/blood-tests/read-now.js';
import type { Whose } from '../domain/blood-tests/blood-test-record.js';
import { standingsOf } from '../domain/blood-tests/reports.js';
import type { BloodTestForRules } from './known-records.js';

/**
 * All blood tests of one patient, each with those of its results alone that are in force, as they are read now. They must be all that there are: whether a
 * result counts is decided by the others of its sample.
 */
export const resultsInForce = (tests: readonly BloodTestForRules[], whose: Whose, timeZone: string): BloodTestForRules[] => {
  const standings = standingsOf(tests);
  return tests.map((test) => {
    const { results } = standings.get(test.id)!;
    const counting = test.results.filter((_, index) => results[index]!.standing === 'in-force');
    return { ...test, results: resultsNow(counting, whose, test.collectedAt, timeZone) };
  });
};
