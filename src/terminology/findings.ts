/** What figures and titres say of something that is there or not. */
import type { Finding, FigureLimits, QualitativeAnalyte } from './analyte.js';
import type { Range } from './interpretation.js';
import { moreSevereFinding, type Titre } from './laboratory-words.js';
import { checkUnit, convertUnit } from './units.js';

type Limits = Pick<FigureLimits, 'negativeBelow' | 'positiveFrom'>;

/** A comparator says on which side the true value lies: what that side leaves open is indeterminate. */
const within = ({ negativeBelow, positiveFrom }: Limits, value: number, comparator: string | null): Finding => {
  if (comparator === '<' || comparator === '<=') {
    const below = comparator === '<' ? value <= negativeBelow : value < negativeBelow;
    return below ? 'negative' : 'indeterminate';
  }
  if (value >= positiveFrom) return 'positive';
  return comparator === null && value < negativeBelow ? 'negative' : 'indeterminate';
};

const isTitre = (unit: string): boolean => /^\{tit/i.test(unit);

/** A ratio or an index: a number alone, or one with an annotation. */
const isIndex = (unit: string): boolean => unit === '1' || /^\{[^{}]+\}$/.test(unit);

/** The titre's finding; null where the analyte has none. */
export const findingOfTitre = ({ titre }: QualitativeAnalyte, { denominator, comparator }: Titre): Finding | null =>
  titre ? within(titre, denominator, comparator) : null;

/** The laboratory's own cut-off is the upper end of its range, where the range begins at nothing. */
const byLaboratory = (range: Range | null, value: number, comparator: string | null): Finding | null => {
  if (range === null || range.high === null || (range.low ?? 0) > 0) return null;
  if (comparator === null && value === range.high) return 'indeterminate';
  return within({ negativeBelow: range.high, positiveFrom: range.high }, value, comparator);
};

export interface FigureFound {
  finding: Finding;
  /** The figure in the unit of the limits that read it; null where only the laboratory's own did. */
  canonical: { value: number; unit: string } | null;
}

export type FigureProblem = { code: 'unknown-unit' | 'implausible-value'; detail: string };

/**
 * What a figure says. Limits in absolute units and the laboratory's own: the more severe of both, for a range may be that of a week of pregnancy. An index
 * goes by the laboratory's own cut-off where it gave one. Null where neither can tell.
 */
export const findingOfFigure = (
  analyte: QualitativeAnalyte,
  { value, unit, comparator }: { value: number; unit: string; comparator: string | null },
  laboratory: Range | null,
): FigureFound | FigureProblem | null => {
  const { valid, suggestion } = checkUnit(unit);
  if (!valid) return { code: 'unknown-unit', detail: `"${unit}" is not a UCUM unit.${suggestion ? ` "${suggestion}" may be meant.` : ''}` };
  const own = byLaboratory(laboratory, value, comparator);
  if (isTitre(unit)) {
    const finding = findingOfTitre(analyte, { denominator: value, comparator: comparator as Titre['comparator'] });
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
    const byLimits = within(limits, converted, comparator);
    return { finding: own === null ? byLimits : index ? own : moreSevereFinding([own, byLimits])!, canonical };
  }
  return own && { finding: own, canonical: null };
};

/** What the laboratory's own judgement adds: it is never milder than the finding, "normal" alone clears nothing, and where the two deny each other nobody can tell. */
export const moreSevereOfLaboratory = (finding: Finding | null, judged: string | undefined): Finding | null => {
  if (judged === undefined || judged === 'N' || judged === 'L' || judged === 'LL') return finding;
  if (finding === null) return 'positive';
  return finding === 'negative' ? 'indeterminate' : finding;
};
