import {
  listCautions,
  findChartValue,
  measureIds,
  measures,
  regions,
  findMeasureValue,
  type MeasureId,
  type RegionLook,
  type ScaleAssessmentResponse,
} from '../../consultations/index.js';
import type { PhotographResponse } from '../../photographs/index.js';
import type { TreatmentSessionResponse } from '../../treatments/index.js';
import { listPhotographPairs } from './domain/photograph-pairs.js';
import { buildSeries, type SessionDates } from './domain/series.js';
import type { MeasureOutcome, OutcomePoint, PairedPhotograph, PairOfPhotographs, ScaleOutcome, ScalePoint, SessionsSoFar } from './plan-outcome.dto.js';

export const toSessionDates = (sessions: readonly TreatmentSessionResponse[], timeZone: string): SessionDates => ({
  firstAt: sessions.flatMap(({ startedAt }) => startedAt ?? []).sort()[0] ?? null,
  completedAt: sessions.filter(({ status }) => status === 'completed').map(({ startedAt }) => startedAt!),
  given: sessions.filter(({ status }) => status === 'completed').map(({ number, startedAt }) => ({ number, at: startedAt! })),
  timeZone,
});

export const countSessionsSoFar = (sessions: readonly TreatmentSessionResponse[], { firstAt, completedAt }: SessionDates): SessionsSoFar => ({
  planned: sessions.length,
  completed: completedAt.length,
  noShows: sessions.filter(({ status }) => status === 'no-show').length,
  firstStartedAt: firstAt,
  lastCompletedAt: [...completedAt].sort().at(-1) ?? null,
});

/** Collects one measure of one region from the trichoanalyses that recorded it. */
export const buildMeasureSeries = (measure: MeasureId, looks: readonly RegionLook[], sessionDates: SessionDates) =>
  buildSeries(
    looks.flatMap((look) => {
      const value = findMeasureValue(measure, look.findings);
      return value === null ? [] : [{ at: look.performedAt, value, look }];
    }),
    sessionDates,
    { ordinal: measures[measure].ordinal === true },
  );

type MeasureSeries = ReturnType<typeof buildMeasureSeries>;
type MeasurePoint = MeasureSeries['points'][number];

const toMeasureOutcome = (region: MeasureOutcome['region'], treated: boolean, measure: MeasureId, series: MeasureSeries): MeasureOutcome => {
  const { display, unit } = measures[measure];
  const point = ({ at, value, look }: MeasurePoint): OutcomePoint => ({ value, unit, at, source: { type: 'trichoanalysis', id: look.id } });
  const { baseline, latest, change, points } = series;
  return {
    region,
    treated,
    measure,
    display,
    baseline: baseline && point(baseline),
    latest: latest && point(latest),
    change,
    cautions: baseline && latest ? listCautions(baseline.look.findings, latest.look.findings) : [],
    points: points.map(point),
  };
};

/** Collects each measure of each region with a figure; treated regions first, then in the order of the scalp. */
export const listMeasureOutcomes = (looks: readonly RegionLook[], treated: readonly string[], sessionDates: SessionDates): MeasureOutcome[] =>
  regions
    .map((region) => ({ region, isTreated: treated.includes(region) }))
    .sort((one, other) => Number(other.isTreated) - Number(one.isTreated))
    .flatMap(({ region, isTreated }) => {
      const there = looks.filter((look) => look.region === region);
      return measureIds
        .map((measure) => ({ measure, series: buildMeasureSeries(measure, there, sessionDates) }))
        .filter(({ series }) => series.points.length > 0)
        .map(({ measure, series }) => toMeasureOutcome(region, isTreated, measure, series));
    });

/** GAIS is itself a comparison with a baseline that it names, so that no further change is computed. */
export const COMPARES = 'gais';

const toScalePoints = (entry: ScaleAssessmentResponse): ScalePoint[] => {
  const value = findChartValue(entry.scale, entry.grade ?? null, entry.score);
  const { grade = null, meaning, assessedAt: at, id } = entry;
  return value === null ? [] : [{ value, grade, meaning, at, source: { type: 'scale', id } }];
};

/** Collects one scale by one assessor. */
export const buildScaleSeries = (entries: readonly ScaleAssessmentResponse[], sessionDates: SessionDates) =>
  buildSeries(entries.flatMap(toScalePoints), sessionDates, { ordinal: entries[0]?.score === null });

export const listScaleOutcomes = (entries: readonly ScaleAssessmentResponse[], sessionDates: SessionDates): ScaleOutcome[] =>
  [...Map.groupBy(entries, ({ scale, assessor }) => `${scale} ${assessor}`).values()].map((group) => {
    const { scale, assessor } = group[0]!;
    const series = buildScaleSeries(group, sessionDates);
    return { scale, assessor, ...series, ...(scale === COMPARES && { baseline: null, change: null }) };
  });

const toPairedPhotograph = (photograph: PhotographResponse | null): PairedPhotograph | null =>
  photograph && { photoId: photograph.id, takenAt: photograph.takenAt };

export const listPhotographOutcomes = (photographs: readonly PhotographResponse[], sessionDates: SessionDates): PairOfPhotographs[] =>
  listPhotographPairs(photographs, sessionDates).map(({ region, angle, before, after }) => ({
    region,
    angle,
    before: toPairedPhotograph(before),
    after: toPairedPhotograph(after),
  }));
