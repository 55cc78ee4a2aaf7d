import type { CodeIndexes, Known } from '../known.js';
import type { EvaluationDate } from '../evaluation-date.js';
import type { Clause, MaxAgeDays } from '../ruleset.js';
import type { ClauseResult } from './clause-result.js';

/** A clause made ready to be asked: about one person, on one day. */
export type CompiledClause = (known: Known, date: EvaluationDate) => ClauseResult;

/** What the making of a clause may need besides the clause. */
export interface CompileContext {
  /** Where clauses about codes are looked up by code. */
  indexes: CodeIndexes;
  /** How old the facts of its rule may be. */
  maxAge: MaxAgeDays;
  /**
   * Whether a no is told from silence: under `not`, which makes a yes of it, and where a need bears on what is not
   * known to be a no. Elsewhere nothing depends on it (`all`, `any` and `atLeast` say yes, or are open, of both alike),
   * nobody looks whether the question was ever asked, and a no need not say what it rests on.
   */
  exact: boolean;
  /** Whether a yes of the clause speaks against the treatment; not where it excuses the patient from a rule, and the other way round under each `not`. */
  against: boolean;
  /** A number of its own, under which what it finds for all days is kept. */
  nextSlot: () => number;
  /** Those made already: a clause is asked for a finding, and again for contradictions. */
  made: Map<Clause, CompiledClause>;
}

/** The same for clauses whose no is told from silence. */
export const withExactNo = (context: CompileContext): CompileContext => (context.exact ? context : { ...context, exact: true, made: new Map() });

/** The same for clauses whose yes speaks for the treatment where it spoke against it. */
export const negated = (context: CompileContext): CompileContext => ({ ...context, against: !context.against, made: new Map() });
