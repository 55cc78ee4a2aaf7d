import type { Day } from '../../kernel/day.js';
import type { Facts } from './facts.js';
import { Moment } from './moment.js';
import { readRule, type Reading } from './rule.js';
import type { Rule } from './ruleset.js';

/** What a rule says on a day, and the next day on which it could say something else. */
export interface ReadingOfDay extends Reading {
  nextChange: Day | null;
}

/** The readings of one evaluation, each made once: the finding and the searches through time ask for the same ones. */
export class Readings {
  private readonly known = new Map<Rule, Map<string, ReadingOfDay>>();

  constructor(private readonly facts: Facts) {}

  /** `freshOn` is the day on which the freshness of answers is judged; another than `day` to look at time without ageing. */
  on(day: Day, rule: Rule, freshOn: Day = day): ReadingOfDay {
    let ofRule = this.known.get(rule);
    if (!ofRule) this.known.set(rule, (ofRule = new Map<string, ReadingOfDay>()));
    const key = day === freshOn ? day : `${day} ${freshOn}`;
    let reading = ofRule.get(key);
    if (!reading) {
      const moment = new Moment(day, freshOn);
      const read = readRule(rule, this.facts, moment);
      ofRule.set(key, (reading = { ...read, nextChange: moment.nextChange }));
    }
    return reading;
  }
}
