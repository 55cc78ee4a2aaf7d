/** Draws the events during a series: lines across the chart, with labels where there is room. */
import type { ChartEvent, ChartSpec } from './chart-spec.js';
import { renderElement, escapeText, toPaintAttributes, drawText, estimateTextWidth } from './svg.js';
import { formatWallDay, isPlaceable } from './ticks.js';

/** An event with its place on the wall clock. */
export interface PlacedEvent extends ChartEvent {
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

/** Places the events within the calendar's range, the oldest first. */
export const placeEvents = ({ events = [] }: ChartSpec, wall: (instant: number) => number): PlacedEvent[] =>
  events
    .filter(({ at }) => isPlaceable(at))
    .map((event) => ({ ...event, wall: wall(event.at) }))
    .sort((one, other) => one.at - other.at);

const drawEventLine = (x: number, top: number, bottom: number): string =>
  renderElement('line', { x1: x, x2: x, y1: top, y2: bottom, 'stroke-width': 1.5, 'stroke-dasharray': DASH, ...toPaintAttributes({ stroke: 'muted' }) });

/** Draws the lines, each with its label unless that would overlap the one before. */
export const drawEvents = (events: readonly PlacedEvent[], { eventName = 'event' }: ChartSpec, { top, bottom, x }: Frame): string => {
  let free = -Infinity;
  return events
    .map((event) => {
      const at = x(event.wall);
      const half = estimateTextWidth(event.label, LABEL_SIZE) / 2;
      const fits = at - half >= free;
      if (fits) free = at + half + LABEL_GAP;
      const said = escapeText(`${formatWallDay(event.wall)}: ${eventName} ${event.label}`);
      const label = fits ? drawText(at, top - 4, event.label, { size: LABEL_SIZE, paint: 'muted', anchor: 'middle' }) : '';
      return renderElement('g', {}, renderElement('title', {}, said) + drawEventLine(at, top, bottom) + label);
    })
    .join('');
};

/** Draws the symbol of an event for the legend. */
export const drawEventSymbol = (x: number, y: number): string => drawEventLine(x, y - 8, y + 8);

/** Words the events: their number, and their first and last day; empty where there are none. */
export const describeEvents = (events: readonly PlacedEvent[], { eventName = 'event' }: ChartSpec): string => {
  const [first, last] = [events[0], events.at(-1)];
  if (!first || !last) return '';
  return events.length === 1
    ? `One ${eventName}, on ${formatWallDay(first.wall)}.`
    : `Marked: ${eventName}, ${events.length} times from ${formatWallDay(first.wall)} to ${formatWallDay(last.wall)}.`;
};
