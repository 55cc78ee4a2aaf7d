import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  computeDifferencePercent,
  isAbove,
  subtractMoney,
  createMoney,
  computePercentage,
  roundMoney,
  sumMoney,
  computeIncludedTax,
  formatDecimal,
  multiplyMoney,
} from './money.js';

const rupees = (decimal: string) => createMoney(decimal, 'INR');
const paise = fc.integer({ min: 0, max: 10_000_000_00 }).map((amount) => `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`);
const rate = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => (hundredths / 100).toFixed(2));

describe('money', () => {
  it('adds what floating-point numbers cannot', () => {
    expect(formatDecimal(sumMoney([rupees('0.10'), rupees('0.20')], 'INR'))).toBe('0.30');
    expect(formatDecimal(multiplyMoney(rupees('1.15'), 3))).toBe('3.45');
  });

  it.each([
    ['INR', '1.005', '1.01'],
    ['INR', '-1.005', '-1.01'],
    ['INR', '1.0049', '1.00'],
    ['JPY', '1.5', '2'],
    ['KWD', '1.0005', '1.001'],
  ])('is rounded in %s: %s to %s', (currency, decimal, expected) => expect(formatDecimal(createMoney(decimal, currency))).toBe(expected));

  it.each([
    ['2850.00', '18', '513.00'],
    ['0.25', '50', '0.13'],
    ['100.00', '-10', '-10.00'],
    ['100.00', '12.5', '12.50'],
  ])('takes of %s %s per cent: %s', (amount, percent, expected) => expect(formatDecimal(computePercentage(rupees(amount), percent))).toBe(expected));

  it('finds the tax that a price contains', () => {
    expect(formatDecimal(computeIncludedTax(rupees('118.00'), '18'))).toBe('18.00');
    expect(formatDecimal(computeIncludedTax(rupees('118.00'), '0'))).toBe('0.00');
    expect(formatDecimal(computeIncludedTax(rupees('112.50'), '12.5'))).toBe('12.50');
  });

  it('is as near to the exact tax as hundredths allow', () => {
    fc.assert(
      fc.property(paise, rate, (amount, percent) => {
        const exact = (Number(amount) * Number(percent)) / (100 + Number(percent));
        expect(Math.abs(Number(formatDecimal(computeIncludedTax(rupees(amount), percent))) - exact)).toBeLessThan(0.00501);
      }),
    );
  });

  it('gives back what was added', () => {
    fc.assert(
      fc.property(
        paise,
        paise,
        (one, other) => formatDecimal(subtractMoney(sumMoney([rupees(one), rupees(other)], 'INR'), rupees(other))) === formatDecimal(roundMoney(rupees(one))),
      ),
    );
  });

  it.each([
    ['110.00', '100.00', '10.00'],
    ['110.01', '100.00', '10.01'],
    ['110.001', '100.00', '10.00'],
    ['95.00', '100.00', '-5.00'],
    ['100.00', '0.00', null],
  ])('differs: %s from %s by %s per cent', (one, other, expected) => expect(computeDifferencePercent(rupees(one), rupees(other))).toBe(expected));

  it('rounds a difference away from zero, so that none hides under a limit', () => {
    expect(computeDifferencePercent(rupees('30003.01'), rupees('30000.00'))).toBe('0.02');
    expect(isAbove('10.01', '10')).toBe(true);
    expect(isAbove('10.00', '10')).toBe(false);
    expect(isAbove('-10.01', '10')).toBe(true);
  });
});
