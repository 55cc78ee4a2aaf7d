import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { convertToStockUnit, LARGEST_AMOUNT } from './amount.js';

const pointers = { value: '/value', unit: '/unit' };
const convert = (value: number, unit: string, stockUnit: string) => convertToStockUnit({ value, unit }, stockUnit, pointers);

describe('an amount in the unit of stock', () => {
  it.each([
    [0.1, 'mL', 'mL', 0.1],
    [50, 'uL', 'mL', 0.05],
    [1.5, 'L', 'mL', 1500],
    [2, '[drp]', 'mL', 0.1],
    [250, 'mg', 'g', 0.25],
    [3, '{piece}', '{piece}', 3],
  ])('%s %s kept in %s is %s', (value, unit, stockUnit, expected) => {
    expect(convert(value, unit, stockUnit)).toBe(expected);
  });

  it.each([
    [1, 'ml.', 'mL', { pointer: '/unit', code: 'unknown-unit' }],
    [1, 'g', 'mL', { pointer: '/unit', code: 'inconvertible-unit' }],
    [1, '{vial}', '{piece}', { pointer: '/unit', code: 'inconvertible-unit' }],
    [1, '1', '{piece}', { pointer: '/unit', code: 'inconvertible-unit' }],
    [0.01, 'uL', 'mL', { pointer: '/value', code: 'too-fine' }],
    [1e-9, 'mL', 'mL', { pointer: '/value', code: 'too-fine' }],
    [1001, 'L', 'mL', { pointer: '/value', code: 'out-of-range' }],
  ])('%s %s kept in %s is refused', (value, unit, stockUnit, expected) => {
    expect(convert(value, unit, stockUnit)).toMatchObject(expected);
  });

  it('keeps every decimal of four places as it is written, so that the database adds exactly what was typed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LARGEST_AMOUNT * 10_000 }), (tenThousandths) => {
        const typed = tenThousandths / 10_000;
        const amount = convert(typed, 'mL', 'mL');
        expect(amount).toBe(typed);
        expect(Math.round(Number(amount) * 10_000)).toBe(tenThousandths);
      }),
    );
  });

  it('never rounds: what comes out converts back to what went in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (microlitres) => {
        const amount = convert(microlitres, 'uL', 'mL');
        if (typeof amount === 'number') expect(Math.round(amount * 1000)).toBe(microlitres);
      }),
    );
  });
});
