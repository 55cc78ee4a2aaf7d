/** Makes the document of a plan for the patient. Pure. */
import { describeDay, type PlanCareResponse } from '../care/index.js';
import { buildLetterhead, type ClinicOnPaper } from '../clinic/index.js';
import type { SectionKind } from '../contraindications/index.js';
import type { EstimateResponse } from '../estimates/index.js';
import { toCalendarDay, type Day } from '../kernel/day.js';
import type { Language } from '../kernel/language.js';
import { describeLanguage, findWrittenLanguage } from '../kernel/written-language.js';
import { getMessages, type MessageKey, type Messages } from '../messages/index.js';
import type { ConsentResponse } from '../patients/index.js';
import type { DocumentRow, RecordDocument, RecordSection } from '../platform/documents/index.js';
import type { FollowUps, TreatmentPlanResponse, TreatmentSessionResponse } from '../treatments/index.js';
import { buildEstimateSection } from './estimate-section.js';
import { formatSize } from './figures.js';

interface Explained {
  outcome: 'contraindicated' | 'needs-data' | 'caution' | 'clear';
  summary: string;
  sections: readonly { kind: SectionKind; heading: string; items: readonly { title: string | null; paragraphs: readonly string[] }[] }[];
}

/** The parts of the document. A part that the reader may not see is undefined; a part that does not exist is null. */
export interface PlanDocumentParts {
  plan: TreatmentPlanResponse;
  sessions: readonly TreatmentSessionResponse[];
  care: readonly PlanCareResponse[];
  estimate: EstimateResponse | null | undefined;
  explanation: Explained | undefined;
  consent: ConsentResponse | null | undefined;
  patient: { names: readonly { text?: string | null }[]; medicalRecordNumber: string };
  clinic: ClinicOnPaper & { timeZone: string };
  /** The follow-up days after the sessions; null for mesotherapy, where nothing fades. */
  followUps: FollowUps | null;
  language: Language;
  today: Day;
}

interface Scene extends PlanDocumentParts {
  messages: Messages<'plan-document'>;
  places: Messages<'treatments'>;
  day: (day: Day) => string;
  dayOfInstant: (instant: string) => string;
}

const buildRowIfPresent = (label: string, value: string | null | undefined): DocumentRow[] => (value === null || value === undefined ? [] : [{ label, value }]);

/** Makes a row of free text, exactly as it was written. Where its language is not that of the document, the row names it. */
const buildWrittenRow = ({ messages, language }: Scene, label: string, text: string | null | undefined): DocumentRow[] => {
  if (text === null || text === undefined) return [];
  const spoken = findWrittenLanguage(text);
  const other = spoken !== null && spoken !== language;
  return [{ label, value: text, ...(other && { aside: messages.say('written', { language: describeLanguage(spoken, language) }) }) }];
};

const buildPlanSection = (scene: Scene): RecordSection => ({
  heading: scene.messages.say('plan'),
  rows: buildPlanRows(scene),
});

const buildPlanRows = (scene: Scene): DocumentRow[] => {
  const { plan, messages, places, dayOfInstant } = scene;
  const codes = (plan.indications ?? []).map((code) => places.find(`indication.${code}`) ?? code).join('; ');
  return [
    ...buildRowIfPresent(messages.say('status'), messages.say(`status.${plan.status}`)),
    ...buildRowIfPresent(messages.say('reason'), codes || null),
    ...buildWrittenRow(scene, codes ? messages.say('reason.written') : messages.say('reason'), plan.indication),
    ...buildWrittenRow(scene, messages.say('goals'), plan.goals),
    ...buildWrittenRow(scene, messages.say('results'), plan.expectations?.results),
    ...buildWrittenRow(scene, messages.say('limits'), plan.expectations?.limits),
    ...buildRowIfPresent(messages.say('told'), plan.expectations?.toldAt && dayOfInstant(plan.expectations.toldAt)),
    ...buildRowIfPresent(
      messages.say('trimming'),
      plan.hairTrimming && messages.say(`trimming.${plan.hairTrimming.agreed}`, { reason: plan.hairTrimming.reason ?? 'none' }),
    ),
  ];
};

const buildAreasSection = ({ plan: { areas, totalArea }, messages, places, language }: Scene): RecordSection => ({
  heading: messages.say('areas'),
  ...(areas && areas.length > 0
    ? {
        rows: [
          ...areas.map(({ zone, size }) => ({
            label: places.say(`zone.${zone}`),
            value: size ? formatSize(size.value, size.unit, language) : messages.say('areas.unstated'),
          })),
          ...(totalArea && areas.length > 1
            ? buildRowIfPresent(
                messages.say('areas.total'),
                messages.say(totalArea.estimated ? 'areas.about' : 'areas.exactly', { size: formatSize(totalArea.value, totalArea.unit, language) }),
              )
            : []),
        ],
      }
    : { empty: messages.say('areas.none') }),
});

type SessionState = Extract<MessageKey<'plan-document'>, `session.${string}`>;

/** Finds the state of a session for the document. A scheduled session is shown as passed once its day has passed, and as paused while the plan is on hold. */
const deriveSessionState = ({ plan, today }: Scene, { status, scheduledOn }: TreatmentSessionResponse): SessionState => {
  if (status !== 'scheduled') return `session.${status}`;
  if (scheduledOn < today) return 'session.passed';
  return plan.status === 'on-hold' ? 'session.paused' : 'session.scheduled';
};

const buildSessionsSection = (scene: Scene): RecordSection => {
  const {
    plan: { series },
    sessions,
    messages,
    day,
  } = scene;
  return {
    heading: messages.say('sessions'),
    ...(sessions.length === 0
      ? { empty: messages.say('sessions.none', { count: series.sessions, days: series.intervalDays, day: day(series.startOn) }) }
      : {
          table: {
            columns: [messages.say('sessions.number'), messages.say('sessions.day'), messages.say('sessions.status')],
            widths: [1, 4, 3],
            rows: sessions.map((session) => [String(session.number), day(session.scheduledOn), messages.say(deriveSessionState(scene, session))]),
          },
        }),
  };
};

/** Makes the section on follow-up days after the last sitting of micropigmentation. */
const buildFollowUpSections = ({ followUps, messages, day }: Scene): RecordSection[] =>
  followUps === null
    ? []
    : [
        {
          heading: messages.say('follow-ups'),
          rows: [
            ...buildRowIfPresent(messages.say('touch-up'), followUps.touchUpOn && messages.say('touch-up.from', { day: day(followUps.touchUpOn) })),
            ...buildRowIfPresent(messages.say('fading-review'), messages.say('fading-review.on', { day: day(followUps.fadingReviewOn) })),
          ],
        },
      ];

const buildCareSections = ({ care, sessions, plan, messages, day }: Scene): RecordSection[] => {
  if (care.length === 0)
    return sessions.length === 0 && plan.status !== 'cancelled' ? [{ heading: messages.say('care'), empty: messages.say('care.none') }] : [];
  return care
    .filter(({ instructions }) => instructions.length > 0)
    .map(({ sessionNumber, scheduledOn, instructions }) => ({
      heading: messages.say(`care.${instructions[0]!.phase}`, { number: sessionNumber, day: day(scheduledOn) }),
      items: instructions.map(({ text }) => text),
    }));
};

/** The sections of a check that the document contains: those for the patient, without instructions to the staff. */
const told: readonly SectionKind[] = ['contraindicated', 'needs-data', 'caution', 'overridden', 'contradictions'];

const buildCheckSections = ({ explanation, messages }: Scene): RecordSection[] => {
  if (!explanation) return [];
  const sections = explanation.sections.filter(({ kind }) => told.includes(kind));
  return [
    { heading: messages.say('check'), paragraphs: [explanation.summary] },
    ...sections.map(({ heading, items }) => ({
      heading,
      level: 2 as const,
      items: items.map(({ title, paragraphs }) => `${title === null ? '' : `${title}: `}${paragraphs.join(' ')}`),
    })),
  ];
};

const buildConsentSection = ({ consent, messages, dayOfInstant, language }: Scene): RecordSection[] => {
  if (consent === undefined) return [];
  const heading = messages.say('consent');
  if (consent === null) return [{ heading, empty: messages.say('consent.none') }];
  const { signatory, signedAt, documentVersion, language: signedIn, witness, text, withdrawnAt, document } = consent;
  const spoken = describeLanguage(signedIn, language);
  return [
    {
      heading,
      rows: [
        ...buildRowIfPresent(messages.say('consent.signed'), messages.say('consent.signatory', { name: signatory.name, relationship: signatory.relationship })),
        ...buildRowIfPresent(messages.say('consent.on'), dayOfInstant(signedAt)),
        ...buildRowIfPresent(messages.say('consent.version'), documentVersion),
        ...buildRowIfPresent(messages.say('consent.language'), spoken),
        ...buildRowIfPresent(messages.say('consent.witness'), witness?.name),
        ...buildRowIfPresent(messages.say('consent.withdrawn'), withdrawnAt && dayOfInstant(withdrawnAt)),
      ],
    },
    text
      ? { heading: messages.say('consent.text', { language: spoken }), level: 2, paragraphs: [text] }
      : { heading: messages.say('consent.text', { language: spoken }), level: 2, empty: messages.say(document ? 'consent.on-paper' : 'consent.no-text') },
  ];
};

/** Makes the notice at the top of the document of a plan that is a draft, proposed, on hold or cancelled. */
const createNotice = ({ plan: { status, transitions }, messages, dayOfInstant }: Scene): { notice?: string } => {
  const last = transitions.at(-1);
  if (status === 'draft' || status === 'proposed') return { notice: messages.say(`notice.${status}`) };
  if (last && (status === 'cancelled' || status === 'on-hold')) return { notice: messages.say(`notice.${status}`, { day: dayOfInstant(last.occurredAt) }) };
  return {};
};

/** Makes the panel with the patient, the responsible dermatologist and what comes next. */
const buildPanel = ({ plan, patient, care, messages, day }: Scene, name: string): NonNullable<RecordDocument['panel']> => ({
  left: [{ label: messages.say('patient'), value: name, strong: true }, ...buildRowIfPresent(messages.say('record-number'), patient.medicalRecordNumber)],
  right: [
    { label: messages.say('plan-number'), value: plan.planNumber },
    ...buildRowIfPresent(messages.say('treatment'), messages.say(`treatment.${plan.treatment}`)),
    ...buildRowIfPresent(messages.say('dermatologist'), care[0]?.dermatologist?.name),
    ...(care[0]?.next ? [{ label: messages.say('next'), value: day(care[0].next.scheduledOn), strong: true }] : []),
  ],
});

/** Makes the document of a plan in the patient's language; free text is printed exactly as it was written. */
export const buildPlanDocument = (parts: PlanDocumentParts): RecordDocument => {
  const { language, patient, clinic, today, plan, estimate } = parts;
  const messages = getMessages('plan-document', language);
  const day = (date: Day): string => describeDay(date, language);
  const places = getMessages('treatments', language);
  const scene: Scene = { ...parts, messages, places, day, dayOfInstant: (instant) => day(toCalendarDay(new Date(instant), clinic.timeZone)) };
  const name = patient.names[0]?.text ?? patient.medicalRecordNumber;
  return {
    title: messages.say('title'),
    subtitle: messages.say(`treatment.${plan.treatment}`),
    language,
    clinic: buildLetterhead(clinic, language),
    date: today,
    running: [name, patient.medicalRecordNumber],
    closing: [messages.say('closing', { day: day(today) })],
    ...(plan.status === 'draft' && { watermark: messages.say('draft') }),
    ...createNotice(scene),
    panel: buildPanel(scene, name),
    sections: [
      buildPlanSection(scene),
      buildAreasSection(scene),
      buildSessionsSection(scene),
      ...buildFollowUpSections(scene),
      ...buildCareSections(scene),
      ...(estimate === undefined ? [] : [buildEstimateSection(estimate, { messages, country: clinic.country, day, dayOfInstant: scene.dayOfInstant })]),
      ...buildCheckSections(scene),
      ...buildConsentSection(scene),
    ],
  };
};
