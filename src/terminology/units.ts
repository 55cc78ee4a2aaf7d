/** Converts units by UCUM, with its reference implementation. Conversions that UCUM leaves open (arbitrary units, HbA1c) are defined here. */
import { UcumLhcUtils } from '@lhncbc/ucum-lhc';
import type { QuantitativeAnalyte } from './analyte.js';

export type ConversionProblem = 'unknown-unit' | 'inconvertible-unit';

/** A conversion. `asReported` converts a figure that a laboratory reported, or a limit: by a molar mass the figures are rounded in both units. */
export type Conversion =
  | { readonly convert: (value: number) => number; readonly asReported: (value: number) => number }
  | { readonly problem: ConversionProblem; readonly suggestion: string | null };

const SIGNIFICANT_DIGITS = 10;

/** Rounds to ten significant digits, to remove errors of binary arithmetic; no laboratory has as many digits. */
export const roundToSignificantDigits = (value: number): number => Number(value.toPrecision(SIGNIFICANT_DIGITS));

const ucum = UcumLhcUtils.getInstance();

/** Runs the library without its console output. The library prints a unit that it cannot read, which is a caller's text, and no log may contain that. */
const runQuietly = <T>(work: () => T): T => {
  /* eslint-disable no-console -- only to keep the library from it */
  const { log } = console;
  console.log = () => undefined;
  try {
    return work();
  } finally {
    console.log = log;
  }
  /* eslint-enable no-console */
};

const propertiesOfEveryObject = Object.getOwnPropertyNames(Object.prototype);

/** Whether the unit has the name of a property that every object has, such as `valueOf`. The library finds those in its tables, takes them for units, and throws. */
const isNamedLikeProperty = (unit: string): boolean => propertiesOfEveryObject.some((name) => unit.includes(name));

/** Whether UCUM knows the unit; where it does not, with the suggestion of UCUM. */
export const checkUnit = (unit: string): { valid: boolean; suggestion: string | null } => {
  if (isNamedLikeProperty(unit)) return { valid: false, suggestion: null };
  const { status, ucumCode } = runQuietly(() => ucum.validateUnitString(unit, true));
  const valid = status === 'valid' && ucumCode === unit;
  return { valid, suggestion: valid ? null : (ucumCode ?? null) };
};

const DIGITS_OF_MOLAR_MASS = 3;
const ROUNDED_BY = 3e-4;

/**
 * Rounds a figure that was converted by a molar mass. The molar mass is rounded, and so are medical limits in both units: 11.1 mmol/L of glucose are 200 mg/dL.
 * A result within 3 in 10,000 of a figure with three digits becomes that figure.
 */
const roundAsMolar = (value: number): number => {
  const plain = Number(value.toPrecision(DIGITS_OF_MOLAR_MASS));
  return Math.abs(value - plain) <= ROUNDED_BY * Math.abs(plain) ? plain : roundToSignificantDigits(value);
};

const createUniformConversion = (convert: (value: number) => number): Conversion => ({ convert, asReported: convert });

/** Removes arbitrary units. UCUM forbids conversion between them, even between m[IU]/L and u[IU]/mL, which is the same unit scaled. */
const withoutArbitraryUnits = (unit: string): string => unit.replace(/\[i?I?U\]/g, 'U');

const findFactorBetween = (from: string, to: string, molarMass: number | undefined): number | null => {
  if (isNamedLikeProperty(to)) return null;
  const [plainFrom, plainTo] = [withoutArbitraryUnits(from), withoutArbitraryUnits(to)];
  // Both units must be international units, or neither: the U of an enzyme is not an IU.
  if ((plainFrom === from) !== (plainTo === to)) return null;
  const direct = runQuietly(() => ucum.convertUnitTo(plainFrom, 1, plainTo));
  if (direct.status === 'succeeded' && direct.toVal !== null) return direct.toVal;
  if (molarMass === undefined) return null;
  const molar = runQuietly(() => ucum.convertUnitTo(from, 1, to, { molecularWeight: molarMass }));
  return molar.status === 'succeeded' ? molar.toVal : null;
};

/** The conversion from IFCC to NGSP (the master equation of 2004): HbA1c in mmol/mol is not a multiple of HbA1c in %. */
const IFCC_SLOPE = 0.09148;
const IFCC_OFFSET = 2.152;

/** Removes UCUM's annotations, which do not change the size of a unit: mmol/mol{Hb} is mmol/mol. */
const withoutAnnotations = (unit: string): string => unit.replace(/\{[^}]*\}/g, '');

/** The conversion of HbA1c from the two units in which it is reported. By UCUM 48 mmol/mol would be 4.8 %, while it is 6.5 %. */
const createHba1cConversion = (unit: string): Conversion => {
  if (unit === '%') return createUniformConversion((value) => value);
  if (unit === 'mmol/mol') return createUniformConversion((value) => roundToSignificantDigits(IFCC_SLOPE * value + IFCC_OFFSET));
  return { problem: 'inconvertible-unit', suggestion: null };
};

const createConversion = (analyte: QuantitativeAnalyte, unit: string): Conversion => {
  if (unit === analyte.unit) return createUniformConversion((value) => value);
  const { valid, suggestion } = checkUnit(unit);
  if (!valid) return { problem: 'unknown-unit', suggestion };
  if (analyte.id === 'hba1c') return createHba1cConversion(withoutAnnotations(unit));
  // UCUM ignores annotations, so a clearance without normalisation to the body surface would count as a normalised one.
  if (analyte.unit.includes('{1.73_m2}') && !unit.includes('1.73')) return { problem: 'inconvertible-unit', suggestion: analyte.unit };
  const factor = analyte.factors?.[unit] ?? findFactorBetween(unit, analyte.unit, undefined);
  if (factor !== null) return createUniformConversion((value) => roundToSignificantDigits(value * factor));
  const molar = findFactorBetween(unit, analyte.unit, analyte.molarMass);
  if (molar === null) return { problem: 'inconvertible-unit', suggestion: null };
  return { convert: (value) => roundToSignificantDigits(value * molar), asReported: (value) => roundAsMolar(value * molar) };
};

const MAXIMUM_KNOWN = 5_000;
const known = new Map<string, Conversion>();

/** The conversion from a unit to the analyte's canonical unit. */
export const getConversion = (analyte: QuantitativeAnalyte, unit: string): Conversion => {
  const key = `${analyte.id} ${unit}`;
  let conversion = known.get(key);
  if (!conversion) {
    if (known.size >= MAXIMUM_KNOWN) known.clear();
    known.set(key, (conversion = createConversion(analyte, unit)));
  }
  return conversion;
};

export interface UnitProblem {
  readonly problem: ConversionProblem;
}

const between = new Map<string, number | UnitProblem>();

/** Converts a value to another unit of the same kind, for quantities that are not analytes: lengths, areas, weights. */
export const convertUnit = (value: number, from: string, to: string): number | UnitProblem => {
  if (from === to) return value;
  const key = `${from} ${to}`;
  let known = between.get(key);
  if (known === undefined) {
    if (between.size >= MAXIMUM_KNOWN) between.clear();
    known = checkUnit(from).valid ? (findFactorBetween(from, to, undefined) ?? { problem: 'inconvertible-unit' }) : { problem: 'unknown-unit' };
    between.set(key, known);
  }
  return typeof known === 'number' ? roundToSignificantDigits(value * known) : known;
};
