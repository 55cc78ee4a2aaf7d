import type { Day } from '../../kernel/day.js';
import { compileCouldBecomePregnant } from './clauses/person.js';
import { CodeIndex } from './codes.js';
import type { Facts } from './facts.js';
import { Known } from './known.js';
import { EvaluationDate } from './evaluation-date.js';

/** Whether a pregnancy is possible on a day: neither the sex at birth, the age, an operation nor an answer excludes it. */
export const mayBecomePregnant = (facts: Facts, day: Day): boolean => {
  const known = new Known(facts, { conditions: new CodeIndex(), medications: new CodeIndex() });
  return compileCouldBecomePregnant({ couldBecomePregnant: true })(known, EvaluationDate.fromDay(day)).truth === 'yes';
};
