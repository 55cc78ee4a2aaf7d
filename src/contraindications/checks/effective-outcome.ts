import { mostSevere, type Finding, type Outcome, type Override } from '../engine/index.js';

/** Who may override a finding: the clauses that fired have said so to the engine, each by itself or by its rule. Null: nobody. */
export const authorityFor = ({ overridable, overridableBy }: Pick<Finding, 'overridable' | 'overridableBy'>): Override =>
  overridable ? (overridableBy ?? 'dermatologist') : null;

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

/** What a rule says once it is overridden: nothing more severe than caution. */
const mitigated = (outcome: Outcome): Outcome => (outcome === 'clear' ? 'clear' : 'caution');

/** What each rule says when each overridden finding counts as caution. */
export const effectiveOutcomes = (findings: readonly Pick<Finding, 'ruleId' | 'outcome'>[], overridden: ReadonlySet<string>): Map<string, Outcome> =>
  new Map(findings.map(({ ruleId, outcome }) => [ruleId, overridden.has(ruleId) ? mitigated(outcome) : outcome]));

/** The outcome when each overridden finding counts as caution; the findings themselves stay as they were. */
export const effectiveOutcome = (findings: readonly Pick<Finding, 'ruleId' | 'outcome'>[], overridden: ReadonlySet<string>): Outcome =>
  mostSevere([...effectiveOutcomes(findings, overridden).values()]);

/** Why a finding cannot be overridden; null when it can. */
export type Refusal = 'unknown-rule' | 'already-clear' | 'not-overridable' | 'already-overridden';

export const refusalOf = (findings: readonly Finding[], standing: readonly Decision[], ruleId: string): Refusal | null => {
  const finding = findings.find((finding) => finding.ruleId === ruleId);
  if (!finding) return 'unknown-rule';
  if (finding.outcome === 'clear') return 'already-clear';
  if (authorityFor(finding) === null) return 'not-overridable';
  return standing.some((override) => override.ruleId === ruleId && override.voidBecause === null) ? 'already-overridden' : null;
};
