import type { Day } from '../../kernel/day.js';
import { couldBecomePregnant } from './clauses/person.js';
import { CodeIndex } from './codes.js';
import type { Facts } from './facts.js';
import { Known } from './known.js';
import { EvaluationDate } from './evaluation-date.js';

/** Whether nothing that is known excludes that a person becomes pregnant: the sex at birth, the age on the day, an operation, an answer. */
export const couldBecomePregnantOn = (facts: Facts, day: Day): boolean => {
  const known = new Known(facts, { conditions: new CodeIndex(), medications: new CodeIndex() });
  return couldBecomePregnant({ couldBecomePregnant: true })(known, EvaluationDate.on(day)).truth === 'yes';
};
