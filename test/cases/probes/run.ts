import type { Caller } from '../../support/app.js';
import { bodyOf, expectedFor, severity, shortNames, verdictOf, type Got, type Probe, type Verdict } from './probe.js';

const path = '/v1/contraindication-checks/evaluate';

const outcomeOf = (status: number, outcome: unknown): Got => (status === 200 ? severity.find((item) => item === outcome)! : 'refused');

/** What was answered; an answer that the OpenAPI document does not know counts as none. */
const ask = async (caller: Caller, body: object): Promise<{ got: Got; detail: string | null; unknown: boolean }> => {
  try {
    const answer = await caller.post(path, body);
    const problem = answer.body as { errors?: { pointer: string; code: string }[]; title?: string; outcome?: unknown };
    const wrong = (problem.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`).join(', ') || (problem.title ?? '');
    return { got: outcomeOf(answer.status, problem.outcome), detail: answer.status === 200 ? null : `${answer.status} ${wrong}`, unknown: false };
  } catch (error) {
    return { got: 'refused', detail: (error as Error).message.slice(0, 300), unknown: true };
  }
};

/** Asks about one probe and each treatment of which something is expected. */
export const run = async (caller: Caller, probe: Probe): Promise<Verdict[]> => {
  const verdicts: Verdict[] = [];
  for (const treatment of shortNames.filter((name) => expectedFor(probe.atLeast, name) ?? expectedFor(probe.atMost, name))) {
    const { got, detail, unknown } = await ask(caller, bodyOf(probe, treatment));
    verdicts.push(verdictOf({ ...probe, mayRefuse: probe.mayRefuse && !unknown }, treatment, got, detail));
  }
  return verdicts;
};
