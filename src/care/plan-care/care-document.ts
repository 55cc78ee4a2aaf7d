/** The care around a session on paper, for the patient to take home. Pure. */
import { letterheadOf, type ClinicOnPaper } from '../../clinic/index.js';
import type { Day } from '../../kernel/day.js';
import { phoneInPrint } from '../../kernel/phone.js';
import type { RecordDocument, RecordSection } from '../../platform/documents/index.js';
import { dayInWords } from '../domain/dated.js';
import { phases, type Language } from '../domain/instructions.js';
import type { PlanCareResponse } from './plan-care.dto.js';

interface CareDocumentParts {
  care: PlanCareResponse;
  clinic: ClinicOnPaper;
  patient: { names: readonly { text?: string | null }[]; medicalRecordNumber: string };
  onHold: boolean;
  today: Day;
}

const english = {
  title: 'Before and after your session',
  session: (number: number) => `Session ${number}`,
  name: 'Patient',
  recordNumber: 'Record number',
  treatment: 'Treatment',
  treatments: { mesotherapy: 'Mesotherapy of the scalp', 'scalp-micropigmentation': 'Scalp micropigmentation' },
  dermatologist: 'Dermatologist',
  registered: (number: string) => `registration ${number}`,
  next: 'Next appointment',
  nextIs: (number: number, day: string) => `Session ${number}, ${day}`,
  noNext: 'None is planned',
  onHold: 'The treatment is paused; we tell you the day',
  touchUp: 'Touch-up, if you wish it',
  touchUpFrom: (day: string) => `From ${day} on`,
  fadingReview: 'Review of fading',
  before: 'Before the session',
  after: 'After the session',
  normal: 'What is normal',
  normalEnds: 'What lasts longer, or becomes worse, is not normal any more: call us.',
  emergency: (number: string | null) => (number ? `At once, day or night: call ${number}` : 'At once, day or night: call an ambulance'),
  orHospital: 'Or go to the nearest emergency department.',
  call: (number: string | null) => (number ? `Call us: ${number}` : 'Call us'),
  worried: 'Anything else that worries you.',
};

type CareWords = typeof english;

/** Awaits review by a clinician who speaks it. */
const hindi: CareWords = {
  title: 'सत्र से पहले और बाद में',
  session: (number) => `सत्र ${number}`,
  name: 'मरीज़',
  recordNumber: 'रिकॉर्ड संख्या',
  treatment: 'उपचार',
  treatments: { mesotherapy: 'सिर की मेसोथेरेपी', 'scalp-micropigmentation': 'सिर की माइक्रोपिगमेंटेशन' },
  dermatologist: 'त्वचा रोग विशेषज्ञ',
  registered: (number) => `पंजीकरण ${number}`,
  next: 'अगली मुलाक़ात',
  nextIs: (number, day) => `सत्र ${number}, ${day}`,
  noNext: 'अभी तय नहीं है',
  onHold: 'उपचार रुका हुआ है; दिन हम बताएँगे',
  touchUp: 'टच-अप, अगर आप चाहें',
  touchUpFrom: (day) => `${day} से`,
  fadingReview: 'रंग के फीकेपन की जाँच',
  before: 'सत्र से पहले',
  after: 'सत्र के बाद',
  normal: 'क्या सामान्य है',
  normalEnds: 'जो इससे ज़्यादा रहे या बढ़ता जाए, वह सामान्य नहीं है: हमें फ़ोन करें।',
  emergency: (number) => (number ? `तुरंत, दिन हो या रात: ${number} पर फ़ोन करें` : 'तुरंत, दिन हो या रात: एम्बुलेंस बुलाएँ'),
  orHospital: 'या सबसे नज़दीकी अस्पताल की इमरजेंसी में जाएँ।',
  call: (number) => (number ? `हमें फ़ोन करें: ${number}` : 'हमें फ़ोन करें'),
  worried: 'कोई और बात, जिससे आपको चिंता हो।',
};

const words: Record<Language, CareWords> = { en: english, hi: hindi };

type Row = NonNullable<RecordSection['rows']>[number];

const visitRows = ({ care, onHold }: CareDocumentParts, said: CareWords): Row[] => {
  const { next, touchUpOn, fadingReviewOn, dermatologist, language } = care;
  const day = (one: Day): string => dayInWords(one, language);
  const nextInWords = next ? said.nextIs(next.sessionNumber, day(next.scheduledOn)) : onHold ? said.onHold : said.noNext;
  const { name, registrationNumber } = dermatologist ?? {};
  return [
    { label: said.next, value: nextInWords, strong: true },
    ...(name ? [{ label: said.dermatologist, value: registrationNumber ? `${name} (${said.registered(registrationNumber)})` : name }] : []),
    ...(touchUpOn ? [{ label: said.touchUp, value: said.touchUpFrom(day(touchUpOn)) }] : []),
    ...(fadingReviewOn ? [{ label: said.fadingReview, value: day(fadingReviewOn) }] : []),
  ];
};

/** What is normal and until when, and what is not: for whoever asks of what comes after. */
const watchSections = ({ normalEffects, warningSigns, phone, emergencyPhone, language }: PlanCareResponse): RecordSection[] => {
  if (warningSigns.length === 0) return [];
  const said = words[language];
  const number = (value: string | null): string | null => value && phoneInPrint(value);
  const of = (urgency: string): string[] => warningSigns.filter((sign) => sign.urgency === urgency).map(({ text }) => text);
  return [
    { heading: said.normal, items: normalEffects.map(({ text }) => text), paragraphs: [said.normalEnds] },
    { heading: said.call(number(phone ?? emergencyPhone)), items: [...of('call'), said.worried] },
    { heading: said.emergency(number(emergencyPhone)), urgent: true, items: of('emergency'), paragraphs: [said.orHospital] },
  ];
};

export const careDocument = (parts: CareDocumentParts): RecordDocument => {
  const { care, clinic, patient, today } = parts;
  const { language, sessionNumber, scheduledOn, treatment, instructions } = care;
  const said = words[language];
  const name = patient.names[0]?.text ?? patient.medicalRecordNumber;
  return {
    title: said.title,
    subtitle: `${said.session(sessionNumber)} · ${dayInWords(scheduledOn, language)}`,
    language,
    clinic: letterheadOf(clinic, language),
    date: today,
    running: [name, patient.medicalRecordNumber],
    panel: {
      left: [
        { label: said.name, value: name, strong: true },
        { label: said.recordNumber, value: patient.medicalRecordNumber },
        { label: said.treatment, value: said.treatments[treatment] },
      ],
      right: visitRows(parts, said),
    },
    sections: [
      ...phases.flatMap((phase) => {
        const told = instructions.filter((one) => one.phase === phase);
        return told.length === 0 ? [] : [{ heading: said[phase], items: told.map(({ text }) => text) }];
      }),
      ...watchSections(care),
    ],
  };
};
