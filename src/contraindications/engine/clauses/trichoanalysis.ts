import { dayNumber } from '../../../kernel/day.js';
import type { TrichoanalysisFact } from '../facts.js';
import type { Evidence } from '../evaluation.js';
import type { TrichoanalysisClause } from '../ruleset.js';
import type { CompiledClause, CompileContext } from './compile-context.js';
import { trichoanalysisOutdated } from '../questions.js';
import { no, silent, unclear, yes } from './result.js';

export const trichoanalysisEvidence = (fact: TrichoanalysisFact): Evidence => ({
  fact: 'trichoanalysis',
  about: `${fact.region}.${fact.field}`,
  value: fact.value,
  on: fact.on,
  recordedAt: fact.recordedAt,
  source: fact.source,
});

const youngest = (facts: readonly TrichoanalysisFact[]): TrichoanalysisFact => facts.reduce((one, other) => (other.on > one.on ? other : one));

/**
 * Compiles a clause about the newest finding in each region; one region is enough. A finding that is too old is never a `no`; where it would be a `yes`, a new
 * examination is asked for.
 */
export const trichoanalysis =
  (clause: TrichoanalysisClause, { maxAge }: CompileContext): CompiledClause =>
  ({ facts }, date) => {
    const seen = facts.trichoanalysis.filter((fact) => fact.field === clause.trichoanalysis);
    const isFresh = (fact: TrichoanalysisFact): boolean => date.isFresh(dayNumber(fact.on), maxAge.trichoanalysis);
    const found = seen.filter((fact) => clause.is.includes(fact.value));
    const fresh = found.filter(isFresh);
    if (fresh.length > 0) return yes(() => fresh.map(trichoanalysisEvidence));
    if (found.length > 0) return unclear(() => [trichoanalysisOutdated(youngest(found), maxAge.trichoanalysis ?? 0)]);
    return seen.length > 0 && isFresh(youngest(seen)) ? no : silent;
  };
