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
  analyte,
  canonical,
  interpretation,
  rangeUsed,
}: ResultRecord): BloodTestResultResponse => ({
  code,
  ...(value !== null && { value }),
  ...(unit !== null && { unit }),
  ...(comparator && { comparator }),
  ...(text !== null && { text }),
  ...(referenceRange && { referenceRange }),
  analyte,
  canonical,
  interpretation,
  rangeUsed,
});

export const bloodTestResponse = ({ laboratory, results, ...test }: BloodTestRecord): BloodTestResponse => ({
  ...test,
  ...(laboratory !== null && { laboratory }),
  results: results.map(resultResponse),
});

export const trichoanalysisResponse = ({ findings, derivation, ...record }: TrichoanalysisRecord): TrichoanalysisResponse => ({
  ...record,
  ...findings,
  derived: derive(findings, record.region, derivation),
});

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
  bloodTests: record.bloodTests.map(bloodTestResponse),
  trichoanalyses: record.trichoanalyses.map(trichoanalysisResponse),
  criticalResults: criticalResults(record.bloodTests),
  recordedBy: record.recordedBy,
  signedBy: record.signedBy,
  signedAt: record.signedAt,
  contentHash: record.contentHash,
  createdAt: record.createdAt,
  updatedAt: record.updatedAt,
  version: record.version,
});

/** SHA-256 of the RFC 8785 canonical JSON of what the signature covers. */
export const contentHash = (record: ConsultationRecord): string =>
  createHash('sha256')
    .update(canonicalize(signedContent(JSON.parse(JSON.stringify(toResponse(record))) as object))!)
    .digest('hex');
