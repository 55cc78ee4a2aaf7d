import { describe, expect, it } from '@jest/globals';
import type { ResultRecord } from './blood-test-record.js';
import { readResultsNow } from './read-now.js';
import type { Whose } from './blood-test-record.js';

const stored = (code: string, rest: Partial<ResultRecord>): ResultRecord => ({
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
  unread: false,
  ...rest,
});

const woman: Whose = { sexAtBirth: 'female', birthDate: '1991-02-03' };
const readOf = (result: ResultRecord, whose = woman): ResultRecord => readResultsNow([result], whose, '2026-01-12T02:30:00Z', 'Asia/Kolkata')[0]!;

describe('a result that was recorded before', () => {
  it('its code was one of the panel is one of the panel now', () => {
    expect(readOf(stored('17856-6', { value: 9, unit: '%' }))).toMatchObject({ analyte: 'hba1c', canonical: { value: 9, unit: '%' }, interpretation: 'H' });
    expect(readOf(stored('14771-0', { value: 7, unit: 'mmol/L', comparator: '>' }))).toMatchObject({ canonical: { unit: 'mg/dL' }, comparator: '>' });
  });

  it('its words were read is read now', () => {
    expect(readOf(stored('5196-1', { analyte: 'hbsag', text: 'positive' })).finding).toBe('positive');
    expect(readOf(stored('4548-4', { analyte: 'hba1c', text: '> 8.0 %' }))).toMatchObject({ canonical: { value: 8, unit: '%' }, comparator: '>' });
  });

  it('a figure beyond a limit was judged is judged now', () => {
    const ferritin = stored('2276-4', { analyte: 'ferritin', value: 15, unit: 'ng/mL', comparator: '<', canonical: { value: 15, unit: 'ng/mL' } });
    expect(readOf(ferritin).interpretation).toBe('L');
  });

  it('stays what it is where it cannot be read, or is none of the panel', () => {
    for (const result of [
      stored('718-7', { analyte: 'haemoglobin', text: 'haemolysed' }),
      stored('33959-8', { value: 4, unit: 'ng/mL' }),
      stored('17856-6', { value: 900, unit: '%' }),
    ]) {
      expect(readOf(result)).toEqual(result);
    }
  });
});

describe('a result of a person of whom something was corrected', () => {
  const figure = (source: 'sex' | 'laboratory' | 'pregnancy', low: number, high: number | null): ResultRecord =>
    stored('718-7', {
      analyte: 'haemoglobin',
      value: 12.5,
      unit: 'g/dL',
      canonical: { value: 12.5, unit: 'g/dL' },
      interpretation: 'N',
      rangeUsed: { low, high, unit: 'g/dL', source },
      ...(source === 'laboratory' && { referenceRange: { low, high } }),
    });

  it('is read in the range of the sex and the age that are known now', () => {
    expect(readOf(figure('sex', 12, 15.5))).toMatchObject({ interpretation: 'N', rangeUsed: { low: 12, source: 'sex' } });
    expect(readOf(figure('sex', 12, 15.5), { ...woman, sexAtBirth: 'male' })).toMatchObject({ interpretation: 'L', rangeUsed: { low: 13, source: 'sex' } });
    expect(readOf(figure('sex', 12, 15.5), { ...woman, birthDate: '2018' })).toMatchObject({ interpretation: 'N', rangeUsed: { low: 11.5, source: 'age' } });
  });

  it('stays in the range of its laboratory, and in that of the pregnancy unless it is a man’s', () => {
    expect(readOf(figure('laboratory', 12, 15.5), { ...woman, sexAtBirth: 'male' })).toMatchObject({
      interpretation: 'N',
      rangeUsed: { source: 'laboratory' },
    });
    expect(readOf(figure('pregnancy', 11, null)).rangeUsed).toMatchObject({ low: 11, source: 'pregnancy' });
    expect(readOf(figure('pregnancy', 11, null), { ...woman, sexAtBirth: 'male' }).rangeUsed).toMatchObject({ low: 13, source: 'sex' });
  });
});
