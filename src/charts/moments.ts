/** What happened while a series was measured: lines across the chart, numbered where there is room. */
import type { ChartMoment, ChartSpec } from './chart-spec.js';
import { element, escapeText, painted, text, textWidth } from './svg.js';
import { dayText, isPlaceable } from './ticks.js';

/** A moment with its place on the wall clock. */
export interface PlacedMoment extends ChartMoment {
  wall: number;
}

interface Frame {
  top: number;
  bottom: number;
  x: (wall: number) => number;
}

const LABEL_SIZE = 10;
const LABEL_GAP = 4;
const DASH = '1 3';

/** Those that a calendar has, oldest first. */
export const placedMoments = ({ moments = [] }: ChartSpec, wall: (instant: number) => number): PlacedMoment[] =>
  moments
    .filter(({ at }) => isPlaceable(at))
    .map((moment) => ({ ...moment, wall: wall(moment.at) }))
    .sort((one, other) => one.at - other.at);

const line = (x: number, top: number, bottom: number): string =>
  element('line', { x1: x, x2: x, y1: top, y2: bottom, 'stroke-width': 1.5, 'stroke-dasharray': DASH, ...painted({ stroke: 'muted' }) });

/** The lines, each with its label unless that would lie on the one before. */
export const momentShapes = (moments: readonly PlacedMoment[], { momentName = 'event' }: ChartSpec, { top, bottom, x }: Frame): string => {
  let free = -Infinity;
  return moments
    .map((moment) => {
      const at = x(moment.wall);
      const half = textWidth(moment.label, LABEL_SIZE) / 2;
      const fits = at - half >= free;
      if (fits) free = at + half + LABEL_GAP;
      const said = escapeText(`${dayText(moment.wall)}: ${momentName} ${moment.label}`);
      const label = fits ? text(at, top - 4, moment.label, { size: LABEL_SIZE, paint: 'muted', anchor: 'middle' }) : '';
      return element('g', {}, element('title', {}, said) + line(at, top, bottom) + label);
    })
    .join('');
};

/** What stands for them in a legend. */
export const momentSymbol = (x: number, y: number): string => line(x, y - 8, y + 8);

/** The moments in words: how many, from when to when; nothing where there are none. */
export const describeMoments = (moments: readonly PlacedMoment[], { momentName = 'event' }: ChartSpec): string => {
  const [first, last] = [moments[0], moments.at(-1)];
  if (!first || !last) return '';
  return moments.length === 1
    ? `One ${momentName}, on ${dayText(first.wall)}.`
    : `Marked: ${momentName}, ${moments.length} times from ${dayText(first.wall)} to ${dayText(last.wall)}.`;
};
