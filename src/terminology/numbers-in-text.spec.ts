import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseNumberInText, type NumberInText } from './index.js';

const figure = (value: number, unit: string | null, more: Partial<NumberInText> = {}) => ({
  value,
  comparator: null,
  units: unit === null ? [] : expect.arrayContaining([unit]),
  control: null,
  flag: null,
  ...more,
});

describe('a figure in a text', () => {
  it.each<[string, ReturnType<typeof figure>]>([
    ['8.0 %', figure(8, '%')],
    ['8,0', figure(8, null)],
    ['8,0 %', figure(8, '%')],
    ['8.0% NGSP', figure(8, '%')],
    ['0,125 mg/L', figure(0.125, 'mg/L')],
    [' 13.1 g/dL ', figure(13.1, 'g/dL')],
    ['13.1 gm/dl', figure(13.1, 'g/dL')],
    ['13.1 gm%', figure(13.1, 'g/dL')],
    ['13.1 Gms%', figure(13.1, 'g/dL')],
    ['131 g/L', figure(131, 'g/L')],
    ['126 mg/dl', figure(126, 'mg/dL')],
    ['126 mg%', figure(126, 'mg/dL')],
    ['7.0 mmol/L', figure(7, 'mmol/L')],
    ['88 µmol/L', figure(88, 'umol/L')],
    ['88 μmol/L', figure(88, 'umol/L')],
    ['60 mcg/dL', figure(60, 'ug/dL')],
    ['> 90', figure(90, null, { comparator: '>' })],
    ['>90 mL/min/1.73m2', figure(90, 'mL/min/{1.73_m2}', { comparator: '>' })],
    ['92 ml/min/1.73 m²', figure(92, 'mL/min/{1.73_m2}')],
    ['<0.01', figure(0.01, null, { comparator: '<' })],
    ['< 0.01 µIU/mL', figure(0.01, 'u[IU]/mL', { comparator: '<' })],
    ['≤5 mIU/mL', figure(5, 'm[IU]/mL', { comparator: '<=' })],
    ['>=1000 mIU/ml', figure(1000, 'm[IU]/mL', { comparator: '>=' })],
    ['less than 5 mIU/mL', figure(5, 'm[IU]/mL', { comparator: '<' })],
    ['below 5', figure(5, null, { comparator: '<' })],
    ['above 200 mg/dL', figure(200, 'mg/dL', { comparator: '>' })],
    ['up to 5', figure(5, null, { comparator: '<=' })],
    ['0.95 lakh/cumm', figure(95_000, '/uL')],
    ['2.5 lakhs', figure(250_000, '/uL')],
    ['1.8 lac', figure(180_000, '/uL')],
    ['1.8 Lacs/cmm', figure(180_000, '/uL')],
    ['2.5 lakhs per cumm', figure(250_000, '/uL')],
    ['२.५ लाख', figure(250_000, '/uL')],
    ['95,000 /cmm', figure(95_000, '/uL')],
    ['95,000/cu.mm', figure(95_000, '/uL')],
    ['1,50,000 /µL', figure(150_000, '/uL')],
    ['150,000 cells/cumm', figure(150_000, '/uL')],
    ['95000 /mm³', figure(95_000, '/uL')],
    ['250 thou/mm3', figure(250_000, '/uL')],
    ['250 K/uL', figure(250_000, '/uL')],
    ['250 x 10^3/uL', figure(250_000, '/uL')],
    ['250 10*3/uL', figure(250_000, '/uL')],
    ['250 x10³/µL', figure(250_000, '/uL')],
    ['2.5 x 10^5 /cumm', figure(250_000, '/uL')],
    ['250 x10^9/L', figure(250e9, '/L')],
    ['4.8 mill/mm3', figure(4_800_000, '/uL')],
    ['14.2 sec', figure(14.2, 's')],
    ['14.2 seconds', figure(14.2, 's')],
    ['14.2 sec (control 12.0)', figure(14.2, 's', { control: 12 })],
    ['Patient 14.2 sec, Control 12 sec', figure(14.2, 's', { control: 12 })],
    ['Test: 14.2 Control: 12.0', figure(14.2, null, { control: 12 })],
    ['2 min 30 sec', figure(2.5, 'min')],
    ['3\' 15"', figure(3.25, 'min')],
    ['25 mm/hr', figure(25, 'mm/h')],
    ['25 mm at end of 1 hr', figure(25, 'mm/h')],
    ['1.1 INR', figure(1.1, '{INR}')],
    ['0.23 S/CO', figure(0.23, '1')],
    ['45 IU/L', figure(45, 'U/L')],
    ['45 U/L', figure(45, 'U/L')],
    ['8.2 % (H)', figure(8.2, '%', { flag: 'H' })],
    ['8.2 % High', figure(8.2, '%', { flag: 'H' })],
    ['9.1 g/dL L', figure(9.1, 'g/dL', { flag: 'L' })],
    ['9.1 *', figure(9.1, null, { flag: 'A' })],
    ['0', figure(0, null)],
    ['48 mmol/mol', figure(48, 'mmol/mol')],
    ['0.5 ukat/L', figure(0.5, 'ukat/L')],
  ])('"%s" is understood', (text, expected) => {
    expect(parseNumberInText(text)).toEqual(expected);
  });

  it.each([
    ...[
      '',
      'haemolysed',
      'see note',
      'pending',
      'QNS',
      '-',
      '.',
      '%',
      '8-10',
      '0 - 2',
      '8.0 - 9.0 %',
      '8.0 % (was 9.1 %)',
      '1:320',
      '1.2.3',
      '8..0',
      '1,2,3',
      '12 spoons',
    ],
    ...[
      '8.0 % IFCC',
      'about 8',
      '~8',
      '8?',
      'eight',
      '2026-01-12',
      '12/80',
      '120/80',
      '+++',
      '5 negative',
      'lakh',
      '<',
      '>',
      'less than',
      '13.1 g/dL clotted',
      '1e400',
    ],
  ])('"%s" is none', (text) => {
    expect(parseNumberInText(text)).toBeNull();
  });

  it('is the number that was typed, whatever the marks that group its digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.constantFrom('en-IN', 'en-US'), (value, locale) => {
        expect(parseNumberInText(`${value.toLocaleString(locale)} /cumm`)).toEqual(figure(value, '/uL'));
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 }), fc.constantFrom('.', ','), (hundredths, mark) => {
        const text = `${Math.floor(hundredths / 100)}${mark}${String(hundredths % 100).padStart(2, '0')} %`;
        expect(parseNumberInText(text)!.value).toBeCloseTo(hundredths / 100, 10);
      }),
    );
  });

  it('is none beside a word that nobody knows', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1000, noNaN: true }), fc.stringMatching(/^zq[a-z]{3,8}$/), (value, word) => {
        const said = value.toFixed(2);
        expect([parseNumberInText(`${said} ${word}`), parseNumberInText(`${word} ${said}`), parseNumberInText(`${said} % ${word}`)]).toEqual([
          null,
          null,
          null,
        ]);
      }),
    );
  });
});
