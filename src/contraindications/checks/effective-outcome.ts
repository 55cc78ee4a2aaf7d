import { chooseMostSevere, type Finding, type Outcome, type Override } from '../engine/index.js';

/** The people who may override a finding, as stated by the rule and by the clauses that fired; null where nobody may. */
export const findAuthority = ({ overridable, overridableBy }: Pick<Finding, 'overridable' | 'overridableBy'>): Override =>
  overridable ? (overridableBy ?? 'dermatologist') : null;

/** The parts of an override that decide whether it is in force. */
export interface Decision {
  ruleId: string;
  needsSecond: boolean;
  confirmedBy: string | null;
  voidBecause: string | null;
}

/** Whether an override is in force: not void, and confirmed where a second dermatologist is required. */
export const isInForce = ({ needsSecond, confirmedBy, voidBecause }: Omit<Decision, 'ruleId'>): boolean =>
  voidBecause === null && (!needsSecond || confirmedBy !== null);

/** The ids of the rules with an override in force. */
export const listOverriddenRules = (overrides: readonly Decision[]): Set<string> => new Set(overrides.filter(isInForce).map((override) => override.ruleId));

/** The outcome of a rule after an override: `caution` at most. */
const mitigateOutcome = (outcome: Outcome): Outcome => (outcome === 'clear' ? 'clear' : 'caution');

/** The outcome of each rule when each finding with an override in force is counted as `caution`. */
export const computeEffectiveOutcomes = (findings: readonly Pick<Finding, 'ruleId' | 'outcome'>[], overridden: ReadonlySet<string>): Map<string, Outcome> =>
  new Map(findings.map(({ ruleId, outcome }) => [ruleId, overridden.has(ruleId) ? mitigateOutcome(outcome) : outcome]));

/** The outcome of a check when each finding with an override in force is counted as `caution`. The findings themselves do not change. */
export const computeEffectiveOutcome = (findings: readonly Pick<Finding, 'ruleId' | 'outcome'>[], overridden: ReadonlySet<string>): Outcome =>
  chooseMostSevere([...computeEffectiveOutcomes(findings, overridden).values()]);

/** Why a finding cannot be overridden; null where it can. */
export type Refusal = 'unknown-rule' | 'already-clear' | 'not-overridable' | 'already-overridden';

export const findRefusal = (findings: readonly Finding[], standing: readonly Decision[], ruleId: string): Refusal | null => {
  const finding = findings.find((finding) => finding.ruleId === ruleId);
  if (!finding) return 'unknown-rule';
  if (finding.outcome === 'clear') return 'already-clear';
  if (findAuthority(finding) === null) return 'not-overridable';
  return standing.some((override) => override.ruleId === ruleId && override.voidBecause === null) ? 'already-overridden' : null;
};
