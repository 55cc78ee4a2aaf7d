/** Turns the input of a screen into stored records, or collects everything that is wrong with it. */
import { toCalendarDay, type PartialDate } from '../../kernel/day.js';
import type { FieldError } from '../../kernel/failure.js';
import { validateNotInFuture, toUtc } from '../../kernel/instant.js';
import { validateEntry, separateAbsence } from '../../record/index.js';
import { normalizeResults, type NormalizedResult } from './blood-tests/blood-test.js';
import { buildPersonAt } from './blood-tests/read-now.js';
import { findUnreadResult } from './blood-tests/unread-result.js';
import { validateHistory } from './medical-history/medical-history.js';
import { screeningQuestions } from './medical-history/screening.js';
import { DERIVATION } from './trichoanalysis/derived.js';
import { validateTrichoanalysis } from './trichoanalysis/trichoanalysis.js';
import type { ReportedBloodTest } from './blood-tests/content.js';
import type { ConsultationContent, WholeConsultation } from './consultation-content.js';
import type { MedicalHistory } from './medical-history/content.js';
import type { TrichoanalysisContent } from './trichoanalysis/content.js';
import type { BloodTestRecord, ResultRecord } from './blood-tests/blood-test-record.js';
import type { ConsultationRecord } from './consultation-record.js';
import type { TrichoanalysisRecord } from './trichoanalysis/trichoanalysis-record.js';
import { validateVitalSigns } from './vital-sign-errors.js';
import { withoutNulls } from '../../kernel/json-object.js';

export interface InputContext {
  patientId: string;
  sexAtBirth: string;
  birthDate: PartialDate | null;
  /** Whether the patient is known to be pregnant, because some reference ranges depend on it. */
  pregnant?: boolean;
  now: Date;
  /** The clinic's IANA time zone. */
  timeZone: string;
  newId: () => string;
}

/** Finds all errors in the parts that a draft can change. */
export const validateChange = (input: ConsultationContent, context: InputContext, pointer = ''): FieldError[] => [
  ...validateNotInFuture(input.startedAt, `${pointer}/startedAt`, context.now),
  ...validateHistory(input.medicalHistory, `${pointer}/medicalHistory`, toCalendarDay(context.now, context.timeZone)),
  ...validateVitalSigns(input.vitalSigns, `${pointer}/vitalSigns`, context.now),
  ...(input.assessment?.diagnoses ?? []).flatMap((diagnosis, index) =>
    validateEntry('conditions', diagnosis, `${pointer}/assessment/diagnoses/${index}`, toCalendarDay(context.now, context.timeZone)),
  ),
];

/** Gives every question an answer: a question that nobody asked is `unknown`. Moves a stated absence of allergies out of the list of allergies. */
const completeHistory = (history: MedicalHistory | null | undefined): MedicalHistory | null => {
  if (!history) return null;
  const { noKnownAllergies: stated, ...rest } = history;
  const { allergies, noKnownAllergies } = separateAbsence(history.allergies ?? [], stated);
  return {
    ...rest,
    ...(history.allergies && { allergies }),
    ...(noKnownAllergies && { noKnownAllergies: noKnownAllergies.text ? { text: noKnownAllergies.text } : {} }),
    screening: Object.fromEntries(screeningQuestions.map((question) => [question, history.screening?.[question] ?? 'unknown'])),
  };
};

const toInterpretedRecord = ({ typed, analyte, canonical, finding, interpretation, rangeUsed }: NormalizedResult): Omit<ResultRecord, 'unread'> => ({
  code: typed.code as ResultRecord['code'],
  value: typed.value ?? null,
  unit: typed.unit ?? null,
  comparator: typed.comparator ?? null,
  text: typed.text ?? null,
  referenceRange: typed.referenceRange ?? null,
  analyte,
  canonical,
  finding,
  interpretation,
  laboratoryInterpretation: typed.laboratoryInterpretation ?? null,
  rangeUsed,
});

/** Makes the stored result. Why no rule can read the result is determined once, when it is recorded, and stays as stored. */
const toResultRecord = (result: NormalizedResult): ResultRecord => {
  const record = toInterpretedRecord(result);
  return { ...record, unread: findUnreadResult(record) ?? false };
};

export const buildBloodTest = (
  input: ReportedBloodTest,
  consultationId: string | null,
  context: InputContext,
  pointer: string,
): { record: BloodTestRecord; errors: FieldError[] } => {
  const { sexAtBirth, birthDate, pregnant = false, timeZone } = context;
  const whose = { sexAtBirth, birthDate };
  const { results, errors } = normalizeResults(input.results, buildPersonAt(whose, input.collectedAt, pregnant, timeZone), pointer);
  return {
    record: {
      id: context.newId(),
      patientId: context.patientId,
      consultationId,
      collectedAt: toUtc(input.collectedAt),
      laboratory: input.laboratory ?? null,
      reportNumber: input.reportNumber ?? null,
      status: input.status ?? null,
      issuedAt: input.issuedAt === undefined ? null : toUtc(input.issuedAt),
      whose,
      alongside: [],
      enteredInError: null,
      fasting: input.fasting ?? 'unknown',
      results: results.map(toResultRecord),
      createdAt: context.now.toISOString(),
    },
    errors: [
      ...validateNotInFuture(input.collectedAt, `${pointer}/collectedAt`, context.now),
      ...validateNotInFuture(input.issuedAt, `${pointer}/issuedAt`, context.now),
      ...errors,
    ],
  };
};

export const buildTrichoanalysis = (
  { performedAt, region, ...findings }: TrichoanalysisContent,
  consultationId: string,
  context: InputContext,
  pointer: string,
): { record: TrichoanalysisRecord; errors: FieldError[] } => ({
  record: {
    id: context.newId(),
    patientId: context.patientId,
    consultationId,
    performedAt: toUtc(performedAt),
    region,
    findings: withoutNulls(findings),
    enteredInError: null,
    derivation: DERIVATION,
    createdAt: context.now.toISOString(),
  },
  errors: [...validateNotInFuture(performedAt, `${pointer}/performedAt`, context.now), ...validateTrichoanalysis(findings, pointer)],
});

/** Answers the columns that a change sets. */
export const toChangedColumns = (input: ConsultationContent) => ({
  startedAt: toUtc(input.startedAt),
  reason: input.reason ?? null,
  medicalHistory: completeHistory(input.medicalHistory),
  vitalSigns: input.vitalSigns ? { ...input.vitalSigns, measuredAt: toUtc(input.vitalSigns.measuredAt) } : null,
  assessment: input.assessment ?? null,
  recommendation: input.recommendation ?? null,
});

/** Makes a draft from a whole consultation, and collects all errors in it. */
export const buildConsultation = (
  input: WholeConsultation,
  recordedBy: string,
  context: InputContext,
  pointer = '',
): { record: ConsultationRecord; errors: FieldError[] } => {
  const id = context.newId();
  const ofPerson = { ...context, pregnant: input.medicalHistory?.pregnancy?.status === 'yes' };
  const bloodTests = (input.bloodTests ?? []).map((test, index) => buildBloodTest(test, id, ofPerson, `${pointer}/bloodTests/${index}`));
  const trichoanalyses = (input.trichoanalyses ?? []).map((trichoanalysis, index) =>
    buildTrichoanalysis(trichoanalysis, id, context, `${pointer}/trichoanalyses/${index}`),
  );
  const now = context.now.toISOString();
  return {
    record: {
      id,
      patientId: context.patientId,
      status: 'draft',
      ...toChangedColumns(input),
      bloodTests: bloodTests.map((bloodTest) => bloodTest.record),
      signedBloodTests: null,
      trichoanalyses: trichoanalyses.map((trichoanalysis) => trichoanalysis.record),
      historyToConfirm: null,
      recordedBy,
      responsibleId: null,
      versionNumber: null,
      listChanges: null,
      enteredInError: null,
      signedBy: null,
      signedAt: null,
      contentHash: null,
      createdAt: now,
      updatedAt: now,
      version: 1,
    },
    errors: [
      ...validateChange(input, context, pointer),
      ...bloodTests.flatMap((bloodTest) => bloodTest.errors),
      ...trichoanalyses.flatMap((trichoanalysis) => trichoanalysis.errors),
    ],
  };
};
