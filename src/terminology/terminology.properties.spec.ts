/** What holds for every unit, every analyte and every value: there and back again, in order, and exact on each bound. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  bloodPanel,
  getConversion,
  convertUnit,
  interpret,
  chooseRange,
  toCanonical,
  type Interpretation,
  type Person,
  type QuantitativeAnalyte,
  type Range,
} from './index.js';

const quantitative = bloodPanel.filter((item) => item.kind === 'quantitative') as readonly QuantitativeAnalyte[];
const unitsOf = quantitative.flatMap((analyte) => analyte.usualUnits.map((unit) => ({ analyte, unit })));
const anyUnit = fc.constantFrom(...unitsOf);
/** Ten significant digits are kept; what lies closer together may meet. */
const PRECISION = 1e-8;
const positive = fc.double({ min: 1e-3, max: 1e5, noNaN: true });

const convert = (analyte: QuantitativeAnalyte, unit: string, value: number): number =>
  (getConversion(analyte, unit) as { convert: (value: number) => number }).convert(value);

/** The same analyte, if it were kept in the other unit: what conversion back means. */
const keptIn = (analyte: QuantitativeAnalyte, unit: string): QuantitativeAnalyte => ({
  ...analyte,
  id: `${analyte.id} in ${unit}`,
  unit,
  ...(analyte.factors?.[unit] !== undefined && { factors: { [analyte.unit]: 1 / analyte.factors[unit] } }),
});

const agree = (one: number, other: number): boolean => Math.abs(one - other) <= PRECISION * Math.max(Math.abs(one), Math.abs(other));

describe('a value in another unit', () => {
  it('comes back as what it was, by the conversion the other way', () => {
    fc.assert(
      fc.property(
        anyUnit.filter(({ analyte }) => analyte.id !== 'hba1c'),
        positive,
        ({ analyte, unit }, value) => {
          const back = convert(keptIn(analyte, unit), analyte.unit, convert(analyte, unit, value));
          expect([analyte.id, unit, value, back, agree(back, value)]).toEqual([analyte.id, unit, value, back, true]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of HbA1c too, by the master equation solved for the other side', () => {
    const hba1c = quantitative.find(({ id }) => id === 'hba1c')!;
    fc.assert(
      fc.property(fc.double({ min: 1, max: 200, noNaN: true }), (value) => {
        expect(agree((convert(hba1c, 'mmol/mol', value) - 2.152) / 0.09148, value)).toBe(true);
      }),
    );
  });

  it('keeps its order, and what is apart stays apart', () => {
    fc.assert(
      fc.property(anyUnit, positive, positive, ({ analyte, unit }, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const [converted, greater] = [convert(analyte, unit, low), convert(analyte, unit, high)];
        expect(converted).toBeLessThanOrEqual(greater);
        if (high > low * (1 + 1e-6)) expect(converted).toBeLessThan(greater);
      }),
      { numRuns: 500 },
    );
  });

  const kinds = [
    ['um', 'mm', 'cm', 'm', '[in_i]'],
    ['mm2', 'cm2', 'm2'],
    ['/mm2', '/cm2'],
    ['g', 'kg', 'mg', '[lb_av]'],
    ['mL', 'L', 'uL'],
  ];

  it('comes back and keeps its order also where it is no analyte: lengths, areas, densities, weights, volumes', () => {
    const pair = fc.constantFrom(...kinds).chain((units) => fc.tuple(fc.constantFrom(...units), fc.constantFrom(...units)));
    fc.assert(
      fc.property(pair, positive, positive, ([from, to], one, other) => {
        const there = (value: number): number => convertUnit(value, from, to) as number;
        expect(agree(convertUnit(there(one), to, from) as number, one)).toBe(true);
        expect(Math.sign(there(one) - there(other)) * Math.sign(one - other)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is never turned into one of another kind', () => {
    const other = fc.tuple(fc.nat(kinds.length - 1), fc.nat(kinds.length - 1)).filter(([one, two]) => one !== two);
    fc.assert(
      fc.property(other, positive, ([one, two], value) => {
        expect(convertUnit(value, kinds[one]![0]!, kinds[two]![0]!)).toEqual({ problem: 'inconvertible-unit' });
      }),
    );
  });
});

const people = fc.record({
  sexAtBirth: fc.constantFrom('female', 'male', 'intersex', 'unknown'),
  age: fc.constantFrom(null, { min: 0, max: 0 }, { min: 3, max: 3 }, { min: 8, max: 8 }, { min: 13, max: 14 }, { min: 35, max: 35 }),
  pregnant: fc.boolean(),
}) satisfies fc.Arbitrary<Person>;
const order: readonly Interpretation[] = ['LL', 'L', 'N', 'H', 'HH'];
const [JUST_UNDER, JUST_OVER] = [1 - 1e-9, 1 + 1e-9];

/** The bounds in words, beside the code: a value on a bound is within it, and the critical ones go before all others. */
const expected = ([criticalLow, criticalHigh]: QuantitativeAnalyte['critical'], { low, high }: Range, value: number): Interpretation => {
  const under = (bound: number | null): boolean => bound !== null && value < bound;
  const over = (bound: number | null): boolean => bound !== null && value > bound;
  return (under(criticalLow) && 'LL') || (over(criticalHigh) && 'HH') || (under(low) && 'L') || (over(high) && 'H') || 'N';
};

/** On each bound, and by a hair beyond it on either side. */
const around = (bounds: (number | null)[]): number[] =>
  bounds.filter((bound) => bound !== null).flatMap((bound) => [bound * JUST_UNDER, bound, bound * JUST_OVER]);

describe('an interpretation', () => {
  it('changes exactly on the bounds: low, high and both critical ones, for everybody', () => {
    fc.assert(
      fc.property(fc.constantFrom(...quantitative), people, (analyte, person) => {
        const { range } = chooseRange(analyte, person, null);
        for (const value of around([range.low, range.high, ...analyte.critical])) {
          expect([analyte.id, value, interpret(analyte, value, range)]).toEqual([analyte.id, value, expected(analyte.critical, range, value)]);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('says N on both bounds, L just under the low and H just over the high one, of every analyte', () => {
    for (const analyte of quantitative) {
      for (const sexAtBirth of ['female', 'male']) {
        const { range } = chooseRange(analyte, { sexAtBirth, age: { min: 35, max: 35 }, pregnant: false }, null);
        const said = (value: number) => interpret(analyte, value, range);
        if (range.low !== null && range.low > 0) expect([analyte.id, said(range.low * JUST_UNDER), said(range.low)]).toEqual([analyte.id, 'L', 'N']);
        if (range.high !== null) expect([analyte.id, said(range.high), said(range.high * JUST_OVER)]).toEqual([analyte.id, 'N', 'H']);
        const [criticalLow, criticalHigh] = analyte.critical;
        if (criticalLow !== null) expect([analyte.id, said(criticalLow * JUST_UNDER), said(criticalLow)]).toEqual([analyte.id, 'LL', 'L']);
        if (criticalHigh !== null) expect([analyte.id, said(criticalHigh), said(criticalHigh * JUST_OVER)]).toEqual([analyte.id, 'H', 'HH']);
      }
    }
  });

  it('goes by the laboratory’s own range, whatever it is, but for what is critical', () => {
    const ranges = fc.tuple(positive, positive, fc.boolean(), fc.boolean()).map(([one, other, open, closed]) => ({
      low: open ? null : Math.min(one, other),
      high: closed && !open ? null : Math.max(one, other),
    }));
    fc.assert(
      fc.property(fc.constantFrom(...quantitative), people, ranges, (analyte, person, laboratory) => {
        const { range, source } = chooseRange(analyte, person, laboratory);
        expect([range, source]).toEqual([laboratory, 'laboratory']);
        for (const value of around([laboratory.low, laboratory.high, ...analyte.critical])) {
          expect(interpret(analyte, value, range)).toBe(expected(analyte.critical, laboratory, value));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('rises with the value, for everybody', () => {
    fc.assert(
      fc.property(fc.constantFrom(...quantitative), people, positive, positive, (analyte, person, one, other) => {
        const { range } = chooseRange(analyte, person, null);
        const rank = (value: number): number => order.indexOf(interpret(analyte, value, range));
        expect(rank(Math.min(one, other))).toBeLessThanOrEqual(rank(Math.max(one, other)));
      }),
    );
  });

  it('is the same in every unit in which the value can be given', () => {
    fc.assert(
      fc.property(
        anyUnit.filter(({ analyte }) => analyte.id !== 'hba1c'),
        people,
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        ({ analyte, unit }, person, share) => {
          const [lowest, highest] = analyte.plausible;
          const value = lowest + share * (highest - lowest);
          const { range } = chooseRange(analyte, person, null);
          // Away from the bounds, where the last kept digit does not decide.
          if ([range.low, range.high, ...analyte.critical].some((bound) => bound !== null && agree(bound, value))) return;
          const understood = toCanonical(analyte, convert(keptIn(analyte, unit), analyte.unit, value), unit) as { value: number };
          expect([analyte.id, unit, interpret(analyte, understood.value, range)]).toEqual([analyte.id, unit, interpret(analyte, value, range)]);
        },
      ),
      { numRuns: 400 },
    );
  });
});
