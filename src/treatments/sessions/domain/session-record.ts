/** Validates a session's record against the protocol's limits and choices, by treatment. */
import { fieldError } from '../../../kernel/field-error.js';
import type { FieldError } from '../../../kernel/failure.js';
import { severityOf } from '../../protocols/domain/known-limits.js';
import { depthLimitsOf } from '../../protocols/domain/depths.js';
import { choiceOf, choiceText, isWithin, limitOf, limitText, type Protocol, type Severity } from '../../protocols/domain/protocol.js';
import type { ValidationResult, Warning } from './anaesthetic-validation.js';
import { shadeWarnings, type Sitting } from './shades.js';

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

const outside = (protocol: Protocol, limit: string, value: number | undefined, pointer: string, what = limit): Deviation[] => {
  const known = limitOf(protocol, limit);
  if (value === undefined || isWithin(value, known)) return [];
  return [{ severity: severityOf(protocol.treatment, limit, known), pointer, code: 'outside-protocol', detail: limitText(what, known) }];
};

/** Reports the first limit of depth of a technique that a value breaks; all its limits apply. */
const tooDeep = (protocol: Protocol, technique: string | null, value: number | undefined, pointer: string): Deviation[] => {
  if (value === undefined) return [];
  const broken = depthLimitsOf(protocol, technique).find(({ limit }) => !isWithin(value, limit));
  if (!broken) return [];
  const severity = severityOf(protocol.treatment, 'depthMm', broken.limit);
  return [{ severity, pointer, code: 'outside-protocol', detail: limitText(broken.what, broken.limit) }];
};

const mesotherapyDeviations = (protocol: Protocol, record: MesotherapyRecord, pointer: string): Deviation[] => {
  const volume = record.volumePerShotMl !== undefined && record.shots !== undefined ? record.volumePerShotMl * record.shots : undefined;
  const own = (name: 'angleDegrees' | 'needleGauge' | 'needleLengthMm' | 'volumePerShotMl') => outside(protocol, name, record[name], `${pointer}/${name}`);
  return [
    ...tooDeep(protocol, record.technique, record.depthMm, `${pointer}/depthMm`),
    ...own('angleDegrees'),
    ...own('needleGauge'),
    ...own('needleLengthMm'),
    ...own('volumePerShotMl'),
    ...outside(protocol, 'totalVolumeMl', volume, `${pointer}/shots`, 'The volume of a session'),
  ];
};

const micropigmentationDeviations = (protocol: Protocol, style: string | null, record: MicropigmentationRecord, pointer: string): Deviation[] => [
  ...tooDeep(protocol, style, record.depthMm, `${pointer}/depthMm`),
  ...(['needlesPerCartridge', 'dotDiameterMm'] as const).flatMap((name) => outside(protocol, name, record[name], `${pointer}/${name}`)),
];

const deviationsOf = (protocol: Protocol, { mesotherapy, micropigmentation }: SessionRecordParts, style: string | null): Deviation[] => {
  if (protocol.treatment === 'mesotherapy') return mesotherapy ? mesotherapyDeviations(protocol, mesotherapy, '/mesotherapy') : [];
  return micropigmentation ? micropigmentationDeviations(protocol, style, micropigmentation, '/micropigmentation') : [];
};

/** Splits deviations into errors and warnings, by the protocol's severity. */
const bySeverity = (deviations: readonly Deviation[]): ValidationResult => {
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
const duration = (protocol: Protocol, minutes: number): Deviation[] => {
  if (protocol.treatment !== 'scalp-micropigmentation') return [];
  return outside(protocol, 'sessionMinutes', minutes, '/endedAt', 'A sitting').map((deviation): Deviation => ({
    ...deviation,
    code: 'unusual-duration',
    detail: `${deviation.detail} This one took ${minutes}.`,
  }));
};

const techniqueErrors = (protocol: Protocol, { mesotherapy }: SessionRecordParts): FieldError[] => {
  const choice = choiceOf(protocol, 'technique');
  if (protocol.treatment !== 'mesotherapy' || !mesotherapy || !choice || choice.values.includes(mesotherapy.technique)) return [];
  return [{ pointer: '/mesotherapy/technique', code: 'outside-protocol', detail: choiceText('The technique', choice) }];
};

const trimmingErrors = ({ micropigmentation }: SessionRecordParts): FieldError[] =>
  micropigmentation?.hairTrimmed === 'no' && !micropigmentation.hairNotTrimmedReason
    ? [
        {
          pointer: '/micropigmentation/hairNotTrimmedReason',
          code: 'required',
          detail: 'When the hair was not trimmed, the reason is recorded (S1-23).',
        },
      ]
    : [];

const partErrors = ({ treatment }: Protocol, record: SessionRecordParts): FieldError[] => {
  const [own, other] = treatment === 'mesotherapy' ? (['mesotherapy', 'micropigmentation'] as const) : (['micropigmentation', 'mesotherapy'] as const);
  return [
    ...(record[own] ? [] : [fieldError(`/${own}`, 'required', `A session of ${treatment} is recorded under "${own}".`)]),
    ...(record[other] ? [fieldError(`/${other}`, 'not-allowed', `This is a session of ${treatment}: leave it out.`)] : []),
  ];
};

/** Warns of an anaesthetic in a form that the protocol does not have. It was given, so that the record is not refused. */
const anaestheticWarnings = (protocol: Protocol, { anaesthetic = [] }: SessionRecordParts): Warning[] => {
  const choice = choiceOf(protocol, 'anaesthetic');
  return anaesthetic.flatMap(({ form }, index) =>
    !choice || choice.values.includes(form)
      ? []
      : [{ code: 'outside-protocol', pointer: `/anaesthetic/${index}/form`, detail: choiceText('The form of an anaesthetic', choice) }],
  );
};

const orderWarnings = (protocol: Protocol, { micropigmentation }: SessionRecordParts, series: RecordContext['series']): Warning[] =>
  series && choiceOf(protocol, 'orderOfShades')?.values.includes('lighter-first') ? shadeWarnings({ ...series, shades: micropigmentation?.shades ?? [] }) : [];

/** Validates a record against the protocol. Answers the errors and the warnings. */
export const validateSessionRecord = (
  protocol: Protocol,
  record: SessionRecordParts,
  { durationMinutes, hairTrimming, series, technique = null }: RecordContext,
): ValidationResult => {
  const { errors, warnings } = bySeverity([...deviationsOf(protocol, record, technique), ...duration(protocol, durationMinutes)]);
  return {
    errors: [...partErrors(protocol, record), ...techniqueErrors(protocol, record), ...errors, ...trimmingErrors(record)],
    warnings: [
      ...warnings,
      ...anaestheticWarnings(protocol, record),
      ...orderWarnings(protocol, record, series),
      ...(record.micropigmentation?.hairTrimmed === 'yes' && hairTrimming?.agreed === 'no'
        ? [{ pointer: '/micropigmentation/hairTrimmed', code: 'against-agreement', detail: 'The patient had not agreed that the hair is trimmed (S1-23).' }]
        : []),
    ],
  };
};
