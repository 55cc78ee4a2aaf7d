/** The personal data in the document: demographics, longitudinal lists, and consents. */
import { phoneInPrint } from '../../kernel/phone.js';
import { languageName } from '../../kernel/written-language.js';
import type { RecordSection } from '../../platform/documents/index.js';
import type { DemographicName, PatientResponse } from '../../patients/index.js';
import type { MedicationResponse } from '../../record/index.js';
import type { Label, Printer } from './printer.js';
import type { ExportedRecord } from './record.js';

/** Makes a table under its heading, without columns that are empty in every row. An empty table is replaced by a sentence. */
export const tableSection = (
  printer: Printer,
  heading: Label,
  columns: readonly Label[],
  rows: readonly (readonly string[])[],
  widths?: readonly number[],
  level: 1 | 2 = 1,
): RecordSection => {
  const says = <T>(_one: T, column: number): boolean => rows.some((row) => row[column] !== '');
  const table = { columns: columns.filter(says).map((column) => printer.say(column)), rows: rows.map((row) => row.filter(says)) };
  return {
    heading: printer.say(heading),
    level,
    ...(rows.length === 0 ? { empty: printer.say('none') } : { table: { ...table, ...(widths && { widths: widths.filter(says) }) } }),
  };
};

/** Prints the remark for the last column of a table: the note, and whether the entry was entered in error. */
export const remark = (printer: Printer, note: string | null | undefined, error: { reason: string } | null | undefined): string =>
  [note, error && printer.say('entered-in-error.why', { reason: error.reason })].filter(Boolean).join('. ');

const addressed = ({ lines = [], city, state, postalCode, country }: NonNullable<PatientResponse['addresses']>[number]): string =>
  [...lines, city, state, postalCode, country].filter(Boolean).join(', ');

interface Row {
  label: string;
  value: string;
}
const row = (printer: Printer, label: Label, value: string): Row[] => [{ label: printer.say(label), value }];
const rowIf = (printer: Printer, label: Label, value: string | undefined): Row[] => (value ? row(printer, label, value) : []);
const listed = (printer: Printer, label: Label, values: readonly string[] = []): Row[] => rowIf(printer, label, values.join('\n'));
const used = (printer: Printer, value: string, use: string | undefined): string => (use ? `${value} (${printer.term(use)})` : value);

/** Prints each demographic field, in the order of the page. */
const demographicRows: Record<DemographicName, (patient: PatientResponse, printer: Printer) => Row[]> = {
  names: ({ names, medicalRecordNumber }, printer) => [
    ...row(printer, 'names', names.map(({ text, use }) => used(printer, text!, use)).join('\n')),
    ...row(printer, 'record-number', medicalRecordNumber),
  ],
  birthDate: ({ birthDate }, printer) => row(printer, 'born', printer.date(birthDate)),
  sexAtBirth: ({ sexAtBirth }, printer) => row(printer, 'sex-at-birth', printer.term(sexAtBirth)),
  gender: ({ gender }, printer) => rowIf(printer, 'gender', gender),
  skinType: ({ skinType }, printer) => rowIf(printer, 'skin-type', skinType),
  preferredLanguage: ({ preferredLanguage }, printer) => rowIf(printer, 'language', preferredLanguage && languageName(preferredLanguage, printer.language)),
  occupation: ({ occupation }, printer) => rowIf(printer, 'occupation', occupation),
  phones: ({ phones }, printer) =>
    listed(
      printer,
      'telephone',
      phones?.map(({ value, use }) => used(printer, phoneInPrint(value), use)),
    ),
  emails: ({ emails }, printer) =>
    listed(
      printer,
      'email',
      emails?.map(({ value }) => value),
    ),
  addresses: ({ addresses }, printer) => listed(printer, 'addresses', addresses?.map(addressed)),
  identifiers: ({ identifiers }, printer) =>
    listed(
      printer,
      'identifiers',
      identifiers?.map(({ system, value }) => `${value} (${system})`),
    ),
  emergencyContact: ({ emergencyContact: contact }, printer) =>
    rowIf(printer, 'in-an-emergency', contact && [contact.name, contact.relationship, phoneInPrint(contact.phone)].filter(Boolean).join(', ')),
  // Printed nowhere, because it is for programs only; record.json has it.
  communicationPreferences: () => [],
};

export const patientSection = ({ patient }: ExportedRecord, printer: Printer): RecordSection => ({
  heading: printer.say('patient'),
  rows: [
    ...Object.values(demographicRows).flatMap((rowsOf) => rowsOf(patient, printer)),
    ...row(printer, 'registered', printer.time(patient.createdAt)),
    ...row(printer, 'status', printer.term(patient.status)),
    ...rowIf(printer, 'died', patient.deceasedOn && printer.date(patient.deceasedOn)),
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
    undone ? printer.say('merge.undone', { reason, time: printer.time(undone.at), undone: undone.reason }) : reason,
  ]);
  return [tableSection(printer, 'merged-records', ['record', 'into', 'when', 'by', 'why'], rows, [3, 3, 4, 3, 5])];
};

export const consentsSection = ({ consents }: ExportedRecord, printer: Printer): RecordSection =>
  tableSection(
    printer,
    'consents',
    ['what', 'document', 'signed', 'by', 'withdrawn'],
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
    .filter((item) => item !== undefined)
    .map((text) => printer.term(text))
    .join(', ');

const taken = ({ startedOn, lastTakenOn }: MedicationResponse, printer: Printer): string =>
  [startedOn && printer.say('taken.from', { day: printer.date(startedOn) }), lastTakenOn && printer.say('taken.last', { day: printer.date(lastTakenOn) })]
    .filter(Boolean)
    .join(', ') || '–';

export const listSections = ({ conditions, allergies, noKnownAllergies, medications, procedures }: ExportedRecord, printer: Printer): RecordSection[] => [
  tableSection(
    printer,
    'conditions',
    ['condition', 'status', 'since', 'remark'],
    conditions.map((condition) => [
      nameOf(condition, printer),
      status(printer, condition.clinicalStatus, condition.verificationStatus),
      printer.date(condition.onset),
      remark(printer, condition.note, condition.enteredInError),
    ]),
    [3, 2, 2, 3],
  ),
  tableSection(
    printer,
    'allergies',
    ['substance', 'status', 'reaction', 'remark'],
    allergies.map((allergy) => [
      nameOf(allergy.substance, printer),
      [
        status(printer, allergy.clinicalStatus, allergy.verificationStatus),
        allergy.criticality && printer.say('criticality', { criticality: printer.term(allergy.criticality) }),
      ]
        .filter(Boolean)
        .join(', '),
      allergy.reaction ?? '–',
      remark(printer, null, allergy.enteredInError),
    ]),
    [3, 2, 2, 3],
  ),
  ...(noKnownAllergies.length === 0
    ? []
    : [
        tableSection(
          printer,
          'no-known-allergies',
          ['stated-as', 'status', 'remark'],
          noKnownAllergies.map((noKnownAllergy) => [
            noKnownAllergy.substance.text ?? printer.say('no-known-allergies'),
            status(printer, noKnownAllergy.clinicalStatus),
            remark(printer, null, noKnownAllergy.enteredInError),
          ]),
          [3, 2, 3],
        ),
      ]),
  tableSection(
    printer,
    'medicines',
    ['medicine', 'status', 'taken', 'remark'],
    medications.map((medication) => [
      nameOf(medication, printer),
      status(printer, medication.status),
      taken(medication, printer),
      remark(printer, medication.note, medication.enteredInError),
    ]),
    [3, 2, 3, 3],
  ),
  tableSection(
    printer,
    'procedures',
    ['procedure', 'when', 'remark'],
    procedures.map((procedure) => [nameOf(procedure, printer), printer.date(procedure.performedOn), remark(printer, null, procedure.enteredInError)]),
    [3, 2, 3],
  ),
];
