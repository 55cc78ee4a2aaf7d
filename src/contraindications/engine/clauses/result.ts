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
/** A no that says what it rests on, for clauses that `not` may hold. */
export const noBecause = (because: () => Evidence[]): ClauseResult => ({ truth: 'no', because, open: false, missing: nothing, override: 'dermatologist' });
export const unclear = (missing: () => Missing[]): ClauseResult => ({
  truth: 'unknown',
  because: nothing,
  open: true,
  missing,
  override: 'dermatologist',
});

/** One result for several that all say yes, or all say no. */
const together = (truth: 'yes' | 'no', deciding: readonly ClauseResult[]): ClauseResult => {
  if (deciding.length === 1) return deciding[0]!;
  const because = (): Evidence[] => {
    const all: Evidence[] = [];
    for (const clauseResult of deciding) all.push(...clauseResult.because());
    return all;
  };
  return truth === 'yes' ? yes(because, strictest(deciding.map((clauseResult) => clauseResult.override))) : noBecause(because);
};

/** One result for several details that are lacking. */
const lacking = (open: readonly ClauseResult[]): ClauseResult =>
  open.length === 1 ? open[0]! : unclear(() => open.flatMap((clauseResult) => clauseResult.missing()));

/**
 * Kleene's sum: yes when at least so many are; no when so many cannot be; with all that decided it. What remains unknown
 * is open when the lacking details alone could make it yes; where it would take an answer that nobody gave, it is silence.
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
 * What several clauses say together, where nobody asks why they say no: yes when each does. The first that says no decides:
 * until it turns, the others do not matter.
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

/** What several clauses say together, where nobody asks why they say no: yes when any does. */
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

/** Yes when any is, with the evidence of each that is. */
export const anyOf = (results: readonly ClauseResult[]): ClauseResult => (results.length === 0 ? no : atLeastOf(1, results));

/** Yes when each is, with the evidence of all. */
export const allOf = (results: readonly ClauseResult[]): ClauseResult => atLeastOf(results.length, results);

/** The contrary: only what is known can be denied. */
export const notOf = (result: ClauseResult): ClauseResult => {
  if (result.truth === 'unknown') return result;
  return result.truth === 'yes' ? noBecause(result.because) : yes(result.because);
};
