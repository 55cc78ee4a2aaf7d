/** The findings in the document: consultations in short, results, trichoanalyses, scales and photographs. */
import { analyteInPrint, withUnit, type BloodTestResponse, type InterpretedBloodTestResult, type TrichoanalysisResponse } from '../../consultations/index.js';
import type { RecordSection } from '../../platform/documents/index.js';
import { remark, tableSection } from './person-sections.js';
import type { Label, PrintedLine, Printer } from './printer.js';
import type { ExportedRecord } from './record.js';
import type { ExportedConsultation } from '../../consultations/index.js';

/** Prints the assessment and recommendation: diagnoses by name, then the notes as written. */
const judgement = (printer: Printer, { assessment, recommendation }: ExportedConsultation): PrintedLine[] => {
  const diagnoses = (assessment?.diagnoses ?? []).map(({ text, code }) => [text, code && printer.code(code)].filter(Boolean).join(', '));
  const advice = [recommendation?.treatment && printer.term(recommendation.treatment), recommendation?.note].filter(Boolean).join('. ');
  const row = (label: Label, value: string | null | undefined) => (value ? [{ label: printer.say(label), value }] : []);
  return [...row('diagnoses', diagnoses.join('\n')), ...row('assessment', assessment?.note), ...row('recommendation', advice)];
};

/** Makes the title of a consultation in an archive, with its number in the record, oldest first. */
export const consultationTitle = ({ startedAt }: Pick<ExportedConsultation, 'startedAt'>, index: number, printer: Printer): string =>
  printer.say('consultation', { number: index + 1, time: printer.time(startedAt) });

const consultationSection = (consultation: ExportedConsultation, index: number, printer: Printer): RecordSection => {
  const { status, reason, signedAt, signedBy, versions, enteredInError } = consultation;
  const amendments = versions.filter(({ number }) => number > 1).map((version) => `${printer.time(version.signedAt)}: ${version.reason}`);
  const row = (label: Label, value: string) => ({ label: printer.say(label), value });
  return {
    heading: consultationTitle(consultation, index, printer),
    level: 2,
    rows: [
      row('status', enteredInError ? printer.say('entered-in-error.why', { reason: enteredInError.reason }) : printer.term(status)),
      ...(reason ? [row('reason', reason)] : []),
      ...judgement(printer, consultation),
      ...(signedAt ? [row('signed', `${printer.who(signedBy)}, ${printer.time(signedAt)}`)] : []),
      ...(amendments.length > 0 ? [row('amended', amendments.join('\n'))] : []),
      row('in-full', printer.say('in-full.document')),
    ],
  };
};

export const consultationSections = ({ consultations }: ExportedRecord, printer: Printer): RecordSection[] => [
  { heading: printer.say('consultations'), ...(consultations.length === 0 && { empty: printer.say('none') }) },
  ...consultations.map((consultation, index) => consultationSection(consultation, index, printer)),
];

const testName = ({ analyte, code }: InterpretedBloodTestResult, { language }: Printer): string =>
  (analyte ? analyteInPrint(analyte, language) : null) ?? code.display ?? code.code;

const valueOf = ({ value, unit, comparator, text }: InterpretedBloodTestResult): string =>
  value === undefined || value === null ? (text ?? '–') : withUnit(`${comparator ?? ''}${value}`, unit ?? '');

const rangeOf = ({ rangeUsed }: InterpretedBloodTestResult): string => {
  if (!rangeUsed) return '–';
  const { low, high, unit } = rangeUsed;
  if (low === null || low === undefined) return withUnit(`≤ ${high}`, unit);
  return high === null || high === undefined ? withUnit(`≥ ${low}`, unit) : withUnit(`${low}–${high}`, unit);
};

/** Prints the status of a report and its relations to other reports. */
const reportWords = ({ status, duplicateOf, corrects }: BloodTestResponse, printer: Printer): string[] => [
  ...(status === undefined || status === 'final' ? [] : [printer.say('report.status', { status: printer.term(status) })]),
  ...(duplicateOf ? [printer.say('report.same')] : []),
  ...(corrects ? [printer.say('report.supersedes')] : []),
];

const judged = ({ interpretation, standing }: InterpretedBloodTestResult, printer: Printer): string => {
  const flag = interpretation ? printer.say(`interpretation.${interpretation}`) : null;
  const counts = standing === undefined || standing === 'in-force' ? null : printer.say(`standing.${standing}`);
  return [flag, counts].filter((part) => part !== null).join('. ') || '–';
};

const bloodTestSection = (test: BloodTestResponse, printer: Printer): RecordSection => {
  const { collectedAt, laboratory, reportNumber, enteredInError, results } = test;
  const said = [
    laboratory,
    reportNumber && printer.say('report.number', { number: reportNumber }),
    ...reportWords(test, printer),
    remark(printer, null, enteredInError),
  ]
    .filter(Boolean)
    .join('. ');
  const rows = results.map((result) => [testName(result, printer), valueOf(result), rangeOf(result), judged(result, printer)]);
  return {
    ...tableSection(printer, 'blood-tests', ['test', 'result', 'range', 'flag'], rows, [4, 3, 3, 3], 2),
    heading: printer.time(collectedAt),
    ...(said !== '' && { paragraphs: [said] }),
  };
};

export const bloodTestSections = ({ bloodTests }: ExportedRecord, printer: Printer): RecordSection[] => [
  { heading: printer.say('blood-tests'), ...(bloodTests.length === 0 && { empty: printer.say('none') }) },
  ...bloodTests.map((bloodTest) => bloodTestSection(bloodTest, printer)),
];

const trichoanalysisSection = (item: TrichoanalysisResponse, printer: Printer): RecordSection => {
  const { performedAt, region, enteredInError } = item;
  const { title, rows } = printer.look({ performedAt, region, findings: item });
  return { heading: title, level: 2, rows: [...(enteredInError ? [{ label: printer.say('entered-in-error'), value: enteredInError.reason }] : []), ...rows] };
};

export const trichoanalysisSections = ({ trichoanalyses }: ExportedRecord, printer: Printer): RecordSection[] => [
  { heading: printer.say('trichoanalyses'), ...(trichoanalyses.length === 0 && { empty: printer.say('none') }) },
  ...trichoanalyses.map((trichoanalysis) => trichoanalysisSection(trichoanalysis, printer)),
];

const scaleNames: Readonly<Record<string, string>> = { salt: 'SALT', gais: 'GAIS', dlqi: 'DLQI', 'norwood-hamilton': 'Norwood–Hamilton' };

export const scalesSection = ({ scales }: ExportedRecord, printer: Printer): RecordSection =>
  tableSection(
    printer,
    'scales',
    ['scale', 'when', 'by', 'grade-or-score', 'remark'],
    scales.map((scale) => [
      scaleNames[scale.scale] ?? printer.term(scale.scale),
      printer.time(scale.assessedAt),
      printer.term(scale.assessor),
      [scale.grade ?? scale.score, scale.class, scale.meaning].filter((part) => part !== null && part !== undefined).join(', '),
      remark(printer, scale.note, scale.enteredInError),
    ]),
    [3, 3, 2, 2, 3],
  );

export const photographsSection = ({ photographs }: ExportedRecord, printer: Printer): RecordSection =>
  tableSection(
    printer,
    'photographs',
    ['number', 'region', 'from', 'taken', 'remark'],
    photographs.map((photograph, index) => [
      String(index + 1),
      printer.term(photograph.region),
      printer.term(photograph.angle),
      printer.time(photograph.takenAt),
      remark(printer, photograph.note, photograph.enteredInError),
    ]),
    [1, 4, 2, 4, 5],
  );
