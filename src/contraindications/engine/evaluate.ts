import { dayNumber, dayOfNumber, type Day } from '../../kernel/day.js';
import { contradictionsOf } from './contradictions.js';
import { deathFindings } from './death.js';
import { distinct, mostSevere, questionsOnce, sameFact, type Evaluation, type Finding } from './evaluation.js';
import type { Outcome } from './outcome.js';
import type { Facts } from './facts.js';
import { Known } from './known.js';
import { EvaluationDate } from './evaluation-date.js';
import { compiledRuleset } from './compiled-ruleset.js';
import { unreadFindings } from './unread-findings.js';
import { unreadOn } from './unread.js';
import type { RuleResult } from './rule.js';
import type { Rule, Ruleset } from './ruleset.js';
import { RuleTimeline, earliestClear, firstChange, startOf } from './rule-timeline.js';

export interface EvaluationContext {
  /** The day on which the treatment is planned, in the clinic's time zone. */
  plannedOn: Day;
  /** The clinic's IANA time zone, in which its days begin. */
  timeZone: string;
  /** Whether the check is made on the day of a session, before it starts: some answers must be from that day. */
  onSessionDay?: boolean;
}

const dayOrNull = (day: number | null): Day | null => (day === null ? null : dayOfNumber(day));

const findingOf = (rule: Rule, { outcome, because, missing, override, note }: RuleResult, changesOn: number | null): Finding => {
  const finding: Finding = {
    ruleId: rule.id,
    title: rule.title,
    outcome,
    because: distinct(because(), (one, other) => sameFact(one, other) && one.note === other.note && one.origin === other.origin),
    missing: questionsOnce(missing()),
    reconsiderOn: dayOrNull(changesOn),
    overridable: override !== null,
    note,
    citation: rule.citation,
    origin: rule.origin,
  };
  if (override === 'two-dermatologists') finding.overridableBy = override;
  if (rule.citations !== undefined) finding.citations = rule.citations;
  return finding;
};

/** Evaluates every rule of a ruleset for one person and one planned day. The same input always gives the same answer. */
export const evaluate = (ruleset: Ruleset, facts: Facts, { plannedOn, timeZone, onSessionDay = false }: EvaluationContext): Evaluation => {
  const { rules, compared, indexes, read } = compiledRuleset(ruleset, onSessionDay);
  const known = new Known(facts, indexes);
  const planned = dayNumber(plannedOn);
  const timelines = rules.map(({ read }) => new RuleTimeline(read, known, planned));
  const changes = timelines.map((timeline) => timeline.changesOn);
  const { unread, dismissed } = unreadOn(known, ruleset.treatment, read, new EvaluationDate(planned));
  const findings = [
    ...rules.map(({ rule }, index) => findingOf(rule, timelines[index]!.first, changes[index]!)),
    ...deathFindings(facts),
    ...unreadFindings(unread),
  ];
  return {
    outcome: mostSevere(findings.map((finding) => finding.outcome)),
    findings,
    contradictions: contradictionsOf(compared, known, new EvaluationDate(planned)),
    unread,
    dismissed,
    earliestClearOn: facts.deceased !== undefined || unread.some(({ outcome }) => outcome !== 'clear') ? null : dayOrNull(earliestClear(timelines, planned)),
    validUntil: startOf(dayOfNumber(firstChange(changes, planned)), timeZone),
  };
};

/** The outcome of a rule; rules are listed in the order of the ruleset. */
export interface RuleOutcome {
  ruleId: string;
  outcome: Outcome;
}

/** Calculates the same outcomes as `evaluate`, without evidence and dates of change, for questions about thousands of people. */
export const outcomesOf = (ruleset: Ruleset, facts: Facts, context: Omit<EvaluationContext, 'timeZone'>): RuleOutcome[] => [
  ...ruleOutcomesOf(ruleset, facts, context),
  ...unreadOutcomesOf(ruleset, facts, context),
];

/** The outcomes of rules alone, also for a part of a ruleset. Items that other rules read are not considered. */
export const ruleOutcomesOf = (ruleset: Ruleset, facts: Facts, { plannedOn, onSessionDay = false }: Omit<EvaluationContext, 'timeZone'>): RuleOutcome[] => {
  const { rules, indexes } = compiledRuleset(ruleset, onSessionDay);
  const known = new Known(facts, indexes);
  const planned = dayNumber(plannedOn);
  return rules.map(({ rule, read }) => ({ ruleId: rule.id, outcome: read(known, new EvaluationDate(planned, true)).outcome }));
};

/** The outcomes that belong to no rule: a death, and items that no rule of the whole ruleset reads. */
export const unreadOutcomesOf = (ruleset: Ruleset, facts: Facts, { plannedOn, onSessionDay = false }: Omit<EvaluationContext, 'timeZone'>): RuleOutcome[] => {
  const { indexes, read } = compiledRuleset(ruleset, onSessionDay);
  const { unread } = unreadOn(new Known(facts, indexes), ruleset.treatment, read, new EvaluationDate(dayNumber(plannedOn)));
  return [...deathFindings(facts), ...unreadFindings(unread)].map(({ ruleId, outcome }) => ({ ruleId, outcome }));
};
