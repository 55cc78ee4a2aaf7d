import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { BloodTestResponse, BloodTestResultResponse } from './blood-tests/blood-test.dto.js';
import type { ConsultationChange, ConsultationResponse, CriticalResult } from './consultation.dto.js';
import type { BloodTestRecord, ConsultationRecord, ResultRecord, TrichoanalysisRecord } from './domain/consultation-record.js';
import { signedContent } from './domain/signing.js';
import { derive } from './trichoanalysis/domain/derived.js';
import type { TrichoanalysisResponse } from './trichoanalysis/trichoanalysis.dto.js';

export const resultResponse = ({
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
}: ResultRecord): BloodTestResultResponse => ({
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
  // A signature covers this answer: what was recorded before these members were there is answered without them.
  ...(unread !== null && { unread: unread || null }),
});

export const bloodTestResponse = ({ laboratory, reportNumber, duplicateOf, enteredInError, results, ...test }: BloodTestRecord): BloodTestResponse => ({
  ...test,
  ...(laboratory !== null && { laboratory }),
  ...(reportNumber !== null && { reportNumber }),
  ...(duplicateOf !== null && { duplicateOf }),
  ...(enteredInError && { enteredInError }),
  results: results.map(resultResponse),
});

export const trichoanalysisResponse = ({ findings, derivation, enteredInError, ...record }: TrichoanalysisRecord): TrichoanalysisResponse => ({
  ...record,
  ...findings,
  ...(enteredInError && { enteredInError }),
  derived: derive(findings, record.region, derivation),
});

/** The tests, each with the blood test that is the same report. */
export const withDuplicates = (tests: BloodTestRecord[], duplicates: readonly { id: string; duplicateOf: string }[]): BloodTestRecord[] => {
  const known = new Map(duplicates.map(({ id, duplicateOf }) => [id, duplicateOf]));
  return tests.map((test) => ({ ...test, duplicateOf: known.get(test.id) ?? test.duplicateOf }));
};

const criticalResults = (tests: BloodTestRecord[]): CriticalResult[] =>
  tests.flatMap((test) =>
    test.results.flatMap(({ analyte, interpretation }) =>
      analyte !== null && (interpretation === 'LL' || interpretation === 'HH') ? [{ bloodTestId: test.id, analyte, interpretation }] : [],
    ),
  );

/** The parts that a merge patch can change, in the form in which they are sent. */
export const toWire = ({ startedAt, reason, medicalHistory, vitalSigns, assessment, recommendation }: ConsultationRecord): ConsultationChange => ({
  startedAt,
  ...(reason !== null && { reason }),
  ...(medicalHistory && { medicalHistory }),
  ...(vitalSigns && { vitalSigns }),
  ...(assessment && { assessment }),
  ...(recommendation && { recommendation }),
});

export const toResponse = (record: ConsultationRecord): ConsultationResponse => ({
  id: record.id,
  patientId: record.patientId,
  status: record.status,
  ...toWire(record),
  ...(record.historyToConfirm && { historyToConfirm: record.historyToConfirm }),
  bloodTests: record.bloodTests.map(bloodTestResponse),
  trichoanalyses: record.trichoanalyses.map(trichoanalysisResponse),
  criticalResults: criticalResults(record.bloodTests),
  recordedBy: record.recordedBy,
  responsibleId: record.responsibleId,
  signedBy: record.signedBy,
  signedAt: record.signedAt,
  contentHash: record.contentHash,
  versionNumber: record.versionNumber ?? (record.signedAt === null ? null : 1),
  listChanges: record.listChanges ?? [],
  enteredInError: record.enteredInError,
  createdAt: record.createdAt,
  updatedAt: record.updatedAt,
  version: record.version,
});

/** What the signature of this record covers, as it is sent. */
export const contentOf = (record: ConsultationRecord): Record<string, unknown> => signedContent(JSON.parse(JSON.stringify(toResponse(record))) as object);

/** SHA-256 of the RFC 8785 canonical JSON of what the signature covers. */
export const contentHash = (content: object): string => createHash('sha256').update(canonicalize(content)!).digest('hex');
