import { computeDayNumber, type Day } from '../../../kernel/day.js';
import { evaluateWithin } from '../../../kernel/truth.js';
import { toBareCode, meansCondition } from '../codes.js';
import type { Evidence } from '../evaluation.js';
import type { IndicationFact } from '../facts.js';
import type { EvaluationDate } from '../evaluation-date.js';
import { createMissingIndicationDetail, type IndicationDetail } from '../questions.js';
import type { PlannedForClause } from '../ruleset.js';
import type { CompiledClause } from './compile-context.js';
import { combineAll, combineAny, no, silent, answerUnclear, answerYes } from './result.js';
import type { ClauseResult } from './clause-result.js';

const createEvidence = ({ code, text, icd10, recordedAt, source }: IndicationFact, more: Partial<Evidence> = {}): Evidence => ({
  fact: 'indication',
  code: code ?? { system: 'icd-10', code: icd10! },
  ...(text === null ? {} : { text }),
  recordedAt,
  source,
  ...more,
});

/** Whether a day, which may be known only approximately, is at most a number of days ago. */
const isWithin = (fact: IndicationFact, detail: IndicationDetail, span: { first: Day; last: Day } | null, days: number, date: EvaluationDate): ClauseResult => {
  if (!span) return answerUnclear(() => [createMissingIndicationDetail(fact, detail)]);
  const [first, last] = [computeDayNumber(span.first), computeDayNumber(span.last)];
  for (const day of [first, last]) date.isPast(day + days);
  const truth = evaluateWithin({ min: date.day - last, max: date.day - first }, -Infinity, days);
  if (truth === 'unknown') return answerUnclear(() => [createMissingIndicationDetail(fact, detail)]);
  return truth === 'yes' ? answerYes(() => [createEvidence(fact, { about: detail, on: span.last })]) : no;
};

const isUntreated = (fact: IndicationFact): ClauseResult => {
  if (fact.therapyTried === null) return answerUnclear(() => [createMissingIndicationDetail(fact, 'therapyTried')]);
  return fact.therapyTried === 'no' ? answerYes(() => [createEvidence(fact, { about: 'therapyTried', value: 'no' })]) : no;
};

const evaluateDetails = (fact: IndicationFact, { beganWithinDays, stableWithinDays, therapyTried }: PlannedForClause, date: EvaluationDate): ClauseResult[] => [
  ...(beganWithinDays === undefined ? [] : [isWithin(fact, 'since', fact.since, beganWithinDays, date)]),
  ...(stableWithinDays === undefined ? [] : [isWithin(fact, 'stableSince', fact.stableSince, stableWithinDays, date)]),
  ...(therapyTried === undefined ? [] : [isUntreated(fact)]),
];

/** Compiles a clause about the indications of the treatment and their details. */
export const compilePlannedFor = (clause: PlannedForClause): CompiledClause => {
  const isMeant = meansCondition(clause.plannedFor);
  return ({ facts: { indications } }, date) => {
    if (indications === undefined) return silent;
    const meant = indications.filter(({ icd10 }) => icd10 !== null && isMeant(toBareCode(icd10)));
    return combineAny(
      meant.map((fact) => {
        const details = evaluateDetails(fact, clause, date);
        return details.length > 0 ? combineAll(details) : answerYes(() => [createEvidence(fact)]);
      }),
    );
  };
};
