import { toActor, toEnteredInError } from '../platform/http/index.js';
import canonicalize from 'canonicalize';
import type { BloodTestResponse, InterpretedBloodTestResult } from './blood-tests/blood-test.dto.js';
import { listCriticalResults, toRecordedBloodTest, readBloodTestsNow } from './blood-tests/blood-test.response.js';
import type { ChangedReading, ConsultationChange, ConsultationResponse } from './consultation.dto.js';
import type { ConsultationRecord } from './domain/consultation-record.js';
import { selectSignedContent } from './domain/signing.js';
import { toTrichoanalysisResponse } from './trichoanalysis/trichoanalysis.response.js';

/** The members of a result that matter to a reader, as text to compare. */
const formatReading = ({
  standing = 'in-force',
  supersededBy,
  countedIn,
  analyte,
  canonical,
  finding,
  interpretation,
  rangeUsed,
}: InterpretedBloodTestResult): string => canonicalize({ standing, supersededBy, countedIn, analyte, canonical, finding, interpretation, rangeUsed })!;

/** Finds the results that are read differently now than when they were signed. */
const listChangedReadings = (signed: readonly BloodTestResponse[], now: readonly BloodTestResponse[]): ChangedReading[] => {
  const byId = new Map(now.map((test) => [test.id, test]));
  return signed.flatMap((test, at) =>
    test.results.flatMap((result, index) => {
      const readNow = byId.get(test.id)?.results[index];
      return readNow && formatReading(readNow) !== formatReading(result) ? [{ pointer: `/bloodTests/${at}/results/${index}`, now: readNow }] : [];
    }),
  );
};

/**
 * Answers the blood tests of a signed consultation as they were signed, under the patient whose record they are in today. Those of a draft, and of a
 * consultation entered in error, are answered as they are read now.
 */
const chooseBloodTests = (record: ConsultationRecord, now: BloodTestResponse[]): BloodTestResponse[] => {
  if (record.signedAt === null || record.status === 'entered-in-error') return now;
  return record.signedBloodTests?.map((test) => ({ enteredInError: null, ...test, patientId: record.patientId })) ?? record.bloodTests.map(toRecordedBloodTest);
};

/** Answers the members that a merge patch can change, in the form in which they are sent. */
export const toWire = ({ startedAt, reason, medicalHistory, vitalSigns, assessment, recommendation }: ConsultationRecord): ConsultationChange => ({
  startedAt,
  ...(reason !== null && { reason }),
  ...(medicalHistory && { medicalHistory }),
  ...(vitalSigns && { vitalSigns }),
  ...(assessment && { assessment }),
  ...(recommendation && { recommendation }),
});

/** Makes the answer for a consultation. The clinic's time zone decides on which day a sample was taken, and so the patient's age. */
export const toResponse = (record: ConsultationRecord, timeZone: string): ConsultationResponse => {
  const now = readBloodTestsNow(record.bloodTests, timeZone);
  const bloodTests = chooseBloodTests(record, now);
  return {
    id: record.id,
    patientId: record.patientId,
    status: record.status,
    ...toWire(record),
    historyToConfirm: record.historyToConfirm,
    bloodTests,
    changedReadings: listChangedReadings(bloodTests, now),
    trichoanalyses: record.trichoanalyses.map(toTrichoanalysisResponse),
    criticalResults: listCriticalResults(now),
    recordedBy: toActor(record.recordedBy),
    responsible: toActor(record.responsibleId),
    signedBy: toActor(record.signedBy),
    signedAt: record.signedAt,
    contentHash: record.contentHash,
    contentVersion: record.versionNumber ?? (record.signedAt === null ? null : 1),
    listChanges: record.listChanges ?? [],
    enteredInError: toEnteredInError(record.enteredInError),
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    version: record.version,
  };
};

/** The members of an answer that a signature covers. */
export type SignedContent = Record<string, unknown> & { bloodTests: BloodTestResponse[] };

/** Answers the signed content of a consultation, as it is sent. */
export const buildSignedContent = (record: ConsultationRecord, timeZone: string): SignedContent =>
  JSON.parse(JSON.stringify(selectSignedContent(toResponse(record, timeZone)))) as SignedContent;

/** Answers the content that a signature made now would cover: everything as it is read today. */
export const buildContentToSign = (record: ConsultationRecord, timeZone: string): SignedContent => buildSignedContent({ ...record, signedAt: null }, timeZone);
