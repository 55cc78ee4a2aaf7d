import { findAnalyteById, getConversion, type QuantitativeAnalyte } from '../../terminology/index.js';

const findQuantitativeAnalyte = (analyte: string): QuantitativeAnalyte | null => {
  const found = findAnalyteById(analyte);
  return found?.kind === 'quantitative' ? found : null;
};

/** Whether values in a unit can be compared with results of an analyte. An analyte outside the blood panel has only its listed unit. */
export const isComparableUnit = (analyte: string, unit: string, canonicalUnit: string): boolean => {
  if (unit === canonicalUnit) return true;
  const found = findQuantitativeAnalyte(analyte);
  return found !== null && 'convert' in getConversion(found, unit);
};

/** Converts a limit to the analyte's canonical unit. Results were converted in the same way, so a result at the limit stays at the limit. */
export const toCanonicalLimit = (analyte: string, value: number, unit: string): number => {
  const found = findQuantitativeAnalyte(analyte);
  if (found === null) return value;
  const conversion = getConversion(found, unit);
  if (!('convert' in conversion)) throw new Error(`No rule can compare ${analyte} in ${unit}: validation refuses it.`);
  return conversion.asReported(value);
};

/** The plausible values of an analyte, in its canonical unit. A result beyond them is a mistake and is refused, so rules never read one. */
export const getPlausibleRange = (analyte: string): readonly [low: number, high: number] =>
  findQuantitativeAnalyte(analyte)?.plausible ?? [-Infinity, Infinity];
