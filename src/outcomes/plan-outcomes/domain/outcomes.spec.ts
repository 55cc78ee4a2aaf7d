import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { listMissing, type Found } from './missing.js';
import { listPhotographPairs } from './photograph-pairs.js';
import { buildSeries, type SessionDates, type Point } from './series.js';

const sessionDates: SessionDates = {
  firstAt: '2026-02-02T04:30:00.000Z',
  completedAt: ['2026-02-02T04:30:00.000Z', '2026-02-16T04:30:00.000Z', '2026-03-02T04:30:00.000Z'],
  given: [],
  timeZone: 'Asia/Kolkata',
};
const point = (at: string, value: number): Point => ({ at: `${at}.000Z`, value });

describe('a figure over the course of a plan', () => {
  it('is the last one before the first session against the last one since', () => {
    const points = [point('2026-03-10T04:30:00', 165), point('2025-08-01T04:30:00', 150), point('2026-01-20T04:30:00', 132), point('2026-02-20T04:30:00', 140)];
    const series = buildSeries(points, sessionDates);
    expect([series.baseline?.value, series.latest?.value]).toEqual([132, 165]);
    expect(series.change).toEqual({ absolute: 33, percent: 25, days: 49, sessions: 3 });
    expect(series.points.map(({ value }) => value)).toEqual([150, 132, 140, 165]);
  });

  it('counts the sessions in between, and days as the clinic’s calendar has them', () => {
    const { change } = buildSeries([point('2026-02-02T04:29:59', 100), point('2026-02-16T19:00:00', 99)], sessionDates);
    // 00:30 of the 17th in Kolkata.
    expect(change).toMatchObject({ days: 15, sessions: 2 });
  });

  it('found at the moment of the first session is no baseline any more', () => {
    const series = buildSeries([point('2026-02-02T04:30:00', 100)], sessionDates);
    expect([series.baseline, series.latest?.value]).toEqual([null, 100]);
  });

  it('has neither a later one nor a change before any session began', () => {
    const series = buildSeries([point('2026-01-01T00:00:00', 1), point('2026-06-01T00:00:00', 2)], { ...sessionDates, firstAt: null, completedAt: [] });
    expect(series).toMatchObject({ baseline: { value: 2 }, latest: null, change: null });
  });

  it('has no change in per cent of nothing, nor of a grade, and no dust of binary arithmetic', () => {
    const from = (value: number, ordinal = false) =>
      buildSeries([point('2026-01-01T00:00:00', value), point('2026-03-01T00:00:00', 0.3)], sessionDates, { ordinal }).change;
    expect(from(0)).toMatchObject({ absolute: 0.3, percent: null });
    expect(from(0.1)).toMatchObject({ absolute: 0.2, percent: 200 });
    expect(from(0.1, true)).toMatchObject({ percent: null });
    expect(from(1e-320)!.percent).toBeNull();
  });

  it('keeps every point, and splits them at the first session, whatever their order', () => {
    const instant = fc.integer({ min: 0, max: 1000 }).map((minute) => new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString());
    const points = fc.array(fc.record({ at: instant, value: fc.integer({ min: 0, max: 300 }) }), { maxLength: 20 });
    fc.assert(
      fc.property(points, fc.option(instant), fc.array(instant, { maxLength: 8 }), (given, firstAt, completedAt) => {
        const series = buildSeries(given, { firstAt, completedAt, given: [], timeZone: 'UTC' });
        expect(series.points).toHaveLength(given.length);
        const before = given.filter(({ at }) => firstAt === null || at < firstAt);
        expect(series.baseline === null).toBe(before.length === 0);
        expect(series.latest === null).toBe(before.length === given.length);
        expect(before.every(({ at }) => at <= series.baseline!.at)).toBe(true);
        expect(series.change === null).toBe(series.baseline === null || series.latest === null);
        if (series.change) {
          expect(series.baseline!.value + series.change.absolute).toBe(series.latest!.value);
          expect(series.change.sessions).toBeLessThanOrEqual(completedAt.length);
        }
      }),
    );
  });
});

describe('a pair of photographs', () => {
  const taken = (id: string, takenAt: string, angle = 'top', region = 'vertex') => ({ id, region, angle, takenAt: `${takenAt}Z` });

  it('is of one region and one angle: the last before the first session, the last since', () => {
    const pairs = listPhotographPairs(
      [
        taken('latest', '2026-04-01T00:00:00'),
        taken('oldest', '2025-01-01T00:00:00'),
        taken('before', '2026-02-01T00:00:00'),
        taken('between', '2026-03-01T00:00:00'),
        taken('other', '2026-01-01T00:00:00', 'front'),
        taken('elsewhere', '2026-03-05T00:00:00', 'top', 'frontal'),
      ],
      sessionDates,
    );
    expect(pairs.map(({ region, angle, before, after }) => [region, angle, before?.id ?? null, after?.id ?? null])).toEqual([
      ['vertex', 'top', 'before', 'latest'],
      ['vertex', 'front', 'other', null],
      ['frontal', 'top', null, 'elsewhere'],
    ]);
    expect(listPhotographPairs([], sessionDates)).toEqual([]);
  });
});

describe('what is missing', () => {
  const yes = { baseline: true, latest: true };
  const measures = ['hair-density', 'hair-count', 'hair-diameter', 'anagen'].map((measure) => ({ region: 'vertex', measure, ...yes }));
  const whole: Found = {
    treatment: 'mesotherapy',
    begun: true,
    treated: ['vertex'],
    measures,
    scales: [
      { scale: 'dlqi', ...yes },
      { scale: 'gais', baseline: null, latest: true },
    ],
    ratings: [{ kind: 'satisfaction' }],
    photographs: [{ region: 'vertex', before: true, after: true }],
  };
  const said = (found: Partial<Found>) => listMissing({ ...whole, ...found }).map(({ of, name, region, code }) => [of, name, region, code]);

  it('is nothing where all is there', () => {
    expect(said({})).toEqual([]);
  });

  it('is said of each measure of each treated region, in words too', () => {
    expect(said({ measures: measures.slice(1).map((measure) => ({ ...measure, baseline: measure.measure === 'anagen' ? null : true })) })).toEqual([
      ['measure', 'hair-density', 'vertex', 'no-baseline'],
      ['measure', 'hair-density', 'vertex', 'no-follow-up'],
      ['measure', 'anagen', 'vertex', 'no-baseline'],
    ]);
    expect(listMissing({ ...whole, measures: measures.slice(1) })[0]!.detail).toBe('No figure of hair density in the region vertex before the first session.');
  });

  it('is said of what was measured elsewhere once, and not of what nobody looked for', () => {
    expect(said({ measures: [...measures, { region: 'temporal-left', measure: 'vellus', baseline: true, latest: null }] })).toEqual([
      ['measure', 'vellus', 'temporal-left', 'no-follow-up'],
    ]);
  });

  it('is no follow-up before a session has begun', () => {
    const nothing = { begun: false, measures: [], scales: [], ratings: [], photographs: [] };
    expect(said(nothing).map((item) => item[3])).toEqual(Array.from({ length: 6 }, () => 'no-baseline'));
  });

  it('is, of micropigmentation, no density, but how far it has faded', () => {
    expect(said({ treatment: 'scalp-micropigmentation', measures: [] })).toEqual([['rating', 'fading', null, 'no-follow-up']]);
    expect(said({ treatment: 'scalp-micropigmentation', measures: [], ratings: [] })).toEqual([
      ['rating', 'satisfaction', null, 'no-follow-up'],
      ['rating', 'fading', null, 'no-follow-up'],
    ]);
  });

  it('is a picture from the same angle; one of the whole scalp shows each region of it, and no beard', () => {
    const angles = [
      { region: 'vertex', before: true, after: null },
      { region: 'vertex', before: null, after: true },
    ];
    expect(said({ photographs: angles })).toEqual([['photograph', null, 'vertex', 'no-follow-up']]);
    expect(said({ photographs: [] })).toHaveLength(2);
    const scalp = [{ region: 'whole-scalp', before: true, after: true }];
    expect(said({ photographs: scalp })).toEqual([]);
    expect(
      said({ treatment: 'scalp-micropigmentation', treated: ['beard'], photographs: scalp, ratings: [{ kind: 'satisfaction' }, { kind: 'fading' }] }),
    ).toHaveLength(2);
  });
});
