/** Describes a chart in words, for screen readers. */
import type { ChartPoint, ChartSpec } from './chart-spec.js';
import { meanings } from './marks.js';
import { formatWallDay, formatAxisFigure, formatWallInstant } from './ticks.js';

interface Placed extends ChartPoint {
  wall: number;
}

type Told = Pick<ChartSpec, 'unit' | 'categories' | 'better'>;

const comparators = { '<': 'less than ', '<=': 'at most ', '>=': 'at least ', '>': 'more than ' } as const;

/** Words a value, with its unit or by its name. */
const describeValue = ({ value, comparator }: Pick<ChartPoint, 'value' | 'comparator'>, { unit, categories }: Told): string => {
  if (value === null) return 'not recorded';
  const name = categories?.find((category) => category.value === value)?.label;
  const figure = name ?? [formatAxisFigure(value), unit].filter(Boolean).join(' ');
  return (comparator ? comparators[comparator] : '') + figure;
};

/** Words a point: its time, its value, and its position relative to the range. */
export const describePoint = (point: Placed, told: Told): string => {
  const meaning = meanings.find(([flag]) => flag === (point.flag ?? undefined))?.[1];
  return [`${formatWallInstant(point.wall)}: ${describeValue(point, told)}`, meaning].filter(Boolean).join(', ');
};

/** Words the series. */
export const describeSeries = (points: readonly Placed[], told: Told): string => {
  const known = points.filter((point) => point.value !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return 'No values recorded.';
  if (known.length === 1) return `One value. ${describePoint(first, told)}.`;
  const least = known.reduce((best, point) => (point.value! < best.value! ? point : best));
  const most = known.reduce((best, point) => (point.value! > best.value! ? point : best));
  const counted = meanings
    .map(([flag, meaning]) => ({ meaning, count: known.filter((point) => (point.flag ?? null) === flag).length }))
    .filter(({ count }) => count > 0)
    .map(({ meaning, count }) => `${count} ${meaning}`);
  return [
    `${known.length} values from ${formatWallDay(first.wall)} to ${formatWallDay(last.wall)}.`,
    `First ${describeValue(first, told)}, latest ${describeValue(last, told)}; lowest ${describeValue(least, told)}, highest ${describeValue(most, told)}.`,
    counted.length > 0 ? `${counted.join(', ')}.` : '',
    told.better ? `${told.better === 'higher' ? 'Higher' : 'Lower'} values are better, and are drawn above.` : '',
  ]
    .filter(Boolean)
    .join(' ');
};
