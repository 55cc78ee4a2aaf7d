import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shippedProtocols } from '../shipped/index.js';
import { listDepthLimits } from './depths.js';
import { knownLimits } from './known-limits.js';
import { validateProtocol } from './protocol-errors.js';
import { isWithin, describeLimit, type Limit } from './protocol.js';

const mesotherapy = shippedProtocols.mesotherapy;
const withLimit = (name: string, limit: unknown) => ({ ...mesotherapy, limits: { ...mesotherapy.limits, [name]: limit } });
const codes = (protocol: Parameters<typeof validateProtocol>[1]) => validateProtocol('mesotherapy', protocol).map(({ pointer, code }) => [pointer, code]);

describe('a treatment protocol', () => {
  it.each(['mesotherapy', 'scalp-micropigmentation'] as const)('of %s, as shipped, has nothing wrong and a source for each limit', (treatment) => {
    expect(validateProtocol(treatment, shippedProtocols[treatment])).toEqual([]);
    for (const limit of Object.values(shippedProtocols[treatment].limits)) expect(limit.source).not.toBe('');
  });

  it('has the figures of the documents', () => {
    const smp = shippedProtocols['scalp-micropigmentation'].limits;
    expect(mesotherapy.limits.sessions).toMatchObject({ low: 6, high: 10 });
    expect(mesotherapy.limits.depthMm).toMatchObject({ low: 1, high: 4, unit: 'mm' });
    expect(smp.sessions).toMatchObject({ low: 3, high: null, usual: 3 });
    expect(smp.sessionMinutes).toMatchObject({ low: 180, high: 240 });
    expect(smp.needlesPerCartridge).toMatchObject({ low: 1, high: 3 });
    expect(smp.dotDiameterMm).toMatchObject({ high: 1, belowHigh: true });
  });

  it.each<[string, unknown, string, string]>([
    ['depthMm', { ...mesotherapy.limits.depthMm, low: 5 }, '/limits/depthMm/low', 'low-above-high'],
    ['depthMm', { ...mesotherapy.limits.depthMm, unit: 'cm' }, '/limits/depthMm/unit', 'unknown-unit'],
    ['depthMm', { ...mesotherapy.limits.depthMm, source: ' ' }, '/limits/depthMm/source', 'required'],
    ['depthMm', { ...mesotherapy.limits.depthMm, high: 21 }, '/limits/depthMm/high', 'out-of-range'],
    ['depthMm', { ...mesotherapy.limits.depthMm, usual: 4.5 }, '/limits/depthMm/usual', 'usual-outside'],
    ['depthMm', { ...mesotherapy.limits.depthMm, low: '1' }, '/limits/depthMm/low', 'wrong-type'],
    ['depthMm', { ...mesotherapy.limits.depthMm, mean: 2 }, '/limits/depthMm/mean', 'unknown-property'],
    ['depthMm', { unit: 'mm', source: 'x' }, '/limits/depthMm/low', 'required'],
    ['depthMm', undefined, '/limits/depthMm', 'required'],
    ['depthMm', null, '/limits/depthMm', 'wrong-type'],
    ['sessions', { ...mesotherapy.limits.sessions, low: 6.5 }, '/limits/sessions/low', 'not-whole'],
    ['intervalDays', { ...mesotherapy.limits.intervalDays, usual: null }, '/limits/intervalDays/usual', 'required'],
    ['pressure', mesotherapy.limits.depthMm, '/limits/pressure', 'unknown-limit'],
  ])('with the limit %s %j has an error at %s, %s', (name, limit, pointer, code) => {
    expect(codes(withLimit(name, limit))).toEqual([[pointer, code]]);
  });

  it('names everything that is wrong at once', () => {
    const { extent, density, telogen } = mesotherapy.sessionFactors!;
    expect(
      codes({
        limits: { ...mesotherapy.limits, depthMm: { low: 9, high: 1, usual: null, unit: 'furlong', source: '' } },
        choices: { technique: { values: [], source: 'x' }, colour: { values: ['a'], source: 'x' } },
        sessionFactors: { extent, density: { ...density, two: 200 }, telogen },
      }),
    ).toEqual([
      ['/limits/depthMm/unit', 'unknown-unit'],
      ['/limits/depthMm/source', 'required'],
      ['/limits/depthMm/low', 'low-above-high'],
      ['/choices/colour', 'unknown-choice'],
      ['/choices/technique/values', 'wrong-type'],
      ['/choices/anaesthetic', 'required'],
      ['/sessionFactors/density/two', 'wrong-order'],
    ]);
    expect(codes({ ...mesotherapy, sessionFactors: null })).toEqual([['/limits/sessions/usual', 'required']]);
  });

  it('has a limit of depth for each technique, known or its own', () => {
    const withTechniques = (values: string[], depths?: unknown) =>
      codes({
        ...mesotherapy,
        choices: { ...mesotherapy.choices, technique: { values, source: 'x' } },
        ...(depths !== undefined && { depths: depths }),
      });
    const own = { low: 0, high: 3, usual: null, unit: 'mm', source: 'our practice' };
    expect(withTechniques(['nappage', 'epidermic', 'intradermal-papule', 'point-by-point', 'microneedling'])).toEqual([]);
    expect(withTechniques(['injection', 'jet'])).toEqual([['/choices/technique/values/1', 'no-depth-limit']]);
    expect(withTechniques(['injection', 'jet'], { jet: own })).toEqual([]);
    expect(withTechniques(['jet'], { jet: { ...own, high: null } })).toEqual([['/depths/jet/high', 'required']]);
    expect(withTechniques(['jet'], { jet: { ...own, unit: 'cm' } })).toEqual([['/depths/jet/unit', 'unknown-unit']]);
    expect(withTechniques(['jet'], { jet: null })).toEqual([['/depths/jet', 'wrong-type']]);
    expect(withTechniques(['injection'], { 'a/b': own })).toEqual([['/depths/a~1b', 'unknown-technique']]);
    // What every object has is no technique.
    expect(withTechniques(['constructor'])).toEqual([['/choices/technique/values/0', 'no-depth-limit']]);
    for (const treatment of ['mesotherapy', 'scalp-micropigmentation'] as const) {
      for (const technique of shippedProtocols[treatment].choices.technique!.values) {
        expect(listDepthLimits({ treatment, protocolVersion: 1, content: shippedProtocols[treatment] }, technique).length).toBeGreaterThan(0);
      }
    }
  });

  it('never fails on what is no protocol, and what it accepts is in order', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(knownLimits.mesotherapy)), fc.anything(), (name, anything) => {
        const errors = validateProtocol('mesotherapy', withLimit(name, anything));
        for (const { pointer, detail } of errors) expect([pointer.startsWith('/limits'), detail.length > 0]).toEqual([true, true]);
        if (errors.length === 0) expect(typeof anything).toBe('object');
      }),
    );
    const end = fc.option(fc.double({ min: 0, max: 20, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(end, end, end, (low, high, usual) => {
        const limit: Limit = { low, high, usual, unit: 'mm', source: 'test' };
        if (codes(withLimit('depthMm', limit)).length > 0) return;
        if (low !== null) expect(isWithin(low, limit)).toBe(true);
        if (high !== null) expect(isWithin(high, limit)).toBe(true);
        if (usual !== null) expect(isWithin(usual, limit)).toBe(true);
      }),
    );
  });

  it('says its limits in a sentence', () => {
    const limit = { low: 1, high: 4, usual: null, unit: 'mm', source: 'S0-30' };
    expect(describeLimit('depthMm', limit)).toBe('depthMm is 1 to 4 mm (S0-30).');
    expect(describeLimit('depthMm', { ...limit, high: null })).toBe('depthMm is at least 1 mm (S0-30).');
    expect(describeLimit('depthMm', { ...limit, low: null })).toBe('depthMm is at most 4 mm (S0-30).');
    expect(describeLimit('depthMm', { ...limit, low: 0, belowHigh: true })).toBe('depthMm is less than 4 mm (S0-30).');
    expect(isWithin(4, { ...limit, belowHigh: true })).toBe(false);
  });
});
