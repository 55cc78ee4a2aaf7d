import { declareEnumeration } from '../kernel/enumeration.js';

/** A pair of bounds; a bound is null where there is none. */
export type Bounds = readonly [low: number | null, high: number | null];

interface Common {
  readonly id: string;
  readonly display: string;
  /** LOINC codes under which laboratories report the analyte; the first is the preferred one. */
  readonly loinc: readonly string[];
  readonly note?: string;
}

/** A range that applies in place of the adult one: in pregnancy, or from one age (in years) to below another. */
export interface SpecialRange {
  readonly when: { readonly pregnancy: true } | { readonly fromAge: number; readonly belowAge: number };
  readonly range: Bounds;
  /** The source of the figures. */
  readonly origin: string;
}

/** The conversion of a figure by another standard to the analyte's own: slope times the figure, plus the offset. */
interface Standard {
  readonly slope: number;
  readonly offset: number;
  /** The source of the equation. */
  readonly origin: string;
}

/** An analyte with a measured figure. */
export interface QuantitativeAnalyte extends Common {
  readonly kind: 'quantitative';
  /** The canonical unit (UCUM). Every result is also stored in this unit. */
  readonly unit: string;
  /** Other units in which laboratories report the analyte. */
  readonly usualUnits: readonly string[];
  /** The molar mass in g/mol, where mass and amount of substance may be converted. */
  readonly molarMass?: number;
  /** Factors for units that UCUM cannot convert. */
  readonly factors?: Readonly<Record<string, number>>;
  /** The unit of a number without a unit, by LOINC code, where the name of the code implies another unit than the canonical one. */
  readonly impliedUnits?: Readonly<Record<string, string>>;
  /** LOINC codes whose figures, in the canonical unit, are by another standard. */
  readonly standards?: Readonly<Record<string, Standard>>;
  /** Usual ranges of adults, in the canonical unit. */
  readonly reference: { readonly female: Bounds; readonly male: Bounds };
  /** Ranges for people to whom the adult ranges do not apply; the first that applies is used. */
  readonly special?: readonly SpecialRange[];
  /** Set where ranges differ widely, by the day of the cycle, the menopause or pregnancy. A laboratory's range is then not rejected for its size. */
  readonly rangesDiffer?: true;
  /** Critical bounds: a result beyond them needs immediate action. */
  readonly critical: Bounds;
  /** Plausible bounds: a figure beyond them is a mistake. */
  readonly plausible: readonly [low: number, high: number];
}

/** The findings of a qualitative test. `indeterminate`: the laboratory could not decide; such a result never counts as negative. */
export const findings = declareEnumeration('LaboratoryFinding', ['negative', 'positive', 'indeterminate']);
export type Finding = (typeof findings)[number];

/** The limits by which a figure gives a finding: positive from one limit, negative below the other, indeterminate between them. */
export interface FigureLimits {
  /** The unit of both limits (UCUM). */
  readonly unit: string;
  readonly negativeBelow: number;
  readonly positiveFrom: number;
  /** The largest plausible figure; a larger one is a mistake. */
  readonly plausibleUpTo: number;
  /** The source of the limits. */
  readonly origin: string;
}

/** An analyte with a qualitative result. */
export interface QualitativeAnalyte extends Common {
  readonly kind: 'qualitative';
  readonly values: readonly Finding[];
  /** The limits for figures; the first whose unit the figure converts to is used. The laboratory's own limit takes precedence for an index. */
  readonly figures?: readonly FigureLimits[];
  /** The limits for titres, as denominators: 1:320 is 320. */
  readonly titre?: Omit<FigureLimits, 'unit' | 'plausibleUpTo'>;
}

export type Analyte = QuantitativeAnalyte | QualitativeAnalyte;
