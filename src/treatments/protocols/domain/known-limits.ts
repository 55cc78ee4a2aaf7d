/** The limits that a protocol of each treatment has, with their units, and the range in which they can be set. */
import type { Treatment } from '../../../kernel/treatment.js';

export interface KnownLimit {
  unit: string;
  /** The smallest value that any protocol can set. */
  least: number;
  most: number;
  whole?: true;
  /** The ends that the limit must have. Series are planned with the number of sessions and their interval, so that both need ends. */
  needs?: readonly ('low' | 'high' | 'usual')[];
  /** What happens to a value outside the limit where a protocol does not say; refused, when left out. */
  outside?: 'refused' | 'warned';
  /** Whether a protocol may choose the severity. Series are planned within the number and the interval, so that values outside are always refused. */
  choosable?: true;
}

const days = { unit: 'days', least: 1, most: 365, whole: true } as const;

const mesotherapy = {
  sessions: { unit: 'sessions', least: 1, most: 100, whole: true, needs: ['low'] },
  intervalDays: { ...days, needs: ['low', 'high', 'usual'] },
  maintenanceDays: { ...days, choosable: true },
  depthMm: { unit: 'mm', least: 0, most: 20, choosable: true },
  needleGauge: { unit: 'G', least: 18, most: 36, whole: true, choosable: true },
  needleLengthMm: { unit: 'mm', least: 1, most: 40, choosable: true },
  angleDegrees: { unit: '°', least: 0, most: 90, choosable: true },
  volumePerShotMl: { unit: 'mL', least: 0, most: 1, choosable: true },
  totalVolumeMl: { unit: 'mL', least: 0, most: 50, choosable: true },
} as const satisfies Record<string, KnownLimit>;

const scalpMicropigmentation = {
  sessions: { unit: 'sittings', least: 1, most: 100, whole: true, needs: ['low'] },
  intervalDays: { ...days, needs: ['low', 'high', 'usual'] },
  sessionMinutes: { unit: 'min', least: 10, most: 720, whole: true, outside: 'warned', choosable: true },
  touchUpAfterDays: { ...days, most: 1000, choosable: true },
  fadingReviewDays: { ...days, most: 3650 },
  depthMm: { unit: 'mm', least: 0, most: 20, choosable: true },
  needlesPerCartridge: { unit: 'needles', least: 1, most: 50, whole: true, choosable: true },
  dotDiameterMm: { unit: 'mm', least: 0, most: 10, choosable: true },
} as const satisfies Record<string, KnownLimit>;

export const knownLimits: Readonly<Record<Treatment, Readonly<Record<string, KnownLimit>>>> = {
  mesotherapy,
  'scalp-micropigmentation': scalpMicropigmentation,
};

/** The severity of a limit: the one in the protocol, otherwise the default of the limit. */
export const getLimitSeverity = (treatment: Treatment, name: string, { severity }: { severity?: 'refused' | 'warned' }): 'refused' | 'warned' =>
  severity ?? knownLimits[treatment][name]?.outside ?? 'refused';

/** The vital signs that a protocol may require at each session, as the choice `vitalSigns`, which may be left out. */
export const vitalSignNames = ['blood-pressure', 'heart-rate', 'body-weight'] as const;
export type VitalSignName = (typeof vitalSignNames)[number];

/** The choices that a protocol of each treatment has. */
export const knownChoices: Readonly<Record<Treatment, readonly string[]>> = {
  mesotherapy: ['technique', 'anaesthetic'],
  'scalp-micropigmentation': ['technique', 'anaesthetic', 'orderOfShades'],
};
