import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEEPEST_JSON, isTooDeep } from './json-depth.js';

const depthOf = (value: unknown): number => (typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0);
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('the depth of JSON', () => {
  it('is measured without parsing it', () => {
    expect([isTooDeep(Buffer.from(nested(DEEPEST_JSON))), isTooDeep(Buffer.from(nested(DEEPEST_JSON + 1)))]).toEqual([false, true]);
    expect(isTooDeep(Buffer.from('[{"a":'.repeat(DEEPEST_JSON)))).toBe(true);
  });

  it('is not that of brackets inside of texts, whatever is escaped there', () => {
    const property = fc.property(fc.string({ unit: fc.constantFrom('"', '\\', '[', '{', 'a', 'आ') }), fc.nat(3), (text, levels) => {
      const json = `${'['.repeat(levels)}${JSON.stringify(`${text}${'['.repeat(DEEPEST_JSON + 1)}`)}${']'.repeat(levels)}`;
      expect(isTooDeep(Buffer.from(json))).toBe(false);
      expect(isTooDeep(Buffer.from(`[${json},${nested(DEEPEST_JSON)}]`))).toBe(true);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('is found for no body that is less deep', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 20 }), (value) => {
        expect(isTooDeep(Buffer.from(JSON.stringify(value)))).toBe(depthOf(value) > DEEPEST_JSON);
      }),
      { numRuns: 300 },
    );
  });

  it('is false of what is no JSON at all: the parser says so', () => {
    for (const text of ['', '"', '"\\"', ']]]]', '{"a', '\\"[']) expect(isTooDeep(Buffer.from(text))).toBe(false);
  });
});
