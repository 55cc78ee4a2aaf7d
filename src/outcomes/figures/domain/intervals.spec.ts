import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  computeGammaQuantile,
  computeIncompleteBeta,
  computeLogGamma,
  computeLowerGamma,
  computeStudentQuantile,
  computeStudentShare,
} from './distributions.js';
import { computeMeanInterval, computeMean, computePoissonInterval, computeQuantile, computeWilsonInterval } from './intervals.js';

describe('a quantile', () => {
  it.each([
    // Student's t, two-sided 95 %, as printed in every table.
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [4, 2.776],
    [5, 2.571],
    [9, 2.262],
    [10, 2.228],
    [20, 2.086],
    [29, 2.045],
    [30, 2.042],
    [40, 2.021],
    [60, 2.0],
    [120, 1.98],
    [100_000, 1.96],
  ])('of Student’s t with %d degrees of freedom is that of the tables', (degrees, printed) => {
    expect(computeStudentQuantile(0.975, degrees)).toBeCloseTo(printed, 3);
  });

  it.each([
    [0.95, 5, 2.015],
    [0.995, 5, 4.032],
    [0.99, 10, 2.764],
    [0.9, 1, 3.078],
  ])('of Student’s t at %d with %d degrees of freedom too', (share, degrees, printed) => {
    expect(computeStudentQuantile(share, degrees)).toBeCloseTo(printed, 3);
  });

  it.each([
    // Chi-square at 0.95, halved: gamma with half the degrees of freedom.
    [1, 3.841],
    [2, 5.991],
    [3, 7.815],
    [10, 18.307],
    [30, 43.773],
    [100, 124.342],
  ])('of chi-square with %d degrees of freedom is that of the tables', (degrees, printed) => {
    expect(2 * computeGammaQuantile(0.95, degrees / 2)).toBeCloseTo(printed, 3);
  });

  it('rests on functions with known values', () => {
    expect(Math.exp(computeLogGamma(5))).toBeCloseTo(24, 9);
    expect(Math.exp(computeLogGamma(0.5))).toBeCloseTo(Math.sqrt(Math.PI), 12);
    expect(computeLowerGamma(1, 2)).toBeCloseTo(1 - Math.exp(-2), 13);
    expect(computeIncompleteBeta(0.3, 1, 1)).toBeCloseTo(0.3, 13);
    expect(computeIncompleteBeta(0.4, 2, 3)).toBeCloseTo(0.5248, 12);
  });

  it('is where its share is reached', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.6, max: 0.999, noNaN: true }), fc.integer({ min: 1, max: 5000 }), (share, degrees) => {
        expect(computeStudentShare(computeStudentQuantile(share, degrees), degrees)).toBeCloseTo(share, 9);
        expect(computeLowerGamma(degrees / 2, computeGammaQuantile(share, degrees / 2))).toBeCloseTo(share, 9);
      }),
    );
  });
});

describe('an interval', () => {
  it.each([
    // Newcombe, Statistics in Medicine 1998; 17: 857-872, table I, method 3.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d in %d by Wilson is that of Newcombe’s table', (count, of, low, high) => {
    const interval = computeWilsonInterval(count, of)!;
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it.each([
    // Exact limits of a Poisson count, as tabulated by Garwood (Biometrika 1936) and in Documenta Geigy.
    [0, 0, 3.689],
    [1, 0.0253, 5.572],
    [2, 0.2422, 7.225],
    [5, 1.623, 11.668],
    [10, 4.795, 18.39],
    [20, 12.217, 30.888],
    [100, 81.364, 121.627],
  ])('of a Poisson count of %d is that of the tables', (count, low, high) => {
    expect(computePoissonInterval(count).low).toBeCloseTo(low, 3);
    expect(computePoissonInterval(count).high).toBeCloseTo(high, 2);
  });

  it('of a mean is worked out as by hand', () => {
    // 10 values: mean 5.5, standard deviation 3.02765, t of 2.26216.
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const interval = computeMeanInterval(values)!;
    expect(interval.low).toBeCloseTo(3.33415, 4);
    expect(interval.high).toBeCloseTo(7.66585, 4);
    expect([computeMeanInterval([3]), computeMeanInterval([])]).toEqual([null, null]);
    expect(computeMeanInterval([4, 4, 4])).toEqual({ low: 4, high: 4 });
  });

  it('holds what it is of', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.integer({ min: 1, max: 3000 }), (a, of) => {
        const count = Math.min(a, of);
        const share = computeWilsonInterval(count, of)!;
        expect(share.low).toBeGreaterThanOrEqual(0);
        expect(share.high).toBeLessThanOrEqual(1);
        expect(share.low <= count / of && count / of <= share.high).toBe(true);
        const events = computePoissonInterval(count);
        expect(events.low <= count && count < events.high).toBe(true);
      }),
    );
    expect(computeWilsonInterval(0, 0)).toBeNull();
  });

  it('by Wilson is narrower of more, and mirrors what did not happen', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: 1, max: 200 }), (a, of) => {
        const count = Math.min(a, of);
        const [one, ten, other] = [computeWilsonInterval(count, of)!, computeWilsonInterval(10 * count, 10 * of)!, computeWilsonInterval(of - count, of)!];
        expect(ten.high - ten.low).toBeLessThan(one.high - one.low);
        expect(other.low).toBeCloseTo(1 - one.high, 12);
      }),
    );
  });
});

describe('a quantile of values', () => {
  it('lies between neighbours in proportion', () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => computeQuantile([4, 1, 3, 2], share))).toEqual([1, 1.75, 2.5, 3.25, 4]);
    expect(computeQuantile([7], 0.25)).toBe(7);
    expect(computeMean([1, 2, 6])).toBe(3);
  });

  it('is one that so many do not exceed, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
        const quantile = computeQuantile(values, share);
        expect(computeQuantile([...values].reverse(), share)).toBe(quantile);
        expect(values.filter((value) => value <= quantile + 1e-9).length).toBeGreaterThanOrEqual(Math.floor((values.length - 1) * share) + 1);
      }),
    );
  });
});
