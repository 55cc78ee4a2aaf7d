/** Finds what is known already to stand between a patient and a session of the day. Pure. */
import type { CheckOutcome } from '../../../kernel/check-outcome.js';
import { declareEnumeration } from '../../../kernel/enumeration.js';

/** The checklist of the session says more, and decides at the start: it checks the patient again with the facts of the day. */
export const obstacleKinds = declareEnumeration('DayObstacle', ['plan-not-running', 'check-not-clear', 'treatment-consent-missing', 'photographs-missing']);
export type ObstacleKind = (typeof obstacleKinds)[number];

export interface ObstacleFacts {
  planRuns: boolean;
  outcome: CheckOutcome;
  hasConsent: boolean;
  /** Whether the treatment begins with photographs, and the patient has none. */
  lacksPhotographs: boolean;
}

const clearOutcomes: readonly CheckOutcome[] = ['clear', 'caution'];

export const listObstacles = ({ planRuns, outcome, hasConsent, lacksPhotographs }: ObstacleFacts): ObstacleKind[] => [
  ...(planRuns ? [] : ['plan-not-running' as const]),
  ...(clearOutcomes.includes(outcome) ? [] : ['check-not-clear' as const]),
  ...(hasConsent ? [] : ['treatment-consent-missing' as const]),
  ...(lacksPhotographs ? ['photographs-missing' as const] : []),
];
