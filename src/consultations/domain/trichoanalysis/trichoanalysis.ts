/** Rules for the findings of hair and scalp. `S…` are facts of the clinic's source documents. */
import { createFieldError } from '../../../kernel/field-error.js';
import { declareEnumeration } from '../../../kernel/enumeration.js';
import type { FieldError } from '../../../kernel/failure.js';
import { validateCode } from '../../../record/index.js';
import { computeCountedDensity, findFigure, convertFigure, limits, type Findings, type Measured } from './figures.js';

export const regions = declareEnumeration('ScalpRegion', [
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
]);
export const scalpConditions = declareEnumeration('ScalpCondition', [
  'normal',
  'dry',
  'oily',
  'flaky',
  'sensitive',
  'erythematous',
  'scarred',
  'atrophic',
  'tender',
]);
export const infections = declareEnumeration('ScalpInfection', ['none', 'bacterial', 'fungal', 'viral', 'parasitic', 'unspecified', 'unknown']);
export const inflammations = declareEnumeration('ScalpInflammation', ['none', 'mild', 'moderate', 'severe', 'unknown']);
export const buildUpKinds = declareEnumeration('BuildUpKind', ['none', 'sebum', 'dirt', 'product', 'keratin-debris']);
export const hairShapes = declareEnumeration('HairShape', ['straight', 'wavy', 'curly', 'coily']);
export const hairThicknesses = declareEnumeration('HairThickness', ['fine', 'medium', 'coarse']);
export const trichoscopicSigns = declareEnumeration('TrichoscopicSign', [
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
]);

/** Signs of inflammation around the follicles, recorded beside the degree of inflammation. */
export const perifollicularSigns = declareEnumeration('PerifollicularSign', [
  'erythema',
  'scaling',
  'casts',
  'pustules',
  'papules',
  'crusts',
  'oedema',
  'haemorrhage',
  'fibrosis',
]);
/** The distribution of microscopic dandruff in the region. */
export const dandruffDistributions = declareEnumeration('DandruffDistribution', ['localised', 'patchy', 'diffuse', 'perifollicular']);
/** The code of an unknown cause, which ICD-10 lacks. */
const UNKNOWN_CAUSE = 'unknown';

/** The percentages of a whole must add up to 100, within this tolerance. */
const SUM_TOLERANCE = 0.5;
/** A tolerance for binary arithmetic, in which 33.1 + 33.2 + 33.2 is 99.49999999999999. */
const DUST = 1e-9;
/** A typed density must agree with the density from count and area, within this share. */
const DENSITY_TOLERANCE = 0.05;

const validateQuantity = (findings: Findings, field: Measured, pointer: string): FieldError[] => {
  const value = convertFigure(findings, field);
  const { unit, low, high } = limits[field];
  if (value === null) return [];
  if (typeof value !== 'number')
    return [{ pointer: `${pointer}/${field}/unit`, code: value.problem, detail: `${field} cannot be given in this unit; it is usually given in ${unit}.` }];
  if (value >= low && value <= high) return [];
  return [{ pointer: `${pointer}/${field}/value`, code: 'out-of-range', detail: `${field} must lie between ${low} and ${high} ${unit}.` }];
};

const validateSum = (parts: object | null | undefined, pointer: string): FieldError[] => {
  if (!parts) return [];
  const sum = Object.values(parts as Record<string, number>).reduce((total, part) => total + part, 0);
  return Math.abs(sum - 100) <= SUM_TOLERANCE + DUST
    ? []
    : [{ pointer, code: 'sum-not-100', detail: `The shares add up to ${Number(sum.toFixed(2))} %, not to 100 %: correct one of them.` }];
};

const validateDensity = (findings: Findings, pointer: string): FieldError[] => {
  const [typed, computed] = [findFigure(findings, 'hairDensity'), computeCountedDensity(findings)];
  if (typed === null || computed === null || Math.abs(typed - computed) <= DENSITY_TOLERANCE * computed) return [];
  return [
    {
      pointer: `${pointer}/hairDensity`,
      code: 'density-disagrees',
      detail: `The typed density of ${typed} /cm2 is not what count and area give: ${computed} /cm2.`,
    },
  ];
};

/** Checks that a value such as "none" or "normal" is the only one in its list. */
const validateLoneValue = (values: readonly string[] | null | undefined, alone: string, pointer: string): FieldError[] =>
  values && values.length > 1 && values.includes(alone)
    ? [{ pointer, code: 'contradiction', detail: `"${alone}" cannot stand beside other values: send it alone, or the others without it.` }]
    : [];

/** Checks that the density which follows from count and area is within the limits of density. */
const validateCounts = (findings: Findings, pointer: string): FieldError[] => {
  const [computed, { low, high, unit }] = [computeCountedDensity(findings), limits.hairDensity];
  if (computed === null || (computed >= low && computed <= high)) return [];
  return [
    {
      pointer: `${pointer}/hairCount`,
      code: 'out-of-range',
      detail: `Count and area give ${computed} hairs per cm2, where ${low} to ${high} ${unit} are possible.`,
    },
  ];
};

const validateBuildUp = ({ buildUp }: Findings, pointer: string): FieldError[] => {
  if (!buildUp || typeof buildUp.grade !== 'number') return [];
  const none = buildUp.kinds.length === 1 && buildUp.kinds[0] === 'none';
  if (none && buildUp.grade > 0)
    return [{ pointer: `${pointer}/buildUp/grade`, code: 'contradiction', detail: 'Where nothing has built up the grade is 0: send 0, or what has built up.' }];
  if (!none && buildUp.kinds.length > 0 && buildUp.grade === 0) {
    return [
      {
        pointer: `${pointer}/buildUp/grade`,
        code: 'contradiction',
        detail: 'Grade 0 says that nothing has built up: send a grade above 0, or nothing that has built up.',
      },
    ];
  }
  return [];
};

const validateInflammation = ({ inflammation, perifollicularSigns: signs }: Findings, pointer: string): FieldError[] =>
  inflammation === 'none' && signs && signs.length > 0
    ? [
        {
          pointer: `${pointer}/perifollicularSigns`,
          code: 'contradiction',
          detail: 'Signs of inflammation contradict that there is none: leave them out, or say how severe the inflammation is.',
        },
      ]
    : [];

const validateDandruff = ({ microscopicDandruff: grade, microscopicDandruffDistribution: distribution }: Findings, pointer: string): FieldError[] => {
  if (!distribution) return [];
  if (typeof grade !== 'number')
    return [{ pointer: `${pointer}/microscopicDandruff`, code: 'required', detail: 'What is distributed has a grade: send it, from 0 on.' }];
  return grade > 0
    ? []
    : [{ pointer: `${pointer}/microscopicDandruffDistribution`, code: 'contradiction', detail: 'Where there is none, nothing is distributed: leave it out.' }];
};

const validateDeviation = ({ hairDiameter, hairDiameterDeviation }: Findings, pointer: string): FieldError[] =>
  hairDiameterDeviation && !hairDiameter
    ? [{ pointer: `${pointer}/hairDiameter`, code: 'required', detail: 'A standard deviation needs the mean that it deviates from: send hairDiameter too.' }]
    : [];

const validateCauses = (findings: Findings, pointer: string): FieldError[] => {
  const causes = findings.possibleCauses ?? [];
  const names = causes.map(({ system, code }) => `${system}|${code}`);
  return [
    ...causes.flatMap((cause, index) => validateCode(cause, `${pointer}/possibleCauses/${index}`)),
    ...causes.flatMap(({ system, code }, index) =>
      system === 'hairline' && code !== UNKNOWN_CAUSE
        ? [createFieldError(`${pointer}/possibleCauses/${index}/code`, 'invalid-code', `The only cause of the system hairline is "${UNKNOWN_CAUSE}".`)]
        : [],
    ),
    ...names.flatMap((name, index) =>
      names.indexOf(name) < index ? [createFieldError(`${pointer}/possibleCauses/${index}`, 'duplicate', 'The cause is named twice: name it once.')] : [],
    ),
    ...(names.length > 1 && names.includes(`hairline|${UNKNOWN_CAUSE}`)
      ? [createFieldError(`${pointer}/possibleCauses`, 'contradiction', 'An unknown cause cannot stand beside known ones: name the known ones alone.')]
      : []),
  ];
};

/** Finds all errors in the findings. */
export const validateTrichoanalysis = (findings: Findings, pointer: string): FieldError[] => [
  ...(Object.keys(limits) as Measured[]).flatMap((field) => validateQuantity(findings, field, pointer)),
  ...validateSum(findings.growthPhase, `${pointer}/growthPhase`),
  ...validateSum(findings.terminalVellus, `${pointer}/terminalVellus`),
  ...validateSum(findings.hairsPerUnit, `${pointer}/hairsPerUnit`),
  ...validateDensity(findings, pointer),
  ...validateLoneValue(findings.buildUp?.kinds, 'none', `${pointer}/buildUp/kinds`),
  ...validateLoneValue(findings.scalpCondition, 'normal', `${pointer}/scalpCondition`),
  ...(findings.pullTest && findings.pullTest.extracted > findings.pullTest.pulled
    ? [createFieldError(`${pointer}/pullTest/extracted`, 'out-of-range', 'No more hairs can come out than were pulled.')]
    : []),
  ...validateCauses(findings, pointer),
  ...validateCounts(findings, pointer),
  ...validateBuildUp(findings, pointer),
  ...validateInflammation(findings, pointer),
  ...validateDandruff(findings, pointer),
  ...validateDeviation(findings, pointer),
];
