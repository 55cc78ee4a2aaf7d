import { beginsWithAny } from '../codes.js';
import type { Evidence } from '../evaluation.js';
import type { ConditionFact } from '../facts.js';
import type { ConditionClause } from '../ruleset.js';
import type { Ask, Making } from './ask.js';
import { no, silent, yes } from './result.js';

const evidence = ({ code, text, active, recordedAt, source }: ConditionFact): Evidence => {
  const value = active ? 'active' : 'past';
  return text === null ? { fact: 'condition', code: code!, value, recordedAt, source } : { fact: 'condition', code: code!, text, value, recordedAt, source };
};

/** A condition by the prefix of its ICD-10 code. An entry without such a code is for `conditions.reviewed` to complain about. */
export const condition = (clause: ConditionClause, { maxAge, exact, indexes }: Making): Ask => {
  const wanted = beginsWithAny(clause.condition);
  const excepted = beginsWithAny(clause.except ?? []);
  const number = indexes.conditions.add((code) => wanted(code) && !excepted(code));
  const onlyActive = clause.status !== undefined;
  return (known, moment) => {
    const named = known.conditions(number);
    const matching = onlyActive && named.length > 0 ? named.filter(({ active }) => active) : named;
    if (matching.length > 0) return yes(() => matching.map(evidence));
    return !exact || known.isComplete('conditions', moment, maxAge.history) ? no : silent;
  };
};
