/** Reads findings of qualitative tests from figures and titres. */
import type { Finding, FigureLimits, QualitativeAnalyte } from './analyte.js';
import type { Range } from './interpretation.js';
import { findMoreSevereFinding, type Titre } from './laboratory-words.js';
import { checkUnit, convertUnit } from './units.js';

type Limits = Pick<FigureLimits, 'negativeBelow' | 'positiveFrom'>;

/**
 * Finds whether a figure is positive, negative or indeterminate. A comparator says on which side the true value lies; where that side has values of different
 * findings, the finding is indeterminate.
 */
const compareWithLimits = ({ negativeBelow, positiveFrom }: Limits, value: number, comparator: string | null): Finding => {
  if (comparator === '<' || comparator === '<=') {
    const below = comparator === '<' ? value <= negativeBelow : value < negativeBelow;
    return below ? 'negative' : 'indeterminate';
  }
  if (value >= positiveFrom) return 'positive';
  return comparator === null && value < negativeBelow ? 'negative' : 'indeterminate';
};

const isTitre = (unit: string): boolean => /^\{tit/i.test(unit);

/** Whether a unit is that of a ratio or an index: the number 1, or only an annotation. */
const isIndex = (unit: string): boolean => unit === '1' || /^\{[^{}]+\}$/.test(unit);

/** The finding of a titre; null where the analyte has no limits for titres. */
export const interpretTitre = ({ titre }: QualitativeAnalyte, { denominator, comparator }: Titre): Finding | null =>
  titre ? compareWithLimits(titre, denominator, comparator) : null;

/** The finding by the laboratory's own cut-off, which is the upper end of its range, where the range begins at zero or has no lower end. */
const compareWithLaboratory = (range: Range | null, value: number, comparator: string | null): Finding | null => {
  if (range === null || range.high === null || (range.low ?? 0) > 0) return null;
  if (comparator === null && value === range.high) return 'indeterminate';
  return compareWithLimits({ negativeBelow: range.high, positiveFrom: range.high }, value, comparator);
};

export interface FigureFound {
  finding: Finding;
  /** The figure in the unit of the limits that were applied; null where only the laboratory's own cut-off was applied. */
  canonical: { value: number; unit: string } | null;
}

export type FigureProblem = { code: 'unknown-unit' | 'implausible-value'; detail: string };

/**
 * Reads the finding of a figure. With limits in absolute units and a cut-off of the laboratory, the more severe of both counts, because the laboratory's range
 * may be for a week of pregnancy. For an index the laboratory's cut-off is used where it is given. Null where neither applies.
 */
export const interpretFigure = (
  analyte: QualitativeAnalyte,
  { value, unit, comparator }: { value: number; unit: string; comparator: string | null },
  laboratory: Range | null,
): FigureFound | FigureProblem | null => {
  const { valid, suggestion } = checkUnit(unit);
  if (!valid) return { code: 'unknown-unit', detail: `"${unit}" is not a UCUM unit.${suggestion ? ` "${suggestion}" may be meant.` : ''}` };
  const own = compareWithLaboratory(laboratory, value, comparator);
  if (isTitre(unit)) {
    const finding = interpretTitre(analyte, { denominator: value, comparator: comparator as Titre['comparator'] });
    return finding && { finding, canonical: null };
  }
  for (const limits of analyte.figures ?? []) {
    const index = limits.unit === '1';
    if (index !== isIndex(unit)) continue;
    const converted = index ? value : convertUnit(value, unit, limits.unit);
    if (typeof converted !== 'number') continue;
    if (converted < 0 || converted > limits.plausibleUpTo) {
      return {
        code: 'implausible-value',
        detail: `${analyte.display} of ${converted} ${limits.unit} is outside what is possible (0 to ${limits.plausibleUpTo}).`,
      };
    }
    const canonical = index ? null : { value: converted, unit: limits.unit };
    const byLimits = compareWithLimits(limits, converted, comparator);
    return { finding: own === null ? byLimits : index ? own : findMoreSevereFinding([own, byLimits])!, canonical };
  }
  return own && { finding: own, canonical: null };
};

/**
 * Combines a finding with the laboratory's interpretation. The result is never milder than the finding, and "normal" alone clears nothing. Where the two
 * contradict each other, the result is indeterminate.
 */
export const applyLaboratoryInterpretation = (finding: Finding | null, judged: string | undefined): Finding | null => {
  if (judged === undefined || judged === 'N' || judged === 'L' || judged === 'LL') return finding;
  if (finding === null) return 'positive';
  return finding === 'negative' ? 'indeterminate' : finding;
};
