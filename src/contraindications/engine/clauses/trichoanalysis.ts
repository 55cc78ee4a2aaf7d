import { dayNumber } from '../../../kernel/day.js';
import type { TrichoanalysisFact } from '../facts.js';
import type { Evidence } from '../evaluation.js';
import type { TrichoanalysisClause } from '../ruleset.js';
import type { Ask, Making } from './ask.js';
import { no, silent, yes } from './result.js';

export const trichoanalysisEvidence = (fact: TrichoanalysisFact): Evidence => ({
  fact: 'trichoanalysis',
  about: `${fact.region}.${fact.field}`,
  value: fact.value,
  on: fact.on,
  recordedAt: fact.recordedAt,
  source: fact.source,
});

/** The newest finding in each region while it is young enough: one region is enough. */
export const trichoanalysis =
  (clause: TrichoanalysisClause, { maxAge }: Making): Ask =>
  ({ facts }, moment) => {
    const fresh = facts.trichoanalysis.filter((fact) => fact.field === clause.trichoanalysis && moment.isFresh(dayNumber(fact.on), maxAge.trichoanalysis));
    if (fresh.length === 0) return silent;
    const found = fresh.filter((fact) => clause.is.includes(fact.value));
    return found.length > 0 ? yes(() => found.map(trichoanalysisEvidence)) : no;
  };
