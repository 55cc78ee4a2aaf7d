import type { Evidence, Missing } from '../evaluation.js';
import type { Known } from '../known.js';
import type { EvaluationDate } from '../evaluation-date.js';
import { chooseStrictest, type Override } from '../override.js';
import type { CompiledClause } from './compile-context.js';
import type { ClauseResult } from './clause-result.js';

const listNothing = (): never[] => [];

export const no: ClauseResult = { truth: 'no', because: listNothing, open: false, missing: listNothing, override: 'dermatologist' };
export const silent: ClauseResult = { ...no, truth: 'unknown' };

export const answerYes = (because: () => Evidence[], override: Override = 'dermatologist'): ClauseResult => ({
  truth: 'yes',
  because,
  open: false,
  missing: listNothing,
  override,
});
/** A `no` with its evidence, for clauses that `not` may contain. */
export const answerNo = (because: () => Evidence[]): ClauseResult => ({ truth: 'no', because, open: false, missing: listNothing, override: 'dermatologist' });
export const answerUnclear = (missing: () => Missing[]): ClauseResult => ({
  truth: 'unknown',
  because: listNothing,
  open: true,
  missing,
  override: 'dermatologist',
});

/** Combines several results that are all `yes`, or all `no`. */
const combineDecided = (truth: 'yes' | 'no', deciding: readonly ClauseResult[]): ClauseResult => {
  if (deciding.length === 1) return deciding[0]!;
  const because = (): Evidence[] => {
    const all: Evidence[] = [];
    for (const clauseResult of deciding) all.push(...clauseResult.because());
    return all;
  };
  return truth === 'yes' ? answerYes(because, chooseStrictest(deciding.map((clauseResult) => clauseResult.override))) : answerNo(because);
};

/** Combines several results that each lack a detail. */
const combineOpen = (open: readonly ClauseResult[]): ClauseResult =>
  open.length === 1 ? open[0]! : answerUnclear(() => open.flatMap((clauseResult) => clauseResult.missing()));

/**
 * Combines results by Kleene's logic: `yes` where at least `n` are `yes`, and `no` where `n` can no longer be `yes`, with all results that decided it.
 * Otherwise the result is open where the missing details alone could make it `yes`, and silent where it would need an answer that nobody gave.
 */
export const combineAtLeast = (n: number, results: readonly ClauseResult[]): ClauseResult => {
  const certain = results.filter(({ truth }) => truth === 'yes');
  if (certain.length >= n) return combineDecided('yes', certain);
  const impossible = results.filter(({ truth }) => truth === 'no');
  if (results.length - impossible.length < n) return combineDecided('no', impossible);
  const open = results.filter((result) => result.open);
  return certain.length + open.length >= n ? combineOpen(open) : silent;
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
  return combineAll(results);
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
  if (first) return more ? combineDecided('yes', more) : first;
  if (open) return combineOpen(open);
  return unknown ? silent : no;
};

/** `yes` where any result is, with the evidence of each that is. */
export const combineAny = (results: readonly ClauseResult[]): ClauseResult => (results.length === 0 ? no : combineAtLeast(1, results));

/** `yes` where each result is, with the evidence of all. */
export const combineAll = (results: readonly ClauseResult[]): ClauseResult => combineAtLeast(results.length, results);

/** Reverses a result; an `unknown` stays unknown. */
export const negateResult = (result: ClauseResult): ClauseResult => {
  if (result.truth === 'unknown') return result;
  return result.truth === 'yes' ? answerNo(result.because) : answerYes(result.because);
};
