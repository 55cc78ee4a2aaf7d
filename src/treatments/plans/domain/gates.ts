/** The conditions of a plan's steps: a check without obstacles, and the photographs before the treatment. */
import type { Treatment } from '../../../kernel/treatment.js';

type Outcome = 'contraindicated' | 'needs-data' | 'caution' | 'clear';

export interface CheckToRely {
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

const isObstacle = (outcome: Outcome): boolean => outcome === 'contraindicated' || outcome === 'needs-data';

/** Lists the findings that are obstacles, without those whose override is in force. */
export const listObstacles = (check: CheckToRely): Obstacle[] => {
  const overridden = new Set(check.overrides.filter((override) => override.inForce).map((override) => override.ruleId));
  return check.findings
    .filter((finding) => isObstacle(finding.outcome) && !overridden.has(finding.ruleId))
    .map(({ ruleId, title, outcome }) => ({ ruleId, title, outcome }));
};

/** Whether a treatment requires photographs of the state before it: scalp micropigmentation does (S1-24); for mesotherapy the documents require none. */
const photographed: Readonly<Record<Treatment, boolean>> = { mesotherapy: false, 'scalp-micropigmentation': true };

/** Whether the patient must be photographed before the plan is accepted. `hasOne`: a photograph is on record that was not entered in error. */
export const lacksPhotographs = (treatment: Treatment, hasOne: boolean): boolean => photographed[treatment] && !hasOne;
