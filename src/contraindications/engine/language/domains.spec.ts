/** Sets of values, held against the numbers that are in them. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runs } from '../../../../test/support/runs.js';
import { complementDomain, everything, intersectDomains, isImpossible, withUnknown, createDomainOfLimits, type Domain, type Limits } from './domains.js';

/** Numbers at, between and beyond the limits, which are whole. */
const numbers = Array.from({ length: 41 }, (_, step) => step / 2 - 10);
const has = ({ intervals }: Domain, value: number): boolean =>
  intervals.some(({ from, fromInside, to, toInside }) => (fromInside ? value >= from : value > from) && (toInside ? value <= to : value < to));
const members = (domain: Domain): number[] => numbers.filter((value) => has(domain, value));

const limit = fc.option(fc.integer({ min: -8, max: 8 }), { nil: undefined });
const limits = fc.record<Limits>({ ge: limit, gt: limit, le: limit, lt: limit });
const keeps =
  ({ ge, gt, le, lt }: Limits) =>
  (value: number): boolean =>
    (ge === undefined || value >= ge) && (gt === undefined || value > gt) && (le === undefined || value <= le) && (lt === undefined || value < lt);

describe('a set of values', () => {
  it('within limits has those that keep them all', () => {
    fc.assert(
      fc.property(limits, (item) => {
        expect(members(createDomainOfLimits(item))).toEqual(numbers.filter(keeps(item)));
        expect(createDomainOfLimits(item).unknown).toBe(false);
      }),
      runs(300),
    );
  });

  it('that is the rest of another has all that the other has not, also of several parts', () => {
    fc.assert(
      fc.property(limits, limits, (one, other) => {
        const rest = complementDomain(createDomainOfLimits(one));
        expect(members(rest)).toEqual(numbers.filter((value) => !keeps(one)(value)));
        expect(members(complementDomain(rest))).toEqual(members(createDomainOfLimits(one)));
        expect(members(complementDomain(intersectDomains(rest, createDomainOfLimits(other))))).toEqual(
          numbers.filter((value) => keeps(one)(value) || !keeps(other)(value)),
        );
      }),
      runs(300),
    );
  });

  it('of two has what both have, and may be unknown where both may', () => {
    fc.assert(
      fc.property(limits, limits, fc.boolean(), fc.boolean(), (one, other, first, second) => {
        const [a, b] = [
          first ? withUnknown(createDomainOfLimits(one)) : createDomainOfLimits(one),
          second ? withUnknown(createDomainOfLimits(other)) : createDomainOfLimits(other),
        ];
        expect(members(intersectDomains(a, b))).toEqual(numbers.filter((value) => keeps(one)(value) && keeps(other)(value)));
        expect(intersectDomains(a, b).unknown).toBe(first && second);
      }),
      runs(300),
    );
  });

  it('is impossible when it has nothing, and cannot be unknown', () => {
    expect([createDomainOfLimits({ gt: 1, lt: 1 }), createDomainOfLimits({ ge: 1, lt: 1 }), createDomainOfLimits({ ge: 2, le: 1 })].map(isImpossible)).toEqual([
      true,
      true,
      true,
    ]);
    expect([createDomainOfLimits({ ge: 1, le: 1 }), withUnknown(createDomainOfLimits({ gt: 1, lt: 1 })), everything].map(isImpossible)).toEqual([
      false,
      false,
      false,
    ]);
    expect(isImpossible(complementDomain(everything))).toBe(true);
    expect(everything.unknown).toBe(true);
  });
});
