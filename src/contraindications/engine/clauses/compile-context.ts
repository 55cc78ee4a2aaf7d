import type { CodeIndexes, Known } from '../known.js';
import type { EvaluationDate } from '../evaluation-date.js';
import type { Clause, MaxAgeDays } from '../ruleset.js';
import type { ClauseResult } from './clause-result.js';

/** A compiled clause: a function of one person and one day. */
export type CompiledClause = (known: Known, date: EvaluationDate) => ClauseResult;

/** The data that compiling a clause may need besides the clause. */
export interface CompileContext {
  /** The indexes of the clauses by code. */
  indexes: CodeIndexes;
  /** The age limits of the facts of the rule. */
  maxAge: MaxAgeDays;
  /**
   * Whether the clause must distinguish `no` from an unanswered question. That matters under `not`, which turns `no` into `yes`, and where a need depends on
   * it. Elsewhere the clause may treat both alike and leave out the evidence of a `no`: `all`, `any` and `atLeast` give the same result for both.
   */
  exact: boolean;
  /** Whether a `yes` of the clause counts against the treatment. It does not where the clause exempts the patient from a rule; each `not` reverses it. */
  against: boolean;
  /** Answers a new number, under which a clause stores a result that is the same for all days. */
  nextSlot: () => number;
  /** The clauses that are compiled already: one clause is needed for findings and again for contradictions. */
  made: Map<Clause, CompiledClause>;
}

/** The same context for clauses that must distinguish `no` from an unanswered question. */
export const withExactNo = (context: CompileContext): CompileContext => (context.exact ? context : { ...context, exact: true, made: new Map() });

/** The same context with the effect of a `yes` reversed: for the treatment in place of against it. */
export const negateContext = (context: CompileContext): CompileContext => ({ ...context, against: !context.against, made: new Map() });
