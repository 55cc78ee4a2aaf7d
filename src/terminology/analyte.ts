import { enumOf } from '../kernel/enumeration.js';

/** A pair of bounds; null where there is none. */
export type Bounds = readonly [low: number | null, high: number | null];

interface Common {
  readonly id: string;
  readonly display: string;
  /** LOINC codes under which laboratories report it; the first is the preferred one. */
  readonly loinc: readonly string[];
  readonly note?: string;
}

/** A range that holds in place of the adult one: in pregnancy, or from one age (in years) to below another. */
export interface SpecialRange {
  readonly when: { readonly pregnancy: true } | { readonly fromAge: number; readonly belowAge: number };
  readonly range: Bounds;
  /** Where the figures come from. */
  readonly origin: string;
}

/** What makes a figure of another standard one of the analyte's own: slope times the figure, plus the offset. */
interface Standard {
  readonly slope: number;
  readonly offset: number;
  /** Where the equation comes from. */
  readonly origin: string;
}

/** An analyte that is measured. */
export interface QuantitativeAnalyte extends Common {
  readonly kind: 'quantitative';
  /** The canonical unit (UCUM): every result is also kept in it. */
  readonly unit: string;
  /** Other units in which laboratories report it. */
  readonly usualUnits: readonly string[];
  /** In g/mol, where mass and amount of substance may be exchanged. */
  readonly molarMass?: number;
  /** What a unit that UCUM cannot convert is multiplied by. */
  readonly factors?: Readonly<Record<string, number>>;
  /** The unit in which a bare number is meant, by LOINC code, where the code's name says another than the canonical one. */
  readonly impliedUnits?: Readonly<Record<string, string>>;
  /** LOINC codes whose figures, in the canonical unit, are of another standard. */
  readonly standards?: Readonly<Record<string, Standard>>;
  /** Usual ranges of adults, in the canonical unit. */
  readonly reference: { readonly female: Bounds; readonly male: Bounds };
  /** Ranges for those to whom the adult ones do not apply; the first that does is used. */
  readonly special?: readonly SpecialRange[];
  /** The ranges of laboratories differ manifold, by the day of the cycle, the menopause or pregnancy: none is called a mistake for its size. */
  readonly rangesDiffer?: true;
  /** Beyond these somebody must act at once. */
  readonly critical: Bounds;
  /** Beyond these the figure is a mistake. */
  readonly plausible: readonly [low: number, high: number];
}

/** What was found of something that is there or not; `indeterminate` where the laboratory could not tell: it never counts as negative. */
export const findings = enumOf('LaboratoryFinding', ['negative', 'positive', 'indeterminate']);
export type Finding = (typeof findings)[number];

/** What a figure says of something that is there or not: from one limit it is there, below the other it is not, between them nobody can tell. */
export interface FigureLimits {
  /** The unit of both limits (UCUM). */
  readonly unit: string;
  readonly negativeBelow: number;
  readonly positiveFrom: number;
  /** Beyond this the figure is a mistake. */
  readonly plausibleUpTo: number;
  /** Where the limits come from. */
  readonly origin: string;
}

/** An analyte that is found or not. */
export interface QualitativeAnalyte extends Common {
  readonly kind: 'qualitative';
  readonly values: readonly Finding[];
  /** How a figure is read; the first whose unit the figure converts to. The laboratory's own limit goes before them. */
  readonly figures?: readonly FigureLimits[];
  /** How a titre is read, as its denominator: 1:320 is 320. */
  readonly titre?: Omit<FigureLimits, 'unit' | 'plausibleUpTo'>;
}

export type Analyte = QuantitativeAnalyte | QualitativeAnalyte;
