import { Identifier, ListOf, Text } from '../platform/http/index.js';

/** A patient as the reception desk knows them. */
export class PatientAtDesk {
  /** The patient's id. */
  @Identifier() id: string;

  /**
   * The name.
   * @example Asha Testperson
   */
  @Text({ max: 200 }) name: string;

  /**
   * The record number, unique in the clinic.
   * @example P000042
   */
  medicalRecordNumber: string;

  /**
   * The telephone numbers, in E.164.
   * @example ["+919811000001"]
   */
  @ListOf(Text({ max: 30 }), { max: 20 }) phones: string[];
}

/** What the reception desk knows of a patient, as columns of a statement. */
export interface DeskColumns {
  patientId: string;
  name: string;
  medicalRecordNumber: string;
  phones: string[];
}

export const deskTypes = { patientId: 'uuid', name: 'text!', medicalRecordNumber: 'text', phones: 'text[]!' } as const;

/** The columns of a statement in which the patient is `p`. */
export const deskColumns = `p.id AS "patientId", p.names -> 0 ->> 'text' AS name, p.medical_record_number AS "medicalRecordNumber",
     ARRAY(SELECT phone ->> 'value' FROM jsonb_array_elements(p.phones) WITH ORDINALITY AS listed (phone, position) ORDER BY position) AS phones`;

/** The patients whom a page, or one item, names as the desk does: for the audit trail. */
export const listPatientsAtDesk = (answer: unknown): string[] => {
  const { items, patient } = (answer ?? {}) as { items?: { patient: PatientAtDesk }[]; patient?: PatientAtDesk };
  return [...new Set([...(patient ? [patient.id] : []), ...(items ?? []).map((item) => item.patient.id)])];
};

/** Puts the columns of the patient into one member. */
export const withPatient = <Row extends DeskColumns>({
  patientId,
  name,
  medicalRecordNumber,
  phones,
  ...row
}: Row): Omit<Row, keyof DeskColumns> & { patient: PatientAtDesk } => ({
  ...row,
  patient: { id: patientId, name, medicalRecordNumber, phones },
});
