import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  findChartValue,
  gradesOf,
  getSaltClass,
  saltClasses,
  saltParts,
  computeSaltScore,
  validateScale,
  computeScaleResult,
  scales,
  type ScaleEntry,
} from './scale.js';

const context = { sexAtBirth: 'male', assessedOn: '2026-01-20' };
const errorsOf = (entry: Partial<ScaleEntry>, sexAtBirth = 'male') =>
  validateScale({ scale: 'salt', assessor: 'clinician', ...entry }, { ...context, sexAtBirth }).map(({ pointer, code }) => `${pointer} ${code}`);
const parts = (top: number, back: number, left: number, right: number) => ({ top, back, left, right });
const percentage = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ min: 0, max: 100, noNaN: true }));
const anyParts = fc.record({ top: percentage, back: percentage, left: percentage, right: percentage });

describe('SALT', () => {
  it.each([
    [parts(0, 0, 0, 0), 0, 'S0'],
    [parts(100, 100, 100, 100), 100, 'S5'],
    [parts(30, 10, 5, 0), 15.3, 'S1'],
    [parts(50, 10, 10, 1), 24.4, 'S1'],
    [parts(55, 10, 1, 0), 24.6, 'S1'],
    [parts(25, 25, 25, 25), 25, 'S2'],
    [parts(40, 50, 60, 60), 49.6, 'S2'],
    [parts(50, 50, 50, 50), 50, 'S3'],
    [parts(75, 75, 75, 74), 74.8, 'S3'],
    [parts(75, 75, 75, 75), 75, 'S4'],
    [parts(100, 100, 100, 99), 99.8, 'S4'],
    [parts(0, 0, 0.1, 0), 0.1, 'S1'],
    [parts(100, 100, 99.9, 100), 99.9, 'S4'],
  ])('of %j is %d, class %s', (salt, score, expected) => {
    expect(computeScaleResult({ scale: 'salt', assessor: 'clinician', salt })).toEqual({ score, class: expected, meaning: null });
  });

  it('is 0 to 100 with one decimal, and in a class', () => {
    fc.assert(
      fc.property(anyParts, (salt) => {
        const score = computeSaltScore(salt);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        expect(Number(score.toFixed(1))).toBe(score);
        expect(saltClasses).toContain(getSaltClass(score));
      }),
    );
  });

  it('never falls when more hair is lost, nor does its class', () => {
    fc.assert(
      fc.property(anyParts, fc.constantFrom(...saltParts), percentage, (salt, part, more) => {
        const worse = { ...salt, [part]: Math.max(salt[part], more) };
        expect(computeSaltScore(worse)).toBeGreaterThanOrEqual(computeSaltScore(salt));
        expect(saltClasses.indexOf(getSaltClass(computeSaltScore(worse)))).toBeGreaterThanOrEqual(saltClasses.indexOf(getSaltClass(computeSaltScore(salt))));
      }),
    );
  });

  it('says nothing or everything is lost only where that is so', () => {
    fc.assert(
      fc.property(anyParts, (salt) => {
        expect(getSaltClass(computeSaltScore(salt)) === 'S0').toBe(saltParts.every((part) => salt[part] === 0));
        expect(getSaltClass(computeSaltScore(salt)) === 'S5').toBe(saltParts.every((part) => salt[part] === 100));
      }),
    );
  });

  it('has a class for every tenth, one after the other and without a gap', () => {
    const classes = Array.from({ length: 1001 }, (_, tenths) => getSaltClass(tenths / 10));
    expect([...new Set(classes)]).toEqual([...saltClasses]);
    expect(saltClasses.map((saltClass) => classes.filter((found) => found === saltClass).length)).toEqual([1, 249, 250, 250, 250, 1]);
  });
});

describe('an entry', () => {
  it('of life quality has the sum of its answers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 10, maxLength: 10 }), (dlqi) => {
        const { score } = computeScaleResult({ scale: 'dlqi', assessor: 'patient', dlqi });
        expect(score).toBe(dlqi.reduce((sum, item) => sum + item, 0));
        expect(score! >= 0 && score! <= 30).toBe(true);
      }),
    );
  });

  it('of GAIS says what its grade means', () => {
    const meanings = gradesOf.gais.map((grade) => computeScaleResult({ scale: 'gais', assessor: 'patient', grade }).meaning);
    expect(meanings).toEqual(['very much improved', 'much improved', 'improved', 'no change', 'worse']);
  });

  it('of a graded scale takes each of its grades and no other scale’s', () => {
    for (const [scale, known] of Object.entries(gradesOf) as [keyof typeof gradesOf, readonly string[]][]) {
      const extra = scale === 'gais' ? { baselineOn: '2026-01-01' } : {};
      for (const grade of known) expect(errorsOf({ scale, grade, ...extra })).toEqual([]);
      for (const grade of ['VIII', '9', 'IIb', '0']) expect(errorsOf({ scale, grade, ...extra })).toEqual(['/grade not-allowed']);
    }
    expect(errorsOf({ scale: 'ludwig', grade: 'IV' })).toEqual(['/grade not-allowed']);
    expect(errorsOf({ scale: 'sinclair', grade: '6' })).toEqual(['/grade not-allowed']);
    expect(gradesOf['norwood-hamilton']).toHaveLength(12);
  });

  it('needs its own member, and refuses those of others, all named at once', () => {
    for (const scale of scales) expect(errorsOf({ scale, assessor: 'patient' })).not.toEqual([]);
    expect(errorsOf({ scale: 'salt', grade: 'I', dlqi: [0], baselineOn: '2026-01-01' })).toEqual([
      '/grade not-allowed',
      '/salt required',
      '/dlqi not-allowed',
      '/baselineOn not-allowed',
    ]);
    expect(errorsOf({ scale: 'dlqi', salt: parts(1, 1, 1, 1) })).toEqual(['/salt not-allowed', '/dlqi required', '/assessor not-allowed']);
  });

  it('of GAIS is against an earlier baseline, and not against itself', () => {
    expect(errorsOf({ scale: 'gais', grade: '3' })).toEqual(['/baselineOn required']);
    expect(errorsOf({ scale: 'gais', grade: '3', baselineOn: '2026-01-21' })).toEqual(['/baselineOn out-of-range']);
    expect(errorsOf({ scale: 'gais', grade: '3', baselineOn: '2026-01-20' })).toEqual(['/baselineOn out-of-range']);
    expect(errorsOf({ scale: 'gais', grade: '3', baselineOn: '2026-01-19' })).toEqual([]);
  });

  it('of Norwood–Hamilton needs a note with sex at birth female, and only there', () => {
    expect(errorsOf({ scale: 'norwood-hamilton', grade: 'IV' }, 'female')).toEqual(['/note required']);
    expect(errorsOf({ scale: 'norwood-hamilton', grade: 'IV', note: 'Male pattern' }, 'female')).toEqual([]);
    for (const sex of ['male', 'intersex', 'unknown']) expect(errorsOf({ scale: 'norwood-hamilton', grade: 'IV' }, sex)).toEqual([]);
    expect(errorsOf({ scale: 'ludwig', grade: 'II' }, 'female')).toEqual([]);
  });

  it('stands on a chart by its score, or the rank of its grade', () => {
    expect([findChartValue('norwood-hamilton', 'III-vertex', null), findChartValue('salt', null, 24.5), findChartValue('ludwig', 'X', null)]).toEqual([
      6,
      24.5,
      null,
    ]);
  });
});
