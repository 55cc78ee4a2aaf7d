/** Laboratory results as they are understood: in the canonical unit, held against the range that applies. */
import type { FieldError } from '../../kernel/failure.js';
import {
  analyteByLoinc,
  checkUnit,
  conversionOf,
  interpret,
  isLoinc,
  rangeFor,
  toCanonical,
  type Interpretation,
  type Person,
  type QuantitativeAnalyte,
  type Range,
  type RangeSource,
} from '../../terminology/index.js';

export interface TypedResult {
  code: { system: string; code: string; display?: string };
  value?: number;
  unit?: string;
  comparator?: string;
  text?: string;
  referenceRange?: { low?: number | null; high?: number | null };
}

export interface UnderstoodResult {
  typed: TypedResult;
  /** The analyte of the panel; null for a code outside it. */
  analyte: string | null;
  canonical: { value: number; unit: string } | null;
  interpretation: Interpretation | null;
  rangeUsed: (Range & { unit: string; source: RangeSource }) | null;
}

const typedRange = (result: TypedResult): Range | null =>
  result.referenceRange ? { low: result.referenceRange.low ?? null, high: result.referenceRange.high ?? null } : null;

const rangeErrors = (result: TypedResult, pointer: string): FieldError[] => {
  const range = typedRange(result);
  if (!range || range.low === null || range.high === null || range.low < range.high) return [];
  return [{ pointer: `${pointer}/referenceRange`, code: 'out-of-range', detail: 'The lower bound of the range must lie below the upper one.' }];
};

const formErrors = (result: TypedResult, pointer: string): FieldError[] => {
  const errors = rangeErrors(result, pointer);
  if (result.code.system !== 'loinc' || !isLoinc(result.code.code)) {
    errors.push({ pointer: `${pointer}/code`, code: 'invalid-code', detail: 'A result is named by a LOINC code with its check digit.' });
  }
  if ((result.value === undefined) === (result.text === undefined)) {
    errors.push({ pointer: `${pointer}/value`, code: 'required', detail: 'A result has either a value or a text.' });
  } else if (result.value !== undefined && result.unit === undefined) {
    errors.push({ pointer: `${pointer}/unit`, code: 'required', detail: 'A value needs its unit.' });
  } else if (result.text !== undefined && (result.unit !== undefined || result.comparator !== undefined)) {
    errors.push({ pointer: `${pointer}/unit`, code: 'not-allowed', detail: 'A result in words has neither unit nor comparator.' });
  }
  return errors;
};

const plain = (typed: TypedResult, analyte: string | null): UnderstoodResult => ({
  typed,
  analyte,
  canonical: null,
  interpretation: null,
  rangeUsed: null,
});

/** A code outside the panel: the unit must exist; only the laboratory's own range can say what the value means. */
const unlisted = (result: TypedResult & { value: number; unit: string }, pointer: string): UnderstoodResult | FieldError => {
  const { valid, suggestion } = checkUnit(result.unit);
  if (!valid) {
    const guess = suggestion ? ` "${suggestion}" may be meant.` : '';
    return { pointer: `${pointer}/unit`, code: 'unknown-unit', detail: `"${result.unit}" is not a UCUM unit.${guess}` };
  }
  const range = typedRange(result);
  if (!range || (range.low === null && range.high === null)) return plain(result, null);
  const { value, unit } = result;
  const interpretation = range.low !== null && value < range.low ? 'L' : range.high !== null && value > range.high ? 'H' : 'N';
  return { ...plain(result, null), interpretation, rangeUsed: { ...range, unit, source: 'laboratory' } };
};

/** A comparator says only on which side the true value lies: what that side does not decide stays open. */
const decided = (interpretation: Interpretation, comparator: string | undefined, range: Range): Interpretation | null => {
  if (comparator === undefined) return interpretation;
  const below = comparator.startsWith('<');
  if (interpretation === 'N') {
    const nothingBeyond = below ? range.low === null || range.low <= 0 : range.high === null;
    return nothingBeyond ? 'N' : null;
  }
  return interpretation.startsWith(below ? 'L' : 'H') ? interpretation : null;
};

const measured = (
  analyte: QuantitativeAnalyte,
  result: TypedResult & { value: number; unit: string },
  person: Person,
  pointer: string,
): UnderstoodResult | FieldError => {
  const canonical = toCanonical(analyte, result.value, result.unit);
  if ('code' in canonical) {
    return { pointer: `${pointer}/${canonical.code === 'implausible-value' ? 'value' : 'unit'}`, code: canonical.code, detail: canonical.detail };
  }
  const conversion = conversionOf(analyte, result.unit) as { convert: (value: number) => number };
  const bound = (value: number | null): number | null => (value === null ? null : conversion.convert(value));
  const typed = typedRange(result);
  const { range, source } = rangeFor(analyte, person, typed && { low: bound(typed.low), high: bound(typed.high) });
  return {
    typed: result,
    analyte: analyte.id,
    canonical: { value: canonical.value, unit: analyte.unit },
    interpretation: decided(interpret(analyte, canonical.value, range), result.comparator, range),
    rangeUsed: { ...range, unit: analyte.unit, source },
  };
};

const inWords = (result: TypedResult, pointer: string): UnderstoodResult | FieldError => {
  const analyte = analyteByLoinc(result.code.code);
  if (analyte?.kind !== 'qualitative' || analyte.values.includes(result.text!.trim().toLowerCase())) {
    const text = analyte?.kind === 'qualitative' ? result.text!.trim().toLowerCase() : result.text!;
    return plain({ ...result, text }, analyte?.id ?? null);
  }
  return { pointer: `${pointer}/text`, code: 'not-allowed', detail: `${analyte.display} is one of ${analyte.values.join(', ')}.` };
};

const understandOne = (result: TypedResult, person: Person, pointer: string): UnderstoodResult | FieldError => {
  if (result.value === undefined || result.unit === undefined) return inWords(result, pointer);
  const analyte = analyteByLoinc(result.code.code);
  const withValue = { ...result, value: result.value, unit: result.unit };
  if (analyte?.kind === 'quantitative') return measured(analyte, withValue, person, pointer);
  if (analyte?.kind === 'qualitative') {
    return { pointer: `${pointer}/text`, code: 'required', detail: `${analyte.display} is reported in words: ${analyte.values.join(', ')}.` };
  }
  return unlisted(withValue, pointer);
};

/** An optional member that is null says as little as one that is left out. */
const withoutNulls = (result: TypedResult): TypedResult =>
  Object.fromEntries(Object.entries(result).filter(([, value]) => value !== null)) as unknown as TypedResult;

/** All results of a blood test, understood; or everything that is wrong with them. */
export const understand = (results: readonly TypedResult[], person: Person, pointer: string): { results: UnderstoodResult[]; errors: FieldError[] } => {
  const understood: UnderstoodResult[] = [];
  const errors: FieldError[] = [];
  results.map(withoutNulls).forEach((result, index) => {
    const at = `${pointer}/results/${index}`;
    const bad = formErrors(result, at);
    if (bad.length > 0) return void errors.push(...bad);
    const outcome = understandOne(result, person, at);
    if ('pointer' in outcome) errors.push(outcome);
    else understood.push(outcome);
  });
  return { results: understood, errors };
};
