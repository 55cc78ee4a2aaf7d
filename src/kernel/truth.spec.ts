import { describe, expect, it } from '@jest/globals';
import { combineWithAnd, negateTruth, combineWithOr, evaluateWithin, type Truth } from './truth.js';

const values: Truth[] = ['yes', 'unknown', 'no'];
const table = (operation: (truths: Truth[]) => Truth): Truth[][] => values.map((value) => values.map((other) => operation([value, other])));

describe('three values', () => {
  it('and is as true as its least true part', () => {
    expect(table(combineWithAnd)).toEqual([
      ['yes', 'unknown', 'no'],
      ['unknown', 'unknown', 'no'],
      ['no', 'no', 'no'],
    ]);
  });

  it('or is as true as its truest part', () => {
    expect(table(combineWithOr)).toEqual([
      ['yes', 'yes', 'yes'],
      ['yes', 'unknown', 'unknown'],
      ['yes', 'unknown', 'no'],
    ]);
  });

  it('not leaves the unknown unknown', () => {
    expect(values.map(negateTruth)).toEqual(['no', 'unknown', 'yes']);
  });

  it('nothing at all is true of all, and of none', () => {
    expect([combineWithAnd([]), combineWithOr([])]).toEqual(['yes', 'no']);
  });

  it.each([
    [{ min: 3, max: 5 }, 'yes'],
    [{ min: 0, max: 10 }, 'yes'],
    [{ min: 9, max: 12 }, 'unknown'],
    [{ min: -Infinity, max: 0 }, 'unknown'],
    [{ min: 11, max: 12 }, 'no'],
  ])('a number in %j is within 0 to 10: %s', (known, truth) => {
    expect(evaluateWithin(known, 0, 10)).toBe(truth);
  });
});
