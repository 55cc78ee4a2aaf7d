/** Draws one figure over the course of a plan. */
import { formatChartUnit, type ChartSpec } from '../../charts/index.js';
import {
  buildMeasureChart,
  measures,
  buildScaleChart,
  type Assessor,
  type MeasureId,
  type RegionLook,
  type Scale,
  type ScaleAssessmentResponse,
} from '../../consultations/index.js';
import { ratingScales, type RatingKind } from '../ratings/domain/rating.js';
import type { Treatment } from '../../kernel/treatment.js';
import type { PlanRatingResponse } from '../ratings/rating.dto.js';
import type { Change, SessionDates, Point, Series } from './domain/series.js';
import { COMPARES, buildMeasureSeries, buildScaleSeries } from './plan-outcomes.response.js';

const formatSigned = (value: number): string => (value > 0 ? `+${value}` : String(value).replace('-', '−'));

const describeChange = ({ absolute, percent, days, sessions }: Change, unit: string): string => {
  const change = [formatSigned(absolute), unit].filter(Boolean).join(' ');
  const share = percent === null ? '' : ` (${formatSigned(percent)} %)`;
  return `Change from baseline to latest: ${change}${share}, in ${days} day${days === 1 ? '' : 's'} with ${sessions} session${sessions === 1 ? '' : 's'}.`;
};

const listNotes = ({ baseline, latest, change, points }: Series<Point>, unit: string): string[] => {
  if (points.length === 0) return [];
  if (change) return [describeChange(change, unit)];
  return [
    ...(baseline ? [] : ['No baseline: nothing was recorded before the first session.']),
    ...(latest ? [] : ['Nothing was recorded since the first session.']),
  ];
};

/** Micropigmentation covers the scalp between hairs and adds no hair, so that a change of the hair is not its effect. */
const ADDS_NO_HAIR = 'Micropigmentation adds no hair: this figure is no outcome of it, and the sessions are not marked.';

/** Draws a measure of a region, with its change in words. For micropigmentation, no figure of the hair is called an outcome. */
export const buildMeasureOutcomeChart = (
  { treatment }: { treatment: Treatment },
  measure: MeasureId,
  region: string,
  looks: readonly RegionLook[],
  sessionDates: SessionDates,
): ChartSpec => {
  const spec = buildMeasureChart(measure, region, looks, sessionDates.timeZone);
  if (treatment === 'scalp-micropigmentation') return { ...spec, notes: [ADDS_NO_HAIR] };
  return withSessions({ ...spec, notes: listNotes(buildMeasureSeries(measure, looks, sessionDates), formatChartUnit(measures[measure].unit)) }, sessionDates);
};

/** Draws a scale by one assessor, with its change in words. */
export const buildScaleOutcomeChart = (
  scale: Scale,
  assessor: Assessor,
  entries: readonly ScaleAssessmentResponse[],
  sessionDates: SessionDates,
): ChartSpec => {
  const graded = entries.map(({ assessedAt, grade = null, score }) => ({ assessedAt: new Date(assessedAt), grade, score }));
  const spec = buildScaleChart(scale, assessor, graded, sessionDates.timeZone);
  const notes = scale === COMPARES ? [] : listNotes(buildScaleSeries(entries, sessionDates), spec.unit);
  return withSessions({ ...spec, notes: [...(spec.notes ?? []), ...notes] }, sessionDates);
};

/** Draws one kind of rating; ratings by the clinician and by the patient are points of the same chart. */
export const buildRatingOutcomeChart = (kind: RatingKind, ratings: readonly PlanRatingResponse[], sessionDates: SessionDates): ChartSpec => {
  const { name, low, high, levels } = ratingScales[kind];
  const spec: ChartSpec = {
    title: name,
    unit: '',
    timeZone: sessionDates.timeZone,
    better: kind === 'satisfaction' ? 'higher' : 'lower',
    points: ratings.map(({ ratedAt, score }) => ({ at: Date.parse(ratedAt), value: score })),
    ...(levels ? { categories: levels.map((label, value) => ({ value, label: `${value} ${label}` })) } : { bounds: { low, high } }),
  };
  return withSessions(spec, sessionDates);
};

/** Adds the completed sessions to a chart, as numbered lines across it. */
const withSessions = (spec: ChartSpec, { given }: SessionDates): ChartSpec => ({
  ...spec,
  events: given.map(({ number, at }) => ({ at: Date.parse(at), label: String(number) })),
  eventName: 'session',
});
