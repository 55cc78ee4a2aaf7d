import type { Day } from '../../kernel/day.js';
import { consistency } from './consistency.js';
import { contradictionsOf } from './contradictions.js';
import { gravest, type Evaluation, type Finding } from './evaluation.js';
import type { Facts } from './facts.js';
import { Moment } from './moment.js';
import { Readings } from './readings.js';
import type { Rule, Ruleset } from './ruleset.js';
import { earliestClear, firstChange, reconsiderOn, startOf } from './time.js';

export interface EvaluationContext {
  /** The day on which the treatment is to be given, in the clinic's time zone. */
  plannedOn: Day;
  /** The clinic's IANA time zone: where its days begin. */
  timeZone: string;
  /** The check is made on the day of a session, before it starts: some answers must be of that day. */
  onSessionDay?: boolean;
}

const findingOf = (rule: Rule, readings: Readings, plannedOn: Day): Finding => {
  const { outcome, because, missing, overridable, note } = readings.on(plannedOn, rule);
  return {
    ruleId: rule.id,
    title: rule.title,
    outcome,
    because,
    missing,
    reconsiderOn: outcome === 'clear' ? null : reconsiderOn(rule, readings, plannedOn),
    overridable,
    note,
    citation: rule.citation,
    origin: rule.origin,
  };
};

const forSessionDay = (rule: Rule): Rule => ({ ...rule, maxAgeDays: { ...rule.maxAgeDays, ...rule.onSessionDay } });

/** Asks every rule of a ruleset about one person and one planned day: the same input gives the same answer, always. */
export const evaluate = (ruleset: Ruleset, facts: Facts, { plannedOn, timeZone, onSessionDay = false }: EvaluationContext): Evaluation => {
  const rules = onSessionDay ? ruleset.rules.map(forSessionDay) : ruleset.rules;
  const readings = new Readings(facts);
  const findings = rules.map((rule) => findingOf(rule, readings, plannedOn));
  return {
    outcome: gravest(findings.map((finding) => finding.outcome)),
    findings,
    contradictions: contradictionsOf([...rules, ...consistency], facts, new Moment(plannedOn)),
    earliestClearOn: earliestClear(rules, readings, plannedOn),
    validUntil: startOf(firstChange(rules, readings, plannedOn), timeZone),
  };
};
