import { gravest, type Finding, type Outcome, type Rule, type Ruleset } from '../engine/index.js';

/** Who may override a finding. */
export type Authority = 'nobody' | 'dermatologist' | 'two-dermatologists';

const authorityIn = (overridable: unknown): Authority | null => {
  if (overridable === false) return 'nobody';
  if (typeof overridable !== 'object' || overridable === null) return null;
  return (overridable as { by?: unknown }).by === 'two-dermatologists' ? 'two-dermatologists' : 'dermatologist';
};

/**
 * Who may override a finding: what the finding says of itself comes first, for the clause that fired may forbid what its rule
 * allows; whether one dermatologist suffices, the rule says.
 */
export const authorityFor = (finding: Finding, { rules }: Pick<Ruleset, 'rules'>): Authority => {
  const ofRule = (rules.find((rule: Rule) => rule.id === finding.ruleId) as { overridable?: unknown } | undefined)?.overridable;
  return authorityIn(finding.overridable) ?? authorityIn(ofRule) ?? 'dermatologist';
};

/** What decides whether an override counts. */
export interface Decision {
  ruleId: string;
  needsSecond: boolean;
  confirmedBy: string | null;
  voidBecause: string | null;
}

/** Whether an override holds: not void, and confirmed where a second dermatologist must. */
export const isInForce = ({ needsSecond, confirmedBy, voidBecause }: Omit<Decision, 'ruleId'>): boolean =>
  voidBecause === null && (!needsSecond || confirmedBy !== null);

/** The rules whose findings are overridden. */
export const rulesOverridden = (overrides: readonly Decision[]): Set<string> => new Set(overrides.filter(isInForce).map((override) => override.ruleId));

/** What a rule says once it is overridden: nothing graver than caution. */
const mitigated = (outcome: Outcome): Outcome => (outcome === 'clear' ? 'clear' : 'caution');

/** What each rule says when each overridden finding counts as caution. */
export const effectiveOutcomes = (findings: readonly Pick<Finding, 'ruleId' | 'outcome'>[], overridden: ReadonlySet<string>): Map<string, Outcome> =>
  new Map(findings.map(({ ruleId, outcome }) => [ruleId, overridden.has(ruleId) ? mitigated(outcome) : outcome]));

/** The outcome when each overridden finding counts as caution; the findings themselves stay as they were. */
export const effectiveOutcome = (findings: readonly Pick<Finding, 'ruleId' | 'outcome'>[], overridden: ReadonlySet<string>): Outcome =>
  gravest([...effectiveOutcomes(findings, overridden).values()]);

/** Why a finding cannot be overridden; null when it can. */
export type Refusal = 'unknown-rule' | 'already-clear' | 'not-overridable' | 'already-overridden';

export const refusalOf = (findings: readonly Finding[], standing: readonly Decision[], ruleId: string): Refusal | null => {
  const finding = findings.find((one) => one.ruleId === ruleId);
  if (!finding) return 'unknown-rule';
  if (finding.outcome === 'clear') return 'already-clear';
  if (!finding.overridable) return 'not-overridable';
  return standing.some((override) => override.ruleId === ruleId && override.voidBecause === null) ? 'already-overridden' : null;
};
