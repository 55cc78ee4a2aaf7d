import { declareEnumeration } from '../../../kernel/enumeration.js';
import { getMessages } from '../../../messages/index.js';

/**
 * The map of the areas that can be treated. It has the regions of a trichoanalysis, so that findings and areas name the same places. It also
 * has the hairline and scars, which micropigmentation treats by themselves (S2-07, S2-08).
 *
 * The usual areas are those of an adult, by common practice: none of the clinic's documents gives any, and the clinic's dermatologist is to
 * confirm them. They are shown as such, are used where no size was stated, and refuse nothing.
 */
export interface Zone {
  readonly code: string;
  readonly name: string;
  /** The usual area of an adult in cm2. */
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

const places = getMessages('treatments', 'en');

export const scalpMap: readonly (Zone & { readonly code: ZoneCode })[] = usualAreas.map(({ code, usualAreaCm2 }) => ({
  code,
  name: places.say(`zone.${code}`),
  usualAreaCm2,
}));

export const USUAL_AREAS_SOURCE = 'practice; to be confirmed by the clinic’s dermatologist';

export const areaUnits = declareEnumeration('AreaUnit', ['cm2']);
export const zoneCodes = declareEnumeration(
  'ScalpZone',
  scalpMap.map((zone) => zone.code),
);

const zones = new Map<string, Zone>(scalpMap.map((zone) => [zone.code, zone]));

/** Computes the middle of the usual areas of a zone, in cm2; null for a place that the map does not have. */
export const findUsualArea = (code: string): number | null => {
  const zone = zones.get(code);
  return zone ? (zone.usualAreaCm2.low + zone.usualAreaCm2.high) / 2 : null;
};

export interface TotalArea {
  /** The total in cm2, to one decimal. */
  squareCentimetres: number;
  /** Whether the total includes a usual area in place of one that was not stated. */
  estimated: boolean;
}

/** Computes the total of all areas; null where there is none, or where the size of one is unknown. */
export const computeTotalArea = (areas: readonly { zone: string; squareCentimetres: number | null }[]): TotalArea | null => {
  if (areas.length === 0) return null;
  const sizes = areas.map(({ zone, squareCentimetres }) => squareCentimetres ?? findUsualArea(zone));
  if (sizes.includes(null)) return null;
  const sum = sizes.reduce<number>((total, size) => total + size!, 0);
  return { squareCentimetres: Math.round(sum * 10) / 10, estimated: areas.some((area) => area.squareCentimetres === null) };
};

/** Finds the places in the list whose zone is named before. */
export const listRepeatedZones = (areas: readonly { zone: string }[]): number[] =>
  areas.flatMap(({ zone }, index) => (areas.findIndex((other) => other.zone === zone) < index ? [index] : []));
