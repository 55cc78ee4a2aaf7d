/**
 * How each treatment is given: limits with their sources. `S…` and `C…` are facts of the clinic's own documents;
 * "practice" is common practice, to be confirmed by the clinic's dermatologist.
 */
import { treatments, type Treatment } from '../../patients/index.js';
import type { VitalSignName } from '../sessions/domain/vital-signs-asked.js';

export { treatments, type Treatment };

/** A limit, with both ends included, and where it comes from. */
export interface Limit {
  readonly low: number;
  readonly high: number;
  readonly unit: string;
  readonly source: string;
}

export interface Protocol {
  readonly treatment: Treatment;
  readonly version: number;
  readonly sessions: Limit;
  readonly intervalDays: Limit & { readonly usual: number };
  readonly depthMm: Limit;
  /** Vital signs that are measured at each session; the shipped protocols ask for none, for no document does. */
  readonly vitalSigns?: readonly VitalSignName[];
}

export const MANY = 100;

export const protocols: Readonly<Record<Treatment, Protocol>> = {
  mesotherapy: {
    treatment: 'mesotherapy',
    version: 1,
    sessions: { low: 6, high: 10, unit: 'sessions', source: 'S0-35, C13' },
    intervalDays: { low: 7, high: 30, usual: 14, unit: 'days', source: 'practice' },
    depthMm: { low: 1, high: 4, unit: 'mm', source: 'S0-30' },
  },
  'scalp-micropigmentation': {
    treatment: 'scalp-micropigmentation',
    version: 1,
    sessions: { low: 3, high: MANY, unit: 'sittings', source: 'S1-38, C12' },
    intervalDays: { low: 7, high: 28, usual: 14, unit: 'days', source: 'S2-05, practice' },
    depthMm: { low: 0.3, high: 2, unit: 'mm', source: 'S1-28, C10, practice' },
  },
};

/** What a mesotherapy session can be, beyond depth. */
export const mesotherapyLimits = {
  needleGauge: { low: 27, high: 32, unit: 'G', source: 'S0-31, practice' },
  angleDegrees: { low: 30, high: 90, unit: '°', source: 'S0-31, practice' },
  volumePerShotMl: { low: 0.02, high: 0.1, unit: 'mL', source: 'S0-32, practice' },
  totalVolumeMl: { low: 0, high: 10, unit: 'mL', source: 'practice' },
} as const satisfies Record<string, Limit>;

/** What a sitting of micropigmentation can be, beyond depth. */
export const micropigmentationLimits = {
  needlesPerCartridge: { low: 1, high: 3, unit: 'needles', source: 'S1-28, S3-29' },
  dotDiameterMm: { low: 0, high: 1, unit: 'mm', source: 'S1-18' },
} as const satisfies Record<string, Limit>;

export const isWithin = (value: number, { low, high }: Limit): boolean => value >= low && value <= high;

/** The sentence that names a limit. */
export const limitText = (what: string, { low, high, unit, source }: Limit): string =>
  high === MANY ? `${what} is at least ${low} ${unit} (${source}).` : `${what} is ${low} to ${high} ${unit} (${source}).`;
