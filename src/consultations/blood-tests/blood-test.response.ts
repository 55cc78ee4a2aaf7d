/** Blood tests as they are answered: as they are read now, or, where a signature covers them, as they were recorded. */
import { enteredInErrorOf } from '../../platform/http/index.js';
import type { BloodTestRecord, ResultRecord } from '../domain/blood-tests/blood-test-record.js';
import type { BloodTestResponse, InterpretedBloodTestResult } from './blood-test.dto.js';
import { resultsNow } from '../domain/blood-tests/read-now.js';
import { standingsOf, type ReportStanding, type ResultStanding } from '../domain/blood-tests/reports.js';
import { unreadResult } from '../domain/blood-tests/unread-result.js';

/** A result as it was recorded. */
const resultRecorded = ({
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
  // Left out for what was recorded before it was told.
  ...(unread !== null && { unread: unread || null }),
});

/** A result as it is read now, with what it is beside the others of its sample; what is in error is nothing to them. */
export const resultResponse = (result: ResultRecord, standing: ResultStanding | undefined): InterpretedBloodTestResult => ({
  ...resultRecorded({ ...result, unread: result.unread === null ? null : (unreadResult(result) ?? false) }),
  ...(standing && { standing: standing.standing }),
  ...(standing?.standing === 'superseded' && { supersededBy: standing.by! }),
  ...(standing?.standing === 'repeated' && { countedIn: standing.by! }),
});

const shared = ({ id, patientId, consultationId, collectedAt, laboratory, reportNumber, issuedAt, enteredInError, fasting, createdAt }: BloodTestRecord) => ({
  id,
  patientId,
  consultationId,
  collectedAt,
  ...(laboratory !== null && { laboratory }),
  ...(reportNumber !== null && { reportNumber }),
  ...(issuedAt !== null && { issuedAt }),
  enteredInError: enteredInErrorOf(enteredInError),
  fasting,
  createdAt,
});

/** As it was recorded, without what it is to other reports: so signatures covered it before their content was kept. */
export const bloodTestRecorded = (test: BloodTestRecord): BloodTestResponse => ({ ...shared(test), results: test.results.map(resultRecorded) });

const responseNow = (test: BloodTestRecord, report: ReportStanding | undefined, timeZone: string): BloodTestResponse => ({
  ...shared(test),
  status: report?.status ?? test.status ?? 'final',
  ...(report && report.duplicateOf !== null && { duplicateOf: report.duplicateOf }),
  ...(report && report.corrects.length > 0 && { corrects: [...report.corrects] }),
  results: resultsNow(test.results, test.whose, test.collectedAt, timeZone).map((result, index) => resultResponse(result, report?.results[index])),
});

/** What each blood test is to the others of its sample: to these, and to those recorded beside them. */
const standingsAmong = (tests: readonly BloodTestRecord[]): ReadonlyMap<string, ReportStanding> => {
  const gone = new Set(tests.filter(({ enteredInError }) => enteredInError !== null).map(({ id }) => id));
  const ofPatients = Map.groupBy(tests, ({ patientId }) => patientId);
  // Of one that is among them and recorded beside another the former is newer.
  const all = [...ofPatients.values()].map((some) => [...some.flatMap(({ alongside }) => alongside), ...some].filter(({ id }) => !gone.has(id)));
  return new Map(all.flatMap((some) => [...standingsOf(some)]));
};

/** Blood tests as they are read now, in the clinic's time zone. */
export const bloodTestsNow = (tests: readonly BloodTestRecord[], timeZone: string): BloodTestResponse[] => {
  const standings = standingsAmong(tests);
  return tests.map((test) => responseNow(test, standings.get(test.id), timeZone));
};
