/** Validates a session's record against the protocol's limits and choices, by treatment. */
import { createFieldError } from '../../../kernel/field-error.js';
import type { FieldError } from '../../../kernel/failure.js';
import { getLimitSeverity } from '../../protocols/domain/known-limits.js';
import { listDepthLimits } from '../../protocols/domain/depths.js';
import { findChoice, describeChoice, isWithin, getLimit, describeLimit, type Protocol, type Severity } from '../../protocols/domain/protocol.js';
import type { ValidationResult, Warning } from './anaesthetic-validation.js';
import { listShadeWarnings, type Sitting } from './shades.js';

interface MesotherapyRecord {
  technique: string;
  depthMm: number;
  angleDegrees?: number;
  needleGauge?: number;
  needleLengthMm?: number;
  volumePerShotMl?: number;
  shots?: number;
}

interface MicropigmentationRecord {
  depthMm?: number;
  needlesPerCartridge: number;
  dotDiameterMm?: number;
  shades?: readonly string[];
  hairTrimmed: 'yes' | 'no';
  hairNotTrimmedReason?: string;
}

export interface SessionRecordParts {
  mesotherapy?: MesotherapyRecord;
  micropigmentation?: MicropigmentationRecord;
  anaesthetic?: readonly { form: string }[];
}

/** A value outside its limit, with the sentence that names the limit. */
interface Deviation extends FieldError {
  severity: Severity;
}

const listLimitDeviations = (protocol: Protocol, limit: string, value: number | undefined, pointer: string, what = limit): Deviation[] => {
  const known = getLimit(protocol, limit);
  if (value === undefined || isWithin(value, known)) return [];
  return [{ severity: getLimitSeverity(protocol.treatment, limit, known), pointer, code: 'outside-protocol', detail: describeLimit(what, known) }];
};

/** Reports the first limit of depth of a technique that a value breaks; all its limits apply. */
const listDepthDeviations = (protocol: Protocol, technique: string | null, value: number | undefined, pointer: string): Deviation[] => {
  if (value === undefined) return [];
  const broken = listDepthLimits(protocol, technique).find(({ limit }) => !isWithin(value, limit));
  if (!broken) return [];
  const severity = getLimitSeverity(protocol.treatment, 'depthMm', broken.limit);
  return [{ severity, pointer, code: 'outside-protocol', detail: describeLimit(broken.what, broken.limit) }];
};

const listMesotherapyDeviations = (protocol: Protocol, record: MesotherapyRecord, pointer: string): Deviation[] => {
  const volume = record.volumePerShotMl !== undefined && record.shots !== undefined ? record.volumePerShotMl * record.shots : undefined;
  const own = (name: 'angleDegrees' | 'needleGauge' | 'needleLengthMm' | 'volumePerShotMl') =>
    listLimitDeviations(protocol, name, record[name], `${pointer}/${name}`);
  return [
    ...listDepthDeviations(protocol, record.technique, record.depthMm, `${pointer}/depthMm`),
    ...own('angleDegrees'),
    ...own('needleGauge'),
    ...own('needleLengthMm'),
    ...own('volumePerShotMl'),
    ...listLimitDeviations(protocol, 'totalVolumeMl', volume, `${pointer}/shots`, 'The volume of a session'),
  ];
};

const listMicropigmentationDeviations = (protocol: Protocol, style: string | null, record: MicropigmentationRecord, pointer: string): Deviation[] => [
  ...listDepthDeviations(protocol, style, record.depthMm, `${pointer}/depthMm`),
  ...(['needlesPerCartridge', 'dotDiameterMm'] as const).flatMap((name) => listLimitDeviations(protocol, name, record[name], `${pointer}/${name}`)),
];

const listDeviations = (protocol: Protocol, { mesotherapy, micropigmentation }: SessionRecordParts, style: string | null): Deviation[] => {
  if (protocol.treatment === 'mesotherapy') return mesotherapy ? listMesotherapyDeviations(protocol, mesotherapy, '/mesotherapy') : [];
  return micropigmentation ? listMicropigmentationDeviations(protocol, style, micropigmentation, '/micropigmentation') : [];
};

/** Splits deviations into errors and warnings, by the protocol's severity. */
const groupBySeverity = (deviations: readonly Deviation[]): ValidationResult => {
  const judged: ValidationResult = { errors: [], warnings: [] };
  for (const { severity, ...deviation } of deviations) judged[severity === 'refused' ? 'errors' : 'warnings'].push(deviation);
  return judged;
};

export interface RecordContext {
  durationMinutes: number;
  /** The patient's answer about trimming; null where nobody asked. */
  hairTrimming: { agreed: 'yes' | 'no' } | null;
  /** The earlier sittings with which the shades are compared; null for mesotherapy. */
  series: Omit<Sitting, 'shades'> | null;
  /** The technique or style of the plan, because the record of a sitting names none. Null where the plan names none. */
  technique?: string | null;
}

/** Warns of, or refuses, a sitting of an unusual length, by the protocol's severity. */
const listDurationDeviations = (protocol: Protocol, minutes: number): Deviation[] => {
  if (protocol.treatment !== 'scalp-micropigmentation') return [];
  return listLimitDeviations(protocol, 'sessionMinutes', minutes, '/endedAt', 'A sitting').map((deviation): Deviation => ({
    ...deviation,
    code: 'unusual-duration',
    detail: `${deviation.detail} This one took ${minutes}.`,
  }));
};

const validateTechnique = (protocol: Protocol, { mesotherapy }: SessionRecordParts): FieldError[] => {
  const choice = findChoice(protocol, 'technique');
  if (protocol.treatment !== 'mesotherapy' || !mesotherapy || !choice || choice.values.includes(mesotherapy.technique)) return [];
  return [{ pointer: '/mesotherapy/technique', code: 'outside-protocol', detail: describeChoice('The technique', choice) }];
};

const validateTrimming = ({ micropigmentation }: SessionRecordParts): FieldError[] =>
  micropigmentation?.hairTrimmed === 'no' && !micropigmentation.hairNotTrimmedReason
    ? [
        {
          pointer: '/micropigmentation/hairNotTrimmedReason',
          code: 'required',
          detail: 'When the hair was not trimmed, the reason is recorded (S1-23).',
        },
      ]
    : [];

const validateParts = ({ treatment }: Protocol, record: SessionRecordParts): FieldError[] => {
  const [own, other] = treatment === 'mesotherapy' ? (['mesotherapy', 'micropigmentation'] as const) : (['micropigmentation', 'mesotherapy'] as const);
  return [
    ...(record[own] ? [] : [createFieldError(`/${own}`, 'required', `A session of ${treatment} is recorded under "${own}".`)]),
    ...(record[other] ? [createFieldError(`/${other}`, 'not-allowed', `This is a session of ${treatment}: leave it out.`)] : []),
  ];
};

/** Warns of an anaesthetic in a form that the protocol does not have. It was given, so that the record is not refused. */
const listAnaestheticWarnings = (protocol: Protocol, { anaesthetic = [] }: SessionRecordParts): Warning[] => {
  const choice = findChoice(protocol, 'anaesthetic');
  return anaesthetic.flatMap(({ form }, index) =>
    !choice || choice.values.includes(form)
      ? []
      : [{ code: 'outside-protocol', pointer: `/anaesthetic/${index}/form`, detail: describeChoice('The form of an anaesthetic', choice) }],
  );
};

const listOrderWarnings = (protocol: Protocol, { micropigmentation }: SessionRecordParts, series: RecordContext['series']): Warning[] =>
  series && findChoice(protocol, 'orderOfShades')?.values.includes('lighter-first')
    ? listShadeWarnings({ ...series, shades: micropigmentation?.shades ?? [] })
    : [];

/** Validates a record against the protocol. Answers the errors and the warnings. */
export const validateSessionRecord = (
  protocol: Protocol,
  record: SessionRecordParts,
  { durationMinutes, hairTrimming, series, technique = null }: RecordContext,
): ValidationResult => {
  const { errors, warnings } = groupBySeverity([...listDeviations(protocol, record, technique), ...listDurationDeviations(protocol, durationMinutes)]);
  return {
    errors: [...validateParts(protocol, record), ...validateTechnique(protocol, record), ...errors, ...validateTrimming(record)],
    warnings: [
      ...warnings,
      ...listAnaestheticWarnings(protocol, record),
      ...listOrderWarnings(protocol, record, series),
      ...(record.micropigmentation?.hairTrimmed === 'yes' && hairTrimming?.agreed === 'no'
        ? [{ pointer: '/micropigmentation/hairTrimmed', code: 'against-agreement', detail: 'The patient had not agreed that the hair is trimmed (S1-23).' }]
        : []),
    ],
  };
};
