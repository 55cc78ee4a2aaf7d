/** Draws one measure of one region over time. */
import { formatChartUnit, type ChartFlag, type ChartSpec } from '../../../charts/index.js';
import type { Look } from './change.js';
import { measures, findUsualRange, findMeasureValue, type MeasureId } from './measures.js';

const getFlag = (value: number | null, range: { low: number; high: number } | null): ChartFlag => {
  if (value === null || !range) return null;
  return value < range.low ? 'low' : value > range.high ? 'high' : 'usual';
};

/** Draws trichoanalyses, given in any order. A trichoanalysis that did not record the measure leaves a gap. */
export const buildMeasureChart = (measure: MeasureId, region: string, looks: readonly Look[], timeZone: string): ChartSpec => {
  const { display, unit, bounds, better } = measures[measure];
  const usual = findUsualRange(measure, region);
  return {
    title: `${display}, ${region.replaceAll('-', ' ')}`,
    unit: formatChartUnit(unit),
    timeZone,
    points: looks.map(({ performedAt, findings }) => {
      const value = findMeasureValue(measure, findings);
      return { at: Date.parse(performedAt), value, flag: getFlag(value, usual) };
    }),
    ...(usual && { bands: [{ from: null, to: null, ...usual }], bandName: 'usual range' }),
    ...(bounds && { bounds }),
    ...(better && { better }),
  };
};
