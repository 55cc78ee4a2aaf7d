import type { BloodTestRecord, ConsultationRecord } from '../../consultations/index.js';
import type { ConsultationFacts, ResultFacts } from './records.js';

/** The results of a blood test that belong to the panel: no rule asks about others. */
export const resultFacts = (test: BloodTestRecord): ResultFacts[] =>
  test.results.flatMap(({ analyte, code, canonical, comparator, text, interpretation, rangeUsed }) =>
    analyte === null
      ? []
      : [
          {
            bloodTestId: test.id,
            collectedAt: test.collectedAt,
            analyte,
            code,
            canonical,
            comparator: comparator ?? null,
            text,
            interpretation,
            referenceRange: rangeUsed,
          },
        ],
  );

/** What a check reads of a consultation. */
export const consultationFacts = ({
  id,
  startedAt,
  signedAt,
  medicalHistory,
  vitalSigns,
  bloodTests,
  trichoanalyses,
  assessment,
}: ConsultationRecord): ConsultationFacts => ({
  id,
  startedAt,
  signed: signedAt !== null,
  medicalHistory: medicalHistory && { ...medicalHistory, screening: { ...medicalHistory.screening } },
  bloodPressure: vitalSigns?.bloodPressure ? { measuredAt: vitalSigns.measuredAt, ...vitalSigns.bloodPressure } : null,
  results: bloodTests.flatMap(resultFacts),
  trichoanalyses: trichoanalyses.map(({ id, performedAt, region, findings: { infection, inflammation, suspiciousLesion } }) => ({
    id,
    performedAt,
    region,
    infection,
    inflammation,
    suspiciousLesion,
  })),
  diagnoses: assessment?.diagnoses ?? [],
});
