/** Interprets a laboratory's figure: its canonical value, and its interpretation by the range that applies to the person. */
import type { Bounds, QuantitativeAnalyte, SpecialRange } from './analyte.js';
import type { Comparator } from './numbers-in-text.js';
import { getConversion, roundToSignificantDigits, type ConversionProblem } from './units.js';

export type Interpretation = 'LL' | 'L' | 'N' | 'H' | 'HH';

/** The source of a range: the laboratory's report, pregnancy, the person's age, the sex at birth, both sexes together, or one range for all. */
export type RangeSource = 'laboratory' | 'pregnancy' | 'age' | 'sex' | 'either-sex' | 'adult';

/** The person of a result, as far as a range depends on the person. */
export interface Person {
  sexAtBirth: string;
  /** The age in completed years on the day of the sample, as the bounds that the birth date allows; null where no birth date is known. */
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

const listUnits = (analyte: QuantitativeAnalyte): string[] => [analyte.unit, ...analyte.usualUnits];

/** A wide span around the usual ranges, within which a figure in the right unit is expected. */
const looksUsual = (analyte: QuantitativeAnalyte, value: number): boolean => {
  const { female, male } = analyte.reference;
  const low = Math.min(female[0] ?? 0, male[0] ?? 0) / 3;
  const high = Math.max(female[1] ?? analyte.plausible[1], male[1] ?? analyte.plausible[1]) * 3;
  return value >= low && value <= high;
};

const findLikelyUnit = (analyte: QuantitativeAnalyte, value: number, typed: string): string | null =>
  listUnits(analyte).find((unit) => {
    const conversion = getConversion(analyte, unit);
    return unit !== typed && 'convert' in conversion && looksUsual(analyte, conversion.convert(value));
  }) ?? null;

const describeConversionProblem = (analyte: QuantitativeAnalyte, unit: string, problem: ConversionProblem, suggestion: string | null): string =>
  problem === 'unknown-unit'
    ? `"${unit}" is not a UCUM unit${suggestion ? `; "${suggestion}" may be meant` : `; ${analyte.display} is usually given in ${listUnits(analyte).join(', ')}`}.`
    : `${analyte.display} cannot be given in ${unit}; it is usually given in ${listUnits(analyte).join(', ')}.`;

/** Converts a value to the analyte's canonical unit, or answers why it cannot be converted. */
export const toCanonical = (analyte: QuantitativeAnalyte, value: number, unit: string): { value: number } | ValueProblem => {
  const conversion = getConversion(analyte, unit);
  if ('problem' in conversion) return { code: conversion.problem, detail: describeConversionProblem(analyte, unit, conversion.problem, conversion.suggestion) };
  const canonical = conversion.asReported(value);
  const [lowest, highest] = analyte.plausible;
  if (canonical >= lowest && canonical <= highest) return { value: canonical };
  const likely = findLikelyUnit(analyte, value, unit);
  const guess = likely ? ` ${value} ${unit} looks like ${likely}.` : '';
  return {
    code: 'implausible-value',
    detail: `${analyte.display} of ${canonical} ${analyte.unit} is outside what is possible (${lowest} to ${highest} ${analyte.unit}).${guess}`,
  };
};

/**
 * The unit of a number without a unit, as the LOINC code implies. Null where the figure would be unusual in that unit: a platelet count of 2.5 may be in lakhs.
 */
export const findUnitOfBareNumber = (analyte: QuantitativeAnalyte, loinc: string, value: number): string | null => {
  // Counts in the thousands are cells in a microlitre, whatever unit the code implies.
  const implied = analyte.unit === '10*3/uL' && value >= 1000 ? '/uL' : (analyte.impliedUnits?.[loinc] ?? analyte.unit);
  const conversion = getConversion(analyte, implied);
  if (!('convert' in conversion)) return null;
  const canonical = conversion.convert(value);
  if (canonical < analyte.plausible[0] || canonical > analyte.plausible[1]) return null;
  return looksUsual(analyte, canonical) || findLikelyUnit(analyte, value, implied) === null ? implied : null;
};

/** Converts a figure in the canonical unit to the analyte's own standard, where the LOINC code names another standard. */
export const toOwnStandard = (analyte: QuantitativeAnalyte, loinc: string, value: number): number => {
  const standard = analyte.standards?.[loinc];
  return standard ? roundToSignificantDigits(standard.slope * value + standard.offset) : value;
};

/** Calculates the number of neutrophils (10*3/uL) from their share and the leucocytes of the same sample; null where a figure is not exact. */
export const computeNeutrophils = (
  leucocytes: { value: number; comparator: string | null },
  percent: { value: number; comparator: string | null },
): number | null => (leucocytes.comparator === null && percent.comparator === null ? roundToSignificantDigits((leucocytes.value * percent.value) / 100) : null);

const chooseWidest = (one: number | null, other: number | null, pick: (...values: number[]) => number): number | null =>
  one === null || other === null ? null : pick(one, other);

/** Whether a special range applies. A pregnancy in the record of a man is a mistake in one of the two, so no range in pregnancy applies. */
const appliesTo = ({ when }: SpecialRange, { sexAtBirth, age, pregnant }: Person): boolean =>
  'pregnancy' in when ? pregnant && sexAtBirth !== 'male' : age !== null && age.min >= when.fromAge && age.max < when.belowAge;

/**
 * Finds the range that applies to the person: the laboratory's own, else the one for pregnancy or age, else the one for the sex at birth. Where the sex is
 * unknown, the range spans both.
 */
export const chooseRange = (analyte: QuantitativeAnalyte, person: Person, laboratory: Range | null): { range: Range; source: RangeSource } => {
  if (laboratory && (laboratory.low !== null || laboratory.high !== null)) return { range: laboratory, source: 'laboratory' };
  const { female, male } = analyte.reference;
  const { sexAtBirth } = person;
  const asRange = ([low, high]: Bounds): Range => ({ low, high });
  const special = analyte.special?.find((specialRange) => appliesTo(specialRange, person));
  if (special) return { range: asRange(special.range), source: 'pregnancy' in special.when ? 'pregnancy' : 'age' };
  if (female[0] === male[0] && female[1] === male[1]) return { range: asRange(female), source: 'adult' };
  if (sexAtBirth === 'female' || sexAtBirth === 'male') return { range: asRange(analyte.reference[sexAtBirth]), source: 'sex' };
  return { range: { low: chooseWidest(female[0], male[0], Math.min), high: chooseWidest(female[1], male[1], Math.max) }, source: 'either-sex' };
};

/** Interprets a value. A value beyond the critical bounds is `LL` or `HH`, whatever the range; a value on a bound is within it. */
export const interpret = (analyte: QuantitativeAnalyte, value: number, range: Range): Interpretation => interpretExact(analyte.critical, range, value);

/** Decides which values count as low, and which as high. */
type Judging = (critical: Bounds, range: Range, value: number) => Interpretation;

const createInterpreter =
  (below: (value: number, limit: number) => boolean, above: (value: number, limit: number) => boolean): Judging =>
  ([criticalLow, criticalHigh], { low, high }, value) => {
    if (criticalLow !== null && below(value, criticalLow)) return 'LL';
    if (criticalHigh !== null && above(value, criticalHigh)) return 'HH';
    if (low !== null && below(value, low)) return 'L';
    if (high !== null && above(value, high)) return 'H';
    return 'N';
  };

const interpretExact = createInterpreter(
  (value, limit) => value < limit,
  (value, limit) => value > limit,
);
/** Interprets values just below the given value: a value at a limit counts as below it. */
const interpretJustBelow = createInterpreter(
  (value, limit) => value <= limit,
  (value, limit) => value > limit,
);
const interpretJustAbove = createInterpreter(
  (value, limit) => value < limit,
  (value, limit) => value >= limit,
);

const LOW: ReadonlySet<Interpretation> = new Set(['LL', 'L']);
const HIGH: ReadonlySet<Interpretation> = new Set(['HH', 'H']);

/** Combines the interpretations of the two ends of an interval; null where they differ, other than in severity. */
const combineInterpretations = (one: Interpretation, other: Interpretation): Interpretation | null => {
  if (one === other) return one;
  if (LOW.has(one) && LOW.has(other)) return 'L';
  return HIGH.has(one) && HIGH.has(other) ? 'H' : null;
};

/**
 * Interprets a reported figure, also where a comparator gives only the side of the true value: `<15` is low for a range from 15, `<7` is critically low for a
 * critical bound of 7. Null where that side has values of different interpretations. No measured value is below zero.
 */
export const interpretReported = (critical: Bounds, range: Range, value: number, comparator: Comparator | null): Interpretation | null => {
  switch (comparator) {
    case null:
      return interpretExact(critical, range, value);
    case '<':
      return combineInterpretations(interpretExact(critical, range, Math.min(0, value)), interpretJustBelow(critical, range, value));
    case '<=':
      return combineInterpretations(interpretExact(critical, range, Math.min(0, value)), interpretExact(critical, range, value));
    case '>':
      return combineInterpretations(interpretJustAbove(critical, range, value), interpretExact(critical, range, Infinity));
    case '>=':
      return combineInterpretations(interpretExact(critical, range, value), interpretExact(critical, range, Infinity));
  }
};

const listKnownBounds = (bounds: readonly (number | null)[]): number[] => bounds.filter((bound) => bound !== null);

/** The usual bounds on one side, for all groups of people. */
const listUsualBounds = ({ reference: { female, male }, special = [] }: QuantitativeAnalyte, side: 0 | 1): number[] =>
  listKnownBounds([female[side], male[side], ...special.map(({ range }) => range[side])]);

/** The factor beyond which a range is rejected. Laboratories differ by their methods, but not tenfold; a misplaced decimal point or another unit does. */
const SLIPPED = 8;
const USUAL = 3;
const LIKELY = 2;

/** Whether a bound is within a factor of the usual bounds on its side. A bound of zero is accepted, and any bound where all usual bounds are zero. */
const isWithin = (bound: number | null, usual: readonly number[], times: number): boolean => {
  if (bound === null || bound === 0 || usual.length === 0) return true;
  const lowest = usual.filter((value) => value > 0).reduce<number | null>((least, value) => (least === null ? value : Math.min(least, value)), null);
  return lowest === null || (bound < Math.max(...usual) * times && bound > lowest / times);
};

const isPossible = (analyte: QuantitativeAnalyte, bound: number | null, side: 0 | 1): boolean => {
  if (bound === null) return true;
  if (bound < 0 || bound > analyte.plausible[1]) return false;
  return analyte.rangesDiffer === true || isWithin(bound, listUsualBounds(analyte, side), SLIPPED);
};

const looksLikeRange = (analyte: QuantitativeAnalyte, { low, high }: Range): boolean =>
  isWithin(low, listUsualBounds(analyte, 0), USUAL) && isWithin(high, listUsualBounds(analyte, 1), USUAL);

const SLIPS = [1e-1, 1e1, 1e-2, 1e2, 1e-3, 1e3];

/** Formats the usual range in words: "12 to 17 g/dL". */
const describeUsualRange = (analyte: QuantitativeAnalyte): string => {
  const [lows, highs] = [listUsualBounds(analyte, 0), listUsualBounds(analyte, 1)];
  const span = [lows.length > 0 ? `${Math.min(...lows)}` : 'open', ...(highs.length > 0 ? [`${Math.max(...highs)}`] : [])].join(' to ');
  return `${span} ${analyte.unit}`;
};

/** A problem with a laboratory's own range, with the bound that has it. */
export interface RangeProblem {
  bound: 'low' | 'high';
  detail: string;
}

/** Finds why a range, in the unit of its result, cannot be a range of the analyte, with the likely mistake; null where it can. */
export const findRangeProblem = (analyte: QuantitativeAnalyte, typed: Range, unit: string): RangeProblem | null => {
  const inUnit = (text: string): Range | null => {
    const conversion = getConversion(analyte, text);
    if (!('convert' in conversion)) return null;
    const convert = (bound: number | null): number | null => (bound === null ? null : conversion.asReported(bound));
    return { low: convert(typed.low), high: convert(typed.high) };
  };
  const range = inUnit(unit);
  if (!range) return null;
  const bound = !isPossible(analyte, range.high, 1) ? 'high' : !isPossible(analyte, range.low, 0) ? 'low' : null;
  if (bound === null) return null;
  const meant = listUnits(analyte).find((text) => text !== unit && looksLikeRange(analyte, inUnit(text) ?? { low: Infinity, high: Infinity }));
  const slip = SLIPS.find((times) => isWithin(range[bound]! * times, listUsualBounds(analyte, bound === 'low' ? 0 : 1), LIKELY));
  const sent = [typed.low ?? 'open', typed.high ?? 'open'].join(' to ');
  const guess = meant
    ? ` ${sent} looks like ${meant}; a range is in the unit of its result.`
    : slip === undefined || listUsualBounds(analyte, bound === 'low' ? 0 : 1).length === 0
      ? ''
      : ` ${roundToSignificantDigits(typed[bound]! * slip)} may be meant for ${typed[bound]}.`;
  return { bound, detail: `${sent} ${unit} is no range of ${analyte.display}, which is usually ${describeUsualRange(analyte)}.${guess}` };
};
