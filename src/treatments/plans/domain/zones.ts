import { enumOf } from '../../../kernel/enumeration.js';
import { messagesOf } from '../../../messages/index.js';

/**
 * The map of what can be treated: the regions of a trichoanalysis, so that findings and areas speak of the same places, and the
 * hairline and scars, which micropigmentation treats by themselves (S2-07, S2-08).
 *
 * The usual areas are those of an adult, by common practice: none of the clinic's documents gives any, and the clinic's
 * dermatologist is to confirm them. They are shown as such, stand in where no size was stated, and refuse nothing.
 */
export interface Zone {
  readonly code: string;
  readonly name: string;
  /** Usual area of an adult in cm2. */
  readonly usualAreaCm2: { readonly low: number; readonly high: number };
}

const usualAreas = [
  { code: 'hairline', usualAreaCm2: { low: 10, high: 30 } },
  { code: 'frontal', usualAreaCm2: { low: 50, high: 80 } },
  { code: 'mid-scalp', usualAreaCm2: { low: 60, high: 90 } },
  { code: 'vertex', usualAreaCm2: { low: 50, high: 100 } },
  { code: 'temporal-left', usualAreaCm2: { low: 20, high: 45 } },
  { code: 'temporal-right', usualAreaCm2: { low: 20, high: 45 } },
  { code: 'parietal-left', usualAreaCm2: { low: 50, high: 90 } },
  { code: 'parietal-right', usualAreaCm2: { low: 50, high: 90 } },
  { code: 'occipital', usualAreaCm2: { low: 120, high: 200 } },
  { code: 'scar', usualAreaCm2: { low: 2, high: 30 } },
  { code: 'beard', usualAreaCm2: { low: 80, high: 160 } },
  { code: 'eyebrow', usualAreaCm2: { low: 3, high: 8 } },
] as const;

export type ZoneCode = (typeof usualAreas)[number]['code'];

const places = messagesOf('treatments', 'en');

export const scalpMap: readonly (Zone & { readonly code: ZoneCode })[] = usualAreas.map(({ code, usualAreaCm2 }) => ({
  code,
  name: places.say(`zone.${code}`),
  usualAreaCm2,
}));

export const USUAL_AREAS_SOURCE = 'practice; to be confirmed by the clinic’s dermatologist';

export const areaUnits = enumOf('AreaUnit', ['cm2']);
export const zoneCodes = enumOf(
  'ScalpZone',
  scalpMap.map((zone) => zone.code),
);

const zones = new Map<string, Zone>(scalpMap.map((zone) => [zone.code, zone]));

/** The middle of the usual areas of a zone, in cm2; null for a place that the map does not have. */
export const usualArea = (code: string): number | null => {
  const zone = zones.get(code);
  return zone ? (zone.usualAreaCm2.low + zone.usualAreaCm2.high) / 2 : null;
};

export interface TotalArea {
  /** In cm2, to one decimal. */
  squareCentimetres: number;
  /** Whether a usual area stands in for one that nobody stated. */
  estimated: boolean;
}

/** What all the areas come to; null when there is none, or one of which nothing is known. */
export const totalArea = (areas: readonly { zone: string; squareCentimetres: number | null }[]): TotalArea | null => {
  if (areas.length === 0) return null;
  const sizes = areas.map(({ zone, squareCentimetres }) => squareCentimetres ?? usualArea(zone));
  if (sizes.includes(null)) return null;
  const sum = sizes.reduce<number>((total, size) => total + size!, 0);
  return { squareCentimetres: Math.round(sum * 10) / 10, estimated: areas.some((area) => area.squareCentimetres === null) };
};

/** The zones that are named twice: their places in the list. */
export const repeatedZones = (areas: readonly { zone: string }[]): number[] =>
  areas.flatMap(({ zone }, index) => (areas.findIndex((other) => other.zone === zone) < index ? [index] : []));
