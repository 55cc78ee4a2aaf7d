/** The measures of a trichoanalysis, each in one unit whatever unit was typed. */
import { convertUnit, type UnitProblem } from '../../../terminology/index.js';

interface Quantity {
  value: number;
  unit: string;
}

/** The findings that rules depend on. A finding that was not recorded is absent or null. */
export interface Findings {
  device?: string | null;
  magnification?: number | null;
  fieldOfView?: Quantity | null;
  scalpCondition?: readonly string[] | null;
  possibleCauses?: readonly { system: string; code: string }[] | null;
  infection?: string | null;
  inflammation?: string | null;
  perifollicularSigns?: readonly string[] | null;
  buildUp?: { kinds: readonly string[]; grade?: number | null } | null;
  hairDensity?: Quantity | null;
  follicularUnitDensity?: Quantity | null;
  hairCount?: number | null;
  growthPhase?: { anagen: number; catagen: number; telogen: number } | null;
  hairType?: { shape?: string | null; thickness?: string | null; colour?: string | null } | null;
  microscopicDandruff?: number | null;
  microscopicDandruffDistribution?: string | null;
  hairDiameter?: Quantity | null;
  hairDiameterDeviation?: Quantity | null;
  hairDiameterDiversity?: number | null;
  terminalVellus?: { terminal: number; vellus: number } | null;
  hairsPerUnit?: { one: number; two: number; three: number; four: number } | null;
  suspiciousLesion?: string | null;
  signs?: readonly string[] | null;
  pullTest?: { pulled: number; extracted: number } | null;
}

/** The unit in which each quantity is compared, and its limits of plausibility. */
export const limits = {
  fieldOfView: { unit: 'cm2', low: 0.001, high: 200 },
  hairDensity: { unit: '/cm2', low: 0, high: 500 },
  follicularUnitDensity: { unit: '/cm2', low: 0, high: 150 },
  // The finest vellus hairs measure about 10 um. A value such as 52 nm is a mistake in the unit.
  hairDiameter: { unit: 'um', low: 5, high: 200 },
  // The standard deviation of values between 0 and 200 is at most 100.
  hairDiameterDeviation: { unit: 'um', low: 0, high: 100 },
} as const;

export type Measured = keyof typeof limits;

/** Converts a quantity to its unit of comparison. Answers the problem where the conversion is impossible, and null where the quantity was not recorded. */
export const convertFigure = (findings: Findings, field: Measured): number | UnitProblem | null => {
  const quantity = findings[field];
  return quantity ? convertUnit(quantity.value, quantity.unit, limits[field].unit) : null;
};

export const findFigure = (findings: Findings, field: Measured): number | null => {
  const value = convertFigure(findings, field);
  return typeof value === 'number' ? value : null;
};

/** Rounds to a number of decimals; null where the result is not finite, such as a quotient by almost zero. */
export const roundFigure = (value: number, digits: number): number | null => {
  const figure = Number(value.toFixed(digits));
  return Number.isFinite(figure) ? figure : null;
};

/** Computes hairs per cm2 from the count and the area of the count. */
export const computeCountedDensity = (findings: Findings): number | null => {
  const area = findFigure(findings, 'fieldOfView');
  return typeof findings.hairCount !== 'number' || area === null || area <= 0 ? null : roundFigure(findings.hairCount / area, 1);
};

/** Divides one share by another; null where the other is zero or missing. */
export const computeRatio = (part: number, other: number): number | null => (other > 0 ? roundFigure(part / other, 2) : null);

/** Computes how many hairs came out of 100 pulled. */
export const computePullPercentage = ({ pullTest }: Findings): number | null =>
  pullTest && pullTest.pulled > 0 ? roundFigure((100 * pullTest.extracted) / pullTest.pulled, 1) : null;

/** Computes the mean number of hairs in a follicular unit, from the shares of units with one to four hairs. */
export const computeMeanHairs = ({ hairsPerUnit: shares }: Findings): number | null =>
  shares ? roundFigure((shares.one + 2 * shares.two + 3 * shares.three + 4 * shares.four) / 100, 2) : null;

const MICROMETRES_PER_MILLIMETRE = 1000;

/** Computes density times mean diameter, in mm of hair per cm2. */
export const computeCumulativeThickness = (findings: Findings): number | null => {
  const density = computeCountedDensity(findings) ?? findFigure(findings, 'hairDensity');
  const diameter = findFigure(findings, 'hairDiameter');
  return density !== null && diameter !== null ? roundFigure((density * diameter) / MICROMETRES_PER_MILLIMETRE, 2) : null;
};
