import type { Analyte, QualitativeAnalyte, QuantitativeAnalyte } from './analyte.js';
import { bloodPanel } from './blood-panel.js';

export { bloodPanel } from './blood-panel.js';
export { findings, type Finding } from './analyte.js';
export { interpretText, findMoreSevereFinding, soundsAbnormal } from './laboratory-words.js';
export { parseNumberInText, type Comparator, type NumberInText } from './numbers-in-text.js';
export { checkUnit, getConversion, convertUnit, type UnitProblem } from './units.js';
export { concernsNoTreatment } from './laboratory-of-no-concern.js';
export { interpretFigure, interpretTitre, applyLaboratoryInterpretation } from './findings.js';
export {
  toOwnStandard,
  interpret,
  interpretReported,
  computeNeutrophils,
  chooseRange,
  findRangeProblem,
  toCanonical,
  findUnitOfBareNumber,
  type Interpretation,
  type Person,
  type Range,
  type RangeSource,
} from './interpretation.js';
export type { Analyte, QualitativeAnalyte, QuantitativeAnalyte };

const byCode = new Map<string, Analyte>(bloodPanel.flatMap((analyte: Analyte) => analyte.loinc.map((code) => [code, analyte] as const)));
const byId = new Map<string, Analyte>(bloodPanel.map((analyte: Analyte) => [analyte.id, analyte] as const));

/** The analyte of the panel with this LOINC code; undefined for any other code. */
export const findAnalyteByLoinc = (code: string): Analyte | undefined => byCode.get(code);

export const findAnalyteById = (id: string): Analyte | undefined => byId.get(id);

/** Whether a code has the form of LOINC: digits, a hyphen, and the check digit by Luhn's algorithm. */
export const isLoinc = (code: string): boolean => {
  const match = /^(\d{1,7})-(\d)$/.exec(code);
  if (!match) return false;
  const sum = [...match[1]!].reverse().reduce((total, digit, index) => {
    const value = index % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return (10 - (sum % 10)) % 10 === Number(match[2]);
};

/** The category of an ICD-10 code: its first three characters. */
export const toIcd10Category = (code: string): string => code.slice(0, 3).toUpperCase();

export const isIcd10 = (code: string): boolean => /^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/.test(code);

/** Whether a code has the form of ATC at any level, from `B01` to `B01AC06`. */
export const isAtc = (code: string): boolean => /^[A-V](\d{2}([A-Z]([A-Z](\d{2})?)?)?)?$/.test(code);
