import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findRequestedPart } from './ranges.js';

const ask = (range: string | undefined, size: number) => findRequestedPart({ range, ifRange: undefined }, '"etag"', size);

describe('a part of a content', () => {
  it('is what the header says, by the examples of RFC 9110', () => {
    expect(ask('bytes=0-499', 10_000)).toEqual({ start: 0, end: 499 });
    expect(ask('bytes=500-999', 10_000)).toEqual({ start: 500, end: 999 });
    expect(ask('bytes=-500', 10_000)).toEqual({ start: 9_500, end: 9_999 });
    expect(ask('bytes=9500-', 10_000)).toEqual({ start: 9_500, end: 9_999 });
    expect(ask('bytes=10000-', 10_000)).toBe('unsatisfiable');
    expect(ask('bytes=0-0,-1', 10_000)).toBeNull();
  });

  it('lies within it, and is never empty', () => {
    const bound = fc.option(fc.nat({ max: 2_000 }), { nil: '' as const });
    fc.assert(
      fc.property(bound, bound, fc.integer({ min: 1, max: 1_000 }), (first, last, size) => {
        const part = ask(`bytes=${first}-${last}`, size);
        if (part === null || part === 'unsatisfiable') return;
        expect(part.start).toBeGreaterThanOrEqual(0);
        expect(part.end).toBeGreaterThanOrEqual(part.start);
        expect(part.end).toBeLessThan(size);
        if (first !== '') expect(part.start).toBe(first);
      }),
    );
  });

  it('is the whole for any other header', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^ *b *y *t *e *s *=/.test(text));
        expect(ask(text, 100)).toBeNull();
      }),
    );
    expect(ask(undefined, 100)).toBeNull();
  });

  it('is of the content that the caller has begun to read, or the whole', () => {
    const ask = (ifRange: string) => findRequestedPart({ range: 'bytes=0-1', ifRange }, '"etag"', 10);
    expect([ask('"etag"'), ask('W/"etag"'), ask('"other"'), ask('Sat, 21 Nov 2026 10:00:00 GMT')]).toEqual([{ start: 0, end: 1 }, null, null, null]);
  });
});
