import { computeDayNumber, fromDayNumber, type Day } from '../../kernel/day.js';
import { listContradictions } from './contradictions.js';
import { listDeathFindings } from './death.js';
import { deduplicate, chooseMostSevere, deduplicateQuestions, isSameFact, type Evaluation, type Finding } from './evaluation.js';
import type { Outcome } from './outcome.js';
import type { Facts } from './facts.js';
import { Known } from './known.js';
import { EvaluationDate } from './evaluation-date.js';
import { getCompiledRuleset } from './compiled-ruleset.js';
import { listUnreadFindings } from './unread-findings.js';
import { collectUnread } from './unread.js';
import type { RuleResult } from './rule.js';
import type { Rule, Ruleset } from './ruleset.js';
import { RuleTimeline, findEarliestClearDay, computeFirstChange, formatDayStart } from './rule-timeline.js';

export interface EvaluationContext {
  /** The day on which the treatment is planned, in the clinic's time zone. */
  plannedOn: Day;
  /** The clinic's IANA time zone, in which its days begin. */
  timeZone: string;
  /** Whether the check is made on the day of a session, before it starts: some answers must be from that day. */
  onSessionDay?: boolean;
}

const toDayOrNull = (day: number | null): Day | null => (day === null ? null : fromDayNumber(day));

const createFinding = (rule: Rule, { outcome, because, missing, override, note }: RuleResult, changesOn: number | null): Finding => {
  const finding: Finding = {
    ruleId: rule.id,
    title: rule.title,
    outcome,
    because: deduplicate(because(), (one, other) => isSameFact(one, other) && one.note === other.note && one.origin === other.origin),
    missing: deduplicateQuestions(missing()),
    reconsiderOn: toDayOrNull(changesOn),
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
  const { rules, compared, indexes, read } = getCompiledRuleset(ruleset, onSessionDay);
  const known = new Known(facts, indexes);
  const planned = computeDayNumber(plannedOn);
  const timelines = rules.map(({ read }) => new RuleTimeline(read, known, planned));
  const changes = timelines.map((timeline) => timeline.changesOn);
  const { unread, dismissed } = collectUnread(known, ruleset.treatment, read, new EvaluationDate(planned));
  const findings = [
    ...rules.map(({ rule }, index) => createFinding(rule, timelines[index]!.first, changes[index]!)),
    ...listDeathFindings(facts),
    ...listUnreadFindings(unread),
  ];
  return {
    outcome: chooseMostSevere(findings.map((finding) => finding.outcome)),
    findings,
    contradictions: listContradictions(compared, known, new EvaluationDate(planned)),
    unread,
    dismissed,
    earliestClearOn:
      facts.deceased !== undefined || unread.some(({ outcome }) => outcome !== 'clear') ? null : toDayOrNull(findEarliestClearDay(timelines, planned)),
    validUntil: formatDayStart(fromDayNumber(computeFirstChange(changes, planned)), timeZone),
  };
};

/** The outcome of a rule; rules are listed in the order of the ruleset. */
export interface RuleOutcome {
  ruleId: string;
  outcome: Outcome;
}

/** Calculates the same outcomes as `evaluate`, without evidence and dates of change, for questions about thousands of people. */
export const listOutcomes = (ruleset: Ruleset, facts: Facts, context: Omit<EvaluationContext, 'timeZone'>): RuleOutcome[] => [
  ...listRuleOutcomes(ruleset, facts, context),
  ...listUnreadOutcomes(ruleset, facts, context),
];

/** The outcomes of rules alone, also for a part of a ruleset. Items that other rules read are not considered. */
export const listRuleOutcomes = (ruleset: Ruleset, facts: Facts, { plannedOn, onSessionDay = false }: Omit<EvaluationContext, 'timeZone'>): RuleOutcome[] => {
  const { rules, indexes } = getCompiledRuleset(ruleset, onSessionDay);
  const known = new Known(facts, indexes);
  const planned = computeDayNumber(plannedOn);
  return rules.map(({ rule, read }) => ({ ruleId: rule.id, outcome: read(known, new EvaluationDate(planned, true)).outcome }));
};

/** The outcomes that belong to no rule: a death, and items that no rule of the whole ruleset reads. */
export const listUnreadOutcomes = (ruleset: Ruleset, facts: Facts, { plannedOn, onSessionDay = false }: Omit<EvaluationContext, 'timeZone'>): RuleOutcome[] => {
  const { indexes, read } = getCompiledRuleset(ruleset, onSessionDay);
  const { unread } = collectUnread(new Known(facts, indexes), ruleset.treatment, read, new EvaluationDate(computeDayNumber(plannedOn)));
  return [...listDeathFindings(facts), ...listUnreadFindings(unread)].map(({ ruleId, outcome }) => ({ ruleId, outcome }));
};
