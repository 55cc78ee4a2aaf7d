/** What stands before a plan's steps: the check that allows it. */

type Outcome = 'contraindicated' | 'needs-data' | 'caution' | 'clear';

export interface CheckToRely {
  id: string;
  outcome: Outcome;
  effectiveOutcome: Outcome;
  findings: readonly { ruleId: string; title: string; outcome: Outcome }[];
  overrides: readonly { ruleId: string; inForce: boolean }[];
}

export interface Obstacle {
  ruleId: string;
  title: string;
  outcome: Outcome;
}

const stands = (outcome: Outcome): boolean => outcome === 'contraindicated' || outcome === 'needs-data';

/** The findings that stand in the way, those left out whose override is in force. */
export const obstaclesOf = (check: CheckToRely): Obstacle[] => {
  const overridden = new Set(check.overrides.filter((override) => override.inForce).map((override) => override.ruleId));
  return check.findings
    .filter((finding) => stands(finding.outcome) && !overridden.has(finding.ruleId))
    .map(({ ruleId, title, outcome }) => ({ ruleId, title, outcome }));
};
