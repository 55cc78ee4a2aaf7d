import type { CodeIndexes, Known } from '../known.js';
import type { Moment } from '../moment.js';
import type { Clause, MaxAgeDays } from '../ruleset.js';
import type { ClauseResult } from './result.js';

/** A clause made ready to be asked: about one person, on one day. */
export type Ask = (known: Known, moment: Moment) => ClauseResult;

/** What the making of a clause may need besides the clause. */
export interface Making {
  /** Where clauses about codes are looked up by code. */
  indexes: CodeIndexes;
  /** How old the facts of its rule may be. */
  maxAge: MaxAgeDays;
  /** A number of its own, under which what it finds for all days is kept. */
  nextSlot: () => number;
  /** Those made already: a clause is asked for a finding, and again for contradictions. */
  made: Map<Clause, Ask>;
}
