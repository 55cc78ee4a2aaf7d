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
  /** The day on which the treatment is to be given, in the clinic's time zone. */
  plannedOn: Day;
  /** The clinic's IANA time zone: where its days begin. */
  timeZone: string;
  /** The check is made on the day of a session, before it starts: some answers must be of that day. */
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

/** Asks every rule of a ruleset about one person and one planned day: the same input gives the same answer, always. */
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

/** What each rule says, in the order of the rules. */
export interface RuleOutcome {
  ruleId: string;
  outcome: Outcome;
}

/** The outcomes that `evaluate` would find, and nothing of what they rest on or when they change: for questions about thousands of people. */
export const outcomesOf = (ruleset: Ruleset, facts: Facts, context: Omit<EvaluationContext, 'timeZone'>): RuleOutcome[] => [
  ...ruleOutcomesOf(ruleset, facts, context),
  ...unreadOutcomesOf(ruleset, facts, context),
];

/** Of the rules alone: also of a part of a ruleset, whose other rules may read what these do not. */
export const ruleOutcomesOf = (ruleset: Ruleset, facts: Facts, { plannedOn, onSessionDay = false }: Omit<EvaluationContext, 'timeZone'>): RuleOutcome[] => {
  const { rules, indexes } = compiledRuleset(ruleset, onSessionDay);
  const known = new Known(facts, indexes);
  const planned = dayNumber(plannedOn);
  return rules.map(({ rule, read }) => ({ ruleId: rule.id, outcome: read(known, new EvaluationDate(planned, true)).outcome }));
};

/** Of what belongs to no rule: a death, and what no rule of a whole ruleset reads. */
export const unreadOutcomesOf = (ruleset: Ruleset, facts: Facts, { plannedOn, onSessionDay = false }: Omit<EvaluationContext, 'timeZone'>): RuleOutcome[] => {
  const { indexes, read } = compiledRuleset(ruleset, onSessionDay);
  const { unread } = unreadOn(new Known(facts, indexes), ruleset.treatment, read, new EvaluationDate(dayNumber(plannedOn)));
  return [...deathFindings(facts), ...unreadFindings(unread)].map(({ ruleId, outcome }) => ({ ruleId, outcome }));
};
