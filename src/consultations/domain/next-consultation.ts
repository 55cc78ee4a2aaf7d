/**
 * Prepares the consultation that begins now from what is known. It holds what stays true until somebody changes it: the entries of the lists, the family, the
 * habits, the leading diagnoses. It never holds an answer that could make a treatment look safe: what was denied, and what is asked each time, is asked anew.
 */
import type { HistoryToConfirm } from './medical-history/content.js';
import { screeningQuestions } from './medical-history/screening.js';
import type { ConsultationRecord } from './consultation-record.js';
import type { WholeConsultation } from './consultation-content.js';

/** The questions that are asked at each consultation of somebody who may be pregnant. */
const askedEachTime = ['pregnancy', 'capacityForPregnancy', 'contraception', 'breastfeeding'] as const;

export interface NextConsultation {
  draft: WholeConsultation;
  /** The places in the draft that are to be confirmed with the patient, as JSON Pointers. */
  toConfirm: string[];
  /** The places in the draft that are empty and to be asked, as JSON Pointers. */
  toAsk: string[];
}

const MILLISECONDS_PER_MINUTE = 60_000;

/** Answers the beginning of the minute, in UTC. */
const toMinute = (instant: Date): string => new Date(Math.floor(instant.getTime() / MILLISECONDS_PER_MINUTE) * MILLISECONDS_PER_MINUTE).toISOString();

const toHistoryPointer = (member: string): string => `/medicalHistory/${member}`;

/** Builds the draft of the next consultation. `last` is the patient's newest consultation. */
export const buildNextConsultation = (
  known: HistoryToConfirm | null,
  last: Pick<ConsultationRecord, 'assessment'> | null,
  { mayBePregnant, now }: { mayBePregnant: boolean; now: Date },
): NextConsultation => {
  const { screening = {}, conditions, allergies, medications, procedures, familyHistory, habits } = known ?? {};
  const affirmed = screeningQuestions.filter((question) => screening[question] === 'yes');
  const medicalHistory = {
    ...(affirmed.length > 0 && { screening: Object.fromEntries(affirmed.map((question) => [question, 'yes' as const])) }),
    ...(conditions && { conditions }),
    ...(medications && { medications }),
    ...(allergies && { allergies }),
    ...(procedures && { procedures }),
    ...(familyHistory && { familyHistory }),
    ...(habits && { habits }),
  };
  const diagnoses = last?.assessment?.diagnoses ?? [];
  const { screening: _answers, ...others } = medicalHistory;
  return {
    draft: {
      startedAt: toMinute(now),
      ...(Object.keys(medicalHistory).length > 0 && { medicalHistory }),
      ...(diagnoses.length > 0 && { assessment: { diagnoses } }),
    },
    toConfirm: [
      ...affirmed.map((question) => toHistoryPointer(`screening/${question}`)),
      ...Object.keys(others).map(toHistoryPointer),
      ...(diagnoses.length > 0 ? ['/assessment/diagnoses'] : []),
    ],
    toAsk: [
      ...screeningQuestions.filter((question) => !affirmed.includes(question)).map((question) => toHistoryPointer(`screening/${question}`)),
      toHistoryPointer('reviewed'),
      ...(allergies ? [] : [toHistoryPointer('noKnownAllergies')]),
      ...(mayBePregnant ? askedEachTime.map(toHistoryPointer) : []),
    ],
  };
};
