import { createRecordedEvidence, type Evidence } from '../evaluation.js';
import type { AdverseEventFact, Facts } from '../facts.js';
import type { AdverseEventClause } from '../ruleset.js';
import type { CompiledClause } from './compile-context.js';
import { no, answerYes } from './result.js';

const createEvidence = (fact: AdverseEventFact): Evidence => ({
  ...createRecordedEvidence('adverse-event', fact, fact.resolved ? 'over' : 'not over', fact.type),
  on: fact.onset,
  ...(fact.text === null ? {} : { text: fact.text }),
});

const hasRecordedAllergy = ({ onset }: AdverseEventFact, { allergies }: Facts): boolean => allergies.some(({ on }) => on >= onset);

/** Compiles a clause about adverse events of a type. Without a recorded event the clause is `no`, because every event is reported when it happens. */
export const compileAdverseEvent = (clause: AdverseEventClause): CompiledClause => {
  const counts = (event: AdverseEventFact, facts: Facts): boolean => {
    if (!clause.adverseEvent.includes(event.type) || (clause.serious === true && !event.serious)) return false;
    if (clause.while === 'unresolved') return !event.resolved;
    return clause.while !== 'until-allergy-recorded' || !hasRecordedAllergy(event, facts);
  };
  return ({ facts }) => {
    const found = (facts.adverseEvents ?? []).filter((event) => counts(event, facts));
    return found.length > 0 ? answerYes(() => found.map(createEvidence)) : no;
  };
};
