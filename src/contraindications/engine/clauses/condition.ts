import { beginsWithAny } from '../codes.js';
import type { Evidence } from '../evaluation.js';
import type { KnownCondition } from '../known.js';
import type { ConditionClause } from '../ruleset.js';
import type { Ask, Making } from './ask.js';
import { no, silent, yes } from './result.js';

const evidence = ({ fact }: KnownCondition): Evidence => ({
  fact: 'condition',
  code: fact.code!,
  ...(fact.text === null ? {} : { text: fact.text }),
  value: fact.active ? 'active' : 'past',
  recordedAt: fact.recordedAt,
  source: fact.source,
});

/** A condition by the prefix of its ICD-10 code. An entry without such a code is for `conditions.reviewed` to complain about. */
export const condition = (clause: ConditionClause, { maxAge, nextSlot }: Making): Ask => {
  const slot = nextSlot();
  const wanted = beginsWithAny(clause.condition);
  const excepted = beginsWithAny(clause.except ?? []);
  const found = ({ fact, code }: KnownCondition): boolean => (clause.status === undefined || fact.active) && wanted(code) && !excepted(code);
  return (known, moment) => {
    const matching = known.once(slot, () => known.conditions.filter(found));
    if (matching.length > 0) return yes(() => matching.map(evidence));
    return known.isComplete('conditions', moment, maxAge.history) ? no : silent;
  };
};
