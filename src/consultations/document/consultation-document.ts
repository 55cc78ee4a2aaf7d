/** A consultation as a document: everything that it says, in words, for the template to set. Pure. */
import { letterheadOf, type ClinicOnPaper } from '../../clinic/index.js';
import { ageOn } from '../../kernel/day.js';
import { toResponse } from '../consultation.response.js';
import type { ConsultationRecord } from '../domain/consultation-record.js';
import { conditionEntry, historyView } from './history-view.js';
import { Calendar, withUnit } from './print.js';
import { bloodTestView, criticalLines, type ShownTest } from './results-view.js';
import { scaleView, type ShownScale } from './scales-view.js';
import { trichoanalysisView } from './trichoanalysis-view.js';
import type { ConsultationView, Fact, SignatureView, VersionView } from './view.js';
import { english, inWords, type Wording } from './wording.js';

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

/** A person of the staff, as far as the document names them. */
export interface DocumentPerson {
  name: string;
  role: string;
  registrationNumber: string | null;
}

/** A signed version, as far as the document tells of it. */
export interface DocumentVersion {
  number: number;
  signedAt: string;
  /** Why it was amended; null for the first. */
  reason: string | null;
  /** Null for somebody whom the clinic does not know any more. */
  signer: DocumentPerson | null;
  /** From whom the signer took over, and why. */
  takenOver: { from: DocumentPerson | null; reason: string } | null;
}

export interface DocumentSources {
  consultation: ConsultationRecord;
  /** Those that were recorded in the consultation and stand. */
  scales: readonly ShownScale[];
  /** Every signed version, the first first. */
  versions: readonly DocumentVersion[];
  patient: DocumentPatient;
  clinic: DocumentClinic;
  /** Who signed; null for a draft, and for somebody whom the clinic does not know any more. */
  signer: DocumentPerson | null;
  /** Who began the record; null where it came from another system. */
  recorder: DocumentPerson | null;
}

const HASH_DIGITS = 16;
const HASH_GROUP = 4;

const patientFacts = ({ patient, consultation }: DocumentSources, words: Wording, calendar: Calendar): Fact[] => {
  const { birthDate, gender } = patient;
  const age = ageOn(birthDate, calendar.dayOf(consultation.startedAt));
  const born = birthDate === null ? words.patient.notKnown : calendar.date(birthDate);
  return [
    { label: words.patient.name, value: patient.name, strong: true },
    { label: words.patient.birthDate, value: age ? `${born} (${words.age(age.min, age.max)})` : born },
    { label: words.patient.sexAtBirth, value: inWords(words.sexes, patient.sexAtBirth) },
    ...(gender === null ? [] : [{ label: words.patient.gender, value: gender }]),
  ];
};

const visitFacts = ({ patient, consultation, recorder }: DocumentSources, words: Wording, calendar: Calendar): Fact[] => [
  { label: words.visit.date, value: calendar.time(consultation.startedAt) },
  { label: words.patient.recordNumber, value: patient.recordNumber },
  ...(recorder ? [{ label: words.visit.recordedBy, value: recorder.name }] : []),
];

const vitalSignsView = ({ vitalSigns }: ConsultationRecord, words: Wording, calendar: Calendar): ConsultationView['vitalSigns'] => {
  if (!vitalSigns) return null;
  const { bloodPressure, heartRate, bodyWeight, bodyHeight, measuredAt } = vitalSigns;
  const said = words.vitalSigns;
  return {
    facts: [
      ...(bloodPressure ? [{ label: said.bloodPressure, value: withUnit(`${bloodPressure.systolic}/${bloodPressure.diastolic}`, 'mm[Hg]') }] : []),
      ...(typeof heartRate === 'number' ? [{ label: said.heartRate, value: `${heartRate} ${said.perMinute}` }] : []),
      ...(bodyWeight ? [{ label: said.bodyWeight, value: withUnit(String(bodyWeight.value), bodyWeight.unit) }] : []),
      ...(bodyHeight ? [{ label: said.bodyHeight, value: withUnit(String(bodyHeight.value), bodyHeight.unit) }] : []),
    ],
    note: `${said.measured} ${calendar.time(measuredAt)}`,
  };
};

const assessmentView = ({ assessment }: ConsultationRecord, words: Wording, calendar: Calendar): ConsultationView['assessment'] => {
  const entries = (assessment?.diagnoses ?? [])
    .filter(({ verificationStatus }) => verificationStatus !== 'entered-in-error')
    .map((diagnosis) => conditionEntry(diagnosis, words, calendar));
  const note = assessment?.note ?? null;
  return entries.length > 0 || note !== null ? { entries, note } : null;
};

const recommendationView = ({ recommendation }: ConsultationRecord, words: Wording): ConsultationView['recommendation'] => {
  if (!recommendation?.treatment && !recommendation?.note) return null;
  const { treatment, note } = recommendation;
  return { facts: treatment ? [{ label: words.recommendation.treatment, value: inWords(words.values.treatment!, treatment) }] : [], note: note ?? null };
};

const grouped = (hash: string): string => (hash.slice(0, HASH_DIGITS).match(new RegExp(`.{1,${HASH_GROUP}}`, 'g')) ?? []).join(' ');

const nameOf = (person: DocumentPerson | null, words: Wording): string => person?.name ?? words.signature.unknownSigner;

/** One version that nobody took over is told by the signature alone. */
const versionViews = ({ versions }: DocumentSources, words: Wording, calendar: Calendar): VersionView[] => {
  if (versions.length < 2 && versions.every(({ takenOver }) => takenOver === null)) return [];
  const said = words.versions;
  return versions.map(({ number, signedAt, reason, signer, takenOver }) => ({
    title: said.title(number),
    details: [
      said.signed(nameOf(signer, words), calendar.time(signedAt)),
      ...(takenOver ? [said.takenOver(nameOf(takenOver.from, words), takenOver.reason)] : []),
      ...(reason === null ? [] : [said.reason(reason)]),
    ],
  }));
};

/** What the document begins with where it is more, or less, than a signed record. */
const noticeOf = ({ status, versionNumber, enteredInError }: ConsultationRecord, words: Wording): string | null => {
  const notice = words.marks[status]?.notice.replace('{version}', String(versionNumber));
  if (notice === undefined) return null;
  return enteredInError ? `${notice} ${words.errorReason(enteredInError.reason)}` : notice;
};

const signatureView = ({ consultation, signer }: DocumentSources, words: Wording, calendar: Calendar): SignatureView => {
  const { signedAt, contentHash } = consultation;
  const said = words.signature;
  if (signedAt === null) return { signed: false, title: said.unsigned, facts: [], note: null };
  const name = signer ? `${signer.name}, ${inWords(words.values.role!, signer.role)}` : said.unknownSigner;
  return {
    signed: true,
    title: said.signed,
    facts: [
      { label: said.by, value: name },
      ...(signer?.registrationNumber ? [{ label: said.registration, value: signer.registrationNumber }] : []),
      { label: said.at, value: calendar.time(signedAt) },
      ...(contentHash === null ? [] : [{ label: said.hash, value: grouped(contentHash) }]),
    ],
    note: contentHash === null ? null : said.hashNote,
  };
};

const dateParts = (day: string): ConsultationView['date'] => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return { year, month, day: date };
};

const absentParts = (consultation: ConsultationRecord, words: Wording, calendar: Calendar): string | null => {
  const { reason, vitalSigns, bloodTests, trichoanalyses } = consultation;
  const { headings } = words;
  const absent = [
    ...(reason ? [] : [headings.reason]),
    ...(vitalSigns ? [] : [headings.vitalSigns]),
    ...(bloodTests.length > 0 ? [] : [headings.bloodTests]),
    ...(trichoanalyses.length > 0 ? [] : [headings.trichoanalysis]),
    ...(assessmentView(consultation, words, calendar) ? [] : [headings.assessment]),
    ...(recommendationView(consultation, words) ? [] : [headings.recommendation]),
  ];
  return absent.length > 0 ? words.absent(absent.map((heading) => heading.charAt(0).toLocaleLowerCase(words.locale) + heading.slice(1)).join(', ')) : null;
};

/** As the consultation is answered: what is signed as it was signed. */
const shownTests = ({ consultation, clinic }: DocumentSources): ShownTest[] => {
  const { bloodTests, changedReadings } = toResponse(consultation, clinic.timeZone);
  const changed = new Map(changedReadings.map(({ pointer, now }) => [pointer, now]));
  return bloodTests.map((test, at) => ({
    test,
    results: test.results.map((result, index) => ({ result, now: changed.get(`/bloodTests/${at}/results/${index}`) ?? result })),
  }));
};

export const consultationDocument = (sources: DocumentSources, words: Wording = english): ConsultationView => {
  const { consultation, patient, clinic } = sources;
  const calendar = new Calendar(words.locale, clinic.timeZone);
  const mark = words.marks[consultation.status];
  const tests = shownTests(sources);
  const critical = criticalLines(tests, words, calendar);
  const { columns, explanation } = words.bloodTest;
  return {
    language: words.language,
    title: words.title,
    date: dateParts(calendar.dayOf(consultation.signedAt ?? consultation.updatedAt)),
    clinic: letterheadOf(clinic, words.language),
    subtitle: calendar.day(consultation.startedAt),
    running: [patient.name, patient.recordNumber, `${words.title}, ${calendar.day(consultation.startedAt)}`],
    words: { page: words.page, unshown: words.unshown },
    headings: words.headings,
    watermark: mark?.watermark ?? null,
    notice: noticeOf(consultation, words),
    patient: patientFacts(sources, words, calendar),
    visit: visitFacts(sources, words, calendar),
    critical: critical.length > 0 ? { heading: words.headings.critical, items: critical } : null,
    reason: consultation.reason,
    history: historyView(consultation.medicalHistory, patient.sexAtBirth, words, calendar),
    vitalSigns: vitalSignsView(consultation, words, calendar),
    bloodTests: tests.length > 0 ? { columns, explanation, tests: tests.map((one) => bloodTestView(one, words, calendar)) } : null,
    trichoanalyses: consultation.trichoanalyses.map((one) => trichoanalysisView(one, words, calendar)),
    scales: sources.scales.map((one) => scaleView(one, words, calendar)),
    assessment: assessmentView(consultation, words, calendar),
    recommendation: recommendationView(consultation, words),
    absent: absentParts(consultation, words, calendar),
    signature: signatureView(sources, words, calendar),
    versions: versionViews(sources, words, calendar),
    closing: [
      ...(words.asWritten === null ? [] : [words.asWritten]),
      words.timeZone(clinic.timeZone),
      consultation.versionNumber === null ? words.version(consultation.version) : words.signedVersion(consultation.versionNumber),
    ],
  };
};
