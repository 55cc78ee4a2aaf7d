/** The personal data in the document: demographics, longitudinal lists, and consents. */
import { formatPhone } from '../../kernel/phone.js';
import { describeLanguage } from '../../kernel/written-language.js';
import type { RecordSection } from '../../platform/documents/index.js';
import { freeTextNames, type DemographicName, type FreeTextName, type PatientResponse } from '../../patients/index.js';
import type { MedicationResponse } from '../../record/index.js';
import type { Label, Printer } from './printer.js';
import type { ExportedRecord } from './record.js';

/** Makes a table under its heading, without columns that are empty in every row. An empty table is replaced by a sentence. */
export const buildTableSection = (
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
export const describeRemark = (printer: Printer, note: string | null | undefined, error: { reason: string } | null | undefined): string =>
  [note, error && printer.say('entered-in-error.why', { reason: error.reason })].filter(Boolean).join('. ');

const formatAddress = ({ lines = [], city, state, postalCode, country }: NonNullable<PatientResponse['addresses']>[number]): string =>
  [...lines, city, state, postalCode, country].filter(Boolean).join(', ');

interface Row {
  label: string;
  value: string;
}
const buildRow = (printer: Printer, label: Label, value: string): Row[] => [{ label: printer.say(label), value }];
const buildRowIfPresent = (printer: Printer, label: Label, value: string | undefined): Row[] => (value ? buildRow(printer, label, value) : []);
const buildListRow = (printer: Printer, label: Label, values: readonly string[] = []): Row[] => buildRowIfPresent(printer, label, values.join('\n'));
const formatWithUse = (printer: Printer, value: string, use: string | undefined): string => (use ? `${value} (${printer.describeTerm(use)})` : value);

type RowBuilder = (patient: PatientResponse, printer: Printer) => Row[];

/** Prints each free text below a label of its own name. */
const freeTextRows = Object.fromEntries(
  freeTextNames.map((name): [FreeTextName, RowBuilder] => [name, (patient, printer) => buildRowIfPresent(printer, name, patient[name])]),
) as Record<FreeTextName, RowBuilder>;

/** Prints each demographic field, in the order of the page. */
const demographicRows: Record<DemographicName, RowBuilder> = {
  names: ({ names, medicalRecordNumber }, printer) => [
    ...buildRow(printer, 'names', names.map(({ text, use }) => formatWithUse(printer, text!, use)).join('\n')),
    ...buildRow(printer, 'record-number', medicalRecordNumber),
  ],
  birthDate: ({ birthDate }, printer) => buildRow(printer, 'born', printer.formatDate(birthDate)),
  sexAtBirth: ({ sexAtBirth }, printer) => buildRow(printer, 'sex-at-birth', printer.describeTerm(sexAtBirth)),
  gender: ({ gender }, printer) => buildRowIfPresent(printer, 'gender', gender),
  skinType: ({ skinType }, printer) => buildRowIfPresent(printer, 'skin-type', skinType),
  preferredLanguage: ({ preferredLanguage }, printer) =>
    buildRowIfPresent(printer, 'language', preferredLanguage && describeLanguage(preferredLanguage, printer.language)),
  ...freeTextRows,
  phones: ({ phones }, printer) =>
    buildListRow(
      printer,
      'telephone',
      phones?.map(({ value, use }) => formatWithUse(printer, formatPhone(value), use)),
    ),
  emails: ({ emails }, printer) =>
    buildListRow(
      printer,
      'email',
      emails?.map(({ value }) => value),
    ),
  addresses: ({ addresses }, printer) => buildListRow(printer, 'addresses', addresses?.map(formatAddress)),
  identifiers: ({ identifiers }, printer) =>
    buildListRow(
      printer,
      'identifiers',
      identifiers?.map(({ system, value }) => `${value} (${system})`),
    ),
  emergencyContact: ({ emergencyContact: contact }, printer) =>
    buildRowIfPresent(printer, 'in-an-emergency', contact && [contact.name, contact.relationship, formatPhone(contact.phone)].filter(Boolean).join(', ')),
  // Printed nowhere, because it is for programs only; record.json has it.
  communicationPreferences: () => [],
};

export const buildPatientSection = ({ patient }: ExportedRecord, printer: Printer): RecordSection => ({
  heading: printer.say('patient'),
  rows: [
    ...Object.values(demographicRows).flatMap((rowsOf) => rowsOf(patient, printer)),
    ...buildRow(printer, 'registered', printer.formatTime(patient.createdAt)),
    ...buildRow(printer, 'status', printer.describeTerm(patient.status)),
    ...buildRowIfPresent(printer, 'died', patient.deceasedOn && printer.formatDate(patient.deceasedOn)),
  ],
});

export const mergeSections = ({ patient, merges, mergedRecords, mergedIntoNumber }: ExportedRecord, printer: Printer): RecordSection[] => {
  if (merges.length === 0) return [];
  const numbers = new Map([patient, ...mergedRecords].map(({ id, medicalRecordNumber }) => [id, medicalRecordNumber]));
  const numberOf = (id: string): string => numbers.get(id) ?? (id === patient.mergedInto ? mergedIntoNumber : null) ?? '–';
  const rows = merges.map(({ patientId, into, reason, mergedAt, mergedBy, undone }) => [
    numberOf(patientId),
    numberOf(into),
    printer.formatTime(mergedAt),
    printer.describeActor(mergedBy),
    undone ? printer.say('merge.undone', { reason, time: printer.formatTime(undone.at), undone: undone.reason }) : reason,
  ]);
  return [buildTableSection(printer, 'merged-records', ['record', 'into', 'when', 'by', 'why'], rows, [3, 3, 4, 3, 5])];
};

export const buildConsentsSection = ({ consents }: ExportedRecord, printer: Printer): RecordSection =>
  buildTableSection(
    printer,
    'consents',
    ['what', 'document', 'signed', 'by', 'withdrawn'],
    consents.map(({ kind, treatment, documentVersion, language, signedAt, signatory, withdrawnAt, withdrawalReason, enteredInError }) => [
      treatment ? `${printer.describeTerm(kind)}: ${printer.describeTerm(treatment)}` : printer.describeTerm(kind),
      `${documentVersion} (${describeLanguage(language, printer.language)})`,
      printer.formatTime(signedAt),
      `${signatory.name} (${printer.describeTerm(signatory.relationship)})`,
      describeRemark(printer, withdrawnAt && `${printer.formatTime(withdrawnAt)}: ${withdrawalReason}`, enteredInError) || '–',
    ]),
    [4, 4, 4, 5, 3],
  );

interface Named {
  text?: string;
  name?: string;
  code?: { system: string; code: string; display?: string };
}

const describeNameAndCode = ({ text, name, code }: Named, printer: Printer): string =>
  [text ?? name, code && printer.describeCode(code)].filter(Boolean).join(', ');
const describeStatus = (printer: Printer, ...said: (string | undefined)[]): string =>
  said
    .filter((item) => item !== undefined)
    .map((text) => printer.describeTerm(text))
    .join(', ');

const describeTimesTaken = ({ startedOn, lastTakenOn }: MedicationResponse, printer: Printer): string =>
  [
    startedOn && printer.say('taken.from', { day: printer.formatDate(startedOn) }),
    lastTakenOn && printer.say('taken.last', { day: printer.formatDate(lastTakenOn) }),
  ]
    .filter(Boolean)
    .join(', ') || '–';

export const listSections = ({ conditions, allergies, noKnownAllergies, medications, procedures }: ExportedRecord, printer: Printer): RecordSection[] => [
  buildTableSection(
    printer,
    'conditions',
    ['condition', 'status', 'since', 'remark'],
    conditions.map((condition) => [
      describeNameAndCode(condition, printer),
      describeStatus(printer, condition.clinicalStatus, condition.verificationStatus),
      printer.formatDate(condition.onset),
      describeRemark(printer, condition.note, condition.enteredInError),
    ]),
    [3, 2, 2, 3],
  ),
  buildTableSection(
    printer,
    'allergies',
    ['substance', 'status', 'reaction', 'remark'],
    allergies.map((allergy) => [
      describeNameAndCode(allergy.substance, printer),
      [
        describeStatus(printer, allergy.clinicalStatus, allergy.verificationStatus),
        allergy.criticality && printer.say('criticality', { criticality: printer.describeTerm(allergy.criticality) }),
      ]
        .filter(Boolean)
        .join(', '),
      allergy.reaction ?? '–',
      describeRemark(printer, null, allergy.enteredInError),
    ]),
    [3, 2, 2, 3],
  ),
  ...(noKnownAllergies.length === 0
    ? []
    : [
        buildTableSection(
          printer,
          'no-known-allergies',
          ['stated-as', 'status', 'remark'],
          noKnownAllergies.map((noKnownAllergy) => [
            noKnownAllergy.substance.text ?? printer.say('no-known-allergies'),
            describeStatus(printer, noKnownAllergy.clinicalStatus),
            describeRemark(printer, null, noKnownAllergy.enteredInError),
          ]),
          [3, 2, 3],
        ),
      ]),
  buildTableSection(
    printer,
    'medicines',
    ['medicine', 'status', 'taken', 'remark'],
    medications.map((medication) => [
      describeNameAndCode(medication, printer),
      describeStatus(printer, medication.status),
      describeTimesTaken(medication, printer),
      describeRemark(printer, medication.note, medication.enteredInError),
    ]),
    [3, 2, 3, 3],
  ),
  buildTableSection(
    printer,
    'procedures',
    ['procedure', 'when', 'remark'],
    procedures.map((procedure) => [
      describeNameAndCode(procedure, printer),
      printer.formatDate(procedure.performedOn),
      describeRemark(printer, null, procedure.enteredInError),
    ]),
    [3, 2, 3],
  ),
];
