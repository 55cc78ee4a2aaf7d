import { describe, expect, it } from '@jest/globals';
import { buildObservationChart, type ChartedResult } from './observation-chart.js';

const code = { system: 'loinc' as const, code: '718-7' };
const empty = { code, value: null, unit: null, comparator: null, canonical: null, interpretation: null, rangeUsed: null };
const measured = (collectedAt: string, value: number, range: [number | null, number | null] = [12, 15.5], more: object = {}): ChartedResult => ({
  collectedAt,
  result: {
    ...empty,
    value: value * 10,
    unit: 'g/L',
    canonical: { value, unit: 'g/dL' },
    interpretation: 'N',
    rangeUsed: { low: range[0], high: range[1], unit: 'g/dL', source: 'laboratory' },
    ...more,
  },
});
const at = (day: string): number => Date.parse(day);

describe('the chart of an analyte', () => {
  it('has each result in the canonical unit, with its flag and on which side the true value lies', () => {
    const chart = buildObservationChart('Haemoglobin', 'g/dL', [measured('2026-01-01', 6, [12, 15.5], { interpretation: 'LL', comparator: '<' })], 'UTC');
    expect(chart).toMatchObject({ unit: 'g/dL', points: [{ at: at('2026-01-01'), value: 6, comparator: '<', flag: 'critical-low' }] });
  });

  it('changes its range half-way between results that were held against different ones', () => {
    const chart = buildObservationChart('x', 'g/dL', [measured('2026-01-01', 13), measured('2026-01-03', 13), measured('2026-01-07', 13, [11, null])], 'UTC');
    expect(chart.bands).toEqual([
      { from: null, to: at('2026-01-05'), low: 12, high: 15.5 },
      { from: at('2026-01-05'), to: null, low: 11, high: null },
    ]);
  });

  it('has no range where a result was held against none', () => {
    const chart = buildObservationChart('x', 'g/dL', [measured('2026-01-01', 13), measured('2026-01-03', 13, [1, 2], { rangeUsed: null })], 'UTC');
    expect(chart.bands).toEqual([{ from: null, to: at('2026-01-02'), low: 12, high: 15.5 }]);
  });

  it('outside the panel draws the newest unit, and says what is not drawn', () => {
    const other = (collectedAt: string, value: number | null, unit: string | null) => ({ collectedAt, result: { ...empty, value, unit } });
    const chart = buildObservationChart(
      'x',
      null,
      [other('2026-01-01', 3, 'mmol/L'), other('2026-01-02', null, null), other('2026-01-03', 4, '10*3/uL')],
      'UTC',
    );
    expect(chart).toMatchObject({
      unit: '10³/µL',
      points: [{ value: 4 }],
      notes: ['1 result in words is not drawn.', '1 result in another unit is not drawn.'],
    });
  });
});
