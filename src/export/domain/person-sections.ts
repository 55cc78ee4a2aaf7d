/** Who the person is, what is on the longitudinal lists, what was agreed to. */
import { phoneInPrint } from '../../kernel/phone.js';
import { languageName } from '../../kernel/written-language.js';
import type { RecordSection } from '../../platform/documents/index.js';
import type { DemographicName, PatientResponse } from '../../patients/index.js';
import type { MedicationResponse } from '../../record/index.js';
import type { Phrase } from './phrases.js';
import type { Printer } from './printer.js';
import type { ExportedRecord } from './record.js';

/** A table under its heading, without columns of which no row says anything; the sentence that there is none in place of an empty one. */
export const tableSection = (
  printer: Printer,
  heading: Phrase,
  columns: readonly Phrase[],
  rows: readonly (readonly string[])[],
  widths?: readonly number[],
  level: 1 | 2 = 1,
): RecordSection => {
  const says = <T>(_one: T, column: number): boolean => rows.some((row) => row[column] !== '');
  const table = { columns: columns.filter(says).map((one) => printer.say(one)), rows: rows.map((row) => row.filter(says)) };
  return {
    heading: printer.say(heading),
    level,
    ...(rows.length === 0 ? { empty: printer.say('None.') } : { table: { ...table, ...(widths && { widths: widths.filter(says) }) } }),
  };
};

/** For the last column of a table: what is said beside, and whether it counts. */
export const remark = (printer: Printer, note: string | null | undefined, error: { reason: string } | null | undefined): string =>
  [note, error && printer.say('Entered in error: {reason}', { reason: error.reason })].filter(Boolean).join('. ');

const addressed = ({ lines = [], city, state, postalCode, country }: NonNullable<PatientResponse['addresses']>[number]): string =>
  [...lines, city, state, postalCode, country].filter(Boolean).join(', ');

interface Row {
  label: string;
  value: string;
}
const row = (printer: Printer, label: Phrase, value: string): Row[] => [{ label: printer.say(label), value }];
const rowIf = (printer: Printer, label: Phrase, value: string | undefined): Row[] => (value ? row(printer, label, value) : []);
const listed = (printer: Printer, label: Phrase, values: readonly string[] = []): Row[] => rowIf(printer, label, values.join('\n'));
const used = (printer: Printer, value: string, use: string | undefined): string => (use ? `${value} (${printer.term(use)})` : value);

/** How each field of who the patient is is printed, in the order of the page. */
const demographicRows: Record<DemographicName, (patient: PatientResponse, printer: Printer) => Row[]> = {
  names: ({ names, medicalRecordNumber }, printer) => [
    ...row(printer, 'Names', names.map(({ text, use }) => used(printer, text!, use)).join('\n')),
    ...row(printer, 'Record number', medicalRecordNumber),
  ],
  birthDate: ({ birthDate }, printer) => row(printer, 'Born', printer.date(birthDate)),
  sexAtBirth: ({ sexAtBirth }, printer) => row(printer, 'Sex at birth', printer.term(sexAtBirth)),
  gender: ({ gender }, printer) => rowIf(printer, 'Gender', gender),
  skinType: ({ skinType }, printer) => rowIf(printer, 'Skin type (Fitzpatrick)', skinType),
  preferredLanguage: ({ preferredLanguage }, printer) => rowIf(printer, 'Language', preferredLanguage && languageName(preferredLanguage, printer.language)),
  occupation: ({ occupation }, printer) => rowIf(printer, 'Occupation', occupation),
  phones: ({ phones }, printer) =>
    listed(
      printer,
      'Telephone',
      phones?.map(({ value, use }) => used(printer, phoneInPrint(value), use)),
    ),
  emails: ({ emails }, printer) =>
    listed(
      printer,
      'E-mail',
      emails?.map(({ value }) => value),
    ),
  addresses: ({ addresses }, printer) => listed(printer, 'Addresses', addresses?.map(addressed)),
  identifiers: ({ identifiers }, printer) =>
    listed(
      printer,
      'Identifiers',
      identifiers?.map(({ system, value }) => `${value} (${system})`),
    ),
  emergencyContact: ({ emergencyContact: contact }, printer) =>
    rowIf(printer, 'In an emergency', contact && [contact.name, contact.relationship, phoneInPrint(contact.phone)].filter(Boolean).join(', ')),
  // For machines, in record.json: nobody reads them on paper.
  communicationPreferences: () => [],
};

export const patientSection = ({ patient }: ExportedRecord, printer: Printer): RecordSection => ({
  heading: printer.say('Patient'),
  rows: [
    ...Object.values(demographicRows).flatMap((rowsOf) => rowsOf(patient, printer)),
    ...row(printer, 'Registered', printer.time(patient.createdAt)),
    ...row(printer, 'Status', printer.term(patient.status)),
    ...rowIf(printer, 'Died', patient.deceasedOn && printer.date(patient.deceasedOn)),
  ],
});

export const mergeSections = ({ patient, merges, mergedRecords, mergedIntoNumber }: ExportedRecord, printer: Printer): RecordSection[] => {
  if (merges.length === 0) return [];
  const numbers = new Map([patient, ...mergedRecords].map(({ id, medicalRecordNumber }) => [id, medicalRecordNumber]));
  const numberOf = (id: string): string => numbers.get(id) ?? (id === patient.mergedInto ? mergedIntoNumber : null) ?? '–';
  const rows = merges.map(({ patientId, into, reason, mergedAt, mergedBy, undone }) => [
    numberOf(patientId),
    numberOf(into),
    printer.time(mergedAt),
    printer.who(mergedBy),
    undone ? printer.say('{reason}. Undone {time}: {undone}', { reason, time: printer.time(undone.at), undone: undone.reason }) : reason,
  ]);
  return [tableSection(printer, 'Merged records', ['Record', 'Into', 'When', 'By', 'Why'], rows, [3, 3, 4, 3, 5])];
};

export const consentsSection = ({ consents }: ExportedRecord, printer: Printer): RecordSection =>
  tableSection(
    printer,
    'Consents',
    ['What', 'Document', 'Signed', 'By', 'Withdrawn'],
    consents.map(({ kind, treatment, documentVersion, language, signedAt, signatory, withdrawnAt, withdrawalReason, enteredInError }) => [
      treatment ? `${printer.term(kind)}: ${printer.term(treatment)}` : printer.term(kind),
      `${documentVersion} (${languageName(language, printer.language)})`,
      printer.time(signedAt),
      `${signatory.name} (${printer.term(signatory.relationship)})`,
      remark(printer, withdrawnAt && `${printer.time(withdrawnAt)}: ${withdrawalReason}`, enteredInError) || '–',
    ]),
    [4, 4, 4, 5, 3],
  );

interface Named {
  text?: string;
  name?: string;
  code?: { system: string; code: string; display?: string };
}

const nameOf = ({ text, name, code }: Named, printer: Printer): string => [text ?? name, code && printer.code(code)].filter(Boolean).join(', ');
const status = (printer: Printer, ...said: (string | undefined)[]): string =>
  said
    .filter((one) => one !== undefined)
    .map((one) => printer.term(one))
    .join(', ');

const taken = ({ startedOn, lastTakenOn }: MedicationResponse, printer: Printer): string =>
  [startedOn && printer.say('from {day}', { day: printer.date(startedOn) }), lastTakenOn && printer.say('last on {day}', { day: printer.date(lastTakenOn) })]
    .filter(Boolean)
    .join(', ') || '–';

export const listSections = ({ conditions, allergies, noKnownAllergies, medications, procedures }: ExportedRecord, printer: Printer): RecordSection[] => [
  tableSection(
    printer,
    'Conditions',
    ['Condition', 'Status', 'Since', 'Remark'],
    conditions.map((one) => [
      nameOf(one, printer),
      status(printer, one.clinicalStatus, one.verificationStatus),
      printer.date(one.onset),
      remark(printer, one.note, one.enteredInError),
    ]),
    [3, 2, 2, 3],
  ),
  tableSection(
    printer,
    'Allergies',
    ['Substance', 'Status', 'Reaction', 'Remark'],
    allergies.map((one) => [
      nameOf(one.substance, printer),
      [
        status(printer, one.clinicalStatus, one.verificationStatus),
        one.criticality && printer.say('{criticality} risk', { criticality: printer.term(one.criticality) }),
      ]
        .filter(Boolean)
        .join(', '),
      one.reaction ?? '–',
      remark(printer, null, one.enteredInError),
    ]),
    [3, 2, 2, 3],
  ),
  ...(noKnownAllergies.length === 0
    ? []
    : [
        tableSection(
          printer,
          'No known allergies',
          ['Stated as', 'Status', 'Remark'],
          noKnownAllergies.map((one) => [
            one.substance.text ?? printer.say('No known allergies'),
            status(printer, one.clinicalStatus),
            remark(printer, null, one.enteredInError),
          ]),
          [3, 2, 3],
        ),
      ]),
  tableSection(
    printer,
    'Medicines',
    ['Medicine', 'Status', 'Taken', 'Remark'],
    medications.map((one) => [nameOf(one, printer), status(printer, one.status), taken(one, printer), remark(printer, one.note, one.enteredInError)]),
    [3, 2, 3, 3],
  ),
  tableSection(
    printer,
    'Procedures',
    ['Procedure', 'When', 'Remark'],
    procedures.map((one) => [nameOf(one, printer), printer.date(one.performedOn), remark(printer, null, one.enteredInError)]),
    [3, 2, 3],
  ),
];
