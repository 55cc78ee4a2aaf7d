/** What a session's record must fulfil: the protocol's limits, by treatment. */
import type { FieldError } from '../../../kernel/failure.js';
import type { Warning } from './anaesthetic-judgement.js';
import { isWithin, limitText, mesotherapyLimits, micropigmentationLimits, protocols, type Limit, type Treatment } from '../../protocols/protocols.js';

export interface MesotherapyRecord {
  technique: 'injection' | 'mesogun' | 'microneedling';
  depthMm: number;
  angleDegrees?: number;
  needleGauge?: number;
  needleLengthMm?: number;
  volumePerShotMl?: number;
  shots?: number;
}

export interface MicropigmentationRecord {
  depthMm?: number;
  needlesPerCartridge: number;
  dotDiameterMm?: number;
  hairTrimmed: 'yes' | 'no';
  hairNotTrimmedReason?: string;
}

export interface SessionRecordParts {
  mesotherapy?: MesotherapyRecord;
  micropigmentation?: MicropigmentationRecord;
}

const NEEDLE_LENGTH: Limit = { low: 4, high: 13, unit: 'mm', source: 'S0-31, practice' };

const outside = (value: number | undefined, limit: Limit, name: string, pointer: string): FieldError[] =>
  value === undefined || isWithin(value, limit) ? [] : [{ pointer: `${pointer}/${name}`, code: 'outside-protocol', detail: limitText(name, limit) }];

const mesotherapyErrors = (record: MesotherapyRecord, pointer: string): FieldError[] => {
  const volume = record.volumePerShotMl !== undefined && record.shots !== undefined ? record.volumePerShotMl * record.shots : undefined;
  return [
    // The depth of 1 to 4 mm is the injections': microneedling has its own (C16).
    ...(record.technique === 'microneedling' ? [] : outside(record.depthMm, protocols.mesotherapy.depthMm, 'depthMm', pointer)),
    ...outside(record.angleDegrees, mesotherapyLimits.angleDegrees, 'angleDegrees', pointer),
    ...outside(record.needleGauge, mesotherapyLimits.needleGauge, 'needleGauge', pointer),
    ...outside(record.needleLengthMm, NEEDLE_LENGTH, 'needleLengthMm', pointer),
    ...outside(record.volumePerShotMl, mesotherapyLimits.volumePerShotMl, 'volumePerShotMl', pointer),
    ...(volume === undefined || isWithin(volume, mesotherapyLimits.totalVolumeMl)
      ? []
      : [{ pointer: `${pointer}/shots`, code: 'outside-protocol', detail: limitText('The volume of a session', mesotherapyLimits.totalVolumeMl) }]),
  ];
};

const micropigmentationErrors = (record: MicropigmentationRecord, pointer: string): FieldError[] => [
  ...outside(record.depthMm, protocols['scalp-micropigmentation'].depthMm, 'depthMm', pointer),
  ...outside(record.needlesPerCartridge, micropigmentationLimits.needlesPerCartridge, 'needlesPerCartridge', pointer),
  ...(record.dotDiameterMm !== undefined && record.dotDiameterMm >= micropigmentationLimits.dotDiameterMm.high
    ? [{ pointer: `${pointer}/dotDiameterMm`, code: 'outside-protocol', detail: 'A dot is smaller than 1 mm (S1-18).' }]
    : []),
  ...(record.hairTrimmed === 'no' && !record.hairNotTrimmedReason
    ? [{ pointer: `${pointer}/hairNotTrimmedReason`, code: 'required', detail: 'When the hair was not trimmed, the reason is recorded (S1-23).' }]
    : []),
];

/** A sitting of micropigmentation lasts 180 to 240 minutes (S1-27, S3-24): another length is worth a second look, no more. */
const SITTING_MINUTES: Limit = { low: 180, high: 240, unit: 'minutes', source: 'S1-27, S3-24' };

export interface RecordContext {
  treatment: Treatment;
  durationMinutes: number;
  /** What the patient agreed to about trimming; null when nobody asked. */
  hairTrimming: { agreed: 'yes' | 'no' } | null;
}

/** What is worth a second look in a record that is in order. */
export const recordWarnings = ({ micropigmentation }: SessionRecordParts, { treatment, durationMinutes, hairTrimming }: RecordContext): Warning[] => [
  ...(treatment === 'scalp-micropigmentation' && !isWithin(durationMinutes, SITTING_MINUTES)
    ? [{ code: 'unusual-duration', pointer: '/endedAt', detail: `${limitText('A sitting', SITTING_MINUTES)} This one took ${durationMinutes}.` }]
    : []),
  ...(micropigmentation?.hairTrimmed === 'yes' && hairTrimming?.agreed === 'no'
    ? [{ code: 'against-agreement', pointer: '/micropigmentation/hairTrimmed', detail: 'The patient had not agreed that the hair is trimmed (S1-23).' }]
    : []),
];

/** Everything in which the record is not that of a session of this treatment. */
export const recordErrors = (treatment: Treatment, record: SessionRecordParts, pointer: string): FieldError[] => {
  const [own, other] = treatment === 'mesotherapy' ? (['mesotherapy', 'micropigmentation'] as const) : (['micropigmentation', 'mesotherapy'] as const);
  const errors: FieldError[] = [];
  if (!record[own]) errors.push({ pointer: `${pointer}/${own}`, code: 'required', detail: `A session of ${treatment} is recorded under "${own}".` });
  if (record[other]) errors.push({ pointer: `${pointer}/${other}`, code: 'not-allowed', detail: `This is a session of ${treatment}.` });
  if (record.mesotherapy) errors.push(...mesotherapyErrors(record.mesotherapy, `${pointer}/mesotherapy`));
  if (record.micropigmentation) errors.push(...micropigmentationErrors(record.micropigmentation, `${pointer}/micropigmentation`));
  return errors;
};
