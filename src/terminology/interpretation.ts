/** What a laboratory's figure means: its canonical value, and how it stands to the range that holds for the person. */
import type { Bounds, QuantitativeAnalyte, SpecialRange } from './analyte.js';
import type { Comparator } from './numbers-in-text.js';
import { conversionOf, tidy, type ConversionProblem } from './units.js';

export type Interpretation = 'LL' | 'L' | 'N' | 'H' | 'HH';

/** Where a range comes from: the laboratory's report, pregnancy, the person's age, sex at birth, both sexes together, or one for all. */
export type RangeSource = 'laboratory' | 'pregnancy' | 'age' | 'sex' | 'either-sex' | 'adult';

/** Whose figure it is, as far as a range depends on it. */
export interface Person {
  sexAtBirth: string;
  /** The age in completed years on the day of the sample, as the bounds that the birth date leaves open; null where none is known. */
  age: { min: number; max: number } | null;
  pregnant: boolean;
}

export interface Range {
  low: number | null;
  high: number | null;
}

export interface ValueProblem {
  code: ConversionProblem | 'implausible-value';
  detail: string;
}

const unitsOf = (analyte: QuantitativeAnalyte): string[] => [analyte.unit, ...analyte.usualUnits];

/** A generous span around the usual ranges, in which a figure in the right unit would be expected. */
const looksUsual = (analyte: QuantitativeAnalyte, value: number): boolean => {
  const { female, male } = analyte.reference;
  const low = Math.min(female[0] ?? 0, male[0] ?? 0) / 3;
  const high = Math.max(female[1] ?? analyte.plausible[1], male[1] ?? analyte.plausible[1]) * 3;
  return value >= low && value <= high;
};

const likelyUnit = (analyte: QuantitativeAnalyte, value: number, typed: string): string | null =>
  unitsOf(analyte).find((unit) => {
    const conversion = conversionOf(analyte, unit);
    return unit !== typed && 'convert' in conversion && looksUsual(analyte, conversion.convert(value));
  }) ?? null;

const problemText = (analyte: QuantitativeAnalyte, unit: string, problem: ConversionProblem, suggestion: string | null): string =>
  problem === 'unknown-unit'
    ? `"${unit}" is not a UCUM unit${suggestion ? `; "${suggestion}" may be meant` : `; ${analyte.display} is usually given in ${unitsOf(analyte).join(', ')}`}.`
    : `${analyte.display} cannot be given in ${unit}; it is usually given in ${unitsOf(analyte).join(', ')}.`;

/** The value in the analyte's canonical unit, or why there is none. */
export const toCanonical = (analyte: QuantitativeAnalyte, value: number, unit: string): { value: number } | ValueProblem => {
  const conversion = conversionOf(analyte, unit);
  if ('problem' in conversion) return { code: conversion.problem, detail: problemText(analyte, unit, conversion.problem, conversion.suggestion) };
  const canonical = conversion.asReported(value);
  const [lowest, highest] = analyte.plausible;
  if (canonical >= lowest && canonical <= highest) return { value: canonical };
  const likely = likelyUnit(analyte, value, unit);
  const guess = likely ? ` ${value} ${unit} looks like ${likely}.` : '';
  return {
    code: 'implausible-value',
    detail: `${analyte.display} of ${canonical} ${analyte.unit} is outside what is possible (${lowest} to ${highest} ${analyte.unit}).${guess}`,
  };
};

/**
 * The unit in which a number without one is meant: that which the LOINC code implies. Null where the figure would be unusual in it: a number of
 * platelets of 2.5 may be one of lakhs.
 */
export const unitOfBareNumber = (analyte: QuantitativeAnalyte, loinc: string, value: number): string | null => {
  // Thousands of cells are counted in a microlitre, whatever the code implies.
  const implied = analyte.unit === '10*3/uL' && value >= 1000 ? '/uL' : (analyte.impliedUnits?.[loinc] ?? analyte.unit);
  const conversion = conversionOf(analyte, implied);
  if (!('convert' in conversion)) return null;
  const canonical = conversion.convert(value);
  if (canonical < analyte.plausible[0] || canonical > analyte.plausible[1]) return null;
  return looksUsual(analyte, canonical) || likelyUnit(analyte, value, implied) === null ? implied : null;
};

/** A figure of the canonical unit in the analyte's own standard, where the LOINC code names another. */
export const inOwnStandard = (analyte: QuantitativeAnalyte, loinc: string, value: number): number => {
  const standard = analyte.standards?.[loinc];
  return standard ? tidy(standard.slope * value + standard.offset) : value;
};

/**
 * How many neutrophils there are (10*3/uL), from their share and the leucocytes of the same sample; null where a figure is not exact.
 */
export const neutrophilsOf = (
  leucocytes: { value: number; comparator: string | null },
  percent: { value: number; comparator: string | null },
): number | null => (leucocytes.comparator === null && percent.comparator === null ? tidy((leucocytes.value * percent.value) / 100) : null);

const widest = (one: number | null, other: number | null, pick: (...values: number[]) => number): number | null =>
  one === null || other === null ? null : pick(one, other);

/** An answer of pregnancy in the record of a man is a mistake of one or the other: no range is taken from it. */
const appliesTo = ({ when }: SpecialRange, { sexAtBirth, age, pregnant }: Person): boolean =>
  'pregnancy' in when ? pregnant && sexAtBirth !== 'male' : age !== null && age.min >= when.fromAge && age.max < when.belowAge;

/**
 * The range that holds for the person: the laboratory's own, else the one in pregnancy or of the age, else by sex at
 * birth; where that is not known, the span of both.
 */
export const rangeFor = (analyte: QuantitativeAnalyte, person: Person, laboratory: Range | null): { range: Range; source: RangeSource } => {
  if (laboratory && (laboratory.low !== null || laboratory.high !== null)) return { range: laboratory, source: 'laboratory' };
  const { female, male } = analyte.reference;
  const { sexAtBirth } = person;
  const asRange = ([low, high]: Bounds): Range => ({ low, high });
  const special = analyte.special?.find((specialRange) => appliesTo(specialRange, person));
  if (special) return { range: asRange(special.range), source: 'pregnancy' in special.when ? 'pregnancy' : 'age' };
  if (female[0] === male[0] && female[1] === male[1]) return { range: asRange(female), source: 'adult' };
  if (sexAtBirth === 'female' || sexAtBirth === 'male') return { range: asRange(analyte.reference[sexAtBirth]), source: 'sex' };
  return { range: { low: widest(female[0], male[0], Math.min), high: widest(female[1], male[1], Math.max) }, source: 'either-sex' };
};

/** A value beyond the critical bounds is `LL` or `HH`, whatever the range; on a bound it is within. */
export const interpret = (analyte: QuantitativeAnalyte, value: number, range: Range): Interpretation => exactly(analyte.critical, range, value);

/** Which of all values are called low, and which high. */
type Judging = (critical: Bounds, range: Range, value: number) => Interpretation;

const judging =
  (below: (value: number, limit: number) => boolean, above: (value: number, limit: number) => boolean): Judging =>
  ([criticalLow, criticalHigh], { low, high }, value) => {
    if (criticalLow !== null && below(value, criticalLow)) return 'LL';
    if (criticalHigh !== null && above(value, criticalHigh)) return 'HH';
    if (low !== null && below(value, low)) return 'L';
    if (high !== null && above(value, high)) return 'H';
    return 'N';
  };

const exactly = judging(
  (value, limit) => value < limit,
  (value, limit) => value > limit,
);
/** Of what is less than the value, however little: at a limit it lies below it already. */
const justBelow = judging(
  (value, limit) => value <= limit,
  (value, limit) => value > limit,
);
const justAbove = judging(
  (value, limit) => value < limit,
  (value, limit) => value >= limit,
);

const LOW: ReadonlySet<Interpretation> = new Set(['LL', 'L']);
const HIGH: ReadonlySet<Interpretation> = new Set(['HH', 'H']);

/** What holds of everything between two values: nothing where one may be low and the other not. */
const ofBoth = (one: Interpretation, other: Interpretation): Interpretation | null => {
  if (one === other) return one;
  if (LOW.has(one) && LOW.has(other)) return 'L';
  return HIGH.has(one) && HIGH.has(other) ? 'H' : null;
};

/**
 * What a reported figure means, also where the laboratory tells only on which side of it the true value lies: `<15` of a range from 15 on is low, `<7` of
 * a critical bound of 7 is critically low. Null where that side holds values of both kinds. Nothing that is measured is less than zero.
 */
export const interpretReported = (critical: Bounds, range: Range, value: number, comparator: Comparator | null): Interpretation | null => {
  switch (comparator) {
    case null:
      return exactly(critical, range, value);
    case '<':
      return ofBoth(exactly(critical, range, Math.min(0, value)), justBelow(critical, range, value));
    case '<=':
      return ofBoth(exactly(critical, range, Math.min(0, value)), exactly(critical, range, value));
    case '>':
      return ofBoth(justAbove(critical, range, value), exactly(critical, range, Infinity));
    case '>=':
      return ofBoth(exactly(critical, range, value), exactly(critical, range, Infinity));
  }
};

const known = (bounds: readonly (number | null)[]): number[] => bounds.filter((bound) => bound !== null);

/** Every bound that is usual for somebody, on one side. */
const usualBounds = ({ reference: { female, male }, special = [] }: QuantitativeAnalyte, side: 0 | 1): number[] =>
  known([female[side], male[side], ...special.map(({ range }) => range[side])]);

/** Laboratories differ by their methods, but not tenfold: a slipped decimal point does, and so does a range in another unit. */
const SLIPPED = 8;
const USUAL = 3;
const LIKELY = 2;

/** Whether a bound is within so many times what is usual on its side. Nothing is said of a bound of zero, nor where none but zero is usual. */
const isWithin = (bound: number | null, usual: readonly number[], times: number): boolean => {
  if (bound === null || bound === 0 || usual.length === 0) return true;
  const lowest = usual.filter((value) => value > 0).reduce<number | null>((least, value) => (least === null ? value : Math.min(least, value)), null);
  return lowest === null || (bound < Math.max(...usual) * times && bound > lowest / times);
};

const isPossible = (analyte: QuantitativeAnalyte, bound: number | null, side: 0 | 1): boolean => {
  if (bound === null) return true;
  if (bound < 0 || bound > analyte.plausible[1]) return false;
  return analyte.rangesDiffer === true || isWithin(bound, usualBounds(analyte, side), SLIPPED);
};

const looksLikeRange = (analyte: QuantitativeAnalyte, { low, high }: Range): boolean =>
  isWithin(low, usualBounds(analyte, 0), USUAL) && isWithin(high, usualBounds(analyte, 1), USUAL);

const SLIPS = [1e-1, 1e1, 1e-2, 1e2, 1e-3, 1e3];

/** What is usual, in words: "12 to 17 g/dL". */
const usualText = (analyte: QuantitativeAnalyte): string => {
  const [lows, highs] = [usualBounds(analyte, 0), usualBounds(analyte, 1)];
  const span = [lows.length > 0 ? `${Math.min(...lows)}` : 'open', ...(highs.length > 0 ? [`${Math.max(...highs)}`] : [])].join(' to ');
  return `${span} ${analyte.unit}`;
};

/** What is wrong with a laboratory's own range, and at which of its bounds. */
export interface RangeProblem {
  bound: 'low' | 'high';
  detail: string;
}

/** Why a range that was sent in the unit of its result cannot be one of the analyte, with the likely mistake; null for one that can. */
export const rangeProblem = (analyte: QuantitativeAnalyte, typed: Range, unit: string): RangeProblem | null => {
  const inUnit = (text: string): Range | null => {
    const conversion = conversionOf(analyte, text);
    if (!('convert' in conversion)) return null;
    const convert = (bound: number | null): number | null => (bound === null ? null : conversion.asReported(bound));
    return { low: convert(typed.low), high: convert(typed.high) };
  };
  const range = inUnit(unit);
  if (!range) return null;
  const bound = !isPossible(analyte, range.high, 1) ? 'high' : !isPossible(analyte, range.low, 0) ? 'low' : null;
  if (bound === null) return null;
  const meant = unitsOf(analyte).find((text) => text !== unit && looksLikeRange(analyte, inUnit(text) ?? { low: Infinity, high: Infinity }));
  const slip = SLIPS.find((times) => isWithin(range[bound]! * times, usualBounds(analyte, bound === 'low' ? 0 : 1), LIKELY));
  const sent = [typed.low ?? 'open', typed.high ?? 'open'].join(' to ');
  const guess = meant
    ? ` ${sent} looks like ${meant}; a range is in the unit of its result.`
    : slip === undefined || usualBounds(analyte, bound === 'low' ? 0 : 1).length === 0
      ? ''
      : ` ${tidy(typed[bound]! * slip)} may be meant for ${typed[bound]}.`;
  return { bound, detail: `${sent} ${unit} is no range of ${analyte.display}, which is usually ${usualText(analyte)}.${guess}` };
};
