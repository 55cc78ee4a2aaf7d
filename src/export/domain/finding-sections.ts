/** What was found: consultations in short, results, trichoanalyses, scales, photographs. */
import { withUnit, type BloodTestResponse, type BloodTestResultResponse, type TrichoanalysisResponse } from '../../consultations/index.js';
import type { RecordSection } from '../../platform/documents/index.js';
import { analyteById } from '../../terminology/index.js';
import { remark, tableSection } from './person-sections.js';
import { inWords, type Printer } from './printer.js';
import type { ExportedConsultation, ExportedRecord } from './record.js';

const consultationSection = (consultation: ExportedConsultation, printer: Printer): RecordSection => {
  const { id, startedAt, status, reason, assessment, recommendation, signedAt, signedBy, versions, enteredInError } = consultation;
  const amendments = versions.filter(({ number }) => number > 1).map((version) => `${printer.time(version.signedAt)}: ${version.reason}`);
  return {
    heading: printer.time(startedAt),
    level: 2,
    rows: [
      { label: 'Status', value: enteredInError ? `Entered in error: ${enteredInError.reason}` : inWords(status) },
      ...(reason ? [{ label: 'Reason', value: reason }] : []),
      ...(assessment ? [{ label: 'Assessment', value: printer.says(assessment) }] : []),
      ...(recommendation ? [{ label: 'Recommendation', value: printer.says(recommendation) }] : []),
      ...(signedAt ? [{ label: 'Signed', value: `${printer.who(signedBy)}, ${printer.time(signedAt)}` }] : []),
      ...(amendments.length > 0 ? [{ label: 'Amended', value: amendments.join('\n') }] : []),
      { label: 'The whole', value: `consultations/${id}.pdf` },
    ],
  };
};

export const consultationSections = ({ consultations }: ExportedRecord, printer: Printer): RecordSection[] => [
  { heading: 'Consultations', ...(consultations.length === 0 && { empty: 'None.' }) },
  ...consultations.map((one) => consultationSection(one, printer)),
];

const interpretations: Record<string, string> = { LL: 'Critically low', L: 'Low', N: 'Normal', H: 'High', HH: 'Critically high' };

const testName = ({ analyte, code }: BloodTestResultResponse): string => (analyte && analyteById(analyte)?.display) || code.display || code.code;

const valueOf = ({ value, unit, comparator, text }: BloodTestResultResponse): string =>
  value === undefined || value === null ? (text ?? '–') : withUnit(`${comparator ?? ''}${value}`, unit ?? '');

const rangeOf = ({ rangeUsed }: BloodTestResultResponse): string => {
  if (!rangeUsed) return '–';
  const { low, high, unit } = rangeUsed;
  if (low === null || low === undefined) return withUnit(`≤ ${high}`, unit);
  return high === null || high === undefined ? withUnit(`≥ ${low}`, unit) : withUnit(`${low}–${high}`, unit);
};

const standingWords = { 'in-force': '', superseded: 'Superseded', repeated: 'Counted in another report' } as const;

/** What became of a report, and of its results. */
const reportWords = ({ status, duplicateOf, corrects }: BloodTestResponse): string[] => [
  ...(status === undefined || status === 'final' ? [] : [`Report: ${inWords(status)}`]),
  ...(duplicateOf ? ['The same report as another one'] : []),
  ...(corrects ? ['Supersedes results of an earlier report'] : []),
];

const judged = ({ interpretation, standing }: BloodTestResultResponse): string =>
  [interpretation ? interpretations[interpretation]! : '', standing ? standingWords[standing] : ''].filter(Boolean).join('. ') || '–';

const bloodTestSection = (test: BloodTestResponse, printer: Printer): RecordSection => {
  const { collectedAt, laboratory, reportNumber, enteredInError, results } = test;
  const said = [laboratory, reportNumber && `Report number ${reportNumber}`, ...reportWords(test), remark(null, enteredInError)].filter(Boolean).join('. ');
  const rows = results.map((result) => [testName(result), valueOf(result), rangeOf(result), judged(result)]);
  return {
    ...tableSection(printer.time(collectedAt), ['Test', 'Result', 'Range', ''], rows, [4, 3, 3, 3], 2),
    ...(said !== '' && { paragraphs: [said] }),
  };
};

export const bloodTestSections = ({ bloodTests }: ExportedRecord, printer: Printer): RecordSection[] => [
  { heading: 'Blood tests', ...(bloodTests.length === 0 && { empty: 'None.' }) },
  ...bloodTests.map((one) => bloodTestSection(one, printer)),
];

/** What identifies it stands in the heading, or is for machines. */
const trichoanalysisSection = (one: TrichoanalysisResponse, printer: Printer): RecordSection => {
  const {
    id: _id,
    patientId: _patient,
    consultationId: _consultation,
    createdAt: _created,
    performedAt,
    region,
    derived: _derived,
    enteredInError,
    ...findings
  } = one;
  const error = enteredInError ? [{ label: 'Entered in error', value: enteredInError.reason }] : [];
  return { heading: `${inWords(region)}, ${printer.time(performedAt)}`, level: 2, rows: [...error, ...printer.members(findings)] };
};

export const trichoanalysisSections = ({ trichoanalyses }: ExportedRecord, printer: Printer): RecordSection[] => [
  { heading: 'Trichoanalyses', ...(trichoanalyses.length === 0 && { empty: 'None.' }) },
  ...trichoanalyses.map((one) => trichoanalysisSection(one, printer)),
];

export const scalesSection = ({ scales }: ExportedRecord, printer: Printer): RecordSection =>
  tableSection(
    'Scales',
    ['Scale', 'When', 'By', 'Grade or score', 'Remark'],
    scales.map((one) => [
      inWords(one.scale),
      printer.time(one.assessedAt),
      inWords(one.assessor),
      [one.grade ?? one.score, one.class, one.meaning].filter((part) => part !== null && part !== undefined).join(', '),
      remark(one.note, one.enteredInError),
    ]),
    [2, 3, 2, 2, 3],
  );

export const photographsSection = ({ photographs }: ExportedRecord, printer: Printer): RecordSection =>
  tableSection(
    'Photographs',
    ['Region', 'From', 'Taken', 'Id', 'Remark'],
    photographs.map((one) => [inWords(one.region), inWords(one.angle), printer.time(one.takenAt), one.id, remark(one.note, one.enteredInError)]),
    [3, 2, 3, 5, 4],
  );
