import { computeDayNumber } from '../../../kernel/day.js';
import type { TrichoanalysisFact } from '../facts.js';
import type { Evidence } from '../evaluation.js';
import type { TrichoanalysisClause } from '../ruleset.js';
import type { CompiledClause, CompileContext } from './compile-context.js';
import { createMissingRecentTrichoanalysis } from '../questions.js';
import { no, silent, answerUnclear, answerYes } from './result.js';

export const createTrichoanalysisEvidence = (fact: TrichoanalysisFact): Evidence => ({
  fact: 'trichoanalysis',
  about: `${fact.region}.${fact.field}`,
  value: fact.value,
  on: fact.on,
  recordedAt: fact.recordedAt,
  source: fact.source,
});

const selectNewest = (facts: readonly TrichoanalysisFact[]): TrichoanalysisFact => facts.reduce((one, other) => (other.on > one.on ? other : one));

/**
 * Compiles a clause about the newest finding in each region; one region is enough. A finding that is too old is never a `no`; where it would be a `yes`, a new
 * examination is asked for.
 */
export const compileTrichoanalysis =
  (clause: TrichoanalysisClause, { maxAge }: CompileContext): CompiledClause =>
  ({ facts }, date) => {
    const seen = facts.trichoanalysis.filter((fact) => fact.field === clause.trichoanalysis);
    const isFresh = (fact: TrichoanalysisFact): boolean => date.isFresh(computeDayNumber(fact.on), maxAge.trichoanalysis);
    const found = seen.filter((fact) => clause.is.includes(fact.value));
    const fresh = found.filter(isFresh);
    if (fresh.length > 0) return answerYes(() => fresh.map(createTrichoanalysisEvidence));
    if (found.length > 0) return answerUnclear(() => [createMissingRecentTrichoanalysis(selectNewest(found), maxAge.trichoanalysis ?? 0)]);
    return seen.length > 0 && isFresh(selectNewest(seen)) ? no : silent;
  };
