import type { Evidence, Missing } from '../evaluation.js';
import type { Known } from '../known.js';
import type { EvaluationDate } from '../evaluation-date.js';
import { strictest, type Override } from '../override.js';
import type { CompiledClause } from './compile-context.js';
import type { ClauseResult } from './clause-result.js';

const nothing = (): never[] => [];

export const no: ClauseResult = { truth: 'no', because: nothing, open: false, missing: nothing, override: 'dermatologist' };
export const silent: ClauseResult = { ...no, truth: 'unknown' };

export const yes = (because: () => Evidence[], override: Override = 'dermatologist'): ClauseResult => ({
  truth: 'yes',
  because,
  open: false,
  missing: nothing,
  override,
});
/** A `no` with its evidence, for clauses that `not` may contain. */
export const noBecause = (because: () => Evidence[]): ClauseResult => ({ truth: 'no', because, open: false, missing: nothing, override: 'dermatologist' });
export const unclear = (missing: () => Missing[]): ClauseResult => ({
  truth: 'unknown',
  because: nothing,
  open: true,
  missing,
  override: 'dermatologist',
});

/** Combines several results that are all `yes`, or all `no`. */
const together = (truth: 'yes' | 'no', deciding: readonly ClauseResult[]): ClauseResult => {
  if (deciding.length === 1) return deciding[0]!;
  const because = (): Evidence[] => {
    const all: Evidence[] = [];
    for (const clauseResult of deciding) all.push(...clauseResult.because());
    return all;
  };
  return truth === 'yes' ? yes(because, strictest(deciding.map((clauseResult) => clauseResult.override))) : noBecause(because);
};

/** Combines several results that each lack a detail. */
const lacking = (open: readonly ClauseResult[]): ClauseResult =>
  open.length === 1 ? open[0]! : unclear(() => open.flatMap((clauseResult) => clauseResult.missing()));

/**
 * Combines results by Kleene's logic: `yes` where at least `n` are `yes`, and `no` where `n` can no longer be `yes`, with all results that decided it.
 * Otherwise the result is open where the missing details alone could make it `yes`, and silent where it would need an answer that nobody gave.
 */
export const atLeastOf = (n: number, results: readonly ClauseResult[]): ClauseResult => {
  const certain = results.filter(({ truth }) => truth === 'yes');
  if (certain.length >= n) return together('yes', certain);
  const impossible = results.filter(({ truth }) => truth === 'no');
  if (results.length - impossible.length < n) return together('no', impossible);
  const open = results.filter((result) => result.open);
  return certain.length + open.length >= n ? lacking(open) : silent;
};

/**
 * Evaluates clauses until one is `no`; `yes` where each clause is. The evidence of a `no` is left out. Until the first `no` changes, the other clauses do not
 * matter.
 */
export const evaluateAll = (asks: readonly CompiledClause[], known: Known, date: EvaluationDate): ClauseResult => {
  const results: ClauseResult[] = [];
  for (const ask of asks) {
    const result = ask(known, date);
    if (result.truth === 'no') return no;
    results.push(result);
  }
  return allOf(results);
};

/** Evaluates clauses, where the evidence of a `no` is not needed; `yes` where any clause is. */
export const evaluateAny = (asks: readonly CompiledClause[], known: Known, date: EvaluationDate): ClauseResult => {
  let first: ClauseResult | null = null;
  let more: ClauseResult[] | null = null;
  let open: ClauseResult[] | null = null;
  let unknown = false;
  for (const ask of asks) {
    const result = ask(known, date);
    if (result.truth === 'yes') {
      if (date.outcomeOnly) return result;
      if (first === null) first = result;
      else (more ??= [first]).push(result);
    } else if (result.truth === 'unknown') unknown = true;
    if (result.open) (open ??= []).push(result);
  }
  if (first) return more ? together('yes', more) : first;
  if (open) return lacking(open);
  return unknown ? silent : no;
};

/** `yes` where any result is, with the evidence of each that is. */
export const anyOf = (results: readonly ClauseResult[]): ClauseResult => (results.length === 0 ? no : atLeastOf(1, results));

/** `yes` where each result is, with the evidence of all. */
export const allOf = (results: readonly ClauseResult[]): ClauseResult => atLeastOf(results.length, results);

/** Reverses a result; an `unknown` stays unknown. */
export const notOf = (result: ClauseResult): ClauseResult => {
  if (result.truth === 'unknown') return result;
  return result.truth === 'yes' ? noBecause(result.because) : yes(result.because);
};
