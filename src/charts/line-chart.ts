/** Draws a chart of one series over time, as a self-contained SVG: without a script, a font, or a style sheet of the page. */
import type { ChartBand, ChartPoint, ChartSpec } from './chart-spec.js';
import { describeSeries, describePoint } from './description.js';
import { ARROW_LENGTH, drawMark, meanings, drawOpenEnd } from './marks.js';
import { describeEvents, drawEvents, drawEventSymbol, placeEvents, type PlacedEvent } from './events.js';
import { darkStyle, renderElement, escapeText, toPaintAttributes, drawText, estimateTextWidth, wrapText } from './svg.js';
import { thinPoints } from './thinning.js';
import {
  clampValue,
  formatWallDay,
  formatAxisFigure,
  isPlaceable,
  computeTimeSpan,
  listTimeTicks,
  buildValueAxis,
  createWallClock,
  type Axis,
  type TimeTick,
} from './ticks.js';

const WIDTH = 720;
const SIDE = 20;
const TITLE_SIZE = 17;
/** The factor for the width of the title, because bold letters are wider than usual ones. */
const TITLE_WIDTH = 0.9;
const TITLE_ROW = 22;
const LABEL_MOST = 260;
const PLOT_HEIGHT = 240;
const SMALL = 12;
const ROW = 20;
const MOST_POINTS = 240;
const CROWDED = 60;

/** A point with its place on the wall clock. */
interface Placed extends ChartPoint {
  wall: number;
}

interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: (wall: number) => number;
  y: (value: number) => number;
}

interface Prepared {
  spec: ChartSpec;
  points: readonly Placed[];
  drawn: readonly Placed[];
  events: readonly PlacedEvent[];
  axis: Axis;
  /** The label of each tick, in lines. */
  labels: readonly (readonly string[])[];
  title: readonly string[];
  subtitle: readonly string[];
  flipped: boolean;
  time: { low: number; high: number; ticks: readonly TimeTick[] } | null;
  frame: Frame;
  wall: (instant: number) => number;
}

const isKnown = (point: Placed): point is Placed & { value: number } => point.value !== null;

const placePoints = ({ points, timeZone }: ChartSpec): { points: Placed[]; wall: (instant: number) => number } => {
  const wall = createWallClock(timeZone);
  const placed = points
    .filter(({ at, value }) => isPlaceable(at) && (value === null || Number.isFinite(value)))
    .map((point) => ({ ...point, wall: wall(point.at) }))
    .sort((one, other) => one.at - other.at);
  return { points: placed, wall };
};

const listBounds = (bands: readonly ChartBand[]): number[] =>
  bands.flatMap(({ low, high }) => [low, high]).filter((bound): bound is number => bound !== null && Number.isFinite(bound));

/** Makes the axis of the values, with the label of each tick. */
const buildAxis = ({ categories, bounds, bands = [] }: ChartSpec, values: readonly number[]): { axis: Axis; labels: string[][] } => {
  if (categories && categories.length > 0) {
    const ticks = categories.map(({ value }) => clampValue(value));
    const all = [...ticks, ...values.map(clampValue)];
    const [low, high] = [all.reduce((a, b) => Math.min(a, b)), all.reduce((a, b) => Math.max(a, b))];
    return { axis: { low: low - 0.5, high: high + 0.5, ticks }, labels: categories.map(({ label }) => wrapText(label, SMALL, LABEL_MOST)) };
  }
  const shown = values.length === 0 ? [] : listBounds(bands);
  const axis = buildValueAxis([...values, ...shown, ...(bounds ? [bounds.low, bounds.high] : [])]);
  return { axis, labels: axis.ticks.map((tick) => [formatAxisFigure(tick)]) };
};

interface Layout {
  labels: readonly (readonly string[])[];
  axis: Axis;
  time: { low: number; high: number } | null;
  air: number;
  top: number;
  flipped: boolean;
}

const buildFrame = ({ labels, axis, time, air, top, flipped }: Layout): Frame => {
  const left = SIDE + Math.max(28, ...labels.flat().map((label) => estimateTextWidth(label, SMALL))) + 8;
  const [right, bottom] = [WIDTH - SIDE - 8, top + PLOT_HEIGHT];
  const span = time ? time.high - time.low : 1;
  return {
    left,
    right,
    top,
    bottom,
    x: (wall) => left + ((wall - (time?.low ?? 0)) / span) * (right - left),
    // The numbers are halved, so that the difference of the greatest numbers stays finite.
    y: (value) => {
      const share = (clampValue(value) / 2 - axis.low / 2) / (axis.high / 2 - axis.low / 2);
      return bottom - air - (flipped ? 1 - share : share) * (bottom - top - 2 * air);
    },
  };
};

const LABEL_WIDTH = 96;

/** Words the direction in which values are better; empty where none is. */
const describeDirection = ({ better }: ChartSpec): string => (better ? `up is better${better === 'lower' ? ' (lower values are above)' : ''}` : '');

const prepare = (spec: ChartSpec): Prepared => {
  const { points, wall } = placePoints(spec);
  const known = points.filter(isKnown);
  const { axis, labels } = buildAxis(
    spec,
    known.map(({ value }) => value),
  );
  const events = placeEvents(spec, wall);
  const span = known.length > 0 ? computeTimeSpan([...points, ...events].map((item) => item.wall)) : null;
  // An arrow needs room beyond the last value; without it, the arrow would overlap the labels.
  const air = known.some(({ comparator }) => comparator) ? ARROW_LENGTH + 4 : 0;
  const flipped = spec.better === 'lower';
  const range = span ? [...new Set([points[0]!, points.at(-1)!].map((point) => formatWallDay(point.wall)))].join(' to ') : '';
  const title = wrapText(spec.title, TITLE_SIZE, (WIDTH - 2 * SIDE) * TITLE_WIDTH);
  const subtitle = wrapText([spec.unit, range, known.length > 0 ? describeDirection(spec) : ''].filter(Boolean).join(' · '), SMALL, WIDTH - 2 * SIDE);
  const top = 46 + (title.length - 1) * TITLE_ROW + subtitle.length * ROW;
  const frame = buildFrame({ labels, axis, time: span, air, top, flipped });
  const most = Math.max(2, Math.floor((frame.right - frame.left) / LABEL_WIDTH));
  return {
    spec,
    points,
    drawn: thinPoints(points, MOST_POINTS),
    events,
    axis,
    labels,
    title,
    subtitle,
    flipped,
    time: span && { ...span, ticks: listTimeTicks(span.low, span.high, most) },
    frame,
    wall,
  };
};

const drawTextLines = (lines: readonly string[], draw: (line: string, number: number, count: number) => string): string =>
  lines.map((line, number) => draw(line, number, lines.length)).join('');

const drawGrid = ({ axis, labels, time, frame }: Prepared): string => {
  const lines = axis.ticks.map((tick, index) => {
    const y = frame.y(tick);
    return (
      renderElement('line', { x1: frame.left, x2: frame.right, y1: y, y2: y, ...toPaintAttributes({ stroke: 'grid' }) }) +
      drawTextLines(labels[index]!, (line, number, count) =>
        drawText(frame.left - 8, y + 4 + (number - (count - 1) / 2) * (SMALL + 2), line, { size: SMALL, paint: 'muted', anchor: 'end' }),
      )
    );
  });
  const marks = (time?.ticks ?? []).map(({ at, label }) => {
    const x = frame.x(at);
    const half = estimateTextWidth(label, SMALL) / 2;
    return (
      renderElement('line', { x1: x, x2: x, y1: frame.bottom, y2: frame.bottom + 5, ...toPaintAttributes({ stroke: 'muted' }) }) +
      drawText(Math.min(Math.max(x, half + 4), WIDTH - half - 4), frame.bottom + 20, label, { size: SMALL, paint: 'muted', anchor: 'middle' })
    );
  });
  const base = renderElement('line', { x1: frame.left, x2: frame.right, y1: frame.bottom, y2: frame.bottom, ...toPaintAttributes({ stroke: 'muted' }) });
  return lines.join('') + marks.join('') + base;
};

const clampToRange = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Draws each range as an area, with a line at each bound that it has: without the line, a bound could not be told from an open side. */
const drawBands = ({ spec, time, frame, wall, flipped }: Prepared): string => {
  if (!time) return '';
  const side = (instant: number | null, open: number): number =>
    instant === null || !isPlaceable(instant) ? open : clampToRange(frame.x(wall(instant)), frame.left, frame.right);
  return (spec.bands ?? [])
    .filter(({ low, high }) => low !== null || high !== null)
    .map(({ from, to, low, high }) => {
      const [x1, x2] = [side(from, frame.left), side(to, frame.right)];
      const bound = (value: number | null, open: number): number => (value === null ? open : clampToRange(frame.y(value), frame.top, frame.bottom));
      const [openHigh, openLow] = flipped ? [frame.bottom, frame.top] : [frame.top, frame.bottom];
      const [atHigh, atLow] = [bound(high, openHigh), bound(low, openLow)];
      const [y1, y2] = [Math.min(atHigh, atLow), Math.max(atHigh, atLow)];
      const edge = (y: number): string => renderElement('line', { x1, x2, y1: y, y2: y, 'stroke-dasharray': '4 3', ...toPaintAttributes({ stroke: 'edge' }) });
      const area = renderElement('rect', { x: x1, y: y1, width: Math.max(0, x2 - x1), height: Math.max(0, y2 - y1), ...toPaintAttributes({ fill: 'band' }) });
      return area + (high === null ? '' : edge(atHigh)) + (low === null ? '' : edge(atLow));
    })
    .join('');
};

/**
 * Draws the lines between neighbouring points. A line is dashed where a value is only a bound of the true value; there is no line where no
 * value was recorded.
 */
const drawLines = ({ drawn, frame }: Prepared): string =>
  drawn
    .slice(1)
    .map((point, index) => {
      const before = drawn[index]!;
      if (!isKnown(point) || !isKnown(before)) return '';
      return renderElement('line', {
        x1: frame.x(before.wall),
        y1: frame.y(before.value),
        x2: frame.x(point.wall),
        y2: frame.y(point.value),
        'stroke-width': 2,
        'stroke-linecap': 'round',
        ...((point.comparator ?? before.comparator) && { 'stroke-dasharray': '2 5' }),
        ...toPaintAttributes({ stroke: 'line' }),
      });
    })
    .join('');

const getDirection = (comparator: string, flipped: boolean): 'up' | 'down' => (comparator.startsWith('<') !== flipped ? 'down' : 'up');

const drawPoints = ({ spec, drawn, frame, flipped }: Prepared): string => {
  const radius = drawn.length > CROWDED ? 2.5 : 4;
  // Where no value has a range, all values get the usual mark.
  const plain = drawn.every(({ flag }) => !flag) ? 'usual' : null;
  return drawn
    .filter(isKnown)
    .map((point) => {
      const [x, y] = [frame.x(point.wall), frame.y(point.value)];
      const arrow = point.comparator ? drawOpenEnd(x, y, getDirection(point.comparator, flipped), radius) : '';
      return renderElement(
        'g',
        {},
        renderElement('title', {}, escapeText(describePoint(point, spec))) + arrow + drawMark(x, y, point.flag ?? plain, radius, flipped),
      );
    })
    .join('');
};

interface Entry {
  symbol: (x: number, y: number) => string;
  label: string;
}

const listLegendEntries = ({ spec, drawn, events, flipped }: Prepared): Entry[] => {
  const known = drawn.filter(isKnown);
  const used = new Set(known.map(({ flag }) => flag ?? null));
  const symbol = (x: number, y: number, comparator: '<' | '>'): string =>
    drawOpenEnd(x, y + (getDirection(comparator, flipped) === 'down' ? -8 : 8), getDirection(comparator, flipped), 0, 16);
  const banded = known.length > 0 && (spec.bands ?? []).some(({ low, high }) => low !== null || high !== null);
  const band = (x: number, y: number): string =>
    renderElement('rect', { x: x - 8, y: y - 6, width: 16, height: 12, 'stroke-dasharray': '4 3', ...toPaintAttributes({ fill: 'band', stroke: 'edge' }) });
  return [
    ...meanings.filter(([flag]) => used.has(flag)).map(([flag, label]): Entry => ({ symbol: (x, y) => drawMark(x, y, flag, 4, flipped), label })),
    ...(used.has(null) && used.size > 1 ? [{ symbol: (x: number, y: number) => drawMark(x, y, null, 4, flipped), label: 'no range known' }] : []),
    ...(known.some(({ comparator }) => comparator?.startsWith('<')) ? [{ symbol: (x: number, y: number) => symbol(x, y, '<'), label: 'this or less' }] : []),
    ...(known.some(({ comparator }) => comparator?.startsWith('>')) ? [{ symbol: (x: number, y: number) => symbol(x, y, '>'), label: 'this or more' }] : []),
    ...(banded ? [{ symbol: band, label: spec.bandName ?? 'reference range' }] : []),
    ...(known.length > 0 && events.length > 0 ? [{ symbol: drawEventSymbol, label: spec.eventName ?? 'event' }] : []),
  ];
};

const SYMBOL = 24;
const BETWEEN = 20;

/** Draws the legend in as many rows as it needs. Answers its shapes and its lower end. */
const drawLegend = (prepared: Prepared, top: number): { shapes: string; bottom: number } => {
  const { left, right } = prepared.frame;
  let [x, y] = [left, top];
  const shapes = listLegendEntries(prepared).map(({ symbol, label }) => {
    const lines = wrapText(label, SMALL, right - left - SYMBOL);
    const width = SYMBOL + Math.max(...lines.map((line) => estimateTextWidth(line, SMALL))) + BETWEEN;
    if (x > left && x + width > right + BETWEEN) [x, y] = [left, y + ROW + 4];
    const shape = symbol(x + 10, y - 4) + drawTextLines(lines, (line, number) => drawText(x + SYMBOL, y + number * ROW, line, { size: SMALL }));
    y += (lines.length - 1) * ROW;
    x += width;
    return shape;
  });
  return { shapes: shapes.join(''), bottom: shapes.length > 0 ? y + ROW + 4 : top };
};

const listNotes = ({ spec, points, drawn }: Prepared): string[] => [
  ...(drawn.length < points.length ? [`${points.length} values; the extremes of each stretch are drawn (${drawn.length}).`] : []),
  ...(spec.points.length > points.length ? [`${spec.points.length - points.length} values cannot be placed and are not drawn.`] : []),
  ...(spec.notes ?? []),
];

const drawNoValues = ({ frame }: Prepared): string =>
  drawText((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2, 'No values recorded', { size: 15, paint: 'muted', anchor: 'middle' });

/** Derives a name from the content: the same chart always has the same name, and two charts on a page have different names. */
const computeChartName = (content: string): string => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < content.length; index++) hash = Math.imul(hash ^ content.charCodeAt(index), 0x01000193);
  return `chart-${(hash >>> 0).toString(16).padStart(8, '0')}`;
};

/** Clips shapes at the edge of the plot, with a margin for the size of points and arrows. */
const clipToPlot = ({ frame }: Prepared, name: string, shapes: string): string => {
  const margin = ARROW_LENGTH + 2;
  const area = { x: frame.left - 12, y: frame.top - margin, width: frame.right - frame.left + 24, height: frame.bottom - frame.top + 2 * margin };
  return renderElement('clipPath', { id: `${name}-plot` }, renderElement('rect', area)) + renderElement('g', { 'clip-path': `url(#${name}-plot)` }, shapes);
};

/** Draws the chart. Never fails: what cannot be placed is left out, and the chart says so. */
export const drawLineChart = (spec: ChartSpec): string => {
  const prepared = prepare(spec);
  const { frame, points, time, events } = prepared;
  const description = [describeSeries(points, spec), time ? describeEvents(events, spec) : ''].filter(Boolean).join(' ');
  const key = drawLegend(prepared, frame.bottom + 48);
  const notes = listNotes(prepared).flatMap((note) => wrapText(note, SMALL, frame.right - frame.left));
  const height = key.bottom + notes.length * ROW;
  const name = computeChartName(`${spec.title}\n${description}`);
  const { title, subtitle } = prepared;
  const heading =
    drawTextLines(title, (line, number) => drawText(SIDE, 30 + number * TITLE_ROW, line, { size: TITLE_SIZE, bold: true })) +
    drawTextLines(subtitle, (line, number) => drawText(SIDE, 50 + (title.length - 1) * TITLE_ROW + number * ROW, line, { size: SMALL, paint: 'muted' }));
  const plot = time ? clipToPlot(prepared, name, drawLines(prepared) + drawPoints(prepared)) : drawNoValues(prepared);
  const written = notes.map((note, index) => drawText(frame.left, key.bottom + index * ROW, note, { size: SMALL, paint: 'muted' }));
  return renderElement(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${WIDTH} ${height}`,
      width: WIDTH,
      height,
      role: 'img',
      'aria-labelledby': `${name}-title ${name}-description`,
      'font-family': "'Noto Sans', system-ui, sans-serif",
    },
    renderElement('title', { id: `${name}-title` }, escapeText(spec.title) || ' ') +
      renderElement('desc', { id: `${name}-description` }, escapeText(description)) +
      renderElement('style', {}, darkStyle) +
      renderElement('rect', { width: WIDTH, height, ...toPaintAttributes({ fill: 'background' }) }) +
      heading +
      drawBands(prepared) +
      drawGrid(prepared) +
      (time ? drawEvents(events, spec, frame) : '') +
      plot +
      key.shapes +
      written.join(''),
  );
};
