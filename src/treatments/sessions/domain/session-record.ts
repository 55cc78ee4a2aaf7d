/** What a session's record must fulfil: the protocol's limits, by treatment. */
import type { FieldError } from '../../../kernel/failure.js';
import type { Warning } from './anaesthetic-judgement.js';
import { isWithin, limitOf, limitText, type Limit, type Protocol } from '../../protocols/domain/protocol.js';

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

const outside = (value: number | undefined, limit: Limit, name: string, pointer: string): FieldError[] =>
  value === undefined || isWithin(value, limit) ? [] : [{ pointer: `${pointer}/${name}`, code: 'outside-protocol', detail: limitText(name, limit) }];

const mesotherapyErrors = (protocol: Protocol, record: MesotherapyRecord, pointer: string): FieldError[] => {
  const limit = (name: string): Limit => limitOf(protocol, name);
  const volume = record.volumePerShotMl !== undefined && record.shots !== undefined ? record.volumePerShotMl * record.shots : undefined;
  return [
    // The depth of 1 to 4 mm is the injections': microneedling has its own (C16).
    ...(record.technique === 'microneedling' ? [] : outside(record.depthMm, limit('depthMm'), 'depthMm', pointer)),
    ...outside(record.angleDegrees, limit('angleDegrees'), 'angleDegrees', pointer),
    ...outside(record.needleGauge, limit('needleGauge'), 'needleGauge', pointer),
    ...outside(record.needleLengthMm, limit('needleLengthMm'), 'needleLengthMm', pointer),
    ...outside(record.volumePerShotMl, limit('volumePerShotMl'), 'volumePerShotMl', pointer),
    ...(volume === undefined || isWithin(volume, limit('totalVolumeMl'))
      ? []
      : [{ pointer: `${pointer}/shots`, code: 'outside-protocol', detail: limitText('The volume of a session', limit('totalVolumeMl')) }]),
  ];
};

const micropigmentationErrors = (protocol: Protocol, record: MicropigmentationRecord, pointer: string): FieldError[] => [
  ...outside(record.depthMm, limitOf(protocol, 'depthMm'), 'depthMm', pointer),
  ...outside(record.needlesPerCartridge, limitOf(protocol, 'needlesPerCartridge'), 'needlesPerCartridge', pointer),
  ...outside(record.dotDiameterMm, limitOf(protocol, 'dotDiameterMm'), 'dotDiameterMm', pointer),
  ...(record.hairTrimmed === 'no' && !record.hairNotTrimmedReason
    ? [{ pointer: `${pointer}/hairNotTrimmedReason`, code: 'required', detail: 'When the hair was not trimmed, the reason is recorded (S1-23).' }]
    : []),
];

export interface RecordContext {
  durationMinutes: number;
  /** What the patient agreed to about trimming; null when nobody asked. */
  hairTrimming: { agreed: 'yes' | 'no' } | null;
}

/** Another length of a sitting is worth a second look, no more. */
const durationWarnings = (protocol: Protocol, minutes: number): Warning[] => {
  if (protocol.treatment !== 'scalp-micropigmentation') return [];
  const usual = limitOf(protocol, 'sessionMinutes');
  return isWithin(minutes, usual)
    ? []
    : [{ code: 'unusual-duration', pointer: '/endedAt', detail: `${limitText('A sitting', usual)} This one took ${minutes}.` }];
};

/** What is worth a second look in a record that is in order. */
export const recordWarnings = (protocol: Protocol, { micropigmentation }: SessionRecordParts, { durationMinutes, hairTrimming }: RecordContext): Warning[] => [
  ...durationWarnings(protocol, durationMinutes),
  ...(micropigmentation?.hairTrimmed === 'yes' && hairTrimming?.agreed === 'no'
    ? [{ code: 'against-agreement', pointer: '/micropigmentation/hairTrimmed', detail: 'The patient had not agreed that the hair is trimmed (S1-23).' }]
    : []),
];

/** Everything in which the record is not that of a session given by this protocol. */
export const recordErrors = (protocol: Protocol, record: SessionRecordParts, pointer: string): FieldError[] => {
  const { treatment } = protocol;
  const [own, other] = treatment === 'mesotherapy' ? (['mesotherapy', 'micropigmentation'] as const) : (['micropigmentation', 'mesotherapy'] as const);
  const errors: FieldError[] = [];
  if (!record[own]) errors.push({ pointer: `${pointer}/${own}`, code: 'required', detail: `A session of ${treatment} is recorded under "${own}".` });
  if (record[other]) errors.push({ pointer: `${pointer}/${other}`, code: 'not-allowed', detail: `This is a session of ${treatment}.` });
  if (own === 'mesotherapy' && record.mesotherapy) errors.push(...mesotherapyErrors(protocol, record.mesotherapy, `${pointer}/mesotherapy`));
  if (own === 'micropigmentation' && record.micropigmentation)
    errors.push(...micropigmentationErrors(protocol, record.micropigmentation, `${pointer}/micropigmentation`));
  return errors;
};
