/**
 * Proposes a number of sessions, with reasons. Four factors each give 0 to 2 points (S0-55): the extent of the area, the density of the hair,
 * other conditions of the scalp and the phase of hair growth. No point gives the fewest sessions, and all points the most. A factor without a
 * finding gives the middle. A dermatologist decides.
 */
import type { SeriesReason } from './reasons.js';

/** The values from which a factor gives one point, and two points. Where a low value is worse, the points are given below the values. */
export interface Threshold<Unit extends string = string> {
  one: number;
  two: number;
  unit: Unit;
  source: string;
}

export interface SessionFactors {
  /** The area to be treated; more is worse. */
  extent: Threshold<'cm2'>;
  /** The lowest density of the hair that was found; less is worse. */
  density: Threshold<'/cm2'>;
  /** The highest share of hair in the resting phase that was found; more is worse. */
  telogen: Threshold<'%'>;
}

/** The findings on which the number of sessions depends; null where a finding is unknown. */
export interface Findings {
  extent: number | null;
  density: number | null;
  /** The infection or inflammation of the scalp. */
  conditions: 'none' | 'mild' | 'marked' | null;
  telogen: number | null;
}

export interface CountLimit {
  low: number;
  /** The most sessions; null where there is no limit. */
  high: number | null;
  /** The number to propose whatever the findings; null where the findings decide. */
  usual: number | null;
  source: string;
}

const MOST_POINTS = 2;
const MIDDLE = 1;

interface Factor {
  factor: NonNullable<SeriesReason['factor']>;
  name: string;
  found: string | null;
  points: number;
  source: string;
}

const computeRisingPoints = (value: number, { one, two }: Threshold): number => (value >= two ? 2 : value >= one ? 1 : 0);
const computeFallingPoints = (value: number, { one, two }: Threshold): number => (value < two ? 2 : value < one ? 1 : 0);
const conditionPoints = { none: 0, mild: 1, marked: 2 } as const;

const createMeasuredFactor = (
  factor: Factor['factor'],
  name: string,
  value: number | null,
  threshold: Threshold,
  points: (value: number, threshold: Threshold) => number,
): Factor => ({
  factor,
  name,
  found: value === null ? null : `${value} ${threshold.unit}`,
  points: value === null ? MIDDLE : points(value, threshold),
  source: threshold.source,
});

const listFactors = ({ extent, density, conditions, telogen }: Findings, thresholds: SessionFactors): Factor[] => [
  createMeasuredFactor('extent', 'Extent of the area', extent, thresholds.extent, computeRisingPoints),
  createMeasuredFactor('density', 'Lowest density of the hair', density, thresholds.density, computeFallingPoints),
  {
    factor: 'conditions',
    name: 'Infection or inflammation of the scalp',
    found: conditions,
    points: conditions === null ? MIDDLE : conditionPoints[conditions],
    source: 'S0-55',
  },
  createMeasuredFactor('growth-phase', 'Highest share of resting hair', telogen, thresholds.telogen, computeRisingPoints),
];

const toReason = ({ factor, name, found, points, source }: Factor): SeriesReason => ({
  code: 'factor',
  factor,
  points,
  text: found === null ? `${name}: not known, so it counts ${points} of ${MOST_POINTS}.` : `${name}: ${found}, which counts ${points} of ${MOST_POINTS}.`,
  source,
});

export const proposeCount = (limit: CountLimit, factors: SessionFactors | null, findings: Findings): { sessions: number; reasons: SeriesReason[] } => {
  const { low, high, usual, source } = limit;
  if (usual !== null || high === null || factors === null) {
    const sessions = usual ?? low;
    return { sessions, reasons: [{ code: 'usual-number', text: `${sessions} is the usual number of the protocol.`, source }] };
  }
  const counted = listFactors(findings, factors);
  const points = counted.reduce((sum, factor) => sum + factor.points, 0);
  const most = counted.length * MOST_POINTS;
  const sessions = low + Math.round(((high - low) * points) / most);
  return {
    sessions,
    reasons: [
      { code: 'number-by-factors', points, text: `${points} of ${most} points on the way from ${low} to ${high}: ${sessions} sessions.`, source },
      ...counted.map(toReason),
    ],
  };
};
