/** Draws the results of one analyte over time. */
import { formatChartUnit, type ChartBand, type ChartFlag, type ChartPoint, type ChartSpec } from '../../../charts/index.js';
import type { ResultRecord } from '../../domain/blood-tests/blood-test-record.js';

/** A result, and when the blood was taken, in UTC. */
export interface ChartedResult {
  collectedAt: string;
  result: Pick<ResultRecord, 'code' | 'value' | 'unit' | 'comparator' | 'canonical' | 'interpretation' | 'rangeUsed'>;
}

const flags: Readonly<Record<NonNullable<ResultRecord['interpretation']>, ChartFlag>> = {
  LL: 'critical-low',
  L: 'low',
  N: 'usual',
  H: 'high',
  HH: 'critical-high',
};

interface Figure {
  at: number;
  value: number;
  unit: string;
  result: ChartedResult['result'];
}

const findFigure = ({ collectedAt, result }: ChartedResult): Figure | null => {
  const { canonical, value, unit } = result;
  const at = Date.parse(collectedAt);
  if (canonical) return { at, value: canonical.value, unit: canonical.unit, result };
  return value !== null && unit !== null ? { at, value, unit, result } : null;
};

const toChartPoint = ({ at, value, result }: Figure): ChartPoint => ({
  at,
  value,
  ...(result.comparator && { comparator: result.comparator }),
  flag: result.interpretation && flags[result.interpretation],
});

const hasSameRange = (one: Figure, other: Figure): boolean =>
  one.result.rangeUsed?.low === other.result.rangeUsed?.low && one.result.rangeUsed?.high === other.result.rangeUsed?.high;

/**
 * Draws the range of each result, from half-way since the previous result until half-way to the next. Neighbouring results with the same range share one band.
 */
const listBands = (figures: readonly Figure[]): ChartBand[] => {
  const stretches: Figure[][] = [];
  for (const figure of figures) {
    const current = stretches.at(-1);
    if (current && hasSameRange(current[0]!, figure)) current.push(figure);
    else stretches.push([figure]);
  }
  const between = (one: Figure | undefined, other: Figure | undefined): number | null => (one && other ? (one.at + other.at) / 2 : null);
  return stretches.flatMap((stretch, index) => {
    const range = stretch[0]!.result.rangeUsed;
    if (!range) return [];
    const from = between(stretches[index - 1]?.at(-1), stretch[0]);
    const to = between(stretch.at(-1), stretches[index + 1]?.[0]);
    return [{ from, to, low: range.low, high: range.high }];
  });
};

const describeCount = (count: number, text: string, many: string): string[] =>
  count === 0 ? [] : [count === 1 ? `1 result ${text}` : `${count} results ${many}`];

/**
 * Draws the results, given oldest first. For a code outside the panel only results in the newest result's unit are drawn, because others cannot be compared.
 */
export const buildObservationChart = (name: string, unitOfPanel: string | null, results: readonly ChartedResult[], timeZone: string): ChartSpec => {
  const figures = results.map(findFigure).filter((figure) => figure !== null);
  const unit = unitOfPanel ?? figures.at(-1)?.unit ?? '';
  const drawn = figures.filter((figure) => figure.unit === unit);
  return {
    title: name,
    unit: formatChartUnit(unit),
    timeZone,
    points: drawn.map(toChartPoint),
    bands: listBands(drawn),
    bandName: 'reference range',
    notes: [
      ...describeCount(results.length - figures.length, 'in words is not drawn.', 'in words are not drawn.'),
      ...describeCount(figures.length - drawn.length, 'in another unit is not drawn.', 'in other units are not drawn.'),
    ],
  };
};
