/** What was found: consultations in short, results, trichoanalyses, scales, photographs. */
import { analyteInWords, withUnit, type BloodTestResponse, type InterpretedBloodTestResult, type TrichoanalysisResponse } from '../../consultations/index.js';
import type { RecordSection } from '../../platform/documents/index.js';
import { analyteById } from '../../terminology/index.js';
import { remark, tableSection } from './person-sections.js';
import type { Phrase } from './phrases.js';
import type { PrintedLine, Printer } from './printer.js';
import type { ExportedRecord } from './record.js';
import type { ExportedConsultation } from '../../consultations/index.js';

/** What a dermatologist concluded: diagnoses by name, then the note as it was written. */
const judgement = (printer: Printer, { assessment, recommendation }: ExportedConsultation): PrintedLine[] => {
  const diagnoses = (assessment?.diagnoses ?? []).map(({ text, code }) => [text, code && printer.code(code)].filter(Boolean).join(', '));
  const advice = [recommendation?.treatment && printer.term(recommendation.treatment), recommendation?.note].filter(Boolean).join('. ');
  const row = (label: Phrase, value: string | null | undefined) => (value ? [{ label: printer.say(label), value }] : []);
  return [...row('Diagnoses', diagnoses.join('\n')), ...row('Assessment', assessment?.note), ...row('Recommendation', advice)];
};

/** What an archive calls a consultation: by its number in the record, the first first. */
export const consultationTitle = ({ startedAt }: Pick<ExportedConsultation, 'startedAt'>, index: number, printer: Printer): string =>
  printer.say('Consultation {number}, {time}', { number: index + 1, time: printer.time(startedAt) });

const consultationSection = (consultation: ExportedConsultation, index: number, printer: Printer): RecordSection => {
  const { status, reason, signedAt, signedBy, versions, enteredInError } = consultation;
  const amendments = versions.filter(({ number }) => number > 1).map((version) => `${printer.time(version.signedAt)}: ${version.reason}`);
  const row = (label: Phrase, value: string) => ({ label: printer.say(label), value });
  return {
    heading: consultationTitle(consultation, index, printer),
    level: 2,
    rows: [
      row('Status', enteredInError ? printer.say('Entered in error: {reason}', { reason: enteredInError.reason }) : printer.term(status)),
      ...(reason ? [row('Reason', reason)] : []),
      ...judgement(printer, consultation),
      ...(signedAt ? [row('Signed', `${printer.who(signedBy)}, ${printer.time(signedAt)}`)] : []),
      ...(amendments.length > 0 ? [row('Amended', amendments.join('\n'))] : []),
      row('In full', printer.say('In a document of its own in this archive')),
    ],
  };
};

export const consultationSections = ({ consultations }: ExportedRecord, printer: Printer): RecordSection[] => [
  { heading: printer.say('Consultations'), ...(consultations.length === 0 && { empty: printer.say('None.') }) },
  ...consultations.map((one, index) => consultationSection(one, index, printer)),
];

const interpretations: Record<string, Phrase> = { LL: 'Critically low', L: 'Low', N: 'Normal', H: 'High', HH: 'Critically high' };

const testName = ({ analyte, code }: InterpretedBloodTestResult, printer: Printer): string => {
  const known = analyte ? analyteById(analyte) : undefined;
  return known ? analyteInWords(known.id, known.display, printer.language) : (code.display ?? code.code);
};

const valueOf = ({ value, unit, comparator, text }: InterpretedBloodTestResult): string =>
  value === undefined || value === null ? (text ?? '–') : withUnit(`${comparator ?? ''}${value}`, unit ?? '');

const rangeOf = ({ rangeUsed }: InterpretedBloodTestResult): string => {
  if (!rangeUsed) return '–';
  const { low, high, unit } = rangeUsed;
  if (low === null || low === undefined) return withUnit(`≤ ${high}`, unit);
  return high === null || high === undefined ? withUnit(`≥ ${low}`, unit) : withUnit(`${low}–${high}`, unit);
};

const standingWords: Readonly<Record<'superseded' | 'repeated', Phrase>> = { superseded: 'Superseded', repeated: 'Counted in another report' };

/** What became of a report, and of its results. */
const reportWords = ({ status, duplicateOf, corrects }: BloodTestResponse, printer: Printer): string[] => [
  ...(status === undefined || status === 'final' ? [] : [printer.say('Report: {status}', { status: printer.term(status) })]),
  ...(duplicateOf ? [printer.say('The same report as one recorded before')] : []),
  ...(corrects ? [printer.say('Supersedes results of an earlier report')] : []),
];

const judged = ({ interpretation, standing }: InterpretedBloodTestResult, printer: Printer): string => {
  const flag = interpretation ? printer.say(interpretations[interpretation]!) : null;
  const counts = standing === undefined || standing === 'in-force' ? null : printer.say(standingWords[standing]);
  return [flag, counts].filter((part) => part !== null).join('. ') || '–';
};

const bloodTestSection = (test: BloodTestResponse, printer: Printer): RecordSection => {
  const { collectedAt, laboratory, reportNumber, enteredInError, results } = test;
  const said = [
    laboratory,
    reportNumber && printer.say('Report number {number}', { number: reportNumber }),
    ...reportWords(test, printer),
    remark(printer, null, enteredInError),
  ]
    .filter(Boolean)
    .join('. ');
  const rows = results.map((result) => [testName(result, printer), valueOf(result), rangeOf(result), judged(result, printer)]);
  return {
    ...tableSection(printer, 'Blood tests', ['Test', 'Result', 'Range', 'Flag'], rows, [4, 3, 3, 3], 2),
    heading: printer.time(collectedAt),
    ...(said !== '' && { paragraphs: [said] }),
  };
};

export const bloodTestSections = ({ bloodTests }: ExportedRecord, printer: Printer): RecordSection[] => [
  { heading: printer.say('Blood tests'), ...(bloodTests.length === 0 && { empty: printer.say('None.') }) },
  ...bloodTests.map((one) => bloodTestSection(one, printer)),
];

const trichoanalysisSection = (one: TrichoanalysisResponse, printer: Printer): RecordSection => {
  const { performedAt, region, enteredInError } = one;
  const { title, rows } = printer.look({ performedAt, region, findings: one });
  return { heading: title, level: 2, rows: [...(enteredInError ? [{ label: printer.say('Entered in error'), value: enteredInError.reason }] : []), ...rows] };
};

export const trichoanalysisSections = ({ trichoanalyses }: ExportedRecord, printer: Printer): RecordSection[] => [
  { heading: printer.say('Trichoanalyses'), ...(trichoanalyses.length === 0 && { empty: printer.say('None.') }) },
  ...trichoanalyses.map((one) => trichoanalysisSection(one, printer)),
];

const scaleNames: Readonly<Record<string, string>> = { salt: 'SALT', gais: 'GAIS', dlqi: 'DLQI', 'norwood-hamilton': 'Norwood–Hamilton' };

export const scalesSection = ({ scales }: ExportedRecord, printer: Printer): RecordSection =>
  tableSection(
    printer,
    'Scales',
    ['Scale', 'When', 'By', 'Grade or score', 'Remark'],
    scales.map((one) => [
      scaleNames[one.scale] ?? printer.term(one.scale),
      printer.time(one.assessedAt),
      printer.term(one.assessor),
      [one.grade ?? one.score, one.class, one.meaning].filter((part) => part !== null && part !== undefined).join(', '),
      remark(printer, one.note, one.enteredInError),
    ]),
    [3, 3, 2, 2, 3],
  );

export const photographsSection = ({ photographs }: ExportedRecord, printer: Printer): RecordSection =>
  tableSection(
    printer,
    'Photographs',
    ['No.', 'Region', 'From', 'Taken', 'Remark'],
    photographs.map((one, index) => [
      String(index + 1),
      printer.term(one.region),
      printer.term(one.angle),
      printer.time(one.takenAt),
      remark(printer, one.note, one.enteredInError),
    ]),
    [1, 4, 2, 4, 5],
  );
