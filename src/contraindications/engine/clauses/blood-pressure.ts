import { or, truthOf, type Truth } from '../../../kernel/truth.js';
import type { BloodPressureFact, Facts } from '../facts.js';
import type { Moment } from '../moment.js';
import type { BloodPressureClause } from '../ruleset.js';
import { no, silent, yes, type ClauseResult } from './result.js';

const compare = (value: number | null, test: (value: number) => boolean): Truth => (value === null ? 'unknown' : truthOf(test(value)));

const either = (fact: BloodPressureFact, clause: BloodPressureClause): Truth => {
  const truths: Truth[] = [];
  if (clause.geAny) {
    const [systolic, diastolic] = clause.geAny;
    truths.push(
      compare(fact.systolic, (value) => value >= systolic),
      compare(fact.diastolic, (value) => value >= diastolic),
    );
  }
  if (clause.ltAny) {
    const [systolic, diastolic] = clause.ltAny;
    truths.push(
      compare(fact.systolic, (value) => value < systolic),
      compare(fact.diastolic, (value) => value < diastolic),
    );
  }
  return or(truths);
};

/** The newest measurement while it is young enough; the upper or the lower number is enough. */
export const bloodPressure = (clause: BloodPressureClause, facts: Facts, moment: Moment, maxAgeDays: number | undefined): ClauseResult => {
  const fact = facts.bloodPressure;
  if (!fact || !moment.isFresh(fact.on, maxAgeDays)) return silent;
  const truth = either(fact, clause);
  if (truth === 'unknown') return silent;
  if (truth === 'no') return no;
  return yes({
    fact: 'blood-pressure',
    value: `${fact.systolic ?? '?'}/${fact.diastolic ?? '?'}`,
    unit: 'mm[Hg]',
    on: fact.on,
    recordedAt: fact.recordedAt,
    source: fact.source,
  });
};
