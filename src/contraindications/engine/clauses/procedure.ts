import { computeDayNumber } from '../../../kernel/day.js';
import { evaluateWithin } from '../../../kernel/truth.js';
import type { ProcedureFact } from '../facts.js';
import { createRecordedEvidence, type Evidence } from '../evaluation.js';
import type { Known } from '../known.js';
import type { EvaluationDate } from '../evaluation-date.js';
import type { ProcedureClause, ProcedureWithinClause } from '../ruleset.js';
import { createMissingPerformedOn } from '../questions.js';
import type { CompiledClause, CompileContext } from './compile-context.js';
import { combineAny, no, answerNo, silent, answerUnclear, answerYes } from './result.js';
import type { ClauseResult } from './clause-result.js';

const createEvidence = (fact: ProcedureFact): Evidence => ({
  fact: 'procedure',
  ...(fact.kind === null ? {} : { about: fact.kind }),
  ...(fact.text === null ? {} : { text: fact.text }),
  ...(fact.performed ? { on: fact.performed.last } : {}),
  recordedAt: fact.recordedAt,
  source: fact.source,
});

export const listProcedures = (kind: string, { facts }: Known): ProcedureFact[] => facts.procedures.filter((fact) => fact.kind === kind);

export const compileProcedure = ({ procedure: kind }: ProcedureClause, { maxAge, nextSlot }: CompileContext): CompiledClause => {
  const slot = nextSlot();
  return (known, date) => {
    const found = known.computeOnce(slot, () => listProcedures(kind, known));
    if (found.length > 0) return answerYes(() => found.map(createEvidence));
    if (!known.isComplete('procedures', date, maxAge.history)) return silent;
    const review = known.facts.reviewed.procedures!;
    return answerNo(() => [createRecordedEvidence('reviewed', review, 'complete', 'procedures')]);
  };
};

const readWithin = (fact: ProcedureFact, days: number, date: EvaluationDate): ClauseResult => {
  if (!fact.performed) return answerUnclear(() => [createMissingPerformedOn(fact)]);
  const [first, last] = [computeDayNumber(fact.performed.first), computeDayNumber(fact.performed.last)];
  for (const performed of [first, last]) date.isPast(performed + days);
  const truth = evaluateWithin({ min: date.day - last, max: date.day - first }, -Infinity, days);
  if (truth === 'unknown') return answerUnclear(() => [createMissingPerformedOn(fact)]);
  return truth === 'yes' ? answerYes(() => [createEvidence(fact)]) : no;
};

export const compileProcedureWithin = ({ procedureWithinDays: kinds, days }: ProcedureWithinClause, { maxAge, exact }: CompileContext): CompiledClause => {
  return (known, date) => {
    const matching = known.facts.procedures.filter((fact) => fact.kind !== null && kinds.includes(fact.kind));
    const result = combineAny(matching.map((fact) => readWithin(fact, days, date)));
    if (result.truth !== 'no') return result;
    return !exact || known.isComplete('procedures', date, maxAge.history) ? no : silent;
  };
};
