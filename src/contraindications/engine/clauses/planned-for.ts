import { dayNumber, type Day } from '../../../kernel/day.js';
import { within } from '../../../kernel/truth.js';
import { bareCode, meansCondition } from '../codes.js';
import type { Evidence } from '../evaluation.js';
import type { IndicationFact } from '../facts.js';
import type { EvaluationDate } from '../evaluation-date.js';
import { indicationUnclear, type IndicationDetail } from '../questions.js';
import type { PlannedForClause } from '../ruleset.js';
import type { CompiledClause } from './compile-context.js';
import { allOf, anyOf, no, silent, unclear, yes } from './result.js';
import type { ClauseResult } from './clause-result.js';

const evidence = ({ code, text, icd10, recordedAt, source }: IndicationFact, more: Partial<Evidence> = {}): Evidence => ({
  fact: 'indication',
  code: code ?? { system: 'icd-10', code: icd10! },
  ...(text === null ? {} : { text }),
  recordedAt,
  source,
  ...more,
});

/** Whether a day, which may be known only approximately, is at most a number of days ago. */
const isWithin = (fact: IndicationFact, detail: IndicationDetail, span: { first: Day; last: Day } | null, days: number, date: EvaluationDate): ClauseResult => {
  if (!span) return unclear(() => [indicationUnclear(fact, detail)]);
  const [first, last] = [dayNumber(span.first), dayNumber(span.last)];
  for (const day of [first, last]) date.isPast(day + days);
  const truth = within({ min: date.day - last, max: date.day - first }, -Infinity, days);
  if (truth === 'unknown') return unclear(() => [indicationUnclear(fact, detail)]);
  return truth === 'yes' ? yes(() => [evidence(fact, { about: detail, on: span.last })]) : no;
};

const isUntreated = (fact: IndicationFact): ClauseResult => {
  if (fact.therapyTried === null) return unclear(() => [indicationUnclear(fact, 'therapyTried')]);
  return fact.therapyTried === 'no' ? yes(() => [evidence(fact, { about: 'therapyTried', value: 'no' })]) : no;
};

const detailsOf = (fact: IndicationFact, { beganWithinDays, stableWithinDays, therapyTried }: PlannedForClause, date: EvaluationDate): ClauseResult[] => [
  ...(beganWithinDays === undefined ? [] : [isWithin(fact, 'since', fact.since, beganWithinDays, date)]),
  ...(stableWithinDays === undefined ? [] : [isWithin(fact, 'stableSince', fact.stableSince, stableWithinDays, date)]),
  ...(therapyTried === undefined ? [] : [isUntreated(fact)]),
];

/** Compiles a clause about the indications of the treatment and their details. */
export const plannedFor = (clause: PlannedForClause): CompiledClause => {
  const isMeant = meansCondition(clause.plannedFor);
  return ({ facts: { indications } }, date) => {
    if (indications === undefined) return silent;
    const meant = indications.filter(({ icd10 }) => icd10 !== null && isMeant(bareCode(icd10)));
    return anyOf(
      meant.map((fact) => {
        const details = detailsOf(fact, clause, date);
        return details.length > 0 ? allOf(details) : yes(() => [evidence(fact)]);
      }),
    );
  };
};
