import { within } from '../../../kernel/truth.js';
import type { Facts, ProcedureFact } from '../facts.js';
import type { Evidence } from '../evaluation.js';
import type { Moment } from '../moment.js';
import type { ProcedureClause, ProcedureWithinClause } from '../ruleset.js';
import { performedUnclear } from '../questions.js';
import { anyOf, no, unclear, yes, type ClauseResult } from './result.js';

const evidence = (fact: ProcedureFact): Evidence => ({
  fact: 'procedure',
  ...(fact.kind === null ? {} : { about: fact.kind }),
  ...(fact.text === null ? {} : { text: fact.text }),
  ...(fact.performed ? { on: fact.performed.last } : {}),
  recordedAt: fact.recordedAt,
  source: fact.source,
});

export const procedure = (clause: ProcedureClause, facts: Facts): ClauseResult => {
  const found = facts.procedures.filter((fact) => fact.kind === clause.procedure);
  return found.length > 0 ? yes(...found.map(evidence)) : no;
};

export const procedureWithin = (clause: ProcedureWithinClause, facts: Facts, moment: Moment): ClauseResult => {
  const results = facts.procedures
    .filter((fact) => fact.kind !== null && clause.procedureWithinDays.includes(fact.kind))
    .map((fact): ClauseResult => {
      if (!fact.performed) return unclear(performedUnclear(fact));
      const min = moment.daysSince(fact.performed.last, [clause.days + 1]);
      const max = moment.daysSince(fact.performed.first, [clause.days + 1]);
      const truth = within({ min, max }, -Infinity, clause.days);
      if (truth === 'unknown') return unclear(performedUnclear(fact));
      return truth === 'yes' ? yes(evidence(fact)) : no;
    });
  return results.length === 0 ? no : anyOf(results);
};
