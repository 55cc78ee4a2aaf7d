/** Interprets laboratory results: converts them to the canonical unit, compares them with the applicable range, and reads words and texts. */
import { declareEnumeration } from '../../../kernel/enumeration.js';
import type { FieldError } from '../../../kernel/failure.js';
import {
  findAnalyteByLoinc,
  checkUnit,
  getConversion,
  interpretText,
  interpretFigure,
  interpretTitre,
  applyLaboratoryInterpretation,
  toOwnStandard,
  interpretReported,
  isLoinc,
  parseNumberInText,
  chooseRange,
  findRangeProblem,
  toCanonical,
  findUnitOfBareNumber,
  type Comparator,
  type Finding,
  type Interpretation,
  type NumberInText,
  type Person,
  type QualitativeAnalyte,
  type QuantitativeAnalyte,
  type Range,
  type RangeSource,
} from '../../../terminology/index.js';
import { withoutNulls } from '../../../kernel/json-object.js';

/** The laboratory's own judgement of a result, by the codes of HL7. `A` is abnormal without a direction. */
export const laboratoryInterpretations = declareEnumeration('LaboratoryInterpretation', ['LL', 'L', 'N', 'H', 'HH', 'A']);
export type LaboratoryInterpretation = (typeof laboratoryInterpretations)[number];

export interface EnteredResult {
  code: { system: string; code: string; display?: string };
  value?: number;
  unit?: string;
  comparator?: Comparator;
  text?: string;
  referenceRange?: { low?: number | null; high?: number | null };
  laboratoryInterpretation?: LaboratoryInterpretation;
}

export interface NormalizedResult {
  typed: EnteredResult;
  /** The analyte of the panel; null for a code outside the panel. */
  analyte: string | null;
  canonical: { value: number; unit: string } | null;
  /** The finding of a qualitative test; null for quantitative tests, and for results that are not understood. */
  finding: Finding | null;
  interpretation: Interpretation | null;
  rangeUsed: (Range & { unit: string; source: RangeSource }) | null;
}

/** A number with its unit, typed or read from a text. */
interface Figure {
  value: number;
  unit: string;
  comparator: Comparator | null;
}

/** A clotting time is abnormal where it exceeds the time of the healthy control plasma by more than a fifth. */
const LONGEST_OF_CONTROL = 1.2;

const findEnteredRange = (result: EnteredResult): Range | null =>
  result.referenceRange ? { low: result.referenceRange.low ?? null, high: result.referenceRange.high ?? null } : null;

const validateRange = (result: EnteredResult, pointer: string): FieldError[] => {
  const range = findEnteredRange(result);
  if (!range || range.low === null || range.high === null || range.low < range.high) return [];
  return [{ pointer: `${pointer}/referenceRange`, code: 'out-of-range', detail: 'The lower bound of the range must lie below the upper one.' }];
};

const validateForm = (result: EnteredResult, pointer: string): FieldError[] => {
  const errors = validateRange(result, pointer);
  if (result.code.system !== 'loinc' || !isLoinc(result.code.code)) {
    errors.push({ pointer: `${pointer}/code`, code: 'invalid-code', detail: 'A result is named by a LOINC code with its check digit, such as 718-7.' });
  }
  if ((result.value === undefined) === (result.text === undefined)) {
    errors.push({ pointer: `${pointer}/value`, code: 'required', detail: 'A result has either a value or a text: send one of the two.' });
  } else if (result.value !== undefined && result.unit === undefined) {
    errors.push({ pointer: `${pointer}/unit`, code: 'required', detail: 'A value needs its unit, in UCUM, such as g/dL.' });
  } else if (result.text !== undefined && result.comparator !== undefined) {
    errors.push({ pointer: `${pointer}/comparator`, code: 'not-allowed', detail: 'The comparator of a result in words stands in its text: leave it out.' });
  }
  return errors;
};

const createUninterpretedResult = (typed: EnteredResult, analyte: string | null): NormalizedResult => ({
  typed,
  analyte,
  canonical: null,
  finding: null,
  interpretation: null,
  rangeUsed: null,
});

const GRAVITY: Readonly<Record<Interpretation, number>> = { N: 0, L: 1, H: 1, LL: 2, HH: 2 };

/**
 * Combines two judgements. A result that the laboratory calls abnormal is never normal; a result that the laboratory calls normal keeps the judgement by the
 * range.
 */
const chooseMostAbnormal = (own: Interpretation | null, laboratory: LaboratoryInterpretation | undefined): Interpretation | null => {
  if (laboratory === undefined) return own;
  if (laboratory === 'A') return own === 'N' ? null : own;
  return own === null || GRAVITY[laboratory] > GRAVITY[own] ? laboratory : own;
};

const findUnitError = (unit: string, pointer: string): FieldError | null => {
  const { valid, suggestion } = checkUnit(unit);
  if (valid) return null;
  return { pointer: `${pointer}/unit`, code: 'unknown-unit', detail: `"${unit}" is not a UCUM unit.${suggestion ? ` "${suggestion}" may be meant.` : ''}` };
};

/** Interprets a result whose code is outside the panel. The unit must exist; the meaning comes only from the laboratory's range or judgement. */
const normalizeUnlistedResult = (result: EnteredResult & { value: number; unit: string }, pointer: string): NormalizedResult | FieldError => {
  const error = findUnitError(result.unit, pointer);
  if (error) return error;
  const range = findEnteredRange(result);
  const { value, unit, comparator = null, laboratoryInterpretation } = result;
  if (!range || (range.low === null && range.high === null)) {
    return { ...createUninterpretedResult(result, null), interpretation: chooseMostAbnormal(null, laboratoryInterpretation) };
  }
  const interpretation = interpretReported([null, null], range, value, comparator);
  return {
    ...createUninterpretedResult(result, null),
    interpretation: chooseMostAbnormal(interpretation, laboratoryInterpretation),
    rangeUsed: { ...range, unit, source: 'laboratory' },
  };
};

const normalizeQuantitativeFigure = (
  analyte: QuantitativeAnalyte,
  result: EnteredResult,
  { value, unit, comparator }: Figure,
  laboratory: Range | null,
  person: Person,
  pointer: string,
): NormalizedResult | FieldError => {
  const read = toCanonical(analyte, value, unit);
  if ('code' in read) {
    const member = read.code !== 'implausible-value' ? 'unit' : result.text === undefined ? 'value' : 'text';
    return { pointer: `${pointer}/${member}`, code: read.code, detail: read.detail };
  }
  const typed = findEnteredRange(result);
  const impossible = typed && findRangeProblem(analyte, typed, unit);
  if (impossible) return { pointer: `${pointer}/referenceRange/${impossible.bound}`, code: 'implausible-range', detail: impossible.detail };
  const loinc = result.code.code;
  const own = (figure: number): number => (unit === analyte.unit ? toOwnStandard(analyte, loinc, figure) : figure);
  const conversion = getConversion(analyte, unit) as { asReported: (value: number) => number };
  const bound = (limit: number | null): number | null => (limit === null ? null : own(conversion.asReported(limit)));
  const canonical = own(read.value);
  const { range, source } = chooseRange(analyte, person, laboratory && { low: bound(laboratory.low), high: bound(laboratory.high) });
  return {
    ...createUninterpretedResult(result, analyte.id),
    canonical: { value: canonical, unit: analyte.unit },
    interpretation: chooseMostAbnormal(interpretReported(analyte.critical, range, canonical, comparator), result.laboratoryInterpretation),
    rangeUsed: { ...range, unit: analyte.unit, source },
  };
};

/** Interprets a number for a qualitative test: an index, an amount or a titre. A number that no rule can read is stored and reported as unread. */
const normalizeQualitativeFigure = (analyte: QualitativeAnalyte, result: EnteredResult, figure: Figure, pointer: string): NormalizedResult | FieldError => {
  const found = interpretFigure(analyte, figure, findEnteredRange(result));
  if (found !== null && 'code' in found) {
    const member = found.code === 'unknown-unit' ? 'unit' : result.text === undefined ? 'value' : 'text';
    return { pointer: `${pointer}/${member}`, ...found };
  }
  const finding = applyLaboratoryInterpretation(found?.finding ?? null, result.laboratoryInterpretation);
  return { ...createUninterpretedResult(result, analyte.id), canonical: found?.canonical ?? null, finding };
};

/** Adds the laboratory's judgement from a mark in the text, where `laboratoryInterpretation` was not sent. */
const withFlag = (result: EnteredResult, { flag }: NumberInText): EnteredResult =>
  flag === null || result.laboratoryInterpretation !== undefined ? result : { ...result, laboratoryInterpretation: flag };

const findFigureInText = (analyte: QuantitativeAnalyte | QualitativeAnalyte, { code, unit }: EnteredResult, found: NumberInText): Figure | null => {
  const { value, comparator } = found;
  if (analyte.kind === 'qualitative') {
    const written = found.units.find((unit) => checkUnit(unit).valid) ?? unit ?? (found.units.length === 0 ? analyte.figures?.[0]?.unit : undefined);
    return written === undefined ? null : { value, unit: written, comparator };
  }
  const convertible = found.units.find((unit) => 'convert' in getConversion(analyte, unit)) ?? found.units[0];
  const meant = convertible ?? unit ?? findUnitOfBareNumber(analyte, code.code, value);
  return meant === null ? null : { value, unit: meant, comparator };
};

/** Stores a comparator that was part of the text in `comparator`. */
const withComparator = (result: EnteredResult, { comparator }: Figure): EnteredResult => (comparator === null ? result : { ...result, comparator });

const normalizeQuantitativeText = (analyte: QuantitativeAnalyte, result: EnteredResult, person: Person, pointer: string): NormalizedResult | FieldError => {
  const found = parseNumberInText(result.text!);
  const figure = found && findFigureInText(analyte, result, found);
  if (!found || !figure) return { ...createUninterpretedResult(result, analyte.id), interpretation: chooseMostAbnormal(null, result.laboratoryInterpretation) };
  const laboratory = findEnteredRange(result) ?? (found.control === null ? null : { low: null, high: found.control * LONGEST_OF_CONTROL });
  return normalizeQuantitativeFigure(analyte, withComparator(withFlag(result, found), figure), figure, laboratory, person, pointer);
};

const normalizeQualitativeText = (analyte: QualitativeAnalyte, result: EnteredResult, pointer: string): NormalizedResult | FieldError => {
  const said = interpretText(result.text!, (titre) => interpretTitre(analyte, titre));
  if (said !== null) return { ...createUninterpretedResult(result, analyte.id), finding: applyLaboratoryInterpretation(said, result.laboratoryInterpretation) };
  const found = parseNumberInText(result.text!);
  const figure = found && findFigureInText(analyte, result, found);
  if (!found || !figure) return createUninterpretedResult(result, analyte.id);
  return normalizeQualitativeFigure(analyte, withComparator(withFlag(result, found), figure), figure, pointer);
};

const normalizeTextResult = (result: EnteredResult, person: Person, pointer: string): NormalizedResult | FieldError => {
  const error = result.unit === undefined ? null : findUnitError(result.unit, pointer);
  if (error) return error;
  const analyte = findAnalyteByLoinc(result.code.code);
  if (analyte?.kind === 'quantitative') return normalizeQuantitativeText(analyte, result, person, pointer);
  if (analyte?.kind === 'qualitative') return normalizeQualitativeText(analyte, result, pointer);
  return { ...createUninterpretedResult(result, null), interpretation: chooseMostAbnormal(null, result.laboratoryInterpretation) };
};

const normalizeResult = (result: EnteredResult, person: Person, pointer: string): NormalizedResult | FieldError => {
  if (result.value === undefined || result.unit === undefined) return normalizeTextResult(result, person, pointer);
  const analyte = findAnalyteByLoinc(result.code.code);
  const figure: Figure = { value: result.value, unit: result.unit, comparator: result.comparator ?? null };
  if (analyte?.kind === 'quantitative') return normalizeQuantitativeFigure(analyte, result, figure, findEnteredRange(result), person, pointer);
  if (analyte?.kind === 'qualitative') return normalizeQualitativeFigure(analyte, result, figure, pointer);
  return normalizeUnlistedResult({ ...result, value: result.value, unit: result.unit }, pointer);
};

/** Interprets all results of a blood test, and collects all errors in them. */
export const normalizeResults = (results: readonly EnteredResult[], person: Person, pointer: string): { results: NormalizedResult[]; errors: FieldError[] } => {
  const normalized: NormalizedResult[] = [];
  const errors: FieldError[] = [];
  results
    .map((result): EnteredResult => withoutNulls(result))
    .forEach((result, index) => {
      const at = `${pointer}/results/${index}`;
      const bad = validateForm(result, at);
      if (bad.length > 0) return void errors.push(...bad);
      const outcome = normalizeResult(result, person, at);
      if ('pointer' in outcome) errors.push(outcome);
      else normalized.push(outcome);
    });
  return { results: normalized, errors };
};

/** Finds the errors in a result that do not depend on the patient: errors in its code, unit, value and range. */
export const validateResult = (result: EnteredResult): FieldError[] =>
  normalizeResults([result], { sexAtBirth: 'unknown', age: null, pregnant: false }, '').errors.map((error) => ({
    ...error,
    pointer: error.pointer.replace('/results/0', ''),
  }));
