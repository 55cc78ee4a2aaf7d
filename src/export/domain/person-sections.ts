/** Who the person is, what is on the longitudinal lists, what was agreed to. */
import type { RecordSection } from '../../platform/documents/index.js';
import type { PatientResponse } from '../../patients/index.js';
import type { MedicationResponse } from '../../record/index.js';
import { inWords, type Printer } from './printer.js';
import type { ExportedRecord } from './record.js';

/** A table under its heading; the sentence that there is none in place of an empty one. */
export const tableSection = (
  heading: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  widths?: readonly number[],
  level: 1 | 2 = 1,
): RecordSection => ({
  heading,
  level,
  ...(rows.length === 0 ? { empty: 'None.' } : { table: { columns, rows, ...(widths && { widths }) } }),
});

/** For the last column of a table: what is said beside, and whether it counts. */
export const remark = (note: string | null | undefined, error: { reason: string } | null | undefined): string =>
  [note, error && `Entered in error: ${error.reason}`].filter(Boolean).join('. ');

const valued = ({ value, use }: { value: string; use?: string }): string => (use ? `${value} (${use})` : value);
const addressed = ({ lines = [], city, state, postalCode, country }: NonNullable<PatientResponse['addresses']>[number]): string =>
  [...lines, city, state, postalCode, country].filter(Boolean).join(', ');

export const patientSection = ({ patient }: ExportedRecord, printer: Printer): RecordSection => {
  const { names, birthDate, sexAtBirth, gender, phones, emails, addresses, identifiers, skinType, preferredLanguage, emergencyContact } = patient;
  const listed = (label: string, values: readonly string[] = []) => (values.length > 0 ? [{ label, value: values.join('\n') }] : []);
  return {
    heading: 'Patient',
    rows: [
      { label: 'Names', value: names.map(({ text, use }) => (use ? `${text} (${use})` : text!)).join('\n') },
      { label: 'Record number', value: patient.medicalRecordNumber },
      { label: 'Born', value: printer.date(birthDate) },
      { label: 'Sex at birth', value: inWords(sexAtBirth) },
      ...(gender ? [{ label: 'Gender', value: gender }] : []),
      ...(skinType ? [{ label: 'Skin type (Fitzpatrick)', value: skinType }] : []),
      ...(preferredLanguage ? [{ label: 'Language', value: preferredLanguage }] : []),
      ...listed('Telephone', phones?.map(valued)),
      ...listed(
        'E-mail',
        emails?.map(({ value }) => value),
      ),
      ...listed('Addresses', addresses?.map(addressed)),
      ...listed(
        'Identifiers',
        identifiers?.map(({ system, value }) => `${value} (${system})`),
      ),
      ...(emergencyContact ? [{ label: 'In an emergency', value: printer.says(emergencyContact) }] : []),
      { label: 'Registered', value: printer.time(patient.createdAt) },
      { label: 'Status', value: inWords(patient.status) },
      ...(patient.deceasedOn ? [{ label: 'Died', value: printer.date(patient.deceasedOn) }] : []),
    ],
  };
};

export const mergeSections = ({ patient, merges, mergedRecords }: ExportedRecord, printer: Printer): RecordSection[] => {
  if (merges.length === 0) return [];
  const numbers = new Map([patient, ...mergedRecords].map(({ id, medicalRecordNumber }) => [id, medicalRecordNumber]));
  const rows = merges.map(({ patientId, into, reason, mergedAt, mergedBy, undone }) => [
    numbers.get(patientId) ?? patientId,
    numbers.get(into) ?? into,
    printer.time(mergedAt),
    printer.who(mergedBy),
    undone ? `${reason}. Undone ${printer.time(undone.at)}: ${undone.reason}` : reason,
  ]);
  return [tableSection('Merged records', ['Record', 'Into', 'When', 'By', 'Why'], rows, [5, 5, 3, 3, 4])];
};

export const consentsSection = ({ consents }: ExportedRecord, printer: Printer): RecordSection =>
  tableSection(
    'Consents',
    ['What', 'Document', 'Signed', 'By', 'Withdrawn'],
    consents.map(({ kind, treatment, documentVersion, language, signedAt, signatory, withdrawnAt, withdrawalReason, enteredInError }) => [
      treatment ? `${inWords(kind)}: ${treatment}` : inWords(kind),
      `${documentVersion} (${language})`,
      printer.time(signedAt),
      `${signatory.name} (${signatory.relationship})`,
      remark(withdrawnAt && `${printer.time(withdrawnAt)}: ${withdrawalReason}`, enteredInError) || '–',
    ]),
  );

interface Named {
  text?: string;
  name?: string;
  code?: { code: string; display?: string };
}

const nameOf = ({ text, name, code }: Named, printer: Printer): string => [text ?? name, code && printer.code(code)].filter(Boolean).join(', ');
const status = (...said: (string | undefined)[]): string =>
  said
    .filter((one) => one !== undefined)
    .map(inWords)
    .join(', ');

const taken = ({ startedOn, lastTakenOn }: MedicationResponse, printer: Printer): string =>
  [startedOn && `from ${printer.date(startedOn)}`, lastTakenOn && `last on ${printer.date(lastTakenOn)}`].filter(Boolean).join(', ') || '–';

export const listSections = ({ conditions, allergies, noKnownAllergies, medications, procedures }: ExportedRecord, printer: Printer): RecordSection[] => [
  tableSection(
    'Conditions',
    ['Condition', 'Status', 'Since', 'Remark'],
    conditions.map((one) => [
      nameOf(one, printer),
      status(one.clinicalStatus, one.verificationStatus),
      printer.date(one.onset),
      remark(one.note, one.enteredInError),
    ]),
    [3, 2, 2, 3],
  ),
  tableSection(
    'Allergies',
    ['Substance', 'Status', 'Reaction', 'Remark'],
    allergies.map((one) => [
      nameOf(one.substance, printer),
      status(one.clinicalStatus, one.verificationStatus, one.criticality && `${one.criticality} risk`),
      one.reaction ?? '–',
      remark(null, one.enteredInError),
    ]),
    [3, 2, 2, 3],
  ),
  ...(noKnownAllergies.length === 0
    ? []
    : [
        tableSection(
          'No known allergies',
          ['Stated as', 'Status', 'Remark'],
          noKnownAllergies.map((one) => [one.substance.text ?? 'No known allergies', status(one.clinicalStatus), remark(null, one.enteredInError)]),
          [3, 2, 3],
        ),
      ]),
  tableSection(
    'Medicines',
    ['Medicine', 'Status', 'Taken', 'Remark'],
    medications.map((one) => [nameOf(one, printer), status(one.status), taken(one, printer), remark(one.note, one.enteredInError)]),
    [3, 2, 3, 3],
  ),
  tableSection(
    'Procedures',
    ['Procedure', 'When', 'Remark'],
    procedures.map((one) => [nameOf(one, printer), printer.date(one.performedOn), remark(null, one.enteredInError)]),
    [3, 2, 3],
  ),
];
