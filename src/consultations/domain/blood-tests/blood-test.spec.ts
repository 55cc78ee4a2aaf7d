import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findAnalyteByLoinc, bloodPanel, getConversion, isLoinc, type Person, type QuantitativeAnalyte } from '../../../terminology/index.js';
import { normalizeResults, type EnteredResult, type NormalizedResult } from './blood-test.js';
import { findUnreadResult } from './unread-result.js';

const woman: Person = { sexAtBirth: 'female', age: { min: 35, max: 35 }, pregnant: false };
type Rest = Omit<EnteredResult, 'code'>;

const outcome = (loinc: string, rest: Rest) => normalizeResults([{ code: { system: 'loinc', code: loinc }, ...rest }], woman, '');
const read = (loinc: string, rest: Rest): NormalizedResult => {
  const { results, errors } = outcome(loinc, rest);
  expect(errors).toEqual([]);
  return results[0]!;
};
const words = (loinc: string, text: string, rest: Rest = {}): NormalizedResult => read(loinc, { text, ...rest });
const unread = ({ typed, analyte, canonical, finding }: NormalizedResult) =>
  findUnreadResult({ code: typed.code as never, analyte, canonical, finding, text: typed.text ?? null, value: typed.value ?? null, unit: typed.unit ?? null });

describe('a LOINC code', () => {
  it.each<[loinc: string, analyte: string, value: number, unit: string, canonical: number]>([
    ['718-7', 'haemoglobin', 13.1, 'g/dL', 13.1],
    ['30352-9', 'haemoglobin', 13.1, 'g/dL', 13.1],
    ['59260-0', 'haemoglobin', 8.2, 'mmol/L', 13.21],
    ['20570-8', 'haematocrit', 0.42, 'L/L', 42],
    ['26453-1', 'erythrocytes', 4.5, '10*6/uL', 4.5],
    ['26464-8', 'leucocytes', 7500, '/uL', 7.5],
    ['804-5', 'leucocytes', 7.5, '10*9/L', 7.5],
    ['26499-4', 'neutrophils', 1400, '/uL', 1.4],
    ['753-4', 'neutrophils', 1.4, '10*3/uL', 1.4],
    ['770-8', 'neutrophils-percent', 55, '%', 55],
    ['26511-6', 'neutrophils-percent', 0.55, '1', 55],
    ['26515-7', 'platelets', 0.95, '10*5/uL', 95],
    ['778-1', 'platelets', 95_000, '/uL', 95],
    ['49497-1', 'platelets', 95, '10*9/L', 95],
    ['20567-4', 'ferritin', 12, 'ng/mL', 12],
    ['14723-1', 'ferritin', 100, 'pmol/L', 44.5],
    ['14798-3', 'iron', 10, 'umol/L', 55.85],
    ['14635-7', 'vitamin-d', 75, 'nmol/L', 30.05],
    ['14685-2', 'vitamin-b12', 300, 'pmol/L', 406.6],
    ['14732-2', 'folate', 20, 'nmol/L', 8.828],
    ['11580-8', 'tsh', 6.1, 'm[IU]/L', 6.1],
    ['11579-0', 'tsh', 6.1, 'u[IU]/mL', 6.1],
    ['14920-3', 't4-free', 15, 'pmol/L', 1.165],
    ['14928-6', 't3-free', 5, 'pmol/L', 3.255],
    ['3026-2', 't4-total', 8, 'ug/dL', 8],
    ['14921-1', 't4-total', 100, 'nmol/L', 7.769],
    ['3053-6', 't3-total', 120, 'ng/dL', 120],
    ['3053-6', 't3-total', 1.2, 'ng/mL', 120],
    ['14930-2', 't3-total', 2, 'nmol/L', 130.2],
    ['14771-0', 'glucose-fasting', 7, 'mmol/L', 126.1],
    ['1556-0', 'glucose-fasting', 126, 'mg/dL', 126],
    ['41604-0', 'glucose-fasting', 126, 'mg/dL', 126],
    ['17865-7', 'glucose-fasting', 126, 'mg/dL', 126],
    ['2339-0', 'glucose-random', 210, 'mg/dL', 210],
    ['41653-7', 'glucose-random', 210, 'mg/dL', 210],
    ['15074-8', 'glucose-random', 12, 'mmol/L', 216.2],
    ['1521-4', 'glucose-post-prandial', 210, 'mg/dL', 210],
    ['1518-0', 'glucose-post-prandial', 210, 'mg/dL', 210],
    ['14995-5', 'glucose-post-prandial', 12, 'mmol/L', 216.2],
    ['14761-1', 'glucose-post-prandial', 12, 'mmol/L', 216.2],
    ['17856-6', 'hba1c', 9, '%', 9],
    ['17855-8', 'hba1c', 9, '%', 9],
    ['4549-2', 'hba1c', 9, '%', 9],
    ['71875-9', 'hba1c', 9, '%', 9],
    ['41995-2', 'hba1c', 9, '%', 9],
    ['59261-8', 'hba1c', 75, 'mmol/mol', 9.013],
    ['62388-4', 'hba1c', 8, '%', 8.41],
    ['62388-4', 'hba1c', 75, 'mmol/mol', 9.013],
    ['34714-6', 'inr', 2.1, '{INR}', 2.1],
    ['46418-0', 'inr', 2.1, '1', 2.1],
    ['38875-1', 'inr', 2.1, '1', 2.1],
    ['5964-2', 'prothrombin-time', 16, 's', 16],
    ['3173-2', 'aptt', 46, 's', 46],
    ['3255-7', 'fibrinogen', 2.5, 'g/L', 250],
    ['48065-7', 'd-dimer', 0.6, 'ug/mL', 600],
    ['38483-4', 'creatinine', 1.1, 'mg/dL', 1.1],
    ['59826-8', 'creatinine', 88.4, 'umol/L', 1],
    ['48642-3', 'egfr', 40, 'mL/min/{1.73_m2}', 40],
    ['88294-4', 'egfr', 40, 'mL/min/{1.73_m2}', 40],
    ['1743-4', 'alt', 130, 'U/L', 130],
    ['30239-8', 'ast', 130, 'U/L', 130],
    ['54363-7', 'bilirubin-total', 17.1, 'umol/L', 1],
    ['1968-7', 'bilirubin-direct', 0.2, 'mg/dL', 0.2],
    ['6768-6', 'alkaline-phosphatase', 90, 'U/L', 90],
    ['2324-2', 'ggt', 30, 'U/L', 30],
    ['61151-7', 'albumin', 40, 'g/L', 4],
    ['30522-7', 'crp', 1.2, 'mg/dL', 12],
    ['4538-5', 'esr', 20, 'mm/h', 20],
    ['32546-4', 'g6pd', 8, 'U/g{Hb}', 8],
    ['14914-6', 'testosterone-free', 100, 'pmol/L', 28.84],
    ['15081-3', 'prolactin', 200, 'm[IU]/L', 9.44],
  ])('%s is %s: %d %s is %d', (loinc, analyte, value, unit, canonical) => {
    const result = read(loinc, { value, unit });
    expect(result.analyte).toBe(analyte);
    expect(Math.abs(result.canonical!.value / canonical - 1)).toBeLessThan(0.001);
    expect(unread(result)).toBeNull();
  });

  it.each([
    ['5792-7', 'glucose in urine'],
    ['2350-7', 'glucose in urine, amount'],
    ['5804-0', 'protein in urine'],
    ['2161-8', 'creatinine in urine'],
    ['27353-2', 'mean glucose, estimated'],
    ['5901-4', 'prothrombin time of the control'],
    ['13056-7', 'platelets in plasma'],
    ['8099-4', 'thyroid peroxidase antibody'],
  ])('%s is none of the panel: %s', (loinc) => {
    expect([isLoinc(loinc), findAnalyteByLoinc(loinc)]).toEqual([true, undefined]);
  });

  it('that implies a unit is one that converts it', () => {
    const implied = bloodPanel
      .filter((item) => item.kind === 'quantitative')
      .flatMap((analyte: QuantitativeAnalyte) => Object.entries(analyte.impliedUnits ?? {}).map(([loinc, unit]) => ({ one: analyte, loinc, unit })));
    expect(implied.length).toBeGreaterThan(30);
    for (const { one, loinc, unit } of implied) expect([loinc, one.loinc.includes(loinc), 'convert' in getConversion(one, unit)]).toEqual([loinc, true, true]);
  });
});

describe('a figure in a text', () => {
  it.each<[loinc: string, text: string, canonical: number, more?: Partial<EnteredResult>]>([
    ['4548-4', '8.0 %', 8],
    ['17856-6', '8,0', 8],
    ['17856-6', '8,0', 8, { unit: '%' }],
    ['59261-8', '48', 6.543],
    ['718-7', '13.1 gm/dL', 13.1],
    ['718-7', '13.1', 13.1],
    ['777-3', '0.95 lakh/cumm', 95],
    ['777-3', '95,000 /cmm', 95],
    ['777-3', '1.8 lac', 180],
    ['777-3', '250 x10^9/L', 250],
    ['777-3', '40', 40],
    ['1558-6', '126 mg%', 126],
    ['1558-6', '126', 126],
    ['14771-0', '7.0', 126.1],
    ['1742-6', '45 IU/L', 45],
    ['6301-6', '1.8', 1.8],
    ['11067-6', '2 min 30 sec', 2.5],
    ['3016-3', '2.1 µIU/mL', 2.1],
  ])('under %s: "%s" is %d', (loinc, text, canonical, more = {}) => {
    const result = words(loinc, text, more);
    expect(Math.abs(result.canonical!.value / canonical - 1)).toBeLessThan(0.001);
    expect([result.typed.text, unread(result)]).toEqual([text, null]);
  });

  it('is understood as the same number in its own member would be', () => {
    const anyResult = fc.constantFrom(...(bloodPanel.filter((item) => item.kind === 'quantitative') as readonly QuantitativeAnalyte[])).chain((analyte) =>
      fc.record({
        one: fc.constant(analyte),
        loinc: fc.constantFrom(...analyte.loinc),
        unit: fc.constantFrom(analyte.unit, ...analyte.usualUnits),
        value: fc.integer({ min: 0, max: 40_000 }).map((n) => n / 100),
      }),
    );
    const said = ({ results, errors }: ReturnType<typeof normalizeResults>) => [
      results.map(({ analyte, canonical, interpretation, rangeUsed, typed }) => ({
        analyte,
        canonical,
        interpretation,
        rangeUsed,
        comparator: typed.comparator,
      })),
      errors.map(({ code }) => code),
    ];
    fc.assert(
      fc.property(anyResult, fc.constantFrom(undefined, '<', '<=', '>=', '>'), ({ loinc, unit, value }, comparator) => {
        const typed = said(outcome(loinc, { value, unit, ...(comparator && { comparator }) }));
        expect(said(outcome(loinc, { text: `${comparator ?? ''}${value}`, unit }))).toEqual(typed);
        expect(said(outcome(loinc, { text: `${comparator ?? ''} ${value} ${unit}` }))).toEqual(typed);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps its comparator, and what that leaves open stays open', () => {
    expect(words('3016-3', '<0.01 µIU/mL')).toMatchObject({ typed: { comparator: '<' }, interpretation: 'LL' });
    expect(words('98979-8', '> 90')).toMatchObject({ typed: { comparator: '>' }, interpretation: 'N' });
    expect(words('777-3', '> 100')).toMatchObject({ typed: { comparator: '>' }, interpretation: null });
  });

  it('is refused like the number, where it cannot be', () => {
    expect(outcome('718-7', { text: '12.1 g/L' }).errors).toMatchObject([
      { pointer: '/results/0/text', code: 'implausible-value', detail: expect.stringContaining('looks like g/dL') },
    ]);
    expect(outcome('718-7', { text: '12.1 mg/L' }).errors).toMatchObject([{ code: 'implausible-value' }]);
    expect(outcome('718-7', { text: '12.1 seconds' }).errors).toMatchObject([{ pointer: '/results/0/unit', code: 'inconvertible-unit' }]);
    expect(outcome('718-7', { text: '12.1', unit: 'lakh' }).errors).toMatchObject([{ pointer: '/results/0/unit', code: 'unknown-unit' }]);
    expect(outcome('718-7', { text: '12.1', comparator: '<' }).errors).toMatchObject([{ pointer: '/results/0/comparator', code: 'not-allowed' }]);
  });

  it.each([
    ['718-7', 'haemolysed'],
    ['4548-4', 'see note'],
    ['4548-4', '8.0 % IFCC'],
    ['4548-4', 'negative'],
    ['777-3', '2.5'],
    ['777-3', 'adequate'],
    ['718-7', '131'],
    ['4548-4', '8-9 %'],
  ])('under %s that is not understood is kept and told: "%s"', (loinc, text) => {
    const result = words(loinc, text);
    expect(result).toMatchObject({ typed: { text }, canonical: null, finding: null, interpretation: null, rangeUsed: null });
    expect(unread(result)).toEqual({ why: expect.stringContaining(`"${text}"`), toDo: expect.stringContaining('Record the figure') });
  });
});

describe('a figure that is only known to lie beyond a limit', () => {
  const g: Rest = { unit: 'g/dL' };
  it.each<[loinc: string, rest: Rest, interpretation: string | null]>([
    ['718-7', { ...g, value: 7, comparator: '<' }, 'LL'],
    ['718-7', { ...g, value: 7, comparator: '<=' }, 'L'],
    ['718-7', { ...g, value: 8, comparator: '<' }, 'L'],
    ['718-7', { ...g, value: 12, comparator: '<' }, 'L'],
    ['718-7', { ...g, value: 12, comparator: '<=' }, null],
    ['718-7', { ...g, value: 13, comparator: '<' }, null],
    ['718-7', { ...g, value: 20, comparator: '>=' }, 'H'],
    ['718-7', { ...g, value: 20, comparator: '>' }, 'HH'],
    ['718-7', { text: '<7' }, 'LL'],
    ['2276-4', { value: 15, unit: 'ng/mL', comparator: '<' }, 'L'],
    ['2276-4', { text: '<15' }, 'L'],
    ['2276-4', { value: 33.7, unit: 'pmol/L', comparator: '<' }, 'L'],
    ['2276-4', { value: 20, unit: 'ng/mL', comparator: '<', referenceRange: { low: 20, high: 200 } }, 'L'],
    ['1988-5', { value: 5, unit: 'mg/L', comparator: '>' }, 'H'],
    ['1988-5', { value: 5, unit: 'mg/L', comparator: '>=' }, null],
    ['1988-5', { value: 5, unit: 'mg/L', comparator: '<' }, 'N'],
    ['1988-5', { value: 0.5, unit: 'mg/dL', comparator: '>' }, 'H'],
    ['1988-5', { text: '> 5' }, 'H'],
    ['98979-8', { value: 90, unit: 'mL/min/{1.73_m2}', comparator: '>' }, 'N'],
    ['33959-8', { value: 0.5, unit: 'ng/mL', comparator: '>', referenceRange: { high: 0.5 } }, 'H'],
    ['33959-8', { value: 0.5, unit: 'ng/mL', comparator: '<', referenceRange: { high: 0.5 } }, 'N'],
    ['33959-8', { value: 0.6, unit: 'ng/mL', comparator: '<', referenceRange: { high: 0.5 } }, null],
  ])('%s %j is %s', (loinc, rest, interpretation) => {
    expect(read(loinc, rest).interpretation).toBe(interpretation);
  });

  it('is called what every value on its side is called, or nothing', () => {
    const order = ['LL', 'L', 'N', 'H', 'HH'];
    const rank = (item: string | null): number => order.indexOf(item!);
    const analyte = fc.constantFrom(...(bloodPanel.filter((item) => item.kind === 'quantitative') as readonly QuantitativeAnalyte[]));
    const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(analyte, share, share, fc.constantFrom('<', '>'), (analyte, at, where, comparator) => {
        const [lowest, highest] = analyte.plausible;
        const value = lowest + at * (highest - lowest);
        const inside = comparator === '<' ? lowest + where * (value - lowest) : value + (1 - where) * (highest - value);
        const said = read(analyte.loinc[0]!, { value, unit: analyte.unit, comparator: comparator }).interpretation;
        const exact = read(analyte.loinc[0]!, { value: inside, unit: analyte.unit }).interpretation;
        if (said === null || inside === value) return;
        expect([said, Math.sign(rank(said) - 2)]).toEqual([said, Math.sign(rank(exact) - 2)]);
        if (said.length === 2) expect(exact).toBe(said);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a limit in another unit', () => {
  it.each<[loinc: string, value: number, unit: string, canonical: number]>([
    ['15074-8', 11.1, 'mmol/L', 200],
    ['14723-1', 33.7, 'pmol/L', 15],
    ['14682-9', 132.6, 'umol/L', 1.5],
    ['14631-6', 34.2, 'umol/L', 2],
  ])('is that limit: under %s %d %s is %d', (loinc, value, unit, canonical) => {
    expect(read(loinc, { value, unit }).canonical!.value).toBe(canonical);
  });

  it('is neither low nor high, whatever the unit of value and range', () => {
    const analyte = fc.constantFrom(...(bloodPanel.filter((item) => item.kind === 'quantitative') as readonly QuantitativeAnalyte[]));
    fc.assert(
      fc.property(analyte, fc.nat(), (analyte, pick) => {
        const units = [analyte.unit, ...analyte.usualUnits];
        const unit = units[pick % units.length]!;
        const [low, high] = analyte.reference.male;
        const back = (limit: number): number => {
          const per = (getConversion(analyte, unit) as { convert: (value: number) => number }).convert;
          const offset = per(0);
          return Number(((limit - offset) / (per(1000) - offset)) * 1000);
        };
        const range = { low: low === null || low === 0 ? null : back(low), high: high === null ? null : back(high) };
        for (const value of [range.low, range.high].filter((limit) => limit !== null)) {
          expect([analyte.id, unit, outcome(analyte.loinc[0]!, { value, unit, referenceRange: range }).results[0]?.interpretation]).toEqual([
            analyte.id,
            unit,
            'N',
          ]);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a range of the laboratory', () => {
  const range = (loinc: string, unit: string, value: number, low: number | null, high: number | null) =>
    outcome(loinc, { value, unit, referenceRange: { low, high } }).errors[0];

  it.each<[loinc: string, unit: string, value: number, low: number | null, high: number | null, bound: string, mistake: string]>([
    ['3016-3', 'm[IU]/L', 2.1, 0.4, 45, 'high', '4.5 may be meant for 45'],
    ['3016-3', 'm[IU]/L', 2.1, 4, 4.5, 'low', '0.4 may be meant for 4'],
    ['718-7', 'g/dL', 13.1, 120, 155, 'high', '120 to 155 looks like g/L'],
    ['718-7', 'g/L', 131, 12, 15.5, 'high', '12 to 15.5 looks like g/dL'],
    ['718-7', 'g/dL', 13.1, 1.2, 15.5, 'low', '12 may be meant for 1.2'],
    ['777-3', '10*3/uL', 250, 150000, 410000, 'high', '150000 to 410000 looks like /uL'],
    ['777-3', '10*3/uL', 250, 1.5, 4.1, 'high', '1.5 to 4.1 looks like 10*5/uL'],
    ['4544-3', '%', 42, 0.36, 0.46, 'high', '0.36 to 0.46 looks like L/L'],
    ['1558-6', 'mg/dL', 88, 3.9, 5.5, 'high', '3.9 to 5.5 looks like mmol/L'],
    ['2160-0', 'mg/dL', 0.9, 45, 84, 'high', '45 to 84 looks like umol/L'],
    ['718-7', 'g/dL', 13.1, -12, 15.5, 'low', 'usually 11 to 17 g/dL'],
  ])('under %s in %s, of a value of %d, from %s to %s is refused, and the likely mistake named', (loinc, unit, value, low, high, bound, mistake) => {
    expect(range(loinc, unit, value, low, high)).toMatchObject({
      pointer: `/results/0/referenceRange/${bound}`,
      code: 'implausible-range',
      detail: expect.stringContaining(mistake),
    });
  });

  it.each<[loinc: string, unit: string, value: number, low: number | null, high: number | null]>([
    ['3016-3', 'm[IU]/L', 2.1, 0.27, 5.5],
    ['3016-3', 'm[IU]/L', 2.1, 0, 4.2],
    ['1988-5', 'mg/L', 2, 0, 10],
    ['1988-5', 'mg/L', 0.5, null, 1],
    ['2276-4', 'ng/mL', 48, 4.6, 204],
    ['15067-2', 'm[IU]/mL', 60, 25.8, 134.8],
    ['2842-3', 'ng/mL', 120, 10, 209],
    ['98979-8', 'mL/min/{1.73_m2}', 104, 60, null],
    ['6301-6', '{INR}', 2.4, 2, 3],
    ['48065-7', 'ng/mL', 200, null, 230],
  ])('under %s in %s, of a value of %d, from %s to %s is taken', (loinc, unit, value, low, high) => {
    expect(range(loinc, unit, value, low, high)).toBeUndefined();
  });

  it('that is usual is taken in every unit', () => {
    for (const analyte of bloodPanel.filter(({ kind }) => kind === 'quantitative') as readonly QuantitativeAnalyte[]) {
      for (const [low, high] of [analyte.reference.female, analyte.reference.male, ...(analyte.special ?? []).map((special) => special.range)]) {
        expect([analyte.id, range(analyte.loinc[0]!, analyte.unit, high ?? low!, low, high)]).toEqual([analyte.id, undefined]);
      }
    }
  });
});

describe('a prothrombin time', () => {
  it.each<[text: string, range: EnteredResult['referenceRange'], interpretation: string]>([
    ['13.0 sec', undefined, 'N'],
    ['14.2 sec', undefined, 'H'],
    ['14.2 sec', { low: 11, high: 15 }, 'N'],
    ['14.2 sec (control 12.0)', undefined, 'N'],
    ['14.5 sec (control 12.0)', undefined, 'H'],
    ['14.5 sec (control 12.0)', { low: 11, high: 15 }, 'N'],
    ['35 sec', { low: 11, high: 40 }, 'HH'],
  ])('of %s with a range of %j is %s', (text, referenceRange, interpretation) => {
    const result = words('5902-2', text, referenceRange && { referenceRange });
    expect([result.analyte, result.interpretation]).toEqual(['prothrombin-time', interpretation]);
  });
});

describe('a finding', () => {
  it.each<[loinc: string, text: string, finding: string]>([
    ['5196-1', 'Non-Reactive', 'negative'],
    ['5195-3', 'NR', 'negative'],
    ['75410-1', 'Reactive', 'positive'],
    ['5196-1', '0.23 S/CO', 'negative'],
    ['5196-1', '0.95 S/CO', 'indeterminate'],
    ['5196-1', '250 S/CO', 'positive'],
    ['63557-3', '0.03 IU/mL', 'negative'],
    ['63557-3', '250 IU/mL', 'positive'],
    ['16128-1', 'equivocal', 'indeterminate'],
    ['7918-6', 'HIV 1/2 non-reactive', 'negative'],
    ['44873-8', 'indeterminate', 'indeterminate'],
    ['2118-8', 'weakly positive', 'positive'],
    ['2106-3', 'Negative.', 'negative'],
    ['2112-1', '+', 'positive'],
    ['21198-7', '2 mIU/mL', 'negative'],
    ['21198-7', '<2', 'negative'],
    ['21198-7', '< 5 mIU/mL', 'negative'],
    ['21198-7', '<= 5 mIU/mL', 'indeterminate'],
    ['21198-7', '5', 'indeterminate'],
    ['19080-1', '12 mIU/mL', 'indeterminate'],
    ['19080-1', '25 mIU/mL', 'positive'],
    ['83086-9', '> 10,000 mIU/mL', 'positive'],
    ['83086-9', '> 10 mIU/mL', 'indeterminate'],
    ['5048-4', '1:320 speckled', 'positive'],
    ['5048-4', '1:160', 'positive'],
    ['5048-4', '1:80 homogeneous', 'indeterminate'],
    ['5048-4', '1:40', 'indeterminate'],
    ['5048-4', '<1:40', 'negative'],
    ['42254-3', 'Positive (1:80)', 'positive'],
    ['31147-2', '1:8', 'positive'],
    ['20507-0', 'Non Reactive', 'negative'],
    ['26009-1', '1:320', 'positive'],
    ['16935-9', '120 mIU/mL', 'positive'],
    ['16935-9', '3 mIU/mL', 'negative'],
  ])('under %s: "%s" is %s', (loinc, text, finding) => {
    const result = words(loinc, text);
    expect([result.finding, result.typed.text, unread(result)]).toEqual([finding, text, null]);
  });

  it.each<[loinc: string, value: number, unit: string, range: EnteredResult['referenceRange'], finding: string | null]>([
    ['21198-7', 3, '[IU]/L', undefined, 'negative'],
    ['21198-7', 4.9, 'm[IU]/mL', undefined, 'negative'],
    ['21198-7', 5, 'm[IU]/mL', undefined, 'indeterminate'],
    ['21198-7', 24.9, 'm[IU]/mL', undefined, 'indeterminate'],
    ['21198-7', 25, 'm[IU]/mL', undefined, 'positive'],
    ['21198-7', 5000, 'm[IU]/mL', { low: 217, high: 8245 }, 'positive'],
    ['21198-7', 12, 'm[IU]/mL', { low: null, high: 50 }, 'indeterminate'],
    ['21198-7', 4, 'm[IU]/mL', { low: null, high: 2 }, 'positive'],
    ['56888-1', 0.1, '{index_val}', undefined, 'negative'],
    ['56888-1', 8, '{S/CO}', undefined, 'positive'],
    ['5198-7', 5, '1', { low: null, high: 11 }, 'negative'],
    ['5198-7', 12, '1', { low: 0, high: 11 }, 'positive'],
    ['5047-6', 12, '1', undefined, null],
    ['5047-6', 12, '1', { low: null, high: 20 }, 'negative'],
    ['5047-6', 32, '1', { low: null, high: 20 }, 'positive'],
    ['5047-6', 20, '1', { low: null, high: 20 }, 'indeterminate'],
    ['5048-4', 320, '{titer}', undefined, 'positive'],
    ['5048-4', 80, '{titer}', undefined, 'indeterminate'],
  ])('under %s: %d %s with a range of %j is %s', (loinc, value, unit, referenceRange, finding) => {
    const result = read(loinc, { value, unit, ...(referenceRange && { referenceRange }) });
    expect([result.finding, unread(result) === null]).toEqual([finding, finding !== null]);
  });

  it('of a figure never turns milder as the figure rises', () => {
    const order = ['negative', 'indeterminate', 'positive'];
    const gravity = (loinc: string, value: number, unit: string): number => order.indexOf(read(loinc, { value, unit }).finding!);
    const what = fc.constantFrom(['21198-7', 'm[IU]/mL'] as const, ['5196-1', '1'] as const, ['5048-4', '{titer}'] as const, ['16935-9', 'm[IU]/mL'] as const);
    const value = fc.double({ min: 0, max: 2000, noNaN: true });
    fc.assert(
      fc.property(what, value, value, ([loinc, unit], one, other) => {
        expect(gravity(loinc, Math.min(one, other), unit)).toBeLessThanOrEqual(gravity(loinc, Math.max(one, other), unit));
      }),
    );
  });

  it('that nobody can tell is kept, and told', () => {
    for (const text of ['see note', 'QNS', 'invalid', '-']) {
      const result = words('5196-1', text);
      expect(result).toMatchObject({ typed: { text }, finding: null });
      expect(unread(result)).toEqual({ why: expect.stringContaining(`"${text}"`), toDo: expect.stringContaining('positive, negative or indeterminate') });
    }
  });
});

describe('the laboratory’s own judgement', () => {
  it.each<[loinc: string, rest: Rest, interpretation: string | null]>([
    ['33959-8', { value: 4, unit: 'ng/mL', laboratoryInterpretation: 'H' }, 'H'],
    ['33959-8', { text: 'see note', laboratoryInterpretation: 'HH' }, 'HH'],
    ['33959-8', { text: 'see note', laboratoryInterpretation: 'A' }, null],
    ['718-7', { value: 13.1, unit: 'g/dL', laboratoryInterpretation: 'L' }, 'L'],
    ['718-7', { value: 13.1, unit: 'g/dL', laboratoryInterpretation: 'A' }, null],
    ['718-7', { value: 13.1, unit: 'g/dL', laboratoryInterpretation: 'N' }, 'N'],
    ['718-7', { value: 11, unit: 'g/dL', laboratoryInterpretation: 'N' }, 'L'],
    ['718-7', { value: 11, unit: 'g/dL', laboratoryInterpretation: 'LL' }, 'LL'],
    ['718-7', { value: 6, unit: 'g/dL', laboratoryInterpretation: 'L' }, 'LL'],
    ['718-7', { text: '13.1 g/dL (L)' }, 'L'],
    ['777-3', { text: '> 100', laboratoryInterpretation: 'N' }, 'N'],
  ])('under %s with %j is %s', (loinc, rest, interpretation) => {
    expect(read(loinc, rest).interpretation).toBe(interpretation);
  });

  it.each<[rest: Rest, finding: string | null]>([
    [{ text: 'negative', laboratoryInterpretation: 'A' }, 'indeterminate'],
    [{ text: 'negative', laboratoryInterpretation: 'N' }, 'negative'],
    [{ text: 'positive', laboratoryInterpretation: 'N' }, 'positive'],
    [{ value: 12, unit: 'g/L', laboratoryInterpretation: 'A' }, 'positive'],
    [{ value: 12, unit: 'g/L' }, null],
    [{ value: 12, unit: 'g/L', laboratoryInterpretation: 'N' }, null],
    [{ text: 'see note', laboratoryInterpretation: 'N' }, null],
    [{ text: 'see note', laboratoryInterpretation: 'A' }, null],
  ])('of HBsAg with %j makes it %s', (rest, finding) => {
    expect(read('5196-1', rest).finding).toBe(finding);
  });
});

describe('what is unread', () => {
  it('is every code outside the panel, but those known to concern no treatment', () => {
    const outside = (code: string, display?: string) =>
      findUnreadResult({
        code: { system: 'loinc', code, ...(display && { display }) },
        analyte: null,
        canonical: null,
        finding: null,
        text: null,
        value: 1,
        unit: '1',
      });
    expect(outside('33959-8', 'Procalcitonin')).toEqual({
      why: 'Procalcitonin (LOINC 33959-8) is not on the panel: no rule reads it.',
      toDo: expect.stringContaining('dermatologist'),
    });
    expect(outside('8099-4')!.why).toBe('This test (LOINC 8099-4) is not on the panel: no rule reads it.');
    expect(['785-6', '2093-3', '882-1'].map((code) => outside(code))).toEqual([null, null, null]);
  });
});
