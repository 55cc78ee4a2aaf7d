/** Turns a consultation into a document: its whole content in words, for the template to typeset. Pure. */
import { letterheadOf, type ClinicOnPaper } from '../../clinic/index.js';
import { ageOn } from '../../kernel/day.js';
import { messagesOf } from '../../messages/index.js';
import { pageWords } from '../../platform/documents/index.js';
import { toResponse } from '../consultation.response.js';
import type { ConsultationRecord } from '../domain/consultation-record.js';
import { conditionEntry, historyView } from './history-view.js';
import { Calendar, withUnit } from './print.js';
import { bloodTestView, criticalLines, type ShownTest } from './results-view.js';
import { scaleView, type ShownScale } from './scales-view.js';
import { trichoanalysisView } from './trichoanalysis-view.js';
import type { ConsultationView, DocumentMessages, Fact, SignatureView, VersionView } from './view.js';

interface DocumentPatient {
  name: string;
  birthDate: string | null;
  sexAtBirth: string;
  gender: string | null;
  recordNumber: string;
}

interface DocumentClinic extends ClinicOnPaper {
  timeZone: string;
}

/** A staff member, with the details that the document prints. */
export interface DocumentPerson {
  name: string;
  role: string;
  registrationNumber: string | null;
}

/** A signed version, with the details that the document prints. */
export interface DocumentVersion {
  number: number;
  signedAt: string;
  /** Why the consultation was amended; null for the first version. */
  reason: string | null;
  /** The signer; null for a person who is no longer known to the clinic. */
  signer: DocumentPerson | null;
  /** The dermatologist from whom the signer took over, and the reason; null where nobody took over. */
  takenOver: { from: DocumentPerson | null; reason: string } | null;
}

export interface DocumentSources {
  consultation: ConsultationRecord;
  /** The gradings of the consultation, without those entered in error. */
  scales: readonly ShownScale[];
  /** Every signed version, oldest first. */
  versions: readonly DocumentVersion[];
  patient: DocumentPatient;
  clinic: DocumentClinic;
  /** The signer; null for a draft, and for a person who is no longer known to the clinic. */
  signer: DocumentPerson | null;
  /** The person who began the record; null where an integration client sent it. */
  recorder: DocumentPerson | null;
}

const HASH_DIGITS = 16;
const HASH_GROUP = 4;

const ageInWords = ({ min, max }: { min: number; max: number }, messages: DocumentMessages): string =>
  min === max ? messages.say('age.exact', { years: min }) : messages.say('age.between', { min, max });

const patientFacts = ({ patient, consultation }: DocumentSources, messages: DocumentMessages, calendar: Calendar): Fact[] => {
  const { birthDate, gender } = patient;
  const age = ageOn(birthDate, calendar.dayOf(consultation.startedAt));
  const born = birthDate === null ? messages.say('patient.notKnown') : calendar.date(birthDate);
  return [
    { label: messages.say('patient.name'), value: patient.name, strong: true },
    { label: messages.say('patient.birthDate'), value: age ? `${born} (${ageInWords(age, messages)})` : born },
    { label: messages.say('patient.sexAtBirth'), value: messages.term('sex', patient.sexAtBirth) },
    ...(gender === null ? [] : [{ label: messages.say('patient.gender'), value: gender }]),
  ];
};

const visitFacts = ({ patient, consultation, recorder }: DocumentSources, messages: DocumentMessages, calendar: Calendar): Fact[] => [
  { label: messages.say('visit.date'), value: calendar.time(consultation.startedAt) },
  { label: messages.say('patient.recordNumber'), value: patient.recordNumber },
  ...(recorder ? [{ label: messages.say('visit.recordedBy'), value: recorder.name }] : []),
];

const vitalSignsView = ({ vitalSigns }: ConsultationRecord, messages: DocumentMessages, calendar: Calendar): ConsultationView['vitalSigns'] => {
  if (!vitalSigns) return null;
  const { bloodPressure, heartRate, bodyWeight, bodyHeight, measuredAt } = vitalSigns;
  return {
    facts: [
      ...(bloodPressure
        ? [{ label: messages.say('vitalSigns.bloodPressure'), value: withUnit(`${bloodPressure.systolic}/${bloodPressure.diastolic}`, 'mm[Hg]') }]
        : []),
      ...(typeof heartRate === 'number'
        ? [{ label: messages.say('vitalSigns.heartRate'), value: `${heartRate} ${messages.say('vitalSigns.perMinute')}` }]
        : []),
      ...(bodyWeight ? [{ label: messages.say('vitalSigns.bodyWeight'), value: withUnit(String(bodyWeight.value), bodyWeight.unit) }] : []),
      ...(bodyHeight ? [{ label: messages.say('vitalSigns.bodyHeight'), value: withUnit(String(bodyHeight.value), bodyHeight.unit) }] : []),
    ],
    note: `${messages.say('vitalSigns.measured')} ${calendar.time(measuredAt)}`,
  };
};

const assessmentView = ({ assessment }: ConsultationRecord, messages: DocumentMessages, calendar: Calendar): ConsultationView['assessment'] => {
  const entries = (assessment?.diagnoses ?? [])
    .filter(({ verificationStatus }) => verificationStatus !== 'entered-in-error')
    .map((diagnosis) => conditionEntry(diagnosis, messages, calendar));
  const note = assessment?.note ?? null;
  return entries.length > 0 || note !== null ? { entries, note } : null;
};

const recommendationView = ({ recommendation }: ConsultationRecord, messages: DocumentMessages): ConsultationView['recommendation'] => {
  if (!recommendation?.treatment && !recommendation?.note) return null;
  const { treatment, note } = recommendation;
  return { facts: treatment ? [{ label: messages.say('recommendation.treatment'), value: messages.term('treatment', treatment) }] : [], note: note ?? null };
};

const grouped = (hash: string): string => (hash.slice(0, HASH_DIGITS).match(new RegExp(`.{1,${HASH_GROUP}}`, 'g')) ?? []).join(' ');

const nameOf = (person: DocumentPerson | null, messages: DocumentMessages): string => person?.name ?? messages.say('signature.unknownSigner');

/** Prints the history of versions. A single version without a take-over is printed in the signature section only. */
const versionViews = ({ versions }: DocumentSources, messages: DocumentMessages, calendar: Calendar): VersionView[] => {
  if (versions.length < 2 && versions.every(({ takenOver }) => takenOver === null)) return [];
  return versions.map(({ number, signedAt, reason, signer, takenOver }) => ({
    title: messages.say('versions.title', { number }),
    details: [
      messages.say('versions.signed', { name: nameOf(signer, messages), time: calendar.time(signedAt) }),
      ...(takenOver ? [messages.say('versions.takenOver', { name: nameOf(takenOver.from, messages), reason: takenOver.reason })] : []),
      ...(reason === null ? [] : [messages.say('versions.reason', { reason })]),
    ],
  }));
};

/** The notice at the beginning of the document for anything but a consultation signed once; null where there is no notice. */
const noticeOf = ({ status, versionNumber, enteredInError }: ConsultationRecord, messages: DocumentMessages): string | null => {
  const notice = messages.find(`notice.${status}`, { version: String(versionNumber) });
  if (notice === null) return null;
  return enteredInError ? `${notice} ${messages.say('errorReason', { reason: enteredInError.reason })}` : notice;
};

const signatureView = ({ consultation, signer }: DocumentSources, messages: DocumentMessages, calendar: Calendar): SignatureView => {
  const { signedAt, contentHash } = consultation;
  if (signedAt === null) return { signed: false, title: messages.say('signature.unsigned'), facts: [], note: null };
  const name = signer ? `${signer.name}, ${messages.term('role', signer.role)}` : messages.say('signature.unknownSigner');
  return {
    signed: true,
    title: messages.say('signature.signed'),
    facts: [
      { label: messages.say('signature.by'), value: name },
      ...(signer?.registrationNumber ? [{ label: messages.say('signature.registration'), value: signer.registrationNumber }] : []),
      { label: messages.say('signature.at'), value: calendar.time(signedAt) },
      ...(contentHash === null ? [] : [{ label: messages.say('signature.hash'), value: grouped(contentHash) }]),
    ],
    note: contentHash === null ? null : messages.say('signature.hashNote'),
  };
};

const dateParts = (day: string): ConsultationView['date'] => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return { year, month, day: date };
};

const absentParts = (consultation: ConsultationRecord, messages: DocumentMessages, calendar: Calendar): string | null => {
  const { reason, vitalSigns, bloodTests, trichoanalyses } = consultation;
  const absent = [
    ...(reason ? [] : [messages.say('heading.reason')]),
    ...(vitalSigns ? [] : [messages.say('heading.vitalSigns')]),
    ...(bloodTests.length > 0 ? [] : [messages.say('heading.bloodTests')]),
    ...(trichoanalyses.length > 0 ? [] : [messages.say('heading.trichoanalysis')]),
    ...(assessmentView(consultation, messages, calendar) ? [] : [messages.say('heading.assessment')]),
    ...(recommendationView(consultation, messages) ? [] : [messages.say('heading.recommendation')]),
  ];
  return absent.length > 0
    ? messages.say('absent', { parts: absent.map((heading) => heading.charAt(0).toLocaleLowerCase(messages.locale) + heading.slice(1)).join(', ') })
    : null;
};

/** The blood tests as the consultation's answer has them: signed results as they were signed. */
const shownTests = ({ consultation, clinic }: DocumentSources): ShownTest[] => {
  const { bloodTests, changedReadings } = toResponse(consultation, clinic.timeZone);
  const changed = new Map(changedReadings.map(({ pointer, now }) => [pointer, now]));
  return bloodTests.map((test, at) => ({
    test,
    results: test.results.map((result, index) => ({ result, now: changed.get(`/bloodTests/${at}/results/${index}`) ?? result })),
  }));
};

/** The parts whose headings the template prints. */
const headings = [
  'reason',
  'history',
  'vitalSigns',
  'bloodTests',
  'trichoanalysis',
  'scales',
  'versions',
  'assessment',
  'recommendation',
  'signature',
] as const;

/** The headings of the columns. The column of the bars has no heading. */
const columnsOf = (messages: DocumentMessages): Record<string, string> => ({
  ...Object.fromEntries((['analyte', 'value', 'flag', 'range'] as const).map((name) => [name, messages.say(`bloodTest.columns.${name}`)])),
  gauge: '',
});

export const consultationDocument = (sources: DocumentSources, messages: DocumentMessages = messagesOf('consultation-document', 'en')): ConsultationView => {
  const { consultation, patient, clinic } = sources;
  const calendar = new Calendar(messages.locale, clinic.timeZone);
  const tests = shownTests(sources);
  const critical = criticalLines(tests, messages, calendar);
  return {
    language: messages.language,
    title: messages.say('title'),
    date: dateParts(calendar.dayOf(consultation.signedAt ?? consultation.updatedAt)),
    clinic: letterheadOf(clinic, messages.language),
    subtitle: calendar.day(consultation.startedAt),
    running: [patient.name, patient.recordNumber, `${messages.say('title')}, ${calendar.day(consultation.startedAt)}`],
    words: pageWords(messages.language),
    headings: Object.fromEntries(headings.map((name) => [name, messages.say(`heading.${name}`)])),
    watermark: messages.find(`watermark.${consultation.status}`),
    notice: noticeOf(consultation, messages),
    patient: patientFacts(sources, messages, calendar),
    visit: visitFacts(sources, messages, calendar),
    critical: critical.length > 0 ? { heading: messages.say('heading.critical'), items: critical } : null,
    reason: consultation.reason,
    history: historyView(consultation.medicalHistory, patient.sexAtBirth, messages, calendar),
    vitalSigns: vitalSignsView(consultation, messages, calendar),
    bloodTests:
      tests.length > 0
        ? {
            columns: columnsOf(messages),
            explanation: messages.say('bloodTest.explanation'),
            tests: tests.map((test) => bloodTestView(test, messages, calendar)),
          }
        : null,
    trichoanalyses: consultation.trichoanalyses.map((trichoanalysis) => trichoanalysisView(trichoanalysis, messages, calendar)),
    scales: sources.scales.map((scale) => scaleView(scale, messages, calendar)),
    assessment: assessmentView(consultation, messages, calendar),
    recommendation: recommendationView(consultation, messages),
    absent: absentParts(consultation, messages, calendar),
    signature: signatureView(sources, messages, calendar),
    versions: versionViews(sources, messages, calendar),
    closing: [
      ...(messages.language === 'en' ? [] : [messages.say('asWritten')]),
      messages.say('timeZone', { zone: clinic.timeZone.replaceAll('_', ' ') }),
      consultation.versionNumber === null
        ? messages.say('version', { version: consultation.version })
        : messages.say('signedVersion', { version: consultation.versionNumber }),
    ],
  };
};
