/** What can be seen of hair and scalp, and what follows from it. `S…` are facts of the clinic's source documents. */
import type { FieldError } from '../../kernel/failure.js';
import { convertUnit, type UnitProblem } from '../../terminology/index.js';
import { codeErrors } from '../../record/index.js';

export const regions = [
  'frontal',
  'mid-scalp',
  'vertex',
  'temporal-left',
  'temporal-right',
  'parietal-left',
  'parietal-right',
  'occipital',
  'beard',
  'eyebrow',
] as const;
export const scalpConditions = ['normal', 'dry', 'oily', 'flaky', 'sensitive', 'erythematous', 'scarred', 'atrophic', 'tender'] as const;
export const infections = ['none', 'bacterial', 'fungal', 'viral', 'parasitic', 'unspecified', 'unknown'] as const;
export const inflammations = ['none', 'mild', 'moderate', 'severe', 'unknown'] as const;
export const buildUpKinds = ['none', 'sebum', 'dirt', 'product', 'keratin-debris'] as const;
export const hairShapes = ['straight', 'wavy', 'curly', 'coily'] as const;
export const hairThicknesses = ['fine', 'medium', 'coarse'] as const;
export const trichoscopicSigns = [
  'yellow-dots',
  'black-dots',
  'exclamation-mark-hairs',
  'broken-hairs',
  'peripilar-sign',
  'white-dots',
  'honeycomb',
  'perifollicular-scale',
  'erythema',
  'empty-follicles',
] as const;

interface Quantity {
  value: number;
  unit: string;
}

export interface Findings {
  fieldOfView?: Quantity;
  hairDensity?: Quantity;
  follicularUnitDensity?: Quantity;
  hairCount?: number;
  hairDiameter?: Quantity;
  growthPhase?: { anagen: number; catagen: number; telogen: number };
  terminalVellus?: { terminal: number; vellus: number };
  hairsPerUnit?: { one: number; two: number; three: number; four: number };
  pullTest?: { pulled: number; extracted: number };
  buildUp?: { kinds: readonly string[]; grade?: number };
  scalpCondition?: readonly string[];
  possibleCauses?: readonly { system: string; code: string }[];
}

/** Percentages that are parts of a whole add up to 100, give or take this much. */
const SUM_TOLERANCE = 0.5;
/** A typed density agrees with count and area within this share. */
const DENSITY_TOLERANCE = 0.05;

const limits = {
  fieldOfView: { unit: 'cm2', low: 0.001, high: 200 },
  hairDensity: { unit: '/cm2', low: 0, high: 500 },
  follicularUnitDensity: { unit: '/cm2', low: 0, high: 150 },
  hairDiameter: { unit: 'um', low: 0, high: 200 },
} as const;

type Measured = keyof typeof limits;

const inUnit = (findings: Findings, field: Measured): number | UnitProblem | null => {
  const quantity = findings[field];
  return quantity ? convertUnit(quantity.value, quantity.unit, limits[field].unit) : null;
};

const figure = (findings: Findings, field: Measured): number | null => {
  const value = inUnit(findings, field);
  return typeof value === 'number' ? value : null;
};

const quantityErrors = (findings: Findings, field: Measured, pointer: string): FieldError[] => {
  const value = inUnit(findings, field);
  const { unit, low, high } = limits[field];
  if (value === null) return [];
  if (typeof value !== 'number')
    return [{ pointer: `${pointer}/${field}/unit`, code: value.problem, detail: `${field} cannot be given in this unit; it is usually given in ${unit}.` }];
  if (value >= low && value <= high) return [];
  return [{ pointer: `${pointer}/${field}/value`, code: 'out-of-range', detail: `${field} must lie between ${low} and ${high} ${unit}.` }];
};

const sumErrors = (parts: object | undefined, pointer: string): FieldError[] => {
  if (!parts) return [];
  const sum = Object.values(parts as Record<string, number>).reduce((total, part) => total + part, 0);
  return Math.abs(sum - 100) <= SUM_TOLERANCE
    ? []
    : [{ pointer, code: 'sum-not-100', detail: `The shares add up to ${Number(sum.toFixed(2))} %, not to 100 %.` }];
};

const densityErrors = (findings: Findings, pointer: string): FieldError[] => {
  const [typed, computed] = [figure(findings, 'hairDensity'), densityOf(findings)];
  if (typed === null || computed === null || Math.abs(typed - computed) <= DENSITY_TOLERANCE * computed) return [];
  return [
    {
      pointer: `${pointer}/hairDensity`,
      code: 'density-disagrees',
      detail: `The typed density of ${typed} /cm2 is not what count and area give: ${computed} /cm2.`,
    },
  ];
};

/** "None" or "normal" stands alone. */
const aloneErrors = (values: readonly string[] | undefined, alone: string, pointer: string): FieldError[] =>
  values && values.length > 1 && values.includes(alone) ? [{ pointer, code: 'contradiction', detail: `"${alone}" cannot stand beside other values.` }] : [];

/** Everything in which the findings cannot be right. */
export const trichoanalysisErrors = (findings: Findings, pointer: string): FieldError[] => [
  ...(Object.keys(limits) as Measured[]).flatMap((field) => quantityErrors(findings, field, pointer)),
  ...sumErrors(findings.growthPhase, `${pointer}/growthPhase`),
  ...sumErrors(findings.terminalVellus, `${pointer}/terminalVellus`),
  ...sumErrors(findings.hairsPerUnit, `${pointer}/hairsPerUnit`),
  ...densityErrors(findings, pointer),
  ...aloneErrors(findings.buildUp?.kinds, 'none', `${pointer}/buildUp/kinds`),
  ...aloneErrors(findings.scalpCondition, 'normal', `${pointer}/scalpCondition`),
  ...(findings.pullTest && findings.pullTest.extracted > findings.pullTest.pulled
    ? [{ pointer: `${pointer}/pullTest/extracted`, code: 'out-of-range', detail: 'No more hairs can come out than were pulled.' }]
    : []),
  ...(findings.possibleCauses ?? []).flatMap((cause, index) => codeErrors(cause, `${pointer}/possibleCauses/${index}`)),
];

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Hairs per cm2, from the count and the area in which it was made. */
const densityOf = (findings: Findings): number | null => {
  const area = figure(findings, 'fieldOfView');
  return typeof findings.hairCount !== 'number' || area === null || area <= 0 ? null : rounded(findings.hairCount / area, 1);
};

const MICROMETRES_PER_MILLIMETRE = 1000;

/** What is computed and never typed. */
export const derive = (findings: Findings) => {
  const { growthPhase, hairsPerUnit } = findings;
  const density = densityOf(findings) ?? figure(findings, 'hairDensity');
  const diameter = figure(findings, 'hairDiameter');
  return {
    hairDensity: densityOf(findings),
    anagenTelogenRatio: growthPhase && growthPhase.telogen > 0 ? rounded(growthPhase.anagen / growthPhase.telogen, 2) : null,
    meanHairsPerUnit: hairsPerUnit ? rounded((hairsPerUnit.one + 2 * hairsPerUnit.two + 3 * hairsPerUnit.three + 4 * hairsPerUnit.four) / 100, 2) : null,
    cumulativeThickness: density !== null && diameter !== null ? rounded((density * diameter) / MICROMETRES_PER_MILLIMETRE, 2) : null,
  };
};
