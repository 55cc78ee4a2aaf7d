import { Failure, type ProblemType } from '../../kernel/failure.js';
import type { Treatment } from '../../kernel/treatment.js';
import { selectOpenAndBlocking, type ChecklistItem } from '../sessions/domain/checklist.js';
import type { Interval } from '../sessions/domain/intervals.js';
import { sessionStates } from '../sessions/domain/session-states.js';
import type { SessionContext } from './session-context.service.js';

/** The problem types of the open items of the checklist. */
const listProblems = (open: ReadonlySet<ChecklistItem['key']>, { obstacles }: SessionContext): ProblemType[] => [
  ...(open.has('performer') || open.has('supervisor') ? (['invalid-input'] as const) : []),
  ...(obstacles.length > 0 ? (['check-not-clear'] as const) : []),
  ...(open.has('consent') ? (['consent-missing'] as const) : []),
  ...(open.has('photographs') || open.has('interval') || open.has('no-other-session') ? (['session-not-ready'] as const) : []),
];

/**
 * Computes why a session cannot be started; null when it can. Everything that is missing is reported at once: the problem has the type of the
 * one thing that is missing, or `session-not-ready` where there are several. The state of a plan that is not active comes first. Only for a
 * plan on hold the findings come first, because what rules the treatment out says more than the hold.
 */
export const findStartRefusal = (standing: SessionContext, treatment: Treatment): Failure | null => {
  const open = selectOpenAndBlocking(standing.items);
  if (open.length === 0) return null;
  const { check, obstacles, consented, plan, staffing, interval } = standing;
  const details = {
    ...(staffing.length > 0 && { errors: staffing }),
    extra: {
      checklist: open,
      ...(obstacles.length > 0 && { findings: obstacles, missing: listMissing(check) }),
      ...(interval && open.some(({ key }) => key === 'interval') && { interval: toIntervalDetails(interval) }),
      ...(!consented && { consent: { kind: 'treatment', treatment } }),
    },
  };
  if (plan.status !== 'active' && !(plan.status === 'on-hold' && obstacles.length > 0)) {
    const detail = `The plan is ${plan.status}: a session begins while it is active.`;
    return new Failure('invalid-transition', detail, { ...details, allowed: sessionStates.allowed('scheduled') });
  }
  const problems = listProblems(new Set(open.map((checklistItem) => checklistItem.key)), standing);
  const problem = problems.length === 1 ? problems[0]! : 'session-not-ready';
  return new Failure(problem, describeProblem(problem, standing, open), details);
};

/** The members of a problem that name the earlier session and the first day on which this session may begin. */
const toIntervalDetails = ({ earlier, fewestDays, firstDay }: Interval): object => ({
  sessionId: earlier.id,
  planId: earlier.planId,
  treatment: earlier.treatment,
  on: earlier.on,
  fewestDays,
  firstDay,
});

const describeProblem = (problem: ProblemType, { staffing, obstacles, interval }: SessionContext, open: readonly ChecklistItem[]): string => {
  if (problem === 'invalid-input') return staffing.length === 1 ? staffing[0]!.detail : `${staffing.length} fields are invalid.`;
  if (problem === 'check-not-clear') return `${obstacles.length} finding(s) of today’s check stand in the way.`;
  if (problem === 'consent-missing') return 'The patient has signed no consent to this treatment, has withdrawn it, or it has lapsed.';
  if (interval && open.length === 1 && open[0]!.key === 'interval') {
    return `Too soon after the session of ${interval.earlier.on}: from ${interval.firstDay} on, or when a dermatologist says why in intervalReason.`;
  }
  return `${open.length} thing(s) are missing before the session: ${open.map((checklistItem) => checklistItem.key).join(', ')}.`;
};

/** The facts that are missing before the session can begin. */
const listMissing = (check: SessionContext['check']): object[] =>
  check.findings.filter((finding) => finding.outcome === 'needs-data').map(({ ruleId, missing }) => ({ ruleId, missing }));
