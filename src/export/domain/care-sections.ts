/** The decisions and treatments in the document: checks, plans with their sessions, and the timeline. */
import type { RecordSection } from '../../platform/documents/index.js';
import { tableSection } from './person-sections.js';
import type { Label, PrintedLine, Printer } from './printer.js';
import type { ExportedPlan, ExportedRecord } from './record.js';
import type { ExportedCheck } from '../../contraindications/index.js';
import type { ExportedSession } from '../../treatments/index.js';

/** Prints the findings of a check that spoke against the treatment, and the overrides by dermatologists. */
const findingsOf = ({ findings, overrides }: ExportedCheck, printer: Printer): string => {
  const titles = new Map(findings.map(({ ruleId, title }) => [ruleId, title]));
  const stated = findings
    .filter(({ outcome }) => outcome !== 'clear')
    .map(({ ruleId, title, outcome }) => `${printer.rule(ruleId, title)} (${printer.term(outcome).toLowerCase()})`);
  const decided = overrides.map(({ ruleId, reason, weighed, discussedWithPatient, overriddenBy, createdAt }) =>
    [
      printer.say('override', {
        rule: printer.rule(ruleId, titles.get(ruleId)),
        who: printer.who(overriddenBy),
        day: printer.day(createdAt),
        reason,
      }),
      ...(weighed === null ? [] : [printer.say('override.weighed', { weighed })]),
      `(${printer.say(discussedWithPatient === 'yes' ? 'override.discussed' : 'override.not-stated')})`,
    ].join(' '),
  );
  return [...stated, ...decided].join('\n');
};

export const checksSection = ({ contraindicationChecks }: ExportedRecord, printer: Printer): RecordSection =>
  tableSection(
    printer,
    'contraindication-checks',
    ['made', 'for', 'outcome', 'findings'],
    contraindicationChecks.map((check) => [
      printer.time(check.evaluatedAt),
      `${printer.term(check.treatment)}, ${printer.date(check.plannedOn)}`,
      printer.term(check.effectiveOutcome),
      findingsOf(check, printer),
    ]),
    [3, 3, 2, 6],
  );

/** Prints the dismissals of unread items by dermatologists; no section where there are none. */
export const dismissalSections = ({ dismissals }: ExportedRecord, printer: Printer): RecordSection[] =>
  dismissals.length === 0
    ? []
    : [
        tableSection(
          printer,
          'dismissals',
          ['said', 'what', 'for', 'why'],
          dismissals.map(({ dismissedAt, item, treatment, reason, dismissedBy, revokedAt, revokedBy, revokedReason }) => [
            printer.time(dismissedAt),
            item.about,
            printer.term(treatment),
            [
              printer.say('dismissal', { who: printer.who(dismissedBy), reason }),
              ...(revokedAt === null
                ? []
                : [
                    printer.say('dismissal.taken-back', {
                      who: printer.who(revokedBy),
                      day: printer.day(revokedAt),
                      reason: revokedReason ?? '',
                    }),
                  ]),
            ].join('\n'),
          ]),
          [2, 3, 2, 5],
        ),
      ];

const ratingsSection = ({ ratings }: ExportedPlan, printer: Printer): RecordSection =>
  tableSection(
    printer,
    'ratings',
    ['when', 'what', 'score', 'by', 'note'],
    ratings.map(({ ratedAt, kind, score, meaning, assessor, note, enteredInError }) => [
      printer.time(ratedAt),
      printer.term(kind),
      [score, meaning].filter((part) => part !== null).join(', '),
      printer.term(assessor),
      [enteredInError && printer.say('entered-in-error.why', { reason: enteredInError.reason }), note].filter(Boolean).join('. '),
    ]),
    [3, 2, 3, 2, 6],
    2,
  );

const areaInWords = ({ zone, size }: NonNullable<ExportedPlan['areas']>[number], printer: Printer): string =>
  `${printer.term(zone)}: ${size ? printer.says(size) : printer.say('size-not-measured')}`;

type Products = NonNullable<NonNullable<ExportedSession['record']>['products']>;

/** Prints the products with the numbers of their lots, as needed when a lot is recalled, and the names of the places. */
const productsInWords = (products: Products, printer: Printer): string =>
  products
    .map(({ lotId, locationId, amount, unit }) => {
      const place = printer.nameOf(locationId);
      return [
        printer.nameOf(lotId) ?? printer.say('lot.unknown'),
        printer.says({ value: amount, unit }),
        ...(place ? [printer.say('lot.place', { place })] : []),
      ].join(', ');
    })
    .join('\n');

const recordRows = (record: NonNullable<ExportedSession['record']>, printer: Printer): PrintedLine[] => {
  const { mesotherapy, micropigmentation, zones, products, photographs, vitalSigns: _ofTheRecord, ...rest } = record;
  const row = (label: Label, value: string | undefined): PrintedLine[] => (value ? [{ label: printer.say(label), value }] : []);
  return [
    ...printer.members({ zones: zones.map((zone) => printer.term(zone)) }),
    ...printer.members(mesotherapy ?? micropigmentation ?? {}),
    ...row('products', products && productsInWords(products, printer)),
    ...row('photographs-before', photographs?.before && printer.says(photographs.before)),
    ...row('photographs-after', photographs?.after && printer.says(photographs.after)),
    ...printer.members({ ...(record.vitalSigns && { vitalSigns: record.vitalSigns }), ...rest }),
  ];
};

const doneSections = (sessions: readonly ExportedSession[], printer: Printer): RecordSection[] =>
  sessions.flatMap(({ number, scheduledOn, record }) =>
    record
      ? [
          {
            heading: printer.say('session.record', { number, day: printer.date(scheduledOn) }),
            level: 2 as const,
            rows: recordRows(record, printer),
          },
        ]
      : [],
  );

const planSections = (plan: ExportedPlan, printer: Printer): RecordSection[] => {
  const { sessions, intervalDays, startOn } = plan.series;
  const row = (label: Label, value: string | null | undefined): PrintedLine[] => (value ? [{ label: printer.say(label), value }] : []);
  const why = [...(plan.indications ?? []).map((code) => printer.indication(code)), ...(plan.indication ? [plan.indication] : [])];
  return [
    {
      heading: printer.say('plan', { treatment: printer.term(plan.treatment), day: printer.day(plan.createdAt) }),
      level: 2,
      rows: [
        ...row('status', printer.term(plan.status)),
        ...row('indication', why.join('; ')),
        ...row('goals', plan.goals),
        ...row('areas', plan.areas?.map((area) => areaInWords(area, printer)).join('\n')),
        ...row('series', printer.say('plan.series', { count: sessions, days: intervalDays, day: printer.date(startOn) })),
        ...plan.transitions.map(({ to, reason, actor, occurredAt }) => ({
          label: printer.term(to),
          value: [printer.time(occurredAt), printer.who(actor), reason].filter(Boolean).join(', '),
        })),
      ],
    },
    tableSection(
      printer,
      'sessions',
      ['number', 'day', 'status', 'given-by', 'remark'],
      plan.sessions.map((session) => [
        String(session.number),
        printer.date(session.scheduledOn),
        printer.term(session.status),
        [printer.who(session.performedBy), session.supervisedBy && printer.say('supervised', { who: printer.who(session.supervisedBy) })]
          .filter(Boolean)
          .join(' '),
        session.reason ?? '',
      ]),
      [1, 4, 3, 5, 5],
      2,
    ),
    ...doneSections(plan.sessions, printer),
    ...(plan.ratings.length === 0 ? [] : [ratingsSection(plan, printer)]),
  ];
};

export const plansSections = ({ treatmentPlans }: ExportedRecord, printer: Printer): RecordSection[] => [
  { heading: printer.say('treatment-plans'), ...(treatmentPlans.length === 0 && { empty: printer.say('none') }) },
  ...treatmentPlans.flatMap((plan) => planSections(plan, printer)),
];

/** Prints the lots that the person received, as needed when a lot is recalled. */
export const exposuresSection = ({ productExposures }: ExportedRecord, printer: Printer): RecordSection =>
  tableSection(
    printer,
    'lots-received',
    ['when', 'product', 'lot', 'amount'],
    productExposures.map(({ usedAt, productName, lotNumber, quantity }) => [printer.time(usedAt), productName, lotNumber, printer.says(quantity)]),
    [4, 5, 3, 2],
  );

export const timelineSection = ({ timeline, contraindicationChecks }: ExportedRecord, printer: Printer): RecordSection => {
  const titles = new Map(contraindicationChecks.flatMap(({ findings }) => findings.map(({ ruleId, title }) => [ruleId, title] as const)));
  // The kind of the event names the action on a plan already, and the version of an entry is for programs.
  const told = ({ ruleId, action: _action, version: _version, ...details }: Record<string, unknown>): string =>
    [...(typeof ruleId === 'string' ? [printer.rule(ruleId, titles.get(ruleId))] : []), printer.says(details)].filter(Boolean).join('; ');
  return tableSection(
    printer,
    'timeline',
    ['when', 'what', 'by', 'details'],
    timeline.map(({ occurredAt, kind, actor, details }) => [printer.time(occurredAt), printer.term(kind), printer.who(actor), told({ ...details })]),
    [4, 4, 3, 6],
  );
};
