/** Turns a consultation into a document: its whole content in words, for the template to typeset. Pure. */
import { buildLetterhead, type ClinicOnPaper } from '../../clinic/index.js';
import { computeAge } from '../../kernel/day.js';
import { getMessages } from '../../messages/index.js';
import { getPageTexts } from '../../platform/documents/index.js';
import { toResponse } from '../consultation.response.js';
import type { ConsultationRecord } from '../domain/consultation-record.js';
import { buildConditionEntry, buildHistoryView } from './history-view.js';
import { Calendar, formatWithUnit } from './print.js';
import { buildBloodTestView, listCriticalLines, type ShownTest } from './results-view.js';
import { buildScaleView, type ShownScale } from './scales-view.js';
import { buildTrichoanalysisView } from './trichoanalysis-view.js';
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

const describeAge = ({ min, max }: { min: number; max: number }, messages: DocumentMessages): string =>
  min === max ? messages.say('age.exact', { years: min }) : messages.say('age.between', { min, max });

const listPatientFacts = ({ patient, consultation }: DocumentSources, messages: DocumentMessages, calendar: Calendar): Fact[] => {
  const { birthDate, gender } = patient;
  const age = computeAge(birthDate, calendar.toCalendarDay(consultation.startedAt));
  const born = birthDate === null ? messages.say('patient.notKnown') : calendar.formatDate(birthDate);
  return [
    { label: messages.say('patient.name'), value: patient.name, strong: true },
    { label: messages.say('patient.birthDate'), value: age ? `${born} (${describeAge(age, messages)})` : born },
    { label: messages.say('patient.sexAtBirth'), value: messages.describeTerm('sex', patient.sexAtBirth) },
    ...(gender === null ? [] : [{ label: messages.say('patient.gender'), value: gender }]),
  ];
};

const listVisitFacts = ({ patient, consultation, recorder }: DocumentSources, messages: DocumentMessages, calendar: Calendar): Fact[] => [
  { label: messages.say('visit.date'), value: calendar.formatTime(consultation.startedAt) },
  { label: messages.say('patient.recordNumber'), value: patient.recordNumber },
  ...(recorder ? [{ label: messages.say('visit.recordedBy'), value: recorder.name }] : []),
];

const buildVitalSignsView = ({ vitalSigns }: ConsultationRecord, messages: DocumentMessages, calendar: Calendar): ConsultationView['vitalSigns'] => {
  if (!vitalSigns) return null;
  const { bloodPressure, heartRate, bodyWeight, bodyHeight, measuredAt } = vitalSigns;
  return {
    facts: [
      ...(bloodPressure
        ? [{ label: messages.say('vitalSigns.bloodPressure'), value: formatWithUnit(`${bloodPressure.systolic}/${bloodPressure.diastolic}`, 'mm[Hg]') }]
        : []),
      ...(typeof heartRate === 'number'
        ? [{ label: messages.say('vitalSigns.heartRate'), value: `${heartRate} ${messages.say('vitalSigns.perMinute')}` }]
        : []),
      ...(bodyWeight ? [{ label: messages.say('vitalSigns.bodyWeight'), value: formatWithUnit(String(bodyWeight.value), bodyWeight.unit) }] : []),
      ...(bodyHeight ? [{ label: messages.say('vitalSigns.bodyHeight'), value: formatWithUnit(String(bodyHeight.value), bodyHeight.unit) }] : []),
    ],
    note: `${messages.say('vitalSigns.measured')} ${calendar.formatTime(measuredAt)}`,
  };
};

const buildAssessmentView = ({ assessment }: ConsultationRecord, messages: DocumentMessages, calendar: Calendar): ConsultationView['assessment'] => {
  const entries = (assessment?.diagnoses ?? [])
    .filter(({ verificationStatus }) => verificationStatus !== 'entered-in-error')
    .map((diagnosis) => buildConditionEntry(diagnosis, messages, calendar));
  const note = assessment?.note ?? null;
  return entries.length > 0 || note !== null ? { entries, note } : null;
};

const buildRecommendationView = ({ recommendation }: ConsultationRecord, messages: DocumentMessages): ConsultationView['recommendation'] => {
  if (!recommendation?.treatment && !recommendation?.note) return null;
  const { treatment, note } = recommendation;
  return {
    facts: treatment ? [{ label: messages.say('recommendation.treatment'), value: messages.describeTerm('treatment', treatment) }] : [],
    note: note ?? null,
  };
};

const formatHash = (hash: string): string => (hash.slice(0, HASH_DIGITS).match(new RegExp(`.{1,${HASH_GROUP}}`, 'g')) ?? []).join(' ');

const getPersonName = (person: DocumentPerson | null, messages: DocumentMessages): string => person?.name ?? messages.say('signature.unknownSigner');

/** Prints the history of versions. A single version without a take-over is printed in the signature section only. */
const buildVersionViews = ({ versions }: DocumentSources, messages: DocumentMessages, calendar: Calendar): VersionView[] => {
  if (versions.length < 2 && versions.every(({ takenOver }) => takenOver === null)) return [];
  return versions.map(({ number, signedAt, reason, signer, takenOver }) => ({
    title: messages.say('versions.title', { number }),
    details: [
      messages.say('versions.signed', { name: getPersonName(signer, messages), time: calendar.formatTime(signedAt) }),
      ...(takenOver ? [messages.say('versions.takenOver', { name: getPersonName(takenOver.from, messages), reason: takenOver.reason })] : []),
      ...(reason === null ? [] : [messages.say('versions.reason', { reason })]),
    ],
  }));
};

/** The notice at the beginning of the document for anything but a consultation signed once; null where there is no notice. */
const findNotice = ({ status, versionNumber, enteredInError }: ConsultationRecord, messages: DocumentMessages): string | null => {
  const notice = messages.find(`notice.${status}`, { version: String(versionNumber) });
  if (notice === null) return null;
  return enteredInError ? `${notice} ${messages.say('errorReason', { reason: enteredInError.reason })}` : notice;
};

const buildSignatureView = ({ consultation, signer }: DocumentSources, messages: DocumentMessages, calendar: Calendar): SignatureView => {
  const { signedAt, contentHash } = consultation;
  if (signedAt === null) return { signed: false, title: messages.say('signature.unsigned'), facts: [], note: null };
  const name = signer ? `${signer.name}, ${messages.describeTerm('role', signer.role)}` : messages.say('signature.unknownSigner');
  return {
    signed: true,
    title: messages.say('signature.signed'),
    facts: [
      { label: messages.say('signature.by'), value: name },
      ...(signer?.registrationNumber ? [{ label: messages.say('signature.registration'), value: signer.registrationNumber }] : []),
      { label: messages.say('signature.at'), value: calendar.formatTime(signedAt) },
      ...(contentHash === null ? [] : [{ label: messages.say('signature.hash'), value: formatHash(contentHash) }]),
    ],
    note: contentHash === null ? null : messages.say('signature.hashNote'),
  };
};

const toDateParts = (day: string): ConsultationView['date'] => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return { year, month, day: date };
};

const describeAbsentParts = (consultation: ConsultationRecord, messages: DocumentMessages, calendar: Calendar): string | null => {
  const { reason, vitalSigns, bloodTests, trichoanalyses } = consultation;
  const absent = [
    ...(reason ? [] : [messages.say('heading.reason')]),
    ...(vitalSigns ? [] : [messages.say('heading.vitalSigns')]),
    ...(bloodTests.length > 0 ? [] : [messages.say('heading.bloodTests')]),
    ...(trichoanalyses.length > 0 ? [] : [messages.say('heading.trichoanalysis')]),
    ...(buildAssessmentView(consultation, messages, calendar) ? [] : [messages.say('heading.assessment')]),
    ...(buildRecommendationView(consultation, messages) ? [] : [messages.say('heading.recommendation')]),
  ];
  return absent.length > 0
    ? messages.say('absent', { parts: absent.map((heading) => heading.charAt(0).toLocaleLowerCase(messages.locale) + heading.slice(1)).join(', ') })
    : null;
};

/** The blood tests as the consultation's answer has them: signed results as they were signed. */
const listShownTests = ({ consultation, clinic }: DocumentSources): ShownTest[] => {
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
const buildColumnLabels = (messages: DocumentMessages): Record<string, string> => ({
  ...Object.fromEntries((['analyte', 'value', 'flag', 'range'] as const).map((name) => [name, messages.say(`bloodTest.columns.${name}`)])),
  gauge: '',
});

export const buildConsultationView = (sources: DocumentSources, messages: DocumentMessages = getMessages('consultation-document', 'en')): ConsultationView => {
  const { consultation, patient, clinic } = sources;
  const calendar = new Calendar(messages.locale, clinic.timeZone);
  const tests = listShownTests(sources);
  const critical = listCriticalLines(tests, messages, calendar);
  return {
    language: messages.language,
    title: messages.say('title'),
    date: toDateParts(calendar.toCalendarDay(consultation.signedAt ?? consultation.updatedAt)),
    clinic: buildLetterhead(clinic, messages.language),
    subtitle: calendar.formatDay(consultation.startedAt),
    running: [patient.name, patient.recordNumber, `${messages.say('title')}, ${calendar.formatDay(consultation.startedAt)}`],
    words: getPageTexts(messages.language),
    headings: Object.fromEntries(headings.map((name) => [name, messages.say(`heading.${name}`)])),
    watermark: messages.find(`watermark.${consultation.status}`),
    notice: findNotice(consultation, messages),
    patient: listPatientFacts(sources, messages, calendar),
    visit: listVisitFacts(sources, messages, calendar),
    critical: critical.length > 0 ? { heading: messages.say('heading.critical'), items: critical } : null,
    reason: consultation.reason,
    history: buildHistoryView(consultation.medicalHistory, patient.sexAtBirth, messages, calendar),
    vitalSigns: buildVitalSignsView(consultation, messages, calendar),
    bloodTests:
      tests.length > 0
        ? {
            columns: buildColumnLabels(messages),
            explanation: messages.say('bloodTest.explanation'),
            tests: tests.map((test) => buildBloodTestView(test, messages, calendar)),
          }
        : null,
    trichoanalyses: consultation.trichoanalyses.map((trichoanalysis) => buildTrichoanalysisView(trichoanalysis, messages, calendar)),
    scales: sources.scales.map((scale) => buildScaleView(scale, messages, calendar)),
    assessment: buildAssessmentView(consultation, messages, calendar),
    recommendation: buildRecommendationView(consultation, messages),
    absent: describeAbsentParts(consultation, messages, calendar),
    signature: buildSignatureView(sources, messages, calendar),
    versions: buildVersionViews(sources, messages, calendar),
    closing: [
      ...(messages.language === 'en' ? [] : [messages.say('asWritten')]),
      messages.say('timeZone', { zone: clinic.timeZone.replaceAll('_', ' ') }),
      consultation.versionNumber === null
        ? messages.say('version', { version: consultation.version })
        : messages.say('signedVersion', { version: consultation.versionNumber }),
    ],
  };
};
