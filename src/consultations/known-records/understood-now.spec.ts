import { describe, expect, it } from '@jest/globals';
import type { ResultForRules } from './known-records.js';
import { understoodNow } from './understood-now.js';

const stored = (code: string, rest: Partial<ResultForRules>): ResultForRules => ({
  code: { system: 'loinc', code },
  value: null,
  unit: null,
  comparator: null,
  text: null,
  referenceRange: null,
  laboratoryInterpretation: null,
  analyte: null,
  canonical: null,
  finding: null,
  interpretation: null,
  rangeUsed: null,
  ...rest,
});

describe('a result that was recorded before', () => {
  it('its code was one of the panel is one of the panel now', () => {
    expect(understoodNow(stored('17856-6', { value: 9, unit: '%' }))).toMatchObject({
      analyte: 'hba1c',
      canonical: { value: 9, unit: '%' },
      interpretation: 'H',
    });
    expect(understoodNow(stored('14771-0', { value: 7, unit: 'mmol/L', comparator: '>' }))).toMatchObject({ canonical: { unit: 'mg/dL' }, comparator: '>' });
  });

  it('its words were read is read now', () => {
    expect(understoodNow(stored('5196-1', { analyte: 'hbsag', text: 'positive' })).finding).toBe('positive');
    expect(understoodNow(stored('4548-4', { analyte: 'hba1c', text: '> 8.0 %' }))).toMatchObject({ canonical: { value: 8, unit: '%' }, comparator: '>' });
  });

  it('stays what it is where it is understood, cannot be, or is none of the panel', () => {
    for (const one of [
      stored('718-7', { analyte: 'haemoglobin', value: 13, unit: 'g/dL', canonical: { value: 13, unit: 'g/dL' }, interpretation: 'N' }),
      stored('718-7', { analyte: 'haemoglobin', text: 'haemolysed' }),
      stored('33959-8', { value: 4, unit: 'ng/mL' }),
      stored('17856-6', { value: 900, unit: '%' }),
    ]) {
      expect(understoodNow(one)).toEqual(one);
    }
  });
});
