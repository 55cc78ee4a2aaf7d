import { dayNumber } from '../../../kernel/day.js';
import { within } from '../../../kernel/truth.js';
import type { ProcedureFact } from '../facts.js';
import { recordedEvidence, type Evidence } from '../evaluation.js';
import type { Known } from '../known.js';
import type { EvaluationDate } from '../evaluation-date.js';
import type { ProcedureClause, ProcedureWithinClause } from '../ruleset.js';
import { performedUnclear } from '../questions.js';
import type { CompiledClause, CompileContext } from './compile-context.js';
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

export const procedure = ({ procedure: kind }: ProcedureClause, { maxAge, nextSlot }: CompileContext): CompiledClause => {
  const slot = nextSlot();
  return (known, date) => {
    const found = known.once(slot, () => proceduresOf(kind, known));
    if (found.length > 0) return yes(() => found.map(evidence));
    if (!known.isComplete('procedures', date, maxAge.history)) return silent;
    const review = known.facts.reviewed.procedures!;
    return noBecause(() => [recordedEvidence('reviewed', review, 'complete', 'procedures')]);
  };
};

const readWithin = (fact: ProcedureFact, days: number, date: EvaluationDate): ClauseResult => {
  if (!fact.performed) return unclear(() => [performedUnclear(fact)]);
  const [first, last] = [dayNumber(fact.performed.first), dayNumber(fact.performed.last)];
  for (const performed of [first, last]) date.isPast(performed + days);
  const truth = within({ min: date.day - last, max: date.day - first }, -Infinity, days);
  if (truth === 'unknown') return unclear(() => [performedUnclear(fact)]);
  return truth === 'yes' ? yes(() => [evidence(fact)]) : no;
};

export const procedureWithin = ({ procedureWithinDays: kinds, days }: ProcedureWithinClause, { maxAge, exact }: CompileContext): CompiledClause => {
  return (known, date) => {
    const matching = known.facts.procedures.filter((fact) => fact.kind !== null && kinds.includes(fact.kind));
    const result = anyOf(matching.map((fact) => readWithin(fact, days, date)));
    if (result.truth !== 'no') return result;
    return !exact || known.isComplete('procedures', date, maxAge.history) ? no : silent;
  };
};
