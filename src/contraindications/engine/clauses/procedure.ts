import { dayNumber } from '../../../kernel/day.js';
import { within } from '../../../kernel/truth.js';
import type { ProcedureFact } from '../facts.js';
import { recordedEvidence, type Evidence } from '../evaluation.js';
import type { Known } from '../known.js';
import type { Moment } from '../moment.js';
import type { ProcedureClause, ProcedureWithinClause } from '../ruleset.js';
import { performedUnclear } from '../questions.js';
import type { Ask, Making } from './ask.js';
import { anyOf, no, noBecause, silent, unclear, yes } from './result.js';
import type { ClauseResult } from './clause-result.js';

const evidence = (fact: ProcedureFact): Evidence => ({
  fact: 'procedure',
  ...(fact.kind === null ? {} : { about: fact.kind }),
  ...(fact.text === null ? {} : { text: fact.text }),
  ...(fact.performed ? { on: fact.performed.last } : {}),
  recordedAt: fact.recordedAt,
  source: fact.source,
});

export const proceduresOf = (kind: string, { facts }: Known): ProcedureFact[] => facts.procedures.filter((fact) => fact.kind === kind);

export const procedure = ({ procedure: kind }: ProcedureClause, { maxAge, nextSlot }: Making): Ask => {
  const slot = nextSlot();
  return (known, moment) => {
    const found = known.once(slot, () => proceduresOf(kind, known));
    if (found.length > 0) return yes(() => found.map(evidence));
    if (!known.isComplete('procedures', moment, maxAge.history)) return silent;
    const review = known.facts.reviewed.procedures!;
    return noBecause(() => [recordedEvidence('reviewed', review, 'complete', 'procedures')]);
  };
};

const readWithin = (fact: ProcedureFact, days: number, moment: Moment): ClauseResult => {
  if (!fact.performed) return unclear(() => [performedUnclear(fact)]);
  const [first, last] = [dayNumber(fact.performed.first), dayNumber(fact.performed.last)];
  for (const performed of [first, last]) moment.isPast(performed + days);
  const truth = within({ min: moment.day - last, max: moment.day - first }, -Infinity, days);
  if (truth === 'unknown') return unclear(() => [performedUnclear(fact)]);
  return truth === 'yes' ? yes(() => [evidence(fact)]) : no;
};

export const procedureWithin = ({ procedureWithinDays: kinds, days }: ProcedureWithinClause, { maxAge, exact }: Making): Ask => {
  return (known, moment) => {
    const matching = known.facts.procedures.filter((fact) => fact.kind !== null && kinds.includes(fact.kind));
    const result = anyOf(matching.map((fact) => readWithin(fact, days, moment)));
    if (result.truth !== 'no') return result;
    return !exact || known.isComplete('procedures', moment, maxAge.history) ? no : silent;
  };
};
