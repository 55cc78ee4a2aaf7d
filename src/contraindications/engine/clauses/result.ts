import { and, or, type Truth } from '../../../kernel/truth.js';
import type { Evidence, Missing } from '../evaluation.js';

/** What a clause says about the facts. */
export interface ClauseResult {
  truth: Truth;
  /** What made it say yes. */
  because: Evidence[];
  /**
   * What would turn `unknown` into an answer. An `unknown` without it is silence: nothing was stated, and only
   * the rule's `needsData` decides whether that matters. With it, a stated fact lacks something, and the rule
   * cannot be read past it.
   */
  missing: Missing[];
  /** Whether a finding that rests on it may be overridden, as far as the clause goes. */
  overridable: boolean;
}

export const no: ClauseResult = { truth: 'no', because: [], missing: [], overridable: true };
export const silent: ClauseResult = { truth: 'unknown', because: [], missing: [], overridable: true };

export const yes = (...because: Evidence[]): ClauseResult => ({ truth: 'yes', because, missing: [], overridable: true });
export const unclear = (...missing: Missing[]): ClauseResult => ({ truth: 'unknown', because: [], missing, overridable: true });

/** Yes when any is, with the evidence of each that is. */
export const anyOf = (results: readonly ClauseResult[]): ClauseResult => {
  const truth = or(results.map((result) => result.truth));
  const deciding = results.filter((result) => result.truth === truth);
  return {
    truth,
    because: truth === 'yes' ? deciding.flatMap((result) => result.because) : [],
    missing: truth === 'unknown' ? deciding.flatMap((result) => result.missing) : [],
    overridable: truth !== 'yes' || deciding.every((result) => result.overridable),
  };
};

/** Yes when each is, with the evidence of all. */
export const allOf = (results: readonly ClauseResult[]): ClauseResult => {
  const truth = and(results.map((result) => result.truth));
  return {
    truth,
    because: truth === 'yes' ? results.flatMap((result) => result.because) : [],
    missing: truth === 'unknown' ? results.flatMap((result) => result.missing) : [],
    overridable: truth !== 'yes' || results.every((result) => result.overridable),
  };
};
