/** The scales for hair loss, its treatment and its effect on the person. A grading is per person and date, not per region. */
import { createFieldError } from '../../../kernel/field-error.js';
import { declareEnumeration } from '../../../kernel/enumeration.js';
import type { FieldError } from '../../../kernel/failure.js';

export const scales = declareEnumeration('Scale', ['norwood-hamilton', 'ludwig', 'sinclair', 'savin', 'salt', 'gais', 'dlqi']);
export type Scale = (typeof scales)[number];
export const assessors = declareEnumeration('Assessor', ['clinician', 'patient']);
export type Assessor = (typeof assessors)[number];

/** The grades of the graded scales, from the least to the most hair loss; those of GAIS from the best to the worst. */
export const gradesOf = {
  'norwood-hamilton': ['I', 'II', 'IIa', 'III', 'IIIa', 'III-vertex', 'IV', 'IVa', 'V', 'Va', 'VI', 'VII'],
  ludwig: ['I', 'II', 'III'],
  sinclair: ['1', '2', '3', '4', '5'],
  savin: ['1', '2', '3', '4', '5', '6', '7', '8'],
  gais: ['1', '2', '3', '4', '5'],
} as const satisfies Partial<Record<Scale, readonly string[]>>;

export type GradedScale = keyof typeof gradesOf;
export const grades = declareEnumeration('ScaleGrade', [...new Set(Object.values(gradesOf).flat())]);
export type Grade = (typeof grades)[number];

export const isGraded = (scale: Scale): scale is GradedScale => Object.hasOwn(gradesOf, scale);

const improvement: Readonly<Record<string, string>> = {
  '1': 'very much improved',
  '2': 'much improved',
  '3': 'improved',
  '4': 'no change',
  '5': 'worse',
};

export const saltParts = ['top', 'back', 'left', 'right'] as const;
type SaltPart = (typeof saltParts)[number];
/** The hair loss of each part of the scalp, in per cent. */
export type SaltParts = Record<SaltPart, number>;

/** The share of each part in the scalp's surface, in per cent. Whole numbers keep the sum free of rounding errors. */
const surface: Readonly<Record<SaltPart, number>> = { top: 40, back: 24, left: 18, right: 18 };

const LEAST_LOSS = 0.1;
const MOST_LOSS_SHORT_OF_ALL = 99.9;
const SIGNIFICANT_DIGITS = 10;

/**
 * Computes the Severity of Alopecia Tool: hair loss of the whole scalp, from 0 to 100 with one decimal. Rounding never gives 0 where there is some loss, nor
 * 100 where some hair is left.
 */
export const computeSaltScore = (parts: SaltParts): number => {
  const exact = Number((saltParts.reduce((sum, part) => sum + surface[part] * parts[part], 0) / 100).toPrecision(SIGNIFICANT_DIGITS));
  const rounded = Math.round(exact * 10) / 10;
  if (saltParts.every((part) => parts[part] === 0)) return 0;
  if (saltParts.every((part) => parts[part] === 100)) return 100;
  return Math.min(MOST_LOSS_SHORT_OF_ALL, Math.max(LEAST_LOSS, rounded));
};

export const saltClasses = declareEnumeration('SaltClass', ['S0', 'S1', 'S2', 'S3', 'S4', 'S5']);
export type SaltClass = (typeof saltClasses)[number];

/** Finds the SALT class without gaps between classes: S0 none, S1 less than 25, S2 less than 50, S3 less than 75, S4 less than 100, S5 all. */
export const getSaltClass = (score: number): SaltClass => {
  if (score <= 0) return 'S0';
  if (score >= 100) return 'S5';
  return saltClasses[1 + Math.floor(score / 25)]!;
};

/** Computes the Dermatology Life Quality Index, from 0 (no effect on life) to 30. */
const computeDlqiScore = (items: readonly number[]): number => items.reduce((sum, item) => sum + item, 0);

export interface ScaleEntry {
  scale: Scale;
  assessor: Assessor;
  grade?: string | null;
  salt?: SaltParts | null;
  dlqi?: readonly number[] | null;
  baselineOn?: string | null;
  note?: string | null;
}

export interface ScaleContext {
  sexAtBirth: string;
  /** The calendar day of the grading, in the clinic's time zone. */
  assessedOn: string;
}

const members = { grade: isGraded, salt: (scale: Scale) => scale === 'salt', dlqi: (scale: Scale) => scale === 'dlqi' } as const;

const isAbsent = (value: unknown): boolean => value === undefined || value === null;

/** Checks that an entry has the member of its own scale, and no member of another scale. */
const validateMembers = (entry: ScaleEntry): FieldError[] =>
  (Object.keys(members) as (keyof typeof members)[]).flatMap((name): FieldError[] => {
    const belongs = members[name](entry.scale);
    if (belongs && isAbsent(entry[name])) return [{ pointer: `/${name}`, code: 'required', detail: `The scale ${entry.scale} needs ${name}.` }];
    if (!belongs && !isAbsent(entry[name]))
      return [{ pointer: `/${name}`, code: 'not-allowed', detail: `The scale ${entry.scale} has no ${name}: leave it out.` }];
    return [];
  });

const validateGrade = ({ scale, grade }: ScaleEntry): FieldError[] => {
  if (!isGraded(scale) || isAbsent(grade)) return [];
  const known: readonly string[] = gradesOf[scale];
  return known.includes(grade!) ? [] : [{ pointer: '/grade', code: 'not-allowed', detail: `A grade of ${scale} is one of ${known.join(', ')}.` }];
};

const validateBaseline = ({ scale, baselineOn }: ScaleEntry, { assessedOn }: ScaleContext): FieldError[] => {
  if (scale !== 'gais')
    return isAbsent(baselineOn) ? [] : [{ pointer: '/baselineOn', code: 'not-allowed', detail: 'Only GAIS is against a baseline: leave it out.' }];
  if (isAbsent(baselineOn))
    return [{ pointer: '/baselineOn', code: 'required', detail: 'GAIS says of which day the baseline is: a day before the assessment, such as 2026-01-20.' }];
  return baselineOn! >= assessedOn
    ? [{ pointer: '/baselineOn', code: 'out-of-range', detail: `The baseline lies before what is compared with it: send a day before ${assessedOn}.` }]
    : [];
};

/** Finds the errors in an entry that do not depend on the patient. */
export const validateScaleContent = (entry: ScaleEntry): FieldError[] => [
  ...validateMembers(entry),
  ...validateGrade(entry),
  ...(entry.scale === 'dlqi' && entry.assessor !== 'patient'
    ? [createFieldError('/assessor', 'not-allowed', 'The questionnaire on life quality is answered by the patient: send patient.')]
    : []),
];

export const validateScale = (entry: ScaleEntry, context: ScaleContext): FieldError[] => [
  ...validateScaleContent(entry),
  ...validateBaseline(entry, context),
  ...(entry.scale === 'norwood-hamilton' && context.sexAtBirth === 'female' && isAbsent(entry.note)
    ? [createFieldError('/note', 'required', 'Norwood–Hamilton is of male pattern loss: with sex at birth female a note says why it is used.')]
    : []),
];

export interface ScaleResult {
  score: number | null;
  class: SaltClass | null;
  meaning: string | null;
}

/** Computes score, class and meaning of an entry without errors. */
export const computeScaleResult = ({ scale, grade, salt, dlqi }: ScaleEntry): ScaleResult => {
  const score = scale === 'salt' && salt ? computeSaltScore(salt) : scale === 'dlqi' && dlqi ? computeDlqiScore(dlqi) : null;
  return {
    score,
    class: scale === 'salt' && score !== null ? getSaltClass(score) : null,
    meaning: scale === 'gais' && grade ? (improvement[grade] ?? null) : null,
  };
};

/** Finds the value of a grading on a chart of its scale: the score, or the rank of the grade from 1. */
export const findChartValue = (scale: Scale, grade: string | null, score: number | null): number | null => {
  if (!isGraded(scale)) return score;
  const rank = (gradesOf[scale] as readonly string[]).indexOf(grade ?? '');
  return rank < 0 ? null : rank + 1;
};
