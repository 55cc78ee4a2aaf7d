/** The findings in the document: consultations in short, results, trichoanalyses, scales and photographs. */
import {
  findAnalyteName,
  formatWithUnit,
  type BloodTestResponse,
  type InterpretedBloodTestResult,
  type TrichoanalysisResponse,
} from '../../consultations/index.js';
import type { RecordSection } from '../../platform/documents/index.js';
import { describeRemark, buildTableSection } from './person-sections.js';
import type { Label, PrintedLine, Printer } from './printer.js';
import type { ExportedRecord } from './record.js';
import type { ExportedConsultation } from '../../consultations/index.js';

/** Prints the assessment and recommendation: diagnoses by name, then the notes as written. */
const listConclusions = (printer: Printer, { assessment, recommendation }: ExportedConsultation): PrintedLine[] => {
  const diagnoses = (assessment?.diagnoses ?? []).map(({ text, code }) => [text, code && printer.describeCode(code)].filter(Boolean).join(', '));
  const advice = [recommendation?.treatment && printer.describeTerm(recommendation.treatment), recommendation?.note].filter(Boolean).join('. ');
  const row = (label: Label, value: string | null | undefined) => (value ? [{ label: printer.say(label), value }] : []);
  return [...row('diagnoses', diagnoses.join('\n')), ...row('assessment', assessment?.note), ...row('recommendation', advice)];
};

/** Makes the title of a consultation in an archive, with its number in the record, oldest first. */
export const formatConsultationTitle = ({ startedAt }: Pick<ExportedConsultation, 'startedAt'>, index: number, printer: Printer): string =>
  printer.say('consultation', { number: index + 1, time: printer.formatTime(startedAt) });

const buildConsultationSection = (consultation: ExportedConsultation, index: number, printer: Printer): RecordSection => {
  const { status, reason, signedAt, signedBy, versions, enteredInError } = consultation;
  const amendments = versions.filter(({ number }) => number > 1).map((version) => `${printer.formatTime(version.signedAt)}: ${version.reason}`);
  const row = (label: Label, value: string) => ({ label: printer.say(label), value });
  return {
    heading: formatConsultationTitle(consultation, index, printer),
    level: 2,
    rows: [
      row('status', enteredInError ? printer.say('entered-in-error.why', { reason: enteredInError.reason }) : printer.describeTerm(status)),
      ...(reason ? [row('reason', reason)] : []),
      ...listConclusions(printer, consultation),
      ...(signedAt ? [row('signed', `${printer.describeActor(signedBy)}, ${printer.formatTime(signedAt)}`)] : []),
      ...(amendments.length > 0 ? [row('amended', amendments.join('\n'))] : []),
      row('in-full', printer.say('in-full.document')),
    ],
  };
};

export const buildConsultationSections = ({ consultations }: ExportedRecord, printer: Printer): RecordSection[] => [
  { heading: printer.say('consultations'), ...(consultations.length === 0 && { empty: printer.say('none') }) },
  ...consultations.map((consultation, index) => buildConsultationSection(consultation, index, printer)),
];

const describeTest = ({ analyte, code }: InterpretedBloodTestResult, { language }: Printer): string =>
  (analyte ? findAnalyteName(analyte, language) : null) ?? code.display ?? code.code;

const formatValue = ({ value, unit, comparator, text }: InterpretedBloodTestResult): string =>
  value === undefined || value === null ? (text ?? '–') : formatWithUnit(`${comparator ?? ''}${value}`, unit ?? '');

const formatRange = ({ rangeUsed }: InterpretedBloodTestResult): string => {
  if (!rangeUsed) return '–';
  const { low, high, unit } = rangeUsed;
  if (low === null || low === undefined) return formatWithUnit(`≤ ${high}`, unit);
  return high === null || high === undefined ? formatWithUnit(`≥ ${low}`, unit) : formatWithUnit(`${low}–${high}`, unit);
};

/** Prints the status of a report and its relations to other reports. */
const describeReport = ({ status, duplicateOf, corrects }: BloodTestResponse, printer: Printer): string[] => [
  ...(status === undefined || status === 'final' ? [] : [printer.say('report.status', { status: printer.describeTerm(status) })]),
  ...(duplicateOf ? [printer.say('report.same')] : []),
  ...(corrects ? [printer.say('report.supersedes')] : []),
];

const describeInterpretation = ({ interpretation, standing }: InterpretedBloodTestResult, printer: Printer): string => {
  const flag = interpretation ? printer.say(`interpretation.${interpretation}`) : null;
  const counts = standing === undefined || standing === 'in-force' ? null : printer.say(`standing.${standing}`);
  return [flag, counts].filter((part) => part !== null).join('. ') || '–';
};

const buildBloodTestSection = (test: BloodTestResponse, printer: Printer): RecordSection => {
  const { collectedAt, laboratory, reportNumber, enteredInError, results } = test;
  const said = [
    laboratory,
    reportNumber && printer.say('report.number', { number: reportNumber }),
    ...describeReport(test, printer),
    describeRemark(printer, null, enteredInError),
  ]
    .filter(Boolean)
    .join('. ');
  const rows = results.map((result) => [describeTest(result, printer), formatValue(result), formatRange(result), describeInterpretation(result, printer)]);
  return {
    ...buildTableSection(printer, 'blood-tests', ['test', 'result', 'range', 'flag'], rows, [4, 3, 3, 3], 2),
    heading: printer.formatTime(collectedAt),
    ...(said !== '' && { paragraphs: [said] }),
  };
};

export const buildBloodTestSections = ({ bloodTests }: ExportedRecord, printer: Printer): RecordSection[] => [
  { heading: printer.say('blood-tests'), ...(bloodTests.length === 0 && { empty: printer.say('none') }) },
  ...bloodTests.map((bloodTest) => buildBloodTestSection(bloodTest, printer)),
];

const buildTrichoanalysisSection = (item: TrichoanalysisResponse, printer: Printer): RecordSection => {
  const { performedAt, region, enteredInError } = item;
  const { title, rows } = printer.describeLook({ performedAt, region, findings: item });
  return { heading: title, level: 2, rows: [...(enteredInError ? [{ label: printer.say('entered-in-error'), value: enteredInError.reason }] : []), ...rows] };
};

export const buildTrichoanalysisSections = ({ trichoanalyses }: ExportedRecord, printer: Printer): RecordSection[] => [
  { heading: printer.say('trichoanalyses'), ...(trichoanalyses.length === 0 && { empty: printer.say('none') }) },
  ...trichoanalyses.map((trichoanalysis) => buildTrichoanalysisSection(trichoanalysis, printer)),
];

const scaleNames: Readonly<Record<string, string>> = { salt: 'SALT', gais: 'GAIS', dlqi: 'DLQI', 'norwood-hamilton': 'Norwood–Hamilton' };

export const buildScalesSection = ({ scales }: ExportedRecord, printer: Printer): RecordSection =>
  buildTableSection(
    printer,
    'scales',
    ['scale', 'when', 'by', 'grade-or-score', 'remark'],
    scales.map((scale) => [
      scaleNames[scale.scale] ?? printer.describeTerm(scale.scale),
      printer.formatTime(scale.assessedAt),
      printer.describeTerm(scale.assessor),
      [scale.grade ?? scale.score, scale.class, scale.meaning].filter((part) => part !== null && part !== undefined).join(', '),
      describeRemark(printer, scale.note, scale.enteredInError),
    ]),
    [3, 3, 2, 2, 3],
  );

export const buildPhotographsSection = ({ photographs }: ExportedRecord, printer: Printer): RecordSection =>
  buildTableSection(
    printer,
    'photographs',
    ['number', 'region', 'from', 'taken', 'remark'],
    photographs.map((photograph, index) => [
      String(index + 1),
      printer.describeTerm(photograph.region),
      printer.describeTerm(photograph.angle),
      printer.formatTime(photograph.takenAt),
      describeRemark(printer, photograph.note, photograph.enteredInError),
    ]),
    [1, 4, 2, 4, 5],
  );
