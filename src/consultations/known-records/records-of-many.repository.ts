import { Injectable } from '@nestjs/common';
import { Database, declareColumns, declareStatement } from '../../platform/database/index.js';
import { findAnalyteById } from '../../terminology/index.js';
import {
  allParts,
  historyForRules,
  type BloodTestForRules,
  type ConsultationForRules,
  type RecordParts,
  type ResultForRules,
  type TrichoanalysisForRules,
} from './known-records.js';

/**
 * A result `r` as a JSON array. Results outside the panel are included, because checks name them although no rule reads them. An array and `json` instead of
 * `jsonb`, because a patient has dozens of results and member names would cost more than the values.
 */
const resultJson = `json_build_array(r.code_system, r.code, r.display, r.analyte, r.comparator, r.text_value, r.interpretation, r.canonical_value,
    r.canonical_unit, r.unit, r.range_low, r.range_high, r.range_source, r.finding, r.value,
    r.typed_range, r.laboratory_interpretation)`;

type ResultRow = [
  system: ResultForRules['code']['system'],
  code: string,
  display: string | null,
  analyte: ResultForRules['analyte'],
  comparator: ResultForRules['comparator'],
  text: string | null,
  interpretation: ResultForRules['interpretation'],
  value: number | null,
  canonicalUnit: string | null,
  unit: string | null,
  low: number | null,
  high: number | null,
  source: NonNullable<ResultForRules['rangeUsed']>['source'] | null,
  finding: ResultForRules['finding'],
  typed: number | null,
  typedRange: ResultForRules['referenceRange'],
  laboratoryInterpretation: ResultForRules['laboratoryInterpretation'],
];

const toResult = (row: ResultRow): ResultForRules => {
  const [
    system,
    code,
    display,
    analyte,
    comparator,
    text,
    interpretation,
    value,
    canonicalUnit,
    unit,
    low,
    high,
    source,
    finding,
    typed,
    referenceRange,
    laboratoryInterpretation,
  ] = row;
  return {
    code: { system, code, ...(display !== null && { display }) },
    analyte,
    comparator,
    text,
    finding,
    value: typed,
    unit,
    referenceRange,
    laboratoryInterpretation,
    interpretation,
    canonical: value === null || canonicalUnit === null ? null : { value, unit: canonicalUnit },
    rangeUsed: source === null ? null : { low, high, unit: canonicalUnit ?? unit ?? '', source },
  };
};

/** The results of the analytes in `:analytes`, or all where it is null, and all results that were outside the panel when they were recorded. */
const bloodTestJson = `json_build_array(b.id, b.patient_id, b.consultation_id, b.collected_at, b.laboratory, b.report_number, b.status, b.issued_at, b.fasting,
    b.created_at,
    (SELECT coalesce(json_agg(${resultJson} ORDER BY r.position), '[]') FROM blood_test_results r
      WHERE r.clinic_id = b.clinic_id AND r.blood_test_id = b.id AND (r.analyte IS NULL OR :analytes::text[] IS NULL OR r.analyte = ANY (:analytes))))`;

type TestRow = [
  id: string,
  patientId: string,
  consultationId: string | null,
  collectedAt: string,
  laboratory: string | null,
  reportNumber: string | null,
  status: BloodTestForRules['status'],
  issuedAt: string | null,
  fasting: BloodTestForRules['fasting'],
  createdAt: string,
  results: ResultRow[],
];

const toBloodTest = ([
  id,
  patientId,
  consultationId,
  collectedAt,
  laboratory,
  reportNumber,
  status,
  issuedAt,
  fasting,
  createdAt,
  results,
]: TestRow): BloodTestForRules => ({
  id,
  patientId,
  consultationId,
  collectedAt,
  laboratory,
  reportNumber,
  status,
  issuedAt,
  fasting,
  createdAt,
  results: results.map(toResult),
});

const trichoanalysisJson = `json_build_array(t.id, t.performed_at, t.region, t.findings -> 'infection', t.findings -> 'inflammation',
    t.findings -> 'suspiciousLesion', t.findings -> 'possibleCauses', t.findings -> 'signs', t.findings -> 'perifollicularSigns', t.findings -> 'scalpCondition')`;

type Findings = TrichoanalysisForRules['findings'];
type TrichoanalysisRow = [
  id: string,
  performedAt: string,
  region: TrichoanalysisForRules['region'],
  infection: Findings['infection'],
  inflammation: Findings['inflammation'],
  suspiciousLesion: Findings['suspiciousLesion'],
  possibleCauses: Findings['possibleCauses'],
  signs: Findings['signs'],
  perifollicularSigns: Findings['perifollicularSigns'],
  scalpCondition: Findings['scalpCondition'],
];

const toTrichoanalysis = ([
  id,
  performedAt,
  region,
  infection,
  inflammation,
  suspiciousLesion,
  possibleCauses,
  signs,
  perifollicularSigns,
  scalpCondition,
]: TrichoanalysisRow): TrichoanalysisForRules => ({
  id,
  performedAt,
  region,
  findings: { infection, inflammation, suspiciousLesion, possibleCauses, signs, perifollicularSigns, scalpCondition },
});

const consultations = declareStatement('consultations.of-many', {
  parameters: { patientIds: 'uuid[]', analytes: 'text[]?', history: 'text[]', bloodPressure: 'boolean', diagnoses: 'boolean', trichoanalyses: 'boolean' },
  row: declareColumns<Row>({
    id: 'uuid',
    patientId: 'uuid',
    startedAt: 'timestamptz',
    signedAt: 'timestamptz?',
    medicalHistory: 'jsonb?',
    vitalSigns: 'jsonb?',
    assessment: 'json?',
    bloodTests: 'json',
    trichoanalyses: 'json',
  }),
  sql: `SELECT c.id, c.patient_id AS "patientId", c.started_at AS "startedAt", c.signed_at AS "signedAt", c.medical_history - :history::text[] AS "medicalHistory",
          CASE WHEN :bloodPressure::boolean THEN c.vital_signs END AS "vitalSigns",
          CASE WHEN :diagnoses::boolean AND c.assessment ? 'diagnoses' THEN json_build_object('diagnoses', c.assessment -> 'diagnoses') END AS assessment,
          CASE WHEN :analytes::text[] = '{}' THEN '[]' ELSE (SELECT coalesce(json_agg(${bloodTestJson} ORDER BY b.created_at, b.position), '[]') FROM blood_tests b
            WHERE b.clinic_id = c.clinic_id AND b.consultation_id = c.id AND b.error_reason IS NULL) END AS "bloodTests",
          CASE WHEN NOT :trichoanalyses::boolean THEN '[]' ELSE (SELECT coalesce(json_agg(${trichoanalysisJson} ORDER BY t.created_at, t.position), '[]') FROM trichoanalyses t
            WHERE t.clinic_id = c.clinic_id AND t.consultation_id = c.id AND t.error_reason IS NULL) END AS trichoanalyses
     FROM consultations c
    WHERE c.clinic_id = current_clinic() AND c.patient_id = ANY (:patientIds::uuid[]) AND c.status <> 'entered-in-error'
    ORDER BY c.started_at DESC, c.id DESC`,
});
const betweenVisits = declareStatement('blood-tests.between-visits-of-many', {
  parameters: { patientIds: 'uuid[]', analytes: 'text[]?' },
  row: declareColumns<{ test: TestRow }>({ test: 'json' }),
  sql: `SELECT ${bloodTestJson} AS test FROM blood_tests b
    WHERE b.clinic_id = current_clinic() AND b.patient_id = ANY (:patientIds::uuid[]) AND b.consultation_id IS NULL AND b.error_reason IS NULL
    ORDER BY b.collected_at DESC`,
});

type Row = Omit<ConsultationForRules, 'startedAt' | 'signedAt' | 'bloodTests' | 'trichoanalyses'> & {
  startedAt: Date;
  signedAt: Date | null;
  bloodTests: TestRow[];
  trichoanalyses: TrichoanalysisRow[];
};

/** Lists the members of the history that are not read. */
const listOmittedMembers = (wanted: RecordParts['history']): string[] => [
  'familyHistory',
  'habits',
  ...historyForRules.filter((member) => !wanted.has(member)),
];

const withCodes = (analytes: RecordParts['analytes']): string[] | null =>
  analytes && [...analytes, ...analytes.flatMap((analyte) => findAnalyteById(analyte)?.loinc ?? [])];

/** Reads the records of many patients in one statement. */
@Injectable()
export class RecordsOfMany {
  constructor(private readonly database: Database) {}

  /** Lists all consultations, except those entered in error, newest first. */
  async listConsultations(patientIds: readonly string[], parts: RecordParts = allParts): Promise<ConsultationForRules[]> {
    const { analytes, history, bloodPressure, diagnoses, trichoanalyses } = parts;
    const rows = await this.database.query(consultations, {
      patientIds,
      analytes: withCodes(analytes),
      history: listOmittedMembers(history),
      bloodPressure,
      diagnoses,
      trichoanalyses,
    });
    return rows.map((row) => ({
      ...row,
      startedAt: row.startedAt.toISOString(),
      signedAt: row.signedAt?.toISOString() ?? null,
      bloodTests: row.bloodTests.map(toBloodTest),
      trichoanalyses: row.trichoanalyses.map(toTrichoanalysis),
    }));
  }

  /** Lists the blood tests that came between visits, newest first. */
  async listBetweenVisits(patientIds: readonly string[], { analytes }: RecordParts = allParts): Promise<BloodTestForRules[]> {
    if (analytes?.length === 0) return [];
    return (await this.database.query(betweenVisits, { patientIds, analytes: withCodes(analytes) })).map(({ test }) => toBloodTest(test));
  }
}
