/** How one measure of one region is drawn over the course of a plan. */
import type { ChartSpec } from '../../charts/index.js';
import { unitText } from '../../charts/index.js';
import { measureChart, measures, type MeasureId, type RegionLook } from '../../consultations/index.js';
import type { Change, Point, Series } from './domain/series.js';

interface Parts {
  measure: MeasureId;
  region: string;
  looks: readonly RegionLook[];
  /** The completed sessions. */
  given: readonly { number: number; at: string }[];
  series: Series<Point>;
  timeZone: string;
}

const signed = (value: number): string => (value > 0 ? `+${value}` : String(value).replace('-', '−'));

const changeText = ({ absolute, percent, days, sessions }: Change, unit: string): string => {
  const change = [signed(absolute), unit].filter(Boolean).join(' ');
  const share = percent === null ? '' : ` (${signed(percent)} %)`;
  return `Change from baseline to latest: ${change}${share}, in ${days} day${days === 1 ? '' : 's'} with ${sessions} session${sessions === 1 ? '' : 's'}.`;
};

const notesOf = ({ baseline, latest, change, points }: Series<Point>, unit: string): string[] => {
  if (points.length === 0) return [];
  if (change) return [changeText(change, unit)];
  return [
    ...(baseline ? [] : ['No baseline: nothing was recorded before the first session.']),
    ...(latest ? [] : ['Nothing was recorded since the first session.']),
  ];
};

/** The measure over time, the sessions as lines across it, and what changed in words. */
export const outcomeChart = ({ measure, region, looks, given, series, timeZone }: Parts): ChartSpec => ({
  ...measureChart(measure, region, looks, timeZone),
  moments: given.map(({ number, at }) => ({ at: Date.parse(at), label: String(number) })),
  momentName: 'session',
  notes: notesOf(series, unitText(measures[measure].unit)),
});
