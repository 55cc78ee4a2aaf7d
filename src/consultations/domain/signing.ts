/** What a consultation needs before it can be signed, and what the signature covers. */
import type { FieldError } from '../../kernel/failure.js';
import type { ConsultationRecord } from './consultation-record.js';

/** Whether the history answers no question, reviewed no list and names nothing. */
const isEmptyHistory = ({
  screening,
  reviewed,
  conditions,
  medications,
  allergies,
  noKnownAllergies,
  procedures,
}: NonNullable<ConsultationRecord['medicalHistory']>): boolean =>
  !noKnownAllergies &&
  Object.values(screening ?? {}).every((answer) => answer === 'unknown') &&
  [reviewed, conditions, medications, allergies, procedures].every((list) => !list?.length);

/**
 * Finds what a consultation lacks before it can be signed: a medical history in which something was asked, and an assessment or recommendation. The
 * contraindication check asks for blood tests and trichoanalyses, by treatment.
 */
export const validateForSignature = (consultation: ConsultationRecord): FieldError[] => {
  const missing: FieldError[] = [];
  if (!consultation.medicalHistory || isEmptyHistory(consultation.medicalHistory)) {
    missing.push({ pointer: '/medicalHistory', code: 'required', detail: 'A signed consultation has a medical history in which something was asked (S0-11).' });
  }
  const { assessment, recommendation } = consultation;
  if (!assessment?.note && !assessment?.diagnoses?.length && !recommendation?.note && !recommendation?.treatment) {
    missing.push({ pointer: '/assessment', code: 'required', detail: 'A signed consultation has an assessment or a recommendation.' });
  }
  return missing;
};

/** Whether a diagnosis is established. A provisional or refuted diagnosis is not yet a condition of the patient. */
const isEstablished = (diagnosis: { verificationStatus?: string }): boolean =>
  diagnosis.verificationStatus === undefined || diagnosis.verificationStatus === 'confirmed';

/** Answers the entries that a signature adds to the patient's lists: the history and the established diagnoses. */
export const findHistoryForLists = ({ medicalHistory, assessment }: ConsultationRecord) => {
  const diagnoses = (assessment?.diagnoses ?? []).filter(isEstablished);
  if (!medicalHistory && diagnoses.length === 0) return null;
  return { ...medicalHistory, conditions: [...(medicalHistory?.conditions ?? []), ...diagnoses] };
};

/** The members of a consultation's answer that its signature covers. */
const signedMembers = [
  'patientId',
  'startedAt',
  'reason',
  'medicalHistory',
  'vitalSigns',
  'bloodTests',
  'trichoanalyses',
  'assessment',
  'recommendation',
] as const;

/** Answers the content that is hashed: the signed members that are present. */
export const selectSignedContent = (answer: object): Record<string, unknown> =>
  Object.fromEntries(signedMembers.filter((name) => Object.hasOwn(answer, name)).map((name) => [name, (answer as Record<string, unknown>)[name]]));
