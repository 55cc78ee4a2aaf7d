/** The decisions and treatments in the document: checks, plans with their sessions, and the timeline. */
import type { RecordSection } from '../../platform/documents/index.js';
import { buildTableSection } from './person-sections.js';
import type { Label, PrintedLine, Printer } from './printer.js';
import type { ExportedPlan, ExportedRecord } from './record.js';
import type { ExportedCheck } from '../../contraindications/index.js';
import type { ExportedSession } from '../../treatments/index.js';

/** Prints the findings of a check that spoke against the treatment, and the overrides by dermatologists. */
const describeFindings = ({ findings, overrides }: ExportedCheck, printer: Printer): string => {
  const titles = new Map(findings.map(({ ruleId, title }) => [ruleId, title]));
  const stated = findings
    .filter(({ outcome }) => outcome !== 'clear')
    .map(({ ruleId, title, outcome }) => `${printer.describeRule(ruleId, title)} (${printer.describeTerm(outcome).toLowerCase()})`);
  const decided = overrides.map(({ ruleId, reason, weighed, discussedWithPatient, overriddenBy, createdAt }) =>
    [
      printer.say('override', {
        rule: printer.describeRule(ruleId, titles.get(ruleId)),
        who: printer.describeActor(overriddenBy),
        day: printer.formatDay(createdAt),
        reason,
      }),
      ...(weighed === null ? [] : [printer.say('override.weighed', { weighed })]),
      `(${printer.say(discussedWithPatient === 'yes' ? 'override.discussed' : 'override.not-stated')})`,
    ].join(' '),
  );
  return [...stated, ...decided].join('\n');
};

export const buildAppointmentsSection = ({ appointments }: ExportedRecord, printer: Printer): RecordSection =>
  buildTableSection(
    printer,
    'appointments',
    ['when', 'what', 'state'],
    appointments.map(({ startsAt, appointmentType, status, note }) => [
      printer.formatTime(startsAt),
      [appointmentType.name, ...(note === null ? [] : [note])].join('\n'),
      printer.describeTerm(status),
    ]),
    [3, 6, 3],
  );

/** Prints what the person waited for; no section where there is nothing. */
export const buildWaitingListSections = ({ waitingListEntries }: ExportedRecord, printer: Printer): RecordSection[] =>
  waitingListEntries.length === 0
    ? []
    : [
        buildTableSection(
          printer,
          'waiting-list',
          ['made', 'what', 'state'],
          waitingListEntries.map(({ createdAt, appointmentType, reason, status }) => [
            printer.formatTime(createdAt),
            [appointmentType.name, ...(reason === null ? [] : [reason])].join('\n'),
            printer.describeTerm(status),
          ]),
          [3, 6, 3],
        ),
      ];

export const buildChecksSection = ({ contraindicationChecks }: ExportedRecord, printer: Printer): RecordSection =>
  buildTableSection(
    printer,
    'contraindication-checks',
    ['made', 'for', 'outcome', 'findings'],
    contraindicationChecks.map((check) => [
      printer.formatTime(check.evaluatedAt),
      `${printer.describeTerm(check.treatment)}, ${printer.formatDate(check.plannedOn)}`,
      printer.describeTerm(check.effectiveOutcome),
      describeFindings(check, printer),
    ]),
    [3, 3, 2, 6],
  );

/** Prints the dismissals of unread items by dermatologists; no section where there are none. */
export const buildDismissalSections = ({ dismissals }: ExportedRecord, printer: Printer): RecordSection[] =>
  dismissals.length === 0
    ? []
    : [
        buildTableSection(
          printer,
          'dismissals',
          ['said', 'what', 'for', 'why'],
          dismissals.map(({ dismissedAt, item, treatment, reason, dismissedBy, revokedAt, revokedBy, revokedReason }) => [
            printer.formatTime(dismissedAt),
            item.about,
            printer.describeTerm(treatment),
            [
              printer.say('dismissal', { who: printer.describeActor(dismissedBy), reason }),
              ...(revokedAt === null
                ? []
                : [
                    printer.say('dismissal.taken-back', {
                      who: printer.describeActor(revokedBy),
                      day: printer.formatDay(revokedAt),
                      reason: revokedReason ?? '',
                    }),
                  ]),
            ].join('\n'),
          ]),
          [2, 3, 2, 5],
        ),
      ];

const buildRatingsSection = ({ ratings }: ExportedPlan, printer: Printer): RecordSection =>
  buildTableSection(
    printer,
    'ratings',
    ['when', 'what', 'score', 'by', 'note'],
    ratings.map(({ ratedAt, kind, score, meaning, assessor, note, enteredInError }) => [
      printer.formatTime(ratedAt),
      printer.describeTerm(kind),
      [score, meaning].filter((part) => part !== null).join(', '),
      printer.describeTerm(assessor),
      [enteredInError && printer.say('entered-in-error.why', { reason: enteredInError.reason }), note].filter(Boolean).join('. '),
    ]),
    [3, 2, 3, 2, 6],
    2,
  );

const describeArea = ({ zone, size }: NonNullable<ExportedPlan['areas']>[number], printer: Printer): string =>
  `${printer.describeTerm(zone)}: ${size ? printer.describeValue(size) : printer.say('size-not-measured')}`;

type Products = NonNullable<NonNullable<ExportedSession['record']>['products']>;

/** Prints the products with the numbers of their lots, as needed when a lot is recalled, and the names of the places. */
const describeProducts = (products: Products, printer: Printer): string =>
  products
    .map(({ lotId, locationId, amount, unit }) => {
      const place = printer.findName(locationId);
      return [
        printer.findName(lotId) ?? printer.say('lot.unknown'),
        printer.describeValue({ value: amount, unit }),
        ...(place ? [printer.say('lot.place', { place })] : []),
      ].join(', ');
    })
    .join('\n');

const buildRecordRows = (record: NonNullable<ExportedSession['record']>, printer: Printer): PrintedLine[] => {
  const { mesotherapy, micropigmentation, zones, products, photographs, vitalSigns: _ofTheRecord, ...rest } = record;
  const row = (label: Label, value: string | undefined): PrintedLine[] => (value ? [{ label: printer.say(label), value }] : []);
  return [
    ...printer.listMemberLines({ zones: zones.map((zone) => printer.describeTerm(zone)) }),
    ...printer.listMemberLines(mesotherapy ?? micropigmentation ?? {}),
    ...row('products', products && describeProducts(products, printer)),
    ...row('photographs-before', photographs?.before && printer.describeValue(photographs.before)),
    ...row('photographs-after', photographs?.after && printer.describeValue(photographs.after)),
    ...printer.listMemberLines({ ...(record.vitalSigns && { vitalSigns: record.vitalSigns }), ...rest }),
  ];
};

const buildSessionRecordSections = (sessions: readonly ExportedSession[], printer: Printer): RecordSection[] =>
  sessions.flatMap(({ number, scheduledOn, record }) =>
    record
      ? [
          {
            heading: printer.say('session.record', { number, day: printer.formatDate(scheduledOn) }),
            level: 2 as const,
            rows: buildRecordRows(record, printer),
          },
        ]
      : [],
  );

const planSections = (plan: ExportedPlan, printer: Printer): RecordSection[] => {
  const { sessions, intervalDays, startOn } = plan.series;
  const row = (label: Label, value: string | null | undefined): PrintedLine[] => (value ? [{ label: printer.say(label), value }] : []);
  const why = [...(plan.indications ?? []).map((code) => printer.describeIndication(code)), ...(plan.indication ? [plan.indication] : [])];
  return [
    {
      heading: printer.say('plan', { treatment: printer.describeTerm(plan.treatment), number: plan.planNumber, day: printer.formatDay(plan.createdAt) }),
      level: 2,
      rows: [
        ...row('status', printer.describeTerm(plan.status)),
        ...row('indication', why.join('; ')),
        ...row('goals', plan.goals),
        ...row('areas', plan.areas?.map((area) => describeArea(area, printer)).join('\n')),
        ...row('series', printer.say('plan.series', { count: sessions, days: intervalDays, day: printer.formatDate(startOn) })),
        ...plan.transitions.map(({ to, reason, actor, occurredAt }) => ({
          label: printer.describeTerm(to),
          value: [printer.formatTime(occurredAt), printer.describeActor(actor), reason].filter(Boolean).join(', '),
        })),
      ],
    },
    buildTableSection(
      printer,
      'sessions',
      ['number', 'day', 'status', 'given-by', 'remark'],
      plan.sessions.map((session) => [
        String(session.number),
        printer.formatDate(session.scheduledOn),
        printer.describeTerm(session.status),
        [printer.describeActor(session.performedBy), session.supervisedBy && printer.say('supervised', { who: printer.describeActor(session.supervisedBy) })]
          .filter(Boolean)
          .join(' '),
        session.reason ?? '',
      ]),
      [1, 4, 3, 5, 5],
      2,
    ),
    ...buildSessionRecordSections(plan.sessions, printer),
    ...(plan.ratings.length === 0 ? [] : [buildRatingsSection(plan, printer)]),
  ];
};

export const buildPlansSections = ({ treatmentPlans }: ExportedRecord, printer: Printer): RecordSection[] => [
  { heading: printer.say('treatment-plans'), ...(treatmentPlans.length === 0 && { empty: printer.say('none') }) },
  ...treatmentPlans.flatMap((plan) => planSections(plan, printer)),
];

/** Prints the lots that the person received, as needed when a lot is recalled. */
export const buildExposuresSection = ({ productExposures }: ExportedRecord, printer: Printer): RecordSection =>
  buildTableSection(
    printer,
    'lots-received',
    ['when', 'product', 'lot', 'amount'],
    productExposures.map(({ usedAt, productName, lotNumber, quantity }) => [
      printer.formatTime(usedAt),
      productName,
      lotNumber,
      printer.describeValue(quantity),
    ]),
    [4, 5, 3, 2],
  );

export const buildTimelineSection = ({ timeline, contraindicationChecks }: ExportedRecord, printer: Printer): RecordSection => {
  const titles = new Map(contraindicationChecks.flatMap(({ findings }) => findings.map(({ ruleId, title }) => [ruleId, title] as const)));
  // The kind of the event names the action on a plan already, and the version of an entry is for programs.
  const told = ({ ruleId, action: _action, version: _version, ...details }: Record<string, unknown>): string =>
    [...(typeof ruleId === 'string' ? [printer.describeRule(ruleId, titles.get(ruleId))] : []), printer.describeValue(details)].filter(Boolean).join('; ');
  return buildTableSection(
    printer,
    'timeline',
    ['when', 'what', 'by', 'details'],
    timeline.map(({ occurredAt, kind, actor, details }) => [
      printer.formatTime(occurredAt),
      printer.describeTerm(kind),
      printer.describeActor(actor),
      told({ ...details }),
    ]),
    [4, 4, 3, 6],
  );
};
