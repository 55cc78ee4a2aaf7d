/** What stands before a plan's steps: the check that allows it, the photographs that it begins with. */
import type { Treatment } from '../../../patients/index.js';

type Outcome = 'contraindicated' | 'needs-data' | 'caution' | 'clear';

export interface CheckToRely {
  outcome: Outcome;
  effectiveOutcome: Outcome;
  findings: readonly { ruleId: string; title: string; outcome: Outcome }[];
  overrides: readonly { ruleId: string }[];
  ruleset: { id: string; version: number };
  validUntil: string;
}

export interface Obstacle {
  ruleId: string;
  title: string;
  outcome: Outcome;
}

const stands = (outcome: Outcome): boolean => outcome === 'contraindicated' || outcome === 'needs-data';

/** The findings that stand in the way, those that were overridden left out. */
export const obstaclesOf = (check: CheckToRely): Obstacle[] => {
  const overridden = new Set(check.overrides.map((override) => override.ruleId));
  return check.findings
    .filter((finding) => stands(finding.outcome) && !overridden.has(finding.ruleId))
    .map(({ ruleId, title, outcome }) => ({ ruleId, title, outcome }));
};

/**
 * The obstacles on the day of a session. A dermatologist's override of the plan's check still counts when the same
 * ruleset finds the same thing by the same rule: anything else is a new situation and needs a new decision.
 */
export const obstaclesOnTheDay = (onTheDay: CheckToRely, plansCheck: CheckToRely): Obstacle[] => {
  if (onTheDay.ruleset.id !== plansCheck.ruleset.id) return obstaclesOf(onTheDay);
  const overridden = new Set(plansCheck.overrides.map((override) => override.ruleId));
  const decided = new Map(plansCheck.findings.filter((finding) => overridden.has(finding.ruleId)).map((finding) => [finding.ruleId, finding.outcome] as const));
  return obstaclesOf(onTheDay).filter((obstacle) => decided.get(obstacle.ruleId) !== obstacle.outcome);
};

/** Scalp micropigmentation is not begun without photographs of what was there before (S1-24); of mesotherapy the documents ask for none. */
const photographed: Readonly<Record<Treatment, boolean>> = { mesotherapy: false, 'scalp-micropigmentation': true };

/** Whether the patient must be photographed before the plan is accepted; `hasOne`: a photograph is on record that was not entered in error. */
export const lacksPhotographs = (treatment: Treatment, hasOne: boolean): boolean => photographed[treatment] && !hasOne;
