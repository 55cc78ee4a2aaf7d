/** Makes the document of the care around a session, for the patient to take home. Pure. */
import { buildLetterhead, type ClinicOnPaper } from '../../clinic/index.js';
import type { Day } from '../../kernel/day.js';
import { formatPhone } from '../../kernel/phone.js';
import { getMessages, type Messages } from '../../messages/index.js';
import type { RecordDocument, RecordSection } from '../../platform/documents/index.js';
import { describeDay } from '../domain/dated.js';
import { phases } from '../domain/instructions.js';
import type { PlanCareResponse } from './plan-care.dto.js';

interface CareDocumentParts {
  care: PlanCareResponse;
  clinic: ClinicOnPaper;
  patient: { names: readonly { text?: string | null }[]; medicalRecordNumber: string };
  /** The number by which people call the plan. */
  planNumber: string;
  onHold: boolean;
  today: Day;
}

type Row = NonNullable<RecordSection['rows']>[number];

const buildVisitRows = ({ care, onHold }: CareDocumentParts, messages: Messages<'care'>): Row[] => {
  const { next, touchUpOn, fadingReviewOn, dermatologist, language } = care;
  const day = (date: Day): string => describeDay(date, language);
  const nextInWords = next
    ? messages.say('nextIs', { number: next.sessionNumber, day: day(next.scheduledOn) })
    : onHold
      ? messages.say('onHold')
      : messages.say('noNext');
  const { name, registrationNumber } = dermatologist ?? {};
  return [
    { label: messages.say('next'), value: nextInWords, strong: true },
    ...(name
      ? [{ label: messages.say('dermatologist'), value: registrationNumber ? `${name} (${messages.say('registered', { number: registrationNumber })})` : name }]
      : []),
    ...(touchUpOn ? [{ label: messages.say('touchUp'), value: messages.say('touchUpFrom', { day: day(touchUpOn) }) }] : []),
    ...(fadingReviewOn ? [{ label: messages.say('fadingReview'), value: day(fadingReviewOn) }] : []),
  ];
};

const describeCall = (whom: 'call' | 'emergency', number: string | null, messages: Messages<'care'>): string =>
  number === null ? messages.say(`${whom}.no-number`) : messages.say(whom, { number: formatPhone(number) });

/** Makes the sections on normal effects and warning signs; empty where only instructions before the session were requested. */
const buildWatchSections = ({ normalEffects, warningSigns, phone, emergencyPhone, language }: PlanCareResponse): RecordSection[] => {
  if (warningSigns.length === 0) return [];
  const messages = getMessages('care', language);
  const of = (urgency: string): string[] => warningSigns.filter((sign) => sign.urgency === urgency).map(({ text }) => text);
  return [
    { heading: messages.say('normal'), items: normalEffects.map(({ text }) => text), paragraphs: [messages.say('normalEnds')] },
    { heading: describeCall('call', phone ?? emergencyPhone, messages), items: [...of('call'), messages.say('worried')] },
    { heading: describeCall('emergency', emergencyPhone, messages), urgent: true, items: of('emergency'), paragraphs: [messages.say('orHospital')] },
  ];
};

export const buildCareDocument = (parts: CareDocumentParts): RecordDocument => {
  const { care, clinic, patient, today } = parts;
  const { language, sessionNumber, scheduledOn, treatment, instructions } = care;
  const messages = getMessages('care', language);
  const name = patient.names[0]?.text ?? patient.medicalRecordNumber;
  return {
    title: messages.say('title'),
    subtitle: `${messages.say('session', { number: sessionNumber })} · ${describeDay(scheduledOn, language)}`,
    language,
    clinic: buildLetterhead(clinic, language),
    date: today,
    running: [name, patient.medicalRecordNumber],
    panel: {
      left: [
        { label: messages.say('name'), value: name, strong: true },
        { label: messages.say('recordNumber'), value: patient.medicalRecordNumber },
        { label: messages.say('planNumber'), value: parts.planNumber },
        { label: messages.say('treatment'), value: messages.say(`treatment.${treatment}`) },
      ],
      right: buildVisitRows(parts, messages),
    },
    sections: [
      ...phases.flatMap((phase) => {
        const told = instructions.filter((instruction) => instruction.phase === phase);
        return told.length === 0 ? [] : [{ heading: messages.say(phase), items: told.map(({ text }) => text) }];
      }),
      ...buildWatchSections(care),
    ],
  };
};
