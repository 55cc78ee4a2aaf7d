import type { JobRunner } from '../../src/platform/jobs/job-runner.js';
import type { TestApp, TestClinic } from './app.js';

export interface RuleSent {
  id: string;
  title: string;
  [member: string]: unknown;
}

export interface RulesetSent {
  id: string;
  treatment: string;
  version: number;
  revision: number;
  status: string;
  title: string;
  rules: RuleSent[];
}

/** The ruleset in force. */
export const publishedRuleset = async (clinic: TestClinic, treatment = 'mesotherapy'): Promise<RulesetSent> =>
  (await clinic.as('admin').get(`/v1/contraindication-rulesets?treatment=${treatment}&status=published`)).body.items[0] as RulesetSent;

/** A rule that rules out everybody who is said to have had thinning hair: for tests that need an outcome to change. */
export const ruleAgainst = (code: string, change: object = {}): RuleSent => ({
  id: 'clinic.new-rule',
  title: 'A rule of the clinic',
  origin: 'literature',
  citation: { title: 'Rules of the clinic', url: null },
  severity: 'contraindicated',
  any: [{ condition: [code] }],
  needsData: [],
  overridable: true,
  ...change,
});

/** A draft based on the published rules, with one more. */
export const draftWith = async (clinic: TestClinic, rule: RuleSent | null, treatment = 'mesotherapy'): Promise<RulesetSent> => {
  const { id, rules } = await publishedRuleset(clinic, treatment);
  const answer = await clinic.as('admin').post('/v1/contraindication-rulesets', { basedOn: id, ...(rule && { rules: [...rules, rule] }) });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body as RulesetSent;
};

export const publish = (clinic: TestClinic, { id, revision }: RulesetSent, reason = 'Agreed by all') =>
  clinic.as('dermatologist').post(`/v1/contraindication-rulesets/${id}/publish`, { reason }, { ifMatch: revision });

/** Does the jobs that wait, now. Twice: the first may only have waited for a turn that began before they were asked for. */
export const workOff = async (app: TestApp, runner: typeof JobRunner): Promise<void> => {
  await app.inside(runner).drain();
  await app.inside(runner).drain();
};
