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
  /** Usual ranges of adults, in the canonical unit. */
  readonly reference: { readonly female: Bounds; readonly male: Bounds };
  /** Ranges for those to whom the adult ones do not apply; the first that does is used. */
  readonly special?: readonly SpecialRange[];
  /** Beyond these somebody must act at once. */
  readonly critical: Bounds;
  /** Beyond these the figure is a mistake. */
  readonly plausible: readonly [low: number, high: number];
}

/** An analyte that is found or not. */
export interface QualitativeAnalyte extends Common {
  readonly kind: 'qualitative';
  readonly values: readonly string[];
}

export type Analyte = QuantitativeAnalyte | QualitativeAnalyte;
