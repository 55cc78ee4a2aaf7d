import type { Truth } from '../../../kernel/truth.js';
import type { Evidence, Missing } from '../evaluation.js';
import type { Known } from '../known.js';
import type { Moment } from '../moment.js';
import { strictest, type Override } from '../override.js';
import type { Ask } from './ask.js';

/** What a clause says about the facts. What it rests on is put into words only when somebody reads it. */
export interface ClauseResult {
  readonly truth: Truth;
  /** What made it say yes; or no, where `not` may turn that round. */
  readonly because: () => Evidence[];
  /**
   * Of an `unknown`: whether a stated fact lacks a detail, which `missing` names. An `unknown` that is not open is
   * silence: nothing was stated, and only the rule's `needsData` decides whether that matters.
   */
  readonly open: boolean;
  readonly missing: () => Missing[];
  /** Who may override a finding that rests on it, as far as the clause goes. */
  readonly override: Override;
}

const nothing = (): never[] => [];

export const no: ClauseResult = { truth: 'no', because: nothing, open: false, missing: nothing, override: 'dermatologist' };
export const silent: ClauseResult = { ...no, truth: 'unknown' };

export const yes = (because: () => Evidence[]): ClauseResult => ({ truth: 'yes', because, open: false, missing: nothing, override: 'dermatologist' });
/** A no that says what it rests on, for clauses that `not` may hold. */
export const noBecause = (because: () => Evidence[]): ClauseResult => ({ truth: 'no', because, open: false, missing: nothing, override: 'dermatologist' });
export const unclear = (missing: () => Missing[]): ClauseResult => ({
  truth: 'unknown',
  because: nothing,
  open: true,
  missing,
  override: 'dermatologist',
});

/** One result for several of one truth: all that decided it. */
const together = (truth: Truth, deciding: readonly ClauseResult[]): ClauseResult => {
  if (deciding.length === 1) return deciding[0]!;
  return {
    truth,
    because: truth === 'unknown' ? nothing : () => deciding.flatMap((one) => one.because()),
    open: deciding.some((one) => one.open),
    missing: truth === 'unknown' ? () => deciding.flatMap((one) => one.missing()) : nothing,
    override: truth === 'yes' ? strictest(deciding.map((one) => one.override)) : 'dermatologist',
  };
};

const noResults: ClauseResult[] = [];

const only = (truth: Truth, results: readonly ClauseResult[]): ClauseResult =>
  together(
    truth,
    results.filter((one) => one.truth === truth),
  );

/** Kleene's sum: yes when at least so many are; no when so many cannot be; with all that decided it. */
export const atLeastOf = (n: number, results: readonly ClauseResult[]): ClauseResult => {
  let certain = 0;
  let possible = 0;
  for (const { truth } of results) {
    if (truth === 'yes') certain++;
    if (truth !== 'no') possible++;
  }
  if (certain >= n) return only('yes', results);
  return possible < n ? only('no', results) : only('unknown', results);
};

/** What several clauses say together, where nobody asks why they say no: yes when any does. */
export const askAny = (asks: readonly Ask[], known: Known, moment: Moment): ClauseResult => {
  let truth: Truth = 'no';
  let deciding: ClauseResult[] = noResults;
  for (const ask of asks) {
    const result = ask(known, moment);
    if (result.truth === 'no' || (result.truth === 'unknown' && truth === 'yes')) continue;
    if (result.truth !== truth) [truth, deciding] = [result.truth, [result]];
    else deciding.push(result);
  }
  return truth === 'no' ? no : together(truth, deciding);
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
