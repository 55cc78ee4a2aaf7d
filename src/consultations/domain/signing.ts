/** What a signature needs, and what it covers. */
import type { FieldError } from '../../kernel/failure.js';
import type { ConsultationRecord } from './consultation-record.js';

/** A history that answers no question, went through no list and names nothing is none. */
const nothingAsked = ({
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
 * What a consultation misses before it can be signed: a medical history in which something was asked, and a judgement.
 * Blood tests and trichoanalyses are the contraindication check's to ask for, by treatment.
 */
export const missingForSignature = (consultation: ConsultationRecord): FieldError[] => {
  const missing: FieldError[] = [];
  if (!consultation.medicalHistory || nothingAsked(consultation.medicalHistory)) {
    missing.push({ pointer: '/medicalHistory', code: 'required', detail: 'A signed consultation has a medical history in which something was asked (S0-11).' });
  }
  const { assessment, recommendation } = consultation;
  if (!assessment?.note && !assessment?.diagnoses?.length && !recommendation?.note && !recommendation?.treatment) {
    missing.push({ pointer: '/assessment', code: 'required', detail: 'A signed consultation has an assessment or a recommendation.' });
  }
  return missing;
};

/** What is on trial, or ruled out, is no condition of the patient yet. */
const established = (diagnosis: { verificationStatus?: string }): boolean =>
  diagnosis.verificationStatus === undefined || diagnosis.verificationStatus === 'confirmed';

/** What a signature tells the patient's lists: the history, and the diagnoses that are established. */
export const historyForLists = ({ medicalHistory, assessment }: ConsultationRecord) => {
  const diagnoses = (assessment?.diagnoses ?? []).filter(established);
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

/** The content that is hashed: the signed members, as far as they are there. */
export const signedContent = (answer: object): Record<string, unknown> =>
  Object.fromEntries(signedMembers.filter((name) => Object.hasOwn(answer, name)).map((name) => [name, (answer as Record<string, unknown>)[name]]));
