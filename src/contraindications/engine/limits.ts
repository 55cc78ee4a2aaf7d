import { analyteById, conversionOf, type QuantitativeAnalyte } from '../../terminology/index.js';

const quantitative = (analyte: string): QuantitativeAnalyte | null => {
  const found = analyteById(analyte);
  return found?.kind === 'quantitative' ? found : null;
};

/** Whether values in a unit can be compared with results of an analyte. An analyte outside the blood panel knows only the unit it is listed with. */
export const isComparableUnit = (analyte: string, unit: string, canonicalUnit: string): boolean => {
  if (unit === canonicalUnit) return true;
  const found = quantitative(analyte);
  return found !== null && 'convert' in conversionOf(found, unit);
};

/** A limit in the analyte's canonical unit. Results were converted in the same way, so a result at the limit stays at it. */
export const canonicalLimit = (analyte: string, value: number, unit: string): number => {
  const found = quantitative(analyte);
  if (found === null) return value;
  const conversion = conversionOf(found, unit);
  if (!('convert' in conversion)) throw new Error(`No rule can compare ${analyte} in ${unit}: validation refuses it.`);
  return conversion.asReported(value);
};

/** Beyond these a result of the analyte, in its canonical unit, is a mistake and refused: no rule will ever see one. */
export const plausibleRange = (analyte: string): readonly [low: number, high: number] => quantitative(analyte)?.plausible ?? [-Infinity, Infinity];
