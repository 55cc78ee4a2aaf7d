import { gravest, type Finding, type Outcome } from '../engine/index.js';

/** The outcome when each overridden finding counts as caution; the findings themselves stay as they were. */
export const effectiveOutcome = (findings: readonly Finding[], overridden: ReadonlySet<string>): Outcome =>
  gravest(findings.map(({ ruleId, outcome }) => (overridden.has(ruleId) ? 'caution' : outcome)));

/** Why a finding cannot be overridden; null when it can. */
export type Refusal = 'unknown-rule' | 'already-clear' | 'not-overridable' | 'already-overridden';

export const refusalOf = (findings: readonly Finding[], overridden: ReadonlySet<string>, ruleId: string): Refusal | null => {
  const finding = findings.find((one) => one.ruleId === ruleId);
  if (!finding) return 'unknown-rule';
  if (finding.outcome === 'clear') return 'already-clear';
  if (!finding.overridable) return 'not-overridable';
  return overridden.has(ruleId) ? 'already-overridden' : null;
};
