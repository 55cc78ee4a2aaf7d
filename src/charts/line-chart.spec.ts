import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';
import { drawLineChart, formatChartUnit, type ChartPoint, type ChartSpec } from './index.js';
import { thinPoints } from './thinning.js';
import { formatAxisFigure, listTimeTicks, buildValueAxis, createWallClock } from './ticks.js';

const at = (instant: string): number => Date.parse(instant);
const spec = (points: ChartPoint[], more: Partial<ChartSpec> = {}): ChartSpec => ({
  title: 'Haemoglobin',
  unit: 'g/dL',
  timeZone: 'Asia/Kolkata',
  points,
  ...more,
});
const count = (svg: string, part: string): number => svg.split(part).length - 1;
/** The renderer's own parser of XML is the judge. */
const parse = (svg: string) => sharp(Buffer.from(svg)).metadata();

const three = [
  { at: at('2026-01-12T08:00:00+05:30'), value: 11, flag: 'low' as const },
  { at: at('2026-03-12T08:00:00+05:30'), value: 13, flag: 'usual' as const },
  { at: at('2026-02-12T00:30:00+05:30'), value: 17, flag: 'high' as const },
];

describe('a chart', () => {
  it('draws what is better above, and says so', () => {
    /** Where the points are drawn, the first first. */
    const heights = (svg: string): number[] => [...svg.matchAll(/<circle cx="[\d.]+" cy="([\d.]+)" r="4"/g)].map(([, y]) => Number(y));
    const rising = [three[0]!, three[1]!].map(({ at: when, value }) => ({ at: when, value }));
    for (const better of ['higher', 'lower', undefined] as const) {
      const svg = drawLineChart(spec(rising, { ...(better && { better }) }));
      const [first, last] = heights(svg) as [number, number];
      expect([better, last < first]).toEqual([better, better !== 'lower']);
      expect(svg.includes('up is better')).toBe(better !== undefined);
      expect(svg.includes('lower values are above')).toBe(better === 'lower');
    }
    expect(drawLineChart(spec(three, { better: 'lower' }))).toContain('Lower values are better, and are drawn above.');
    expect(drawLineChart(spec([], { better: 'lower' }))).not.toContain('up is better');
  });

  it('cuts no label, however long it is', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,90}$/), { minLength: 1, maxLength: 40 }).map((all) => all.join(' '));
    fc.assert(
      fc.property(words, (long) => {
        const svg = drawLineChart(spec(three, { title: long, unit: long, notes: [long], bandName: long, bands: [{ from: null, to: null, low: 1, high: 2 }] }));
        const drawn = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text).join(' ');
        expect(svg).not.toContain('…');
        const letters = (text: string): string => text.replaceAll(/[^a-z]/g, '');
        expect(letters(drawn).split(letters(long)).length - 1).toBeGreaterThanOrEqual(4);
      }),
    );
    const graded = drawLineChart(spec([{ at: three[0]!.at, value: 1 }], { categories: [{ value: 1, label: '4 hardly visible any more' }] }));
    expect(graded).toContain('>4 hardly visible any more</text>');
  });

  it('is well-formed, and the judge of that is not blind', async () => {
    expect(await parse(drawLineChart(spec(three)))).toMatchObject({ format: 'svg', width: 720 });
    await expect(parse(drawLineChart(spec(three)).replace('</svg>', ''))).rejects.toThrow();
  });

  it('says in words what it shows, for whoever does not see it', () => {
    const svg = drawLineChart(spec(three));
    expect(svg).toContain('role="img"');
    const [, title, description] = /aria-labelledby="(\S+) (\S+)"/.exec(svg)!;
    expect(svg).toContain(`<title id="${title}">Haemoglobin</title>`);
    expect(svg).toContain(
      `<desc id="${description}">3 values from 12 Jan 2026 to 12 Mar 2026. First 11 g/dL, latest 13 g/dL; lowest 11 g/dL, highest 17 g/dL.`,
    );
    expect(svg).toContain('<title>12 Feb 2026, 00:30: 17 g/dL, above the range</title>');
  });

  it('tells the clinic’s days, not those of Greenwich', () => {
    expect(drawLineChart(spec(three, { timeZone: 'UTC' }))).toContain('11 Feb 2026, 19:00: 17 g/dL');
  });

  it('tells low from high by shape, and says in a legend what shapes mean', () => {
    const svg = drawLineChart(spec(three));
    for (const meaning of ['within the range', 'below the range', 'above the range']) expect(svg).toContain(`>${meaning}</text>`);
    expect(svg).not.toContain('critically');
    expect(count(drawLineChart(spec([{ ...three[0]!, flag: 'critical-low' }])), '>critically low</text>')).toBe(1);
  });

  it('draws an arrow where the true value lies beyond, and no such arrow elsewhere', () => {
    const open = (comparator: '<' | '>') => drawLineChart(spec([three[1]!, { ...three[0]!, comparator }]));
    expect(open('<')).toContain('>this or less</text>');
    expect(open('<')).toContain('less than 11 g/dL');
    expect(open('>')).toContain('>this or more</text>');
    expect(drawLineChart(spec(three))).not.toContain('this or');
    expect(open('<')).toContain('stroke-dasharray="2 5"');
  });

  it('leaves a gap where nothing was recorded', () => {
    const lines = (points: ChartPoint[]) => count(drawLineChart(spec(points)), 'stroke-linecap="round" stroke="#0b5cad"');
    expect(lines(three)).toBe(2);
    expect(lines([...three, { at: at('2026-02-20T08:00:00Z'), value: null }])).toBe(1);
  });

  it('of nothing says so', async () => {
    for (const points of [[], [{ at: at('2026-01-12T08:00:00Z'), value: null }]]) {
      const svg = drawLineChart(spec(points));
      expect(svg).toContain('No values recorded');
      await parse(svg);
    }
  });

  it('of one value has a point and no line', () => {
    const svg = drawLineChart(spec([three[0]!]));
    expect(svg).toContain('One value. 12 Jan 2026, 08:00: 11 g/dL, below the range.');
    expect(svg).not.toContain('stroke-linecap');
  });

  it('shows each range for its time, with a line at each bound that it has', () => {
    const middle = at('2026-02-01T00:00:00Z');
    const bands = [
      { from: null, to: middle, low: 12, high: 15.5 },
      { from: middle, to: null, low: 13, high: null },
    ];
    const svg = drawLineChart(spec(three, { bands }));
    const areas = [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="[\d.]+" fill="#d3efdc" class="f-band"\/>/g)].map(
      ([, x, width]) => [Number(x), Number(width)] as const,
    );
    expect(areas).toHaveLength(2);
    expect(areas[0]![0] + areas[0]![1]).toBeCloseTo(areas[1]![0], 1);
    expect(count(svg, 'stroke-dasharray="4 3" stroke="#3f8f5f"')).toBe(3);
  });

  it('names grades in place of figures', () => {
    const categories = ['I', 'II', 'III'].map((label, index) => ({ value: index + 1, label }));
    const svg = drawLineChart(spec([{ at: three[0]!.at, value: 2 }], { unit: '', categories }));
    for (const { label } of categories) expect(svg).toContain(`>${label}</text>`);
    expect(svg).toContain('One value. 12 Jan 2026, 08:00: II.');
  });

  it('marks what happened meanwhile, numbers it where there is room, and says it in words', () => {
    const events = Array.from({ length: 8 }, (_, index) => ({ at: at('2026-01-05T10:00:00+05:30') + index * 14 * 86_400_000, label: String(index + 1) }));
    const svg = drawLineChart(spec(three, { events, eventName: 'session' }));
    expect(count(svg, 'stroke-dasharray="1 3"')).toBe(9);
    for (const { label } of events) expect(svg).toContain(`font-size="10" text-anchor="middle" fill="#57606a" class="f-muted">${label}</text>`);
    expect(svg).toContain('<title>5 Jan 2026: session 1</title>');
    expect(svg).toContain('Marked: session, 8 times from 5 Jan 2026 to 13 Apr 2026.');
    expect(svg).toContain('>session</text>');
    expect(drawLineChart(spec(three, { events: events.slice(0, 1), eventName: 'session' }))).toContain('One session, on 5 Jan 2026.');
    expect(drawLineChart(spec([], { events, eventName: 'session' }))).not.toContain('session');
  });

  it('keeps the numbers of what happened at nearly the same time apart', () => {
    const events = Array.from({ length: 400 }, (_, index) => ({ at: three[0]!.at + index * 3_600_000, label: String(index + 1) }));
    const svg = drawLineChart(spec(three, { events }));
    const places = [...svg.matchAll(/<text x="([\d.]+)" y="62" font-size="10"[^>]*>(\d+)</g)].map(([, x, label]) => [Number(x), label!.length * 5.6] as const);
    expect(places.length).toBeGreaterThan(3);
    places.slice(1).forEach(([x, width], index) => {
      const [before, other] = places[index]!;
      expect(x - width / 2).toBeGreaterThan(before + other / 2);
    });
  });

  it('has a dark form, and nothing that runs or is fetched', () => {
    const svg = drawLineChart(spec(three));
    expect(svg).toContain('@media (prefers-color-scheme:dark)');
    expect(svg).not.toMatch(/<script|<image|<foreignObject|href|@import|@font-face|\son\w+=|url\((?!#)/i);
  });

  it('keeps text text', async () => {
    const nasty = `</title><script>alert(1)</script>&"'\u0001\ud800`;
    const svg = drawLineChart(spec(three, { title: nasty, unit: nasty, notes: [nasty], bandName: nasty, bands: [{ from: null, to: null, low: 1, high: 2 }] }));
    expect(svg).not.toContain('<script');
    await parse(svg);
  });

  it('thins a long series, keeps its extremes, and says so', () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({
      at: three[0]!.at + index * 3_600_000,
      value: index === 2345 ? 900 : index === 777 ? -50 : index % 10,
    }));
    const svg = drawLineChart(spec(many));
    expect(count(svg, '<g><title>')).toBeLessThanOrEqual(240);
    expect(svg).toContain('5000 values; the extremes of each stretch are drawn');
    expect(svg).toContain(': 900 g/dL</title>');
    expect(svg).toContain(': −50 g/dL</title>');
  });

  it('is well-formed for any finite numbers and any text, and never fails', async () => {
    const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.constantFrom(0, -0, 5e-324, 1.7e308, -1.7e308));
    const instant = fc.oneof(
      fc.date({ noInvalidDate: true }).map((date) => date.getTime()),
      fc.integer({ min: 1.7e12, max: 1.8e12 }),
      number,
    );
    const words = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string());
    const bound = fc.option(number);
    const point: fc.Arbitrary<ChartPoint> = fc.record(
      {
        at: instant,
        value: bound,
        comparator: fc.constantFrom('<' as const, '<=' as const, '>=' as const, '>' as const),
        flag: fc.constantFrom('usual' as const, 'low' as const, 'high' as const, 'critical-low' as const, 'critical-high' as const, null),
      },
      { requiredKeys: ['at', 'value'] },
    );
    const any: fc.Arbitrary<ChartSpec> = fc.record(
      {
        title: words,
        unit: words,
        timeZone: fc.oneof(fc.constantFrom('Asia/Kolkata', 'America/New_York', 'UTC'), words),
        points: fc.oneof(fc.array(point), fc.array(point, { minLength: 241, maxLength: 600 })),
        bands: fc.array(fc.record({ from: fc.option(instant), to: fc.option(instant), low: bound, high: bound }), { maxLength: 4 }),
        bandName: words,
        bounds: fc.record({ low: number, high: number }),
        events: fc.array(fc.record({ at: instant, label: words }), { maxLength: 30 }),
        eventName: words,
        categories: fc.array(fc.record({ value: number, label: words }), { maxLength: 5 }),
        notes: fc.array(words, { maxLength: 3 }),
      },
      { requiredKeys: ['title', 'unit', 'timeZone', 'points'] },
    );
    await fc.assert(
      fc.asyncProperty(any, async (chartSpec) => {
        const svg = drawLineChart(chartSpec);
        // Text cannot be taken for it: its quotation marks are escaped.
        expect(svg).not.toMatch(/ \w+="[^"]*(NaN|Infinity|undefined)/);
        await parse(svg);
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});

describe('an axis', () => {
  it.each([
    [
      [11, 17],
      [10, 12, 14, 16, 18],
    ],
    [
      [0, 100],
      [0, 20, 40, 60, 80, 100],
    ],
    [[132], [110, 120, 130, 140, 150]],
    [[0], [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [[], [0, 0.2, 0.4, 0.6, 0.8, 1]],
  ])('of %j is marked at round figures around it', (values, ticks) => {
    expect(buildValueAxis(values)).toEqual({ low: ticks[0], high: ticks.at(-1), ticks });
  });

  it('holds every value between its ends, in ascending order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e299, max: 1e299 }), { minLength: 1 }), (values) => {
        const { low, high, ticks } = buildValueAxis(values);
        const dust = (high - low) * 1e-6;
        expect(values.every((value) => value >= low - dust && value <= high + dust)).toBe(true);
        expect(ticks.length).toBeLessThanOrEqual(9);
        expect(ticks.every((tick, index) => Number.isFinite(tick) && (index === 0 || tick > ticks[index - 1]!))).toBe(true);
      }),
    );
  });

  it('of time is marked at round days, months and years', () => {
    const labels = (low: string, high: string) => listTimeTicks(at(low), at(high), 6).map(({ label }) => label);
    expect(labels('2026-01-30T00:00Z', '2026-02-02T12:00Z')).toEqual(['30 Jan 2026', '31 Jan 2026', '1 Feb 2026', '2 Feb 2026']);
    expect(labels('2025-11-10T00:00Z', '2026-06-10T00:00Z')).toEqual(['Jan 2026', 'Mar 2026', 'May 2026']);
    expect(labels('2016-05-01T00:00Z', '2024-05-01T00:00Z')).toEqual(['2018', '2020', '2022', '2024']);
  });

  it('of time never has more marks than fit', () => {
    const instant = fc.date({ min: new Date('1000-01-01'), max: new Date('9990-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, instant, fc.integer({ min: 2, max: 10 }), (one, other, most) => {
        const [low, high] = [Math.min(one.getTime(), other.getTime()), Math.max(one.getTime(), other.getTime())];
        const ticks = listTimeTicks(low, high, most);
        expect(ticks.length).toBeLessThanOrEqual(most + 1);
        expect(ticks.every((tick) => tick.at >= low && tick.at <= high)).toBe(true);
        expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
      }),
    );
  });

  it('of time shows what clocks in the time zone show, across a change of clocks too', () => {
    const wall = createWallClock('Europe/Berlin');
    expect([wall(at('2026-03-29T00:59:00Z')), wall(at('2026-03-29T01:00:00Z'))]).toEqual([at('2026-03-29T01:59:00Z'), at('2026-03-29T03:00:00Z')]);
  });

  it('writes figures for people', () => {
    expect([0.1 + 0.2, -3, 1234567, 1e10, -2.5e-7, 0].map(formatAxisFigure)).toEqual(['0.3', '−3', '1234570', '1 × 10¹⁰', '−2.5 × 10⁻⁷', '0']);
  });
});

describe('a long series', () => {
  it('is thinned to what was asked for, in order, with its ends and extremes', () => {
    const value = fc.option(fc.integer());
    fc.assert(
      fc.property(fc.array(fc.record({ value }), { minLength: 1, maxLength: 400 }), fc.integer({ min: 5, max: 100 }), (points, most) => {
        const kept = thinPoints(points, most);
        const places = kept.map((point) => points.indexOf(point));
        const known = (some: readonly { value: number | null }[]) => some.flatMap((point) => (point.value === null ? [] : [point.value]));
        expect(kept.length).toBeLessThanOrEqual(most);
        expect([...places].sort((one, other) => one - other)).toEqual(places);
        expect([kept[0], kept.at(-1)]).toEqual([points[0], points.at(-1)]);
        expect([Math.min(...known(kept)), Math.max(...known(kept))]).toEqual([Math.min(...known(points)), Math.max(...known(points))]);
      }),
    );
  });
});

describe('a unit', () => {
  it.each([
    ['10*3/uL', '10³/µL'],
    ['10*6/uL', '10⁶/µL'],
    ['10*12/L', '10¹²/L'],
    ['{INR}', 'INR'],
    ['/cm2', '/cm²'],
    ['mm/cm2', 'mm/cm²'],
    ['um', 'µm'],
    ['m[IU]/L', 'mIU/L'],
    ['u[IU]/mL', 'µIU/mL'],
    ['ug/dL', 'µg/dL'],
    ['mL/min/{1.73_m2}', 'mL/min/1.73 m²'],
    ['U/L', 'U/L'],
    ['%', '%'],
    ['1', ''],
  ])('%s is written %s', (ucum, written) => {
    expect(formatChartUnit(ucum)).toBe(written);
  });
});
