import { describe, expect, it } from '@jest/globals';
import { toCanonicalLimit, isComparableUnit, getPlausibleRange } from './limits.js';

describe('a limit of a laboratory value', () => {
  it('is compared in any unit that converts to that of the analyte', () => {
    expect(['%', 'mmol/mol', 'mg/dL', 'mol'].map((unit) => isComparableUnit('hba1c', unit, '%'))).toEqual([true, true, false, false]);
    expect(toCanonicalLimit('hba1c', 48, 'mmol/mol')).toBeCloseTo(6.5, 1);
    expect(toCanonicalLimit('hba1c', 6.5, '%')).toBe(6.5);
  });

  it('in a unit that does not convert is a mistake that validation should have found', () => {
    expect(() => toCanonicalLimit('hba1c', 1, 'mg/dL')).toThrow('No rule can compare hba1c in mg/dL: validation refuses it.');
  });

  it('of an analyte outside the panel, or of words, is compared in the unit it is listed with only', () => {
    for (const analyte of ['zinc-of-the-clinic', 'hiv']) {
      expect([isComparableUnit(analyte, 'ug/dL', 'ug/dL'), isComparableUnit(analyte, 'umol/L', 'ug/dL')]).toEqual([true, false]);
      expect(toCanonicalLimit(analyte, 70, 'ug/dL')).toBe(70);
      expect(getPlausibleRange(analyte)).toEqual([-Infinity, Infinity]);
    }
  });

  it('lies among values that are possible', () => {
    const [low, high] = getPlausibleRange('hba1c');
    expect(low).toBeLessThan(4);
    expect(high).toBeGreaterThan(14);
    expect(high).toBeLessThan(100);
  });
});
