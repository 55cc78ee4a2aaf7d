import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  findAnalyteById,
  findAnalyteByLoinc,
  bloodPanel,
  getConversion,
  interpret,
  isAtc,
  isIcd10,
  isLoinc,
  chooseRange,
  toCanonical,
  type Person,
  type QuantitativeAnalyte,
} from './index.js';

const quantitative = bloodPanel.filter((analyte) => analyte.kind === 'quantitative') as readonly QuantitativeAnalyte[];
const analyte = (id: string): QuantitativeAnalyte => findAnalyteById(id) as QuantitativeAnalyte;
const canonical = (id: string, value: number, unit: string): number => (toCanonical(analyte(id), value, unit) as { value: number }).value;

const person = (sexAtBirth: string, more: Partial<Person> = {}): Person => ({ sexAtBirth, age: { min: 35, max: 35 }, pregnant: false, ...more });

describe('the blood panel', () => {
  it('has LOINC codes with a right check digit, each of one analyte', () => {
    const codes = bloodPanel.flatMap((item) => [...item.loinc]);
    expect(codes.filter((code) => !isLoinc(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
    expect(findAnalyteByLoinc('718-7')?.id).toBe('haemoglobin');
  });

  it('has ranges inside the plausible, and criticals outside the ranges', () => {
    for (const analyte of quantitative) {
      for (const sex of ['female', 'male'] as const) {
        const [low, high] = analyte.reference[sex];
        expect(low ?? analyte.plausible[0]).toBeGreaterThanOrEqual(analyte.plausible[0]);
        expect(high ?? analyte.plausible[1]).toBeLessThanOrEqual(analyte.plausible[1]);
        if (analyte.critical[0] !== null && low !== null) expect(analyte.critical[0]).toBeLessThan(low);
        if (analyte.critical[1] !== null && high !== null) expect(analyte.critical[1]).toBeGreaterThan(high);
      }
    }
  });

  it('can convert every unit that it calls usual', () => {
    const failing = quantitative.flatMap((analyte) =>
      analyte.usualUnits.filter((unit) => !('convert' in getConversion(analyte, unit))).map((unit) => `${analyte.id} ${unit}`),
    );
    expect(failing).toEqual([]);
  });
});

describe('a value', () => {
  it.each([
    ['haemoglobin', 131, 'g/L', 13.1],
    ['haemoglobin', 8.2, 'mmol/L', 13.2135],
    ['platelets', 0.95, '10*5/uL', 95],
    ['platelets', 248000, '/uL', 248],
    ['iron', 10, 'umol/L', 55.845],
    ['vitamin-d', 75, 'nmol/L', 30.05],
    ['vitamin-b12', 300, 'pmol/L', 406.6],
    ['folate', 20, 'nmol/L', 8.828],
    ['zinc', 12, 'umol/L', 78.46],
    ['tsh', 2.1, 'u[IU]/mL', 2.1],
    ['t4-free', 15, 'pmol/L', 1.165],
    ['t3-free', 5, 'pmol/L', 3.255],
    ['glucose-fasting', 7, 'mmol/L', 126.1],
    ['hba1c', 48, 'mmol/mol', 6.543],
    ['creatinine', 88.4, 'umol/L', 1],
    ['bilirubin-total', 17.1, 'umol/L', 1],
    ['testosterone-total', 10, 'nmol/L', 288.4],
    ['testosterone-free', 100, 'pmol/L', 28.84],
    ['dheas', 5, 'umol/L', 184.2],
    ['prolactin', 200, 'm[IU]/L', 9.44],
    ['alt', 0.5, 'ukat/L', 30],
    ['ferritin', 100, 'pmol/L', 44.5],
    ['fsh', 6, '[IU]/L', 6],
    ['crp', 0.5, 'mg/dL', 5],
    ['haematocrit', 0.42, 'L/L', 42],
  ])('of %s, %d %s, is %d in the canonical unit', (id, value, unit, expected) => {
    expect(Math.abs(canonical(id, value, unit) / expected - 1)).toBeLessThan(0.001);
  });

  it('is refused with the likely mistake when it cannot be', () => {
    expect(toCanonical(analyte('haemoglobin'), 12.1, 'g/L')).toMatchObject({
      code: 'implausible-value',
      detail: expect.stringContaining('12.1 g/L looks like g/dL'),
    });
    expect(toCanonical(analyte('glucose-fasting'), 5.2, 'mg/dL')).toMatchObject({
      code: 'implausible-value',
      detail: expect.stringContaining('looks like mmol/L'),
    });
    expect(toCanonical(analyte('haemoglobin'), 12, 'lakh')).toMatchObject({ code: 'unknown-unit' });
    expect(toCanonical(analyte('haemoglobin'), 12, 'mm[Hg]')).toMatchObject({ code: 'inconvertible-unit' });
    expect(toCanonical(analyte('alt'), 12, '[IU]/L')).toMatchObject({ code: 'inconvertible-unit' });
  });

  it('of HbA1c is never scaled as UCUM would', () => {
    expect(canonical('hba1c', 48, 'mmol/mol{Hb}')).toBe(canonical('hba1c', 48, 'mmol/mol'));
    for (const unit of ['mol/mol', 'umol/mol', '[ppth]', '1', 'g/kg']) {
      expect(toCanonical(analyte('hba1c'), 48, unit)).toMatchObject({ code: 'inconvertible-unit' });
    }
  });

  it('comes back from another unit as what it was, and keeps its order', () => {
    const unitOf = fc.constantFrom(...quantitative.flatMap((analyte) => analyte.usualUnits.map((unit) => [analyte, unit] as const)));
    fc.assert(
      fc.property(unitOf, fc.double({ min: 0.001, max: 1000, noNaN: true }), fc.double({ min: 0.001, max: 1000, noNaN: true }), ([one, unit], a, b) => {
        const conversion = getConversion(one, unit) as { convert: (value: number) => number };
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(conversion.convert(low)).toBeLessThanOrEqual(conversion.convert(high));
        if (one.id !== 'hba1c') {
          const factor = conversion.convert(1);
          expect(conversion.convert(a) / factor / a).toBeCloseTo(1, 6);
        }
      }),
    );
  });
});

describe('an interpretation', () => {
  const haemoglobin = analyte('haemoglobin');

  it('goes by the laboratory’s range, else by sex, else by the span of both', () => {
    expect(chooseRange(haemoglobin, person('female'), { low: 11, high: 16 })).toEqual({ range: { low: 11, high: 16 }, source: 'laboratory' });
    expect(chooseRange(haemoglobin, person('female'), null)).toEqual({ range: { low: 12, high: 15.5 }, source: 'sex' });
    expect(chooseRange(haemoglobin, person('unknown'), { low: null, high: null })).toEqual({ range: { low: 12, high: 17 }, source: 'either-sex' });
    expect(chooseRange(analyte('tsh'), person('unknown'), null)).toEqual({ range: { low: 0.4, high: 4.5 }, source: 'adult' });
  });

  it.each([
    [6.9, 'LL'],
    [7, 'L'],
    [11.9, 'L'],
    [12, 'N'],
    [15.5, 'N'],
    [15.6, 'H'],
    [20, 'H'],
    [20.1, 'HH'],
  ])('of %d g/dL haemoglobin in a woman is %s', (value, expected) => {
    expect(interpret(haemoglobin, value, { low: 12, high: 15.5 })).toBe(expected);
  });

  it('rises with the value', () => {
    const order = ['LL', 'L', 'N', 'H', 'HH'];
    fc.assert(
      fc.property(
        fc.constantFrom(...quantitative),
        fc.double({ min: 0, max: 5000, noNaN: true }),
        fc.double({ min: 0, max: 5000, noNaN: true }),
        (analyte, a, b) => {
          const { range } = chooseRange(analyte, person('female'), null);
          expect(order.indexOf(interpret(analyte, Math.min(a, b), range))).toBeLessThanOrEqual(order.indexOf(interpret(analyte, Math.max(a, b), range)));
        },
      ),
    );
  });
});

describe('codes', () => {
  it('are told apart by their form', () => {
    expect(['L64.9', 'E11', 'M32.9', 'B35.0'].every(isIcd10)).toBe(true);
    expect(['l64', 'L6', '64.9', 'L64.'].some(isIcd10)).toBe(false);
    expect(['B01AC06', 'B01AC', 'B01', 'A10', 'L04A'].every(isAtc)).toBe(true);
    expect(['B01AC6', 'b01', 'Z01', ''].some(isAtc)).toBe(false);
    expect(isLoinc('718-8')).toBe(false);
  });
});
