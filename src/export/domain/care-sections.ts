/** What was decided and done: checks, plans with their sessions, and everything that happened in its order. */
import type { RecordSection } from '../../platform/documents/index.js';
import { tableSection } from './person-sections.js';
import { inWords, type Printer } from './printer.js';
import type { ExportedCheck, ExportedPlan, ExportedRecord } from './record.js';

/** What stood in the way, and what a dermatologist decided about it. */
const findingsOf = ({ findings, overrides }: ExportedCheck, printer: Printer): string => {
  const stated = findings.filter(({ outcome }) => outcome !== 'clear').map(({ title, outcome }) => `${title} (${inWords(outcome).toLowerCase()})`);
  const decided = overrides.map(
    ({ ruleId, reason, weighed, discussedWithPatient, overriddenBy, createdAt }) =>
      `Overridden: ${ruleId}, by ${printer.who(overriddenBy)} on ${printer.day(createdAt)}: ${reason}` +
      `${weighed === null ? '' : ` Weighed: ${weighed}`} (${discussedWithPatient === 'yes' ? 'discussed with the patient' : 'whether it was discussed with the patient is not stated'})`,
  );
  return [...stated, ...decided].join('\n');
};

export const checksSection = ({ contraindicationChecks }: ExportedRecord, printer: Printer): RecordSection =>
  tableSection(
    'Contraindication checks',
    ['Made', 'For', 'Outcome', 'Findings'],
    contraindicationChecks.map((check) => [
      printer.time(check.evaluatedAt),
      `${inWords(check.treatment)}, ${printer.date(check.plannedOn)}`,
      inWords(check.effectiveOutcome),
      findingsOf(check, printer),
    ]),
    [2, 2, 2, 5],
  );

/** What nobody could read, and what a dermatologist said of it; none where nothing was. */
export const dismissalSections = ({ dismissals }: ExportedRecord, printer: Printer): RecordSection[] =>
  dismissals.length === 0
    ? []
    : [
        tableSection(
          'Said not to matter',
          ['Said', 'What', 'For', 'Why'],
          dismissals.map(({ dismissedAt, item, treatment, reason, dismissedBy, revokedAt, revokedBy, revokedReason }) => [
            printer.time(dismissedAt),
            item.about,
            inWords(treatment),
            [
              `${printer.who(dismissedBy)}: ${reason}`,
              ...(revokedAt === null ? [] : [`Taken back by ${printer.who(revokedBy)} on ${printer.day(revokedAt)}: ${revokedReason}`]),
            ].join('\n'),
          ]),
          [2, 3, 2, 5],
        ),
      ];

const ratingsSection = ({ ratings }: ExportedPlan, printer: Printer): RecordSection =>
  tableSection(
    'Ratings',
    ['When', 'What', 'Score', 'By', 'Note'],
    ratings.map(({ ratedAt, kind, score, meaning, assessor, note, enteredInError }) => [
      printer.time(ratedAt),
      inWords(kind),
      [score, meaning].filter((part) => part !== null).join(', '),
      inWords(assessor),
      [enteredInError && `Entered in error: ${enteredInError.reason}`, note].filter(Boolean).join('. '),
    ]),
    [3, 2, 3, 2, 6],
    2,
  );

const planSections = (plan: ExportedPlan, printer: Printer): RecordSection[] => [
  {
    heading: `${inWords(plan.treatment)}, made ${printer.day(plan.createdAt)}`,
    level: 2,
    rows: [
      { label: 'Status', value: inWords(plan.status) },
      ...(plan.indication ? [{ label: 'Indication', value: plan.indication }] : []),
      ...(plan.goals ? [{ label: 'Goals', value: plan.goals }] : []),
      ...(plan.areas?.length ? [{ label: 'Areas', value: printer.says(plan.areas) }] : []),
      { label: 'Series', value: printer.says(plan.series) },
      ...plan.transitions.map(({ to, reason, actorId, occurredAt }) => ({
        label: inWords(to),
        value: [printer.time(occurredAt), printer.who(actorId), reason].filter(Boolean).join(', '),
      })),
    ],
  },
  tableSection(
    'Sessions',
    ['No.', 'Day', 'Status', 'Given by', 'What was done'],
    plan.sessions.map((session) => [
      String(session.number),
      printer.date(session.scheduledOn),
      inWords(session.status),
      [printer.who(session.performedBy), session.supervisedBy && `under ${printer.who(session.supervisedBy)}`].filter(Boolean).join(' '),
      [session.record && printer.says(session.record), session.reason].filter(Boolean).join('. '),
    ]),
    [1, 3, 2, 3, 7],
    2,
  ),
  ...(plan.ratings.length === 0 ? [] : [ratingsSection(plan, printer)]),
];

export const plansSections = ({ treatmentPlans }: ExportedRecord, printer: Printer): RecordSection[] => [
  { heading: 'Treatment plans', ...(treatmentPlans.length === 0 && { empty: 'None.' }) },
  ...treatmentPlans.flatMap((plan) => planSections(plan, printer)),
];

export const timelineSection = ({ timeline }: ExportedRecord, printer: Printer): RecordSection =>
  tableSection(
    'Timeline',
    ['When', 'What', 'By', 'Details'],
    timeline.map(({ occurredAt, kind, actorId, details }) => [printer.time(occurredAt), inWords(kind), printer.who(actorId), printer.says(details)]),
    [3, 3, 3, 4],
  );
