/**
 * Checks the order of shades over the sittings of scalp micropigmentation: lighter pigments first, darker pigments in the last sitting
 * (S2-06).
 *
 * The lightness of a shade follows from its colour in the clinic's catalogue, and otherwise from its name. A name that says nothing about
 * lightness gives no warning. A wrong order is a warning and never a refusal: the session took place, and a dermatologist may have had a
 * reason.
 */
import type { Warning } from './anaesthetic-validation.js';

/** The lightness CIE L*: 0 is black, 100 is white. */
type Lightness = number;

/** The lightness below which a shade is dark: dark brown, black. This value and the lightnesses of names are practice. */
const DARK_BELOW = 30;

/** The difference in lightness below which two shades belong to one step of the series. */
const STEP = 20;

const bases: readonly (readonly [RegExp, Lightness])[] = [
  [/\bblack\b|\bebony\b/, 10],
  [/\bbrown\b|\bbrunette\b|\bchestnut\b/, 40],
  [/\bauburn\b|\bred\b|\bcopper\b/, 40],
  [/\bgr[ae]y\b/, 55],
  [/\bblonde?\b/, 70],
  [/\bbeige\b/, 75],
  [/\bwhite\b/, 95],
];

const qualifiers: readonly (readonly [RegExp, number])[] = [
  [/\blight(est|er)?\b/, 15],
  [/\bdark(est|er)?\b|\bdeep\b/, -15],
];

const normalizeShade = (shade: string): string => shade.trim().toLowerCase();

const findLightnessByName = (shade: string): Lightness | null => {
  const words = normalizeShade(shade);
  const base = bases.find(([pattern]) => pattern.test(words));
  if (!base) return null;
  return qualifiers.reduce((lightness, [pattern, change]) => (pattern.test(words) ? lightness + change : lightness), base[1]);
};

const linearizeChannel = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);

/** Computes L* of an sRGB colour in hexadecimal, #rrggbb, under D65. */
export const computeLightness = (hex: string): Lightness => {
  const [red, green, blue] = [1, 3, 5].map((at) => linearizeChannel(parseInt(hex.slice(at, at + 2), 16) / 255)) as [number, number, number];
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return luminance > 0.008856 ? 116 * Math.cbrt(luminance) - 16 : 903.3 * luminance;
};

/** The colours of the clinic's pigments, by the names of their shades in lower case. */
export type Colours = ReadonlyMap<string, string>;

/** Finds the lightness of a shade; null where neither catalogue nor name gives it. */
export const findLightness = (shade: string, colours: Colours): Lightness | null => {
  const hex = colours.get(normalizeShade(shade));
  return hex === undefined ? findLightnessByName(shade) : computeLightness(hex);
};

export interface Sitting {
  /** The shades in the order in which they were used. */
  shades: readonly string[];
  /** The shades of each earlier sitting of the plan. */
  earlier: readonly (readonly string[])[];
  /** Whether this is the last sitting of the plan. */
  isLast: boolean;
  colours: Colours;
}

interface Placed {
  shade: string;
  index: number;
  lightness: Lightness;
}

const listKnownShades = (shades: readonly string[], colours: Colours): Placed[] =>
  shades.flatMap((shade, index) => {
    const lightness = findLightness(shade, colours);
    return lightness === null ? [] : [{ shade, index, lightness }];
  });

const formatShadePointer = (index: number): string => `/micropigmentation/shades/${index}`;

const listDarkBeforeLastWarnings = ({ isLast, colours, earlier }: Sitting, used: readonly Placed[]): Warning[] => {
  if (isLast) return [];
  const lightest = Math.max(...[...used, ...earlier.flatMap((shades) => listKnownShades(shades, colours))].map(({ lightness }) => lightness));
  return used
    .filter(({ lightness }) => lightness < DARK_BELOW || lightest - lightness >= STEP)
    .map(({ shade, index }) => ({
      code: 'darker-before-last',
      pointer: formatShadePointer(index),
      detail: `Darker shades are kept for the last sitting (S2-06): ${shade} was used before it.`,
    }));
};

const listLighterAfterDarkerWarnings = ({ earlier, colours }: Sitting, used: readonly Placed[]): Warning[] => {
  const before = earlier.flatMap((shades) => listKnownShades(shades, colours));
  const [darkestBefore, darkest] = [before, used].map((shades) => shades.toSorted((one, other) => one.lightness - other.lightness)[0]);
  const acrossSittings: Warning[] =
    darkestBefore && darkest && darkest.lightness > darkestBefore.lightness
      ? [
          {
            code: 'lighter-after-darker',
            pointer: formatShadePointer(darkest.index),
            detail: `A sitting is never lighter than the one before (S2-06): ${darkestBefore.shade} had been used already.`,
          },
        ]
      : [];
  const withinSitting = used
    .filter(({ lightness }, place) => used.slice(0, place).some((previous) => previous.lightness < lightness))
    .map(({ shade, index }): Warning => ({
      code: 'lighter-after-darker',
      pointer: formatShadePointer(index),
      detail: `Lighter shades come first (S2-06): ${shade} stands after a darker one.`,
    }));
  return [...acrossSittings, ...withinSitting];
};

/** Warns of shades of a sitting that are out of order. */
export const listShadeWarnings = (sitting: Sitting): Warning[] => {
  const used = listKnownShades(sitting.shades, sitting.colours);
  return used.length === 0 ? [] : [...listDarkBeforeLastWarnings(sitting, used), ...listLighterAfterDarkerWarnings(sitting, used)];
};
