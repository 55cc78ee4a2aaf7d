/** What a session's record must fulfil: the protocol's limits, by treatment. */
import type { FieldError } from '../../../kernel/failure.js';
import { isWithin, limitText, mesotherapyLimits, micropigmentationLimits, protocols, type Limit, type Treatment } from '../../protocols/protocols.js';

export interface MesotherapyRecord {
  technique: 'injection' | 'mesogun' | 'microneedling';
  depthMm: number;
  angleDegrees?: number;
  needleGauge?: number;
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

const mesotherapyErrors = (record: MesotherapyRecord, pointer: string): FieldError[] => {
  const volume = record.volumePerShotMl !== undefined && record.shots !== undefined ? record.volumePerShotMl * record.shots : undefined;
  return [
    // The depth of 1 to 4 mm is the injections': microneedling has its own (C16).
    ...(record.technique === 'microneedling' ? [] : outside(record.depthMm, protocols.mesotherapy.depthMm, 'depthMm', pointer)),
    ...outside(record.angleDegrees, mesotherapyLimits.angleDegrees, 'angleDegrees', pointer),
    ...outside(record.needleGauge, mesotherapyLimits.needleGauge, 'needleGauge', pointer),
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
