import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { regions, validateTrichoanalysis } from './trichoanalysis.js';
import { listCautions, computeChangeSince, listFindingChanges, listMeasureChanges } from './change.js';
import { derive, listFlags, listUsualStandings, type Derived } from './derived.js';
import type { Findings } from './figures.js';
import { measureIds, findUsualRange, findMeasureValue } from './measures.js';

const cm2 = (value: number) => ({ value, unit: 'cm2' });
const perCm2 = (value: number) => ({ value, unit: '/cm2' });
const um = (value: number) => ({ value, unit: 'um' });
const codesOf = (findings: Findings) => validateTrichoanalysis(findings, '').map(({ pointer, code }) => `${pointer} ${code}`);
const phases = (anagen: number, catagen: number, telogen: number) => ({ growthPhase: { anagen, catagen, telogen } });

const whole: Findings = {
  fieldOfView: { value: 50, unit: 'mm2' },
  hairCount: 66,
  follicularUnitDensity: perCm2(70),
  hairDiameter: { value: 0.052, unit: 'mm' },
  hairDiameterDeviation: um(14),
  hairDiameterDiversity: 24,
  ...phases(70, 2, 28),
  terminalVellus: { terminal: 80, vellus: 20 },
  hairsPerUnit: { one: 30, two: 50, three: 15, four: 5 },
  pullTest: { pulled: 60, extracted: 7 },
  buildUp: { kinds: ['sebum'], grade: 1 },
  microscopicDandruff: 2,
};

const share = fc.double({ min: 0, max: 100, noNaN: true });
const amount = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true });
const anyFindings: fc.Arbitrary<Findings> = fc.record(
  {
    fieldOfView: amount(0.001, 200).map(cm2),
    hairCount: fc.integer({ min: 0, max: 2000 }),
    hairDensity: amount(0, 500).map(perCm2),
    follicularUnitDensity: amount(0, 150).map(perCm2),
    hairDiameter: amount(0, 200).map(um),
    hairDiameterDeviation: amount(0, 100).map(um),
    hairDiameterDiversity: share,
    growthPhase: fc.record({ anagen: share, catagen: share, telogen: share }),
    terminalVellus: fc.record({ terminal: share, vellus: share }),
    hairsPerUnit: fc.record({ one: share, two: share, three: share, four: share }),
    pullTest: fc.record({ pulled: fc.integer({ min: 1, max: 60 }), extracted: fc.integer({ min: 0, max: 60 }) }),
    microscopicDandruff: fc.integer({ min: 0, max: 4 }),
  },
  { requiredKeys: [] },
);

describe('derived figures', () => {
  it('follow from what was recorded, whatever the units', () => {
    expect(derive(whole, 'vertex')).toMatchObject({
      hairDensity: 132,
      anagenTelogenRatio: 2.5,
      meanHairsPerUnit: 1.95,
      cumulativeThickness: 6.86,
      terminalVellusRatio: 4,
      pullTestPercentage: 11.7,
      pullTestPositive: true,
    });
  });

  it('are null where what they need is missing, or nothing is left to divide by', () => {
    const nothing = { hairDensity: null, anagenTelogenRatio: null, meanHairsPerUnit: null, cumulativeThickness: null };
    const none = { ...nothing, terminalVellusRatio: null, pullTestPercentage: null, pullTestPositive: null, flags: [], usual: [] };
    expect(derive({}, 'vertex')).toEqual(none);
    expect(derive({ ...phases(100, 0, 0), terminalVellus: { terminal: 100, vellus: 0 }, hairCount: 5 }, 'vertex')).toMatchObject(nothing);
  });

  it('of a record from before there were more are the four it was signed with', () => {
    expect(Object.keys(derive(whole, 'vertex', 1))).toEqual(['hairDensity', 'anagenTelogenRatio', 'meanHairsPerUnit', 'cumulativeThickness']);
  });

  it('are finite or null, whatever is recorded', () => {
    fc.assert(
      fc.property(anyFindings, anyFindings, fc.constantFrom(...regions), (one, other, region) => {
        const { flags, usual, ...figures } = derive(one, region) as Derived;
        const changes = listMeasureChanges(one, other).flatMap(({ from, to, absolute, percent }) => [from, to, absolute, percent]);
        const all = [...Object.values(figures), ...flags.map(({ value }) => value), ...usual.map(({ value }) => value), ...changes];
        expect(all.filter((figure) => typeof figure === 'number' && !Number.isFinite(figure))).toEqual([]);
      }),
    );
  });

  it.each([
    ['telogen', phases(78, 2, 20), phases(77.9, 2, 20.1), 'sign-of-effluvium'],
    ['diversity', { hairDiameterDiversity: 20 }, { hairDiameterDiversity: 20.1 }, 'sign-of-androgenetic-alopecia'],
    ['diameter', { hairDiameter: um(30) }, { hairDiameter: um(29.9) }, 'vellus-calibre'],
    ['pull test', { pullTest: { pulled: 60, extracted: 6 } }, { pullTest: { pulled: 60, extracted: 7 } }, 'positive-pull-test'],
    ['lesion', { suspiciousLesion: 'unknown' }, { suspiciousLesion: 'yes' }, 'lesion-to-be-examined'],
  ])('flag %s beyond its threshold, and not on it', (_name, on, beyond, code) => {
    expect(listFlags(on as Findings)).toEqual([]);
    expect(listFlags(beyond as Findings)).toMatchObject([{ code }]);
  });

  it('stand to what is usual, which of density says nothing off the scalp', () => {
    const standings = (region: string) => listUsualStandings(whole, region).map(({ measure, standing }) => `${measure} ${standing}`);
    const anywhere = ['hair-diameter below', 'anagen below', 'catagen within', 'telogen above', 'mean-hairs-per-unit within'];
    expect(standings('vertex')).toEqual(['hair-density below', 'follicular-unit-density within', ...anywhere]);
    expect(standings('beard')).toEqual(anywhere);
    expect(findUsualRange('hair-density', 'eyebrow')).toBeNull();
  });
});

describe('findings', () => {
  it('that can be are right', () => {
    expect(codesOf(whole)).toEqual([]);
    expect(codesOf({ ...whole, buildUp: { kinds: ['none'], grade: 0 }, inflammation: 'mild', perifollicularSigns: ['casts'] })).toEqual([]);
    expect(codesOf({ possibleCauses: [{ system: 'hairline', code: 'unknown' }] })).toEqual([]);
  });

  it.each<[string, Findings, string[]]>([
    ['a count on an area that gives an impossible density', { fieldOfView: cm2(0.1), hairCount: 51 }, ['/hairCount out-of-range']],
    ['a density above 500', { hairDensity: perCm2(501) }, ['/hairDensity/value out-of-range']],
    ['follicular units above 150', { follicularUnitDensity: perCm2(151) }, ['/follicularUnitDensity/value out-of-range']],
    ['a diameter above 200', { hairDiameter: um(201) }, ['/hairDiameter/value out-of-range']],
    ['a deviation in hairs', { hairDiameter: um(60), hairDiameterDeviation: perCm2(5) }, ['/hairDiameterDeviation/unit inconvertible-unit']],
    ['a deviation above 100', { hairDiameter: um(60), hairDiameterDeviation: um(101) }, ['/hairDiameterDeviation/value out-of-range']],
    ['a deviation from no mean', { hairDiameterDeviation: um(5) }, ['/hairDiameter required']],
    ['more out than pulled', { pullTest: { pulled: 10, extracted: 11 } }, ['/pullTest/extracted out-of-range']],
    ['build-up of nothing', { buildUp: { kinds: ['none'], grade: 2 } }, ['/buildUp/grade contradiction']],
    ['build-up of grade 0', { buildUp: { kinds: ['sebum'], grade: 0 } }, ['/buildUp/grade contradiction']],
    ['no inflammation with its signs', { inflammation: 'none', perifollicularSigns: ['erythema'] }, ['/perifollicularSigns contradiction']],
    ['distribution without a grade', { microscopicDandruffDistribution: 'diffuse' }, ['/microscopicDandruff required']],
    ['distribution of nothing', { microscopicDandruff: 0, microscopicDandruffDistribution: 'diffuse' }, ['/microscopicDandruffDistribution contradiction']],
    [
      'an unknown cause beside another, one twice, and one of our own',
      {
        possibleCauses: [
          { system: 'hairline', code: 'unknown' },
          { system: 'icd-10', code: 'L65.0' },
          { system: 'icd-10', code: 'L65.0' },
          { system: 'hairline', code: 'stress' },
        ],
      },
      ['/possibleCauses/3/code invalid-code', '/possibleCauses/2 duplicate', '/possibleCauses contradiction'],
    ],
  ])('refuse %s', (_name, findings, expected) => {
    expect(codesOf(findings)).toEqual(expected);
  });

  it('take phases of growth that add up to 100, give or take a half, and no others', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }), fc.integer({ min: -20, max: 20 }), (one, other, off) => {
        const [anagen, catagen] = [Math.min(one, other), Math.abs(one - other)];
        const telogen = 1000 - anagen - catagen + off;
        fc.pre(telogen >= 0 && telogen <= 1000);
        const errors = codesOf(phases(anagen / 10, catagen / 10, telogen / 10));
        expect(errors).toEqual(Math.abs(off) <= 5 ? [] : ['/growthPhase sum-not-100']);
      }),
    );
  });
});

describe('a change', () => {
  const look = (id: string, performedAt: string, findings: Findings) => ({ id, performedAt, findings });

  it('is absolute and in per cent of the earlier figure, over the clinic’s days', () => {
    const earlier = look('a', '2026-01-20T18:00:00Z', { hairDensity: perCm2(120), ...phases(80, 0, 20), microscopicDandruff: 2, hairDiameter: um(50) });
    const later = look('b', '2026-04-20T19:00:00Z', { hairDensity: perCm2(150), ...phases(84, 1, 15), microscopicDandruff: 1 });
    const change = computeChangeSince(earlier, later, 'Asia/Kolkata');
    expect(change).toMatchObject({ trichoanalysisId: 'a', performedAt: earlier.performedAt, days: 91 });
    expect(computeChangeSince(earlier, later, 'UTC').days).toBe(90);
    expect(change.measures).toEqual([
      { measure: 'hair-density', unit: '/cm2', from: 120, to: 150, absolute: 30, percent: 25 },
      { measure: 'anagen', unit: '%', from: 80, to: 84, absolute: 4, percent: 5 },
      { measure: 'catagen', unit: '%', from: 0, to: 1, absolute: 1, percent: null },
      { measure: 'telogen', unit: '%', from: 20, to: 15, absolute: -5, percent: -25 },
      { measure: 'anagen-telogen-ratio', unit: '1', from: 4, to: 5.6, absolute: 1.6, percent: 40 },
      { measure: 'microscopic-dandruff', unit: '{grade}', from: 2, to: 1, absolute: -1, percent: null },
    ]);
  });

  it('names every measure, and of itself is none', () => {
    const same = listMeasureChanges(whole, whole);
    expect(same.map(({ measure }) => measure)).toEqual(measureIds);
    expect(same.filter(({ absolute }) => absolute !== 0)).toEqual([]);
    expect(measureIds.filter((id) => findMeasureValue(id, whole) === null)).toEqual([]);
  });

  it('of findings names what came and went; what one did not record neither came nor went', () => {
    const earlier: Findings = {
      signs: ['yellow-dots', 'honeycomb'],
      infection: 'none',
      scalpCondition: ['dry'],
      possibleCauses: [{ system: 'icd-10', code: 'L65.0' }],
      hairType: { shape: 'wavy' },
    };
    const later: Findings = {
      signs: ['honeycomb', 'erythema'],
      infection: 'fungal',
      inflammation: 'mild',
      possibleCauses: [{ system: 'icd-10', code: 'L65.0' }],
      hairType: { shape: 'wavy' },
    };
    expect(listFindingChanges(earlier, later)).toEqual([
      { finding: 'scalpCondition', from: ['dry'], to: null, added: [], removed: [] },
      { finding: 'infection', from: ['none'], to: ['fungal'], added: ['fungal'], removed: ['none'] },
      { finding: 'inflammation', from: null, to: ['mild'], added: [], removed: [] },
      { finding: 'signs', from: ['yellow-dots', 'honeycomb'], to: ['honeycomb', 'erythema'], added: ['erythema'], removed: ['yellow-dots'] },
    ]);
  });

  it('warns where figures were made in another way', () => {
    const earlier = { device: 'one', magnification: 70, fieldOfView: cm2(1) };
    expect(listCautions(earlier, { device: 'one', magnification: 20, fieldOfView: { value: 50, unit: 'mm2' } })).toEqual([
      'magnification-differs',
      'field-of-view-differs',
    ]);
    expect(listCautions(earlier, { fieldOfView: { value: 100, unit: 'mm2' } })).toEqual([]);
  });
});
