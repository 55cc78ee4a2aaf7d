/** Draws the mark of a value. Its shape shows the position relative to the range, so that the marks do not depend on colours. */
import { renderElement, toPaintAttributes } from './svg.js';

/** The position of a value relative to its range; null where it is unknown. */
export type ChartFlag = 'usual' | 'low' | 'high' | 'critical-low' | 'critical-high' | null;

/** The meaning of each mark, in the order of the legend. */
export const meanings: readonly (readonly [flag: ChartFlag, meaning: string])[] = [
  ['usual', 'within the range'],
  ['low', 'below the range'],
  ['high', 'above the range'],
  ['critical-low', 'critically low'],
  ['critical-high', 'critically high'],
];

const drawTriangle = (x: number, y: number, size: number, direction: 1 | -1): string =>
  renderElement('path', {
    d: `M${(x - size).toFixed(2)} ${(y + direction * size * 0.8).toFixed(2)}h${(2 * size).toFixed(2)}L${x.toFixed(2)} ${(y - direction * size).toFixed(2)}Z`,
    ...toPaintAttributes({ fill: 'flag', stroke: 'background' }),
  });

const drawRing = (x: number, y: number, radius: number): string =>
  renderElement('circle', { cx: x, cy: y, r: radius, 'stroke-width': 1.5, ...toPaintAttributes({ fill: 'none', stroke: 'flag' }) });

/** Whether a triangle points upward. A triangle points away from the range: upward for a high value, unless high values are drawn below. */
const isUp = (flag: ChartFlag, flipped: boolean): boolean => (flag === 'high' || flag === 'critical-high') !== flipped;

/**
 * Draws a filled point within the range, and a triangle that points away from the range outside it, ringed where the value is critical. Draws
 * a hollow point where the position is unknown.
 */
export const drawMark = (x: number, y: number, flag: ChartFlag, radius: number, flipped: boolean): string => {
  if (flag === null)
    return renderElement('circle', { cx: x, cy: y, r: radius, 'stroke-width': 2, ...toPaintAttributes({ fill: 'background', stroke: 'line' }) });
  if (flag === 'usual') return renderElement('circle', { cx: x, cy: y, r: radius, ...toPaintAttributes({ fill: 'line', stroke: 'background' }) });
  const shape = drawTriangle(x, y, radius * 1.4, isUp(flag, flipped) ? 1 : -1);
  return flag.startsWith('critical') ? shape + drawRing(x, y, radius * 2.4) : shape;
};

/** The length of the arrow from its value. */
export const ARROW_LENGTH = 24;
const HEAD = 4;

/** Draws an arrow from the point upward or downward: the true value lies somewhere beyond. */
export const drawOpenEnd = (x: number, y: number, direction: 'up' | 'down', from: number, length = ARROW_LENGTH): string => {
  const sign = direction === 'up' ? -1 : 1;
  const [start, end] = [y + sign * from, y + sign * length];
  const [left, right, neck] = [(x - HEAD).toFixed(2), (x + HEAD).toFixed(2), (end - sign * HEAD * 1.5).toFixed(2)];
  return renderElement('path', {
    d: `M${x.toFixed(2)} ${start.toFixed(2)}V${end.toFixed(2)}M${left} ${neck}L${x.toFixed(2)} ${end.toFixed(2)}L${right} ${neck}`,
    'stroke-width': 2,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    ...toPaintAttributes({ fill: 'none', stroke: 'line' }),
  });
};
