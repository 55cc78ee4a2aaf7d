/** What a laboratory's figure means: its canonical value, and how it stands to the range that holds for the person. */
import type { Bounds, QuantitativeAnalyte, SpecialRange } from './analyte.js';
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
  const canonical = conversion.convert(value);
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

const appliesTo = ({ when }: SpecialRange, { age, pregnant }: Person): boolean =>
  'pregnancy' in when ? pregnant : age !== null && age.min >= when.fromAge && age.max < when.belowAge;

/**
 * The range that holds for the person: the laboratory's own, else the one in pregnancy or of the age, else by sex at
 * birth; where that is not known, the span of both.
 */
export const rangeFor = (analyte: QuantitativeAnalyte, person: Person, laboratory: Range | null): { range: Range; source: RangeSource } => {
  if (laboratory && (laboratory.low !== null || laboratory.high !== null)) return { range: laboratory, source: 'laboratory' };
  const { female, male } = analyte.reference;
  const { sexAtBirth } = person;
  const asRange = ([low, high]: Bounds): Range => ({ low, high });
  const special = analyte.special?.find((one) => appliesTo(one, person));
  if (special) return { range: asRange(special.range), source: 'pregnancy' in special.when ? 'pregnancy' : 'age' };
  if (female[0] === male[0] && female[1] === male[1]) return { range: asRange(female), source: 'adult' };
  if (sexAtBirth === 'female' || sexAtBirth === 'male') return { range: asRange(analyte.reference[sexAtBirth]), source: 'sex' };
  return { range: { low: widest(female[0], male[0], Math.min), high: widest(female[1], male[1], Math.max) }, source: 'either-sex' };
};

/** A value beyond the critical bounds is `LL` or `HH`, whatever the range; on a bound it is within. */
export const interpret = (analyte: QuantitativeAnalyte, value: number, range: Range): Interpretation => {
  const [criticalLow, criticalHigh] = analyte.critical;
  if (criticalLow !== null && value < criticalLow) return 'LL';
  if (criticalHigh !== null && value > criticalHigh) return 'HH';
  if (range.low !== null && value < range.low) return 'L';
  if (range.high !== null && value > range.high) return 'H';
  return 'N';
};
