/** Sets of possible values of a fact, to find clauses that no fact can satisfy. */

/** An interval; each bound is included or excluded. */
interface Interval {
  from: number;
  fromInside: boolean;
  to: number;
  toInside: boolean;
}

/** The possible values of a measured fact, and whether the fact may be unknown. */
export interface Domain {
  intervals: readonly Interval[];
  unknown: boolean;
}

export interface Limits {
  ge?: number | undefined;
  gt?: number | undefined;
  le?: number | undefined;
  lt?: number | undefined;
}

const isEmpty = ({ from, fromInside, to, toInside }: Interval): boolean => from > to || (from === to && !(fromInside && toInside));

const intersectIntervals = (one: Interval, other: Interval): Interval => {
  const lower = one.from > other.from || (one.from === other.from && !one.fromInside) ? one : other;
  const upper = one.to < other.to || (one.to === other.to && !one.toInside) ? one : other;
  return { from: lower.from, fromInside: lower.fromInside, to: upper.to, toInside: upper.toInside };
};

const intersectAllIntervals = (one: readonly Interval[], other: readonly Interval[]): Interval[] =>
  one.flatMap((a) => other.map((b) => intersectIntervals(a, b))).filter((interval) => !isEmpty(interval));

export const everything: Domain = { intervals: [{ from: -Infinity, fromInside: false, to: Infinity, toInside: false }], unknown: true };

const createDomain = (intervals: readonly Interval[]): Domain => ({ intervals: intervals.filter((interval) => !isEmpty(interval)), unknown: false });

/** The domain of values within limits. */
export const createDomainOfLimits = ({ ge, gt, le, lt }: Limits): Domain => {
  const all: Interval[] = [{ from: -Infinity, fromInside: false, to: Infinity, toInside: false }];
  const bounds: Interval[] = [
    ...(ge === undefined ? [] : [{ from: ge, fromInside: true, to: Infinity, toInside: false }]),
    ...(gt === undefined ? [] : [{ from: gt, fromInside: false, to: Infinity, toInside: false }]),
    ...(le === undefined ? [] : [{ from: -Infinity, fromInside: false, to: le, toInside: true }]),
    ...(lt === undefined ? [] : [{ from: -Infinity, fromInside: false, to: lt, toInside: false }]),
  ];
  return createDomain(bounds.reduce((left, bound) => intersectAllIntervals(left, [bound]), all));
};

/** The known values that a domain does not contain. */
export const complementDomain = ({ intervals }: Domain): Domain =>
  createDomain(
    intervals.reduce<Interval[]>(
      (left, { from, fromInside, to, toInside }) =>
        intersectAllIntervals(left, [
          { from: -Infinity, fromInside: false, to: from, toInside: !fromInside },
          { from: to, fromInside: !toInside, to: Infinity, toInside: false },
        ]),
      [...everything.intervals],
    ),
  );

export const withUnknown = (domain: Domain): Domain => ({ ...domain, unknown: true });

export const intersectDomains = (one: Domain, other: Domain): Domain => ({
  intervals: intersectAllIntervals(one.intervals, other.intervals),
  unknown: one.unknown && other.unknown,
});

export const isImpossible = ({ intervals, unknown }: Domain): boolean => intervals.length === 0 && !unknown;
