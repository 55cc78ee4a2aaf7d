import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClinicKeys, isSealed, UnknownDataKey } from './clinic-keys.js';

const CLINIC = '01936f00-0000-7000-8000-000000000001';
const dataKey = (number: number): Buffer => Buffer.alloc(32, number);
const index = Buffer.alloc(32, 'index');
const keysOf = (versions: number[], clinicId = CLINIC): ClinicKeys =>
  new ClinicKeys(clinicId, new Map(versions.map((version) => [version, dataKey(version)])), index);

describe('the keys of a clinic', () => {
  it('open what they sealed, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.option(fc.string()), (text, context) => {
        const sealed = keysOf([1]).seal('t', text, context);
        expect([isSealed(sealed), keysOf([1]).open(sealed)]).toEqual([true, text]);
      }),
    );
  });

  it('give the same text of a row the same index under every data key, and another in another row', () => {
    const at = (versions: number[], row: string, text = 'A note'): string => keysOf(versions).seal('t', text, row).split(':')[1]!.slice(0, 16);
    expect(at([1], 'a')).toBe(at([1, 2], 'a'));
    expect(at([1], 'a')).toBe(keysOf([1]).computeIndex('a', 'A note'));
    expect(at([1], 'a')).not.toBe(at([1], 'b'));
    expect(at([1], 'a')).not.toBe(at([1], 'a', 'A note.'));
    expect(keysOf([1]).seal('t', 'A note', null)).not.toBe(keysOf([1]).seal('t', 'A note', null));
  });

  it('seal anew under the last version with the same index', () => {
    const before = keysOf([1]).seal('t', 'A note', 'a');
    const after = keysOf([1, 2]).reseal(before);
    expect(after).not.toBe(before);
    expect(after).toBe(keysOf([1, 2]).seal('t', 'A note', 'a'));
    expect(keysOf([1, 2]).reseal(after)).toBe(after);
    expect(keysOf([2]).open(after)).toBe('A note');
  });

  it('refuse what was changed, what another clinic sealed, and what they have no key for', () => {
    const sealed = keysOf([1]).seal('t', 'A note', 'a');
    const changed = `${sealed.slice(0, -1)}${sealed.endsWith('A') ? 'B' : 'A'}`;
    expect(() => keysOf([1]).open(sealed.replace('t1:', 'j1:'))).toThrow('was changed');
    expect(() => keysOf([1]).open(changed.replace(/.{4}$/, 'AAAA'))).toThrow('was changed');
    expect(() => keysOf([1], '01936f00-0000-7000-8000-000000000002').open(sealed)).toThrow('another clinic');
    expect(() => keysOf([2]).open(sealed)).toThrow(UnknownDataKey);
    expect(() => keysOf([1]).open('\u0002 nothing')).toThrow('another form');
  });
});
