import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LONGEST_PREFER, parsePrefer, findPreference } from './prefer.js';

const handling = { name: 'handling', values: ['strict', 'lenient'] };

describe('the header Prefer', () => {
  it.each([
    ['handling=strict', 'strict'],
    ['Handling=strict', 'strict'],
    ['handling="strict"', 'strict'],
    ['  respond-async , wait=10;foo="a,b", handling = strict ; x=1', 'strict'],
    ['handling=lenient', 'lenient'],
    ['handling=strict, handling=lenient', 'strict'],
    ['x="a, handling=lenient", handling=strict', 'strict'],
    ['handling=harsh', null],
    ['handling', null],
    ['handling=', null],
    ['handling="strict', null],
    ['handling=strict lenient', null],
    ['', null],
    [undefined, null],
  ])('%s asks for %s', (header, expected) => {
    expect(findPreference(handling, header)).toBe(expected);
  });

  it('is never a reason to fail', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '=', ',', ';', '"', '\\', ' ', 'handling', 'strict') }), (header) => {
        for (const name of parsePrefer(header).keys()) expect(name).toMatch(/^[a-z]+$/);
      }),
    );
  });

  it('is passed over where it is longer than any that makes sense: it is taken apart by patterns, whose work grows faster than the text', () => {
    expect(parsePrefer(`${' '.repeat(LONGEST_PREFER - 6)}a=rich`).get('a')).toBe('rich');
    for (const evil of ['"', '\\"', ' ', 'a="\\', 'a=;', 'a=rich,']) expect([...parsePrefer(evil.repeat(LONGEST_PREFER))]).toEqual([]);
  });
});
