/** A plan as a document: what is said of it to the patient. Pure. */
import { dayInWords, type Language, type PlanCareResponse } from '../care/index.js';
import { letterheadOf, type ClinicOnPaper } from '../clinic/index.js';
import type { SectionKind } from '../contraindications/index.js';
import type { EstimateResponse } from '../estimates/index.js';
import { dayOf, type Day } from '../kernel/day.js';
import { languageName, writtenLanguage } from '../kernel/written-language.js';
import type { ConsentResponse } from '../patients/index.js';
import type { DocumentRow, RecordDocument, RecordSection } from '../platform/documents/index.js';
import type { FollowUps, TreatmentPlanResponse, TreatmentSessionResponse } from '../treatments/index.js';
import { estimateSection } from './estimate-section.js';
import type { MessageKey } from './messages.js';
import { phrasesIn, type Phrases } from './phrases.js';

interface Explained {
  outcome: 'contraindicated' | 'needs-data' | 'caution' | 'clear';
  summary: string;
  sections: readonly { kind: SectionKind; heading: string; items: readonly { title: string | null; paragraphs: readonly string[] }[] }[];
}

/** What the document is made of; a part that the reader may not see is undefined, one that does not exist is null. */
export interface PlanDocumentParts {
  plan: TreatmentPlanResponse;
  sessions: readonly TreatmentSessionResponse[];
  care: readonly PlanCareResponse[];
  estimate: EstimateResponse | null | undefined;
  explanation: Explained | undefined;
  consent: ConsentResponse | null | undefined;
  patient: { names: readonly { text?: string | null }[]; medicalRecordNumber: string };
  clinic: ClinicOnPaper & { timeZone: string };
  /** When the patient comes back after the sessions; null where nothing fades. */
  followUps: FollowUps | null;
  language: Language;
  today: Day;
}

interface Scene extends PlanDocumentParts {
  phrases: Phrases;
  day: (day: Day) => string;
  dayOfInstant: (instant: string) => string;
}

const row = (label: string, value: string | null | undefined): DocumentRow[] => (value === null || value === undefined ? [] : [{ label, value }]);

/** What somebody wrote stands as it was written; where that is another language than the document's, it says so. */
const written = ({ phrases, language }: Scene, label: string, text: string | null | undefined): DocumentRow[] => {
  if (text === null || text === undefined) return [];
  const spoken = writtenLanguage(text);
  const other = spoken !== null && spoken !== language;
  return [{ label, value: text, ...(other && { aside: phrases.say('written', { language: languageName(spoken, language) }) }) }];
};

const planSection = (scene: Scene): RecordSection => ({
  heading: scene.phrases.say('plan'),
  rows: planRows(scene),
});

const planRows = (scene: Scene): DocumentRow[] => {
  const { plan, phrases, dayOfInstant } = scene;
  const codes = (plan.indications ?? []).map((code) => phrases.indication(code)).join('; ');
  return [
    ...row(phrases.say('status'), phrases.say(`status.${plan.status}`)),
    ...row(phrases.say('reason'), codes || null),
    ...written(scene, codes ? phrases.say('reason.written') : phrases.say('reason'), plan.indication),
    ...written(scene, phrases.say('goals'), plan.goals),
    ...written(scene, phrases.say('results'), plan.expectations?.results),
    ...written(scene, phrases.say('limits'), plan.expectations?.limits),
    ...row(phrases.say('told'), plan.expectations?.toldAt && dayOfInstant(plan.expectations.toldAt)),
    ...row(phrases.say('trimming'), plan.hairTrimming && phrases.trimming(plan.hairTrimming.agreed, plan.hairTrimming.reason)),
  ];
};

const areasSection = ({ plan: { areas, totalArea }, phrases }: Scene): RecordSection => ({
  heading: phrases.say('areas'),
  ...(areas && areas.length > 0
    ? {
        rows: [
          ...areas.map(({ zone, size }) => ({ label: phrases.zone(zone), value: size ? phrases.size(size.value, size.unit) : phrases.say('areas.unstated') })),
          ...(totalArea && areas.length > 1
            ? row(
                phrases.say('areas.total'),
                phrases.say(totalArea.estimated ? 'areas.about' : 'areas.exactly', { size: phrases.size(totalArea.value, totalArea.unit) }),
              )
            : []),
        ],
      }
    : { empty: phrases.say('areas.none') }),
});

/** Nothing is to come on a day that has passed, and of a plan on hold nobody knows when it comes. */
const sessionState = ({ plan, today }: Scene, { status, scheduledOn }: TreatmentSessionResponse): MessageKey => {
  if (status !== 'scheduled') return `session.${status}`;
  if (scheduledOn < today) return 'session.passed';
  return plan.status === 'on-hold' ? 'session.paused' : 'session.scheduled';
};

const sessionsSection = (scene: Scene): RecordSection => {
  const {
    plan: { series },
    sessions,
    phrases,
    day,
  } = scene;
  return {
    heading: phrases.say('sessions'),
    ...(sessions.length === 0
      ? { empty: phrases.say('sessions.none', { count: series.sessions, days: series.intervalDays, day: day(series.startOn) }) }
      : {
          table: {
            columns: [phrases.say('sessions.number'), phrases.say('sessions.day'), phrases.say('sessions.status')],
            widths: [1, 4, 3],
            rows: sessions.map((session) => [String(session.number), day(session.scheduledOn), phrases.say(sessionState(scene, session))]),
          },
        }),
  };
};

/** After the last sitting of micropigmentation there is something to come back for. */
const followUpSections = ({ followUps, phrases, day }: Scene): RecordSection[] =>
  followUps === null
    ? []
    : [
        {
          heading: phrases.say('follow-ups'),
          rows: [
            ...row(phrases.say('touch-up'), followUps.touchUpOn && phrases.say('touch-up.from', { day: day(followUps.touchUpOn) })),
            ...row(phrases.say('fading-review'), phrases.say('fading-review.on', { day: day(followUps.fadingReviewOn) })),
          ],
        },
      ];

const careSections = ({ care, sessions, plan, phrases, day }: Scene): RecordSection[] => {
  if (care.length === 0) return sessions.length === 0 && plan.status !== 'cancelled' ? [{ heading: phrases.say('care'), empty: phrases.say('care.none') }] : [];
  return care
    .filter(({ instructions }) => instructions.length > 0)
    .map(({ sessionNumber, scheduledOn, instructions }) => ({
      heading: phrases.say(`care.${instructions[0]!.phase}`, { number: sessionNumber, day: day(scheduledOn) }),
      items: instructions.map(({ text }) => text),
    }));
};

/** What a patient should know of a check; what it tells the staff to do is left out. */
const told: readonly SectionKind[] = ['contraindicated', 'needs-data', 'caution', 'overridden', 'contradictions'];

const checkSections = ({ explanation, phrases }: Scene): RecordSection[] => {
  if (!explanation) return [];
  const sections = explanation.sections.filter(({ kind }) => told.includes(kind));
  return [
    { heading: phrases.say('check'), paragraphs: [explanation.summary] },
    ...sections.map(({ heading, items }) => ({
      heading,
      level: 2 as const,
      items: items.map(({ title, paragraphs }) => `${title === null ? '' : `${title}: `}${paragraphs.join(' ')}`),
    })),
  ];
};

const consentSection = ({ consent, phrases, dayOfInstant, language }: Scene): RecordSection[] => {
  if (consent === undefined) return [];
  const heading = phrases.say('consent');
  if (consent === null) return [{ heading, empty: phrases.say('consent.none') }];
  const { signatory, signedAt, documentVersion, language: signedIn, witness, text, withdrawnAt, document } = consent;
  const spoken = languageName(signedIn, language);
  return [
    {
      heading,
      rows: [
        ...row(phrases.say('consent.signed'), phrases.signatory(signatory)),
        ...row(phrases.say('consent.on'), dayOfInstant(signedAt)),
        ...row(phrases.say('consent.version'), documentVersion),
        ...row(phrases.say('consent.language'), spoken),
        ...row(phrases.say('consent.witness'), witness?.name),
        ...row(phrases.say('consent.withdrawn'), withdrawnAt && dayOfInstant(withdrawnAt)),
      ],
    },
    text
      ? { heading: phrases.say('consent.text', { language: spoken }), level: 2, paragraphs: [text] }
      : { heading: phrases.say('consent.text', { language: spoken }), level: 2, empty: phrases.say(document ? 'consent.on-paper' : 'consent.no-text') },
  ];
};

/** A plan that the patient has not agreed to yet, or that is over, says so before anything else. */
const noticeOf = ({ plan: { status, transitions }, phrases, dayOfInstant }: Scene): { notice?: string } => {
  const last = transitions.at(-1);
  if (status === 'draft' || status === 'proposed') return { notice: phrases.say(`notice.${status}`) };
  if (last && (status === 'cancelled' || status === 'on-hold')) return { notice: phrases.say(`notice.${status}`, { day: dayOfInstant(last.occurredAt) }) };
  return {};
};

/** Whose plan it is, who answers for it, and what comes next. */
const panelOf = ({ plan, patient, care, phrases, day }: Scene, name: string): NonNullable<RecordDocument['panel']> => ({
  left: [{ label: phrases.say('patient'), value: name, strong: true }, ...row(phrases.say('record-number'), patient.medicalRecordNumber)],
  right: [
    ...row(phrases.say('treatment'), phrases.treatment(plan.treatment)),
    ...row(phrases.say('dermatologist'), care[0]?.dermatologist?.name),
    ...(care[0]?.next ? [{ label: phrases.say('next'), value: day(care[0].next.scheduledOn), strong: true }] : []),
  ],
});

/** The plan, part by part, in the patient's language; free text stands as it was written. */
export const planDocument = (parts: PlanDocumentParts): RecordDocument => {
  const { language, patient, clinic, today, plan, estimate } = parts;
  const phrases = phrasesIn(language);
  const day = (one: Day): string => dayInWords(one, language);
  const scene: Scene = { ...parts, phrases, day, dayOfInstant: (instant) => day(dayOf(new Date(instant), clinic.timeZone)) };
  const name = patient.names[0]?.text ?? patient.medicalRecordNumber;
  return {
    title: phrases.say('title'),
    subtitle: phrases.treatment(plan.treatment),
    language,
    clinic: letterheadOf(clinic, language),
    date: today,
    running: [name, patient.medicalRecordNumber],
    closing: [phrases.say('closing', { day: day(today) })],
    ...(plan.status === 'draft' && { watermark: phrases.say('draft') }),
    ...noticeOf(scene),
    panel: panelOf(scene, name),
    sections: [
      planSection(scene),
      areasSection(scene),
      sessionsSection(scene),
      ...followUpSections(scene),
      ...careSections(scene),
      ...(estimate === undefined ? [] : [estimateSection(estimate, { phrases, country: clinic.country, day, dayOfInstant: scene.dayOfInstant })]),
      ...checkSections(scene),
      ...consentSection(scene),
    ],
  };
};
