import type { Caller } from '../../support/app.js';
import { bodyOf, expectedFor, severity, shortNames, verdictOf, type Got, type Probe, type Verdict } from './probe.js';

const path = '/v1/contraindication-checks/evaluate';

const outcomeOf = (status: number, outcome: unknown): Got => (status === 200 ? severity.find((one) => one === outcome)! : 'refused');

/** Asks about one probe and each treatment of which something is expected. */
export const run = async (caller: Caller, probe: Probe): Promise<Verdict[]> => {
  const verdicts: Verdict[] = [];
  for (const treatment of shortNames.filter((name) => expectedFor(probe.atLeast, name) ?? expectedFor(probe.atMost, name))) {
    const answer = await caller.post(path, bodyOf(probe, treatment));
    const problem = answer.body as { errors?: { pointer: string; code: string }[]; title?: string; outcome?: unknown };
    const detail =
      answer.status === 200
        ? null
        : `${answer.status} ${(problem.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`).join(', ') || (problem.title ?? '')}`;
    verdicts.push(verdictOf(probe, treatment, outcomeOf(answer.status, problem.outcome), detail));
  }
  return verdicts;
};
