/** Answers for blood tests: as they are read now or, where a signature covers them, as they were recorded. */
import { toEnteredInError } from '../../platform/http/index.js';
import type { BloodTestRecord, ResultRecord } from '../domain/blood-tests/blood-test-record.js';
import type { BloodTestResponse, InterpretedBloodTestResult } from './blood-test.dto.js';
import type { CriticalResult } from './critical-result.dto.js';
import { readResultsNow } from '../domain/blood-tests/read-now.js';
import { deriveStandings, type ReportStanding, type ResultStanding } from '../domain/blood-tests/reports.js';
import { findUnreadResult } from '../domain/blood-tests/unread-result.js';

/** A result as it was recorded. */
const toRecordedResult = ({
  code,
  value,
  unit,
  comparator,
  text,
  referenceRange,
  laboratoryInterpretation,
  analyte,
  canonical,
  finding,
  unread,
  interpretation,
  rangeUsed,
}: ResultRecord): InterpretedBloodTestResult => ({
  code,
  ...(value !== null && { value }),
  ...(unit !== null && { unit }),
  ...(comparator && { comparator }),
  ...(text !== null && { text }),
  ...(referenceRange && { referenceRange }),
  ...(laboratoryInterpretation && { laboratoryInterpretation }),
  analyte,
  canonical,
  ...(finding && { finding }),
  interpretation,
  rangeUsed,
  // `unread` is left out for results that were recorded before the member existed.
  ...(unread !== null && { unread: unread || null }),
});

/** Makes the answer for a result as it is read now, with its standing among the results of its sample. A blood test entered in error has no standing. */
export const toResultResponse = (result: ResultRecord, standing: ResultStanding | undefined): InterpretedBloodTestResult => ({
  ...toRecordedResult({ ...result, unread: result.unread === null ? null : (findUnreadResult(result) ?? false) }),
  ...(standing && { standing: standing.standing }),
  ...(standing?.standing === 'superseded' && { supersededBy: standing.by! }),
  ...(standing?.standing === 'repeated' && { countedIn: standing.by! }),
});

const selectSharedMembers = ({
  id,
  patientId,
  consultationId,
  collectedAt,
  laboratory,
  reportNumber,
  issuedAt,
  enteredInError,
  fasting,
  createdAt,
}: BloodTestRecord) => ({
  id,
  patientId,
  consultationId,
  collectedAt,
  ...(laboratory !== null && { laboratory }),
  ...(reportNumber !== null && { reportNumber }),
  ...(issuedAt !== null && { issuedAt }),
  enteredInError: toEnteredInError(enteredInError),
  fasting,
  createdAt,
});

/**
 * Makes the answer for a blood test as it was recorded, without its relations to other reports. Signatures covered this form before the signed content was
 * stored.
 */
export const toRecordedBloodTest = (test: BloodTestRecord): BloodTestResponse => ({
  ...selectSharedMembers(test),
  results: test.results.map(toRecordedResult),
});

const toCurrentResponse = (test: BloodTestRecord, report: ReportStanding | undefined, timeZone: string): BloodTestResponse => ({
  ...selectSharedMembers(test),
  status: report?.status ?? test.status ?? 'final',
  ...(report && report.duplicateOf !== null && { duplicateOf: report.duplicateOf }),
  ...(report && report.corrects.length > 0 && { corrects: [...report.corrects] }),
  results: readResultsNow(test.results, test.whose, test.collectedAt, timeZone).map((result, index) => toResultResponse(result, report?.results[index])),
});

/** Finds the standing of each blood test among the reports of its sample: the given blood tests, and those recorded beside them. */
const deriveTestStandings = (tests: readonly BloodTestRecord[]): ReadonlyMap<string, ReportStanding> => {
  const gone = new Set(tests.filter(({ enteredInError }) => enteredInError !== null).map(({ id }) => id));
  const ofPatients = Map.groupBy(tests, ({ patientId }) => patientId);
  // Where a given blood test is also recorded beside another one, the given record is newer and replaces the other.
  const all = [...ofPatients.values()].map((some) => [...some.flatMap(({ alongside }) => alongside), ...some].filter(({ id }) => !gone.has(id)));
  return new Map(all.flatMap((some) => [...deriveStandings(some)]));
};

/** Makes the answers for blood tests as they are read now, in the clinic's time zone. */
export const readBloodTestsNow = (tests: readonly BloodTestRecord[], timeZone: string): BloodTestResponse[] => {
  const standings = deriveTestStandings(tests);
  return tests.map((test) => toCurrentResponse(test, standings.get(test.id), timeZone));
};

/** Lists the results that are beyond the critical bounds and in force. */
export const listCriticalResults = (tests: readonly BloodTestResponse[]): CriticalResult[] =>
  tests.flatMap((test) =>
    test.results.flatMap(({ analyte, interpretation, standing }) =>
      analyte !== null && standing === 'in-force' && (interpretation === 'LL' || interpretation === 'HH')
        ? [{ bloodTestId: test.id, analyte, interpretation }]
        : [],
    ),
  );
