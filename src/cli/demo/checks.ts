/** Runs a worked case up to its checks: register, consult, sign, check, override. */
import { StartError } from '../../config.js';
import type { Answer, ApiClient } from './api-client.js';
import type { Report } from './report.js';
import type { WorkedCase } from './worked-cases.js';

export interface CheckedTreatment {
  treatment: string;
  checkId: string;
  effectiveOutcome: string;
}

export interface CheckedCase {
  patientId: string;
  consultationId: string;
  checks: CheckedTreatment[];
}

interface Finding {
  ruleId: string;
  outcome: string;
  reconsiderOn: string | null;
}

/** Answers the response of a step; fails where the status is not the expected one, because later steps need the response. */
export const requireStatus = (answer: Answer, status: number, what: string): Answer => {
  if (answer.status === status) return answer;
  throw new StartError(`${what} was answered ${answer.status} in place of ${status}: ${JSON.stringify(answer.body)}`);
};

const override = async (api: ApiClient, report: Report, checkId: string, expected: WorkedCase['checks'][number]['expect']): Promise<void> => {
  const path = `/v1/contraindication-checks/${checkId}/overrides`;
  if (expected.overrideRefused) {
    const refused = await api.post(path, { ruleId: expected.overrideRefused, reason: 'Demonstration' });
    report.recordStep(`overriding ${expected.overrideRefused} is refused`, refused.body.type, '/problems/not-overridable');
  }
  if (expected.overrideAccepted) {
    const accepted = await api.post(path, { ruleId: expected.overrideAccepted, reason: 'Well controlled; the cardiologist agrees in writing.' });
    report.recordStep(`after overriding ${expected.overrideAccepted}`, accepted.body.effectiveOutcome, expected.effectiveOutcomeAfter);
  }
};

const check = async (api: ApiClient, report: Report, patientId: string, planned: WorkedCase['checks'][number]): Promise<CheckedTreatment> => {
  const { expect: expected, ...request } = planned;
  const { body } = requireStatus(await api.post(`/v1/patients/${patientId}/contraindication-checks`, request), 201, 'The check');
  const findings = body.findings as Finding[];
  const found = (ruleId: string): Finding | undefined => findings.find((finding) => finding.ruleId === ruleId);
  report.recordStep(`${request.treatment} on ${request.plannedOn}`, body.outcome, expected.outcome);
  for (const [ruleId, outcome] of Object.entries(expected.findings)) report.recordStep(`  ${ruleId}`, found(ruleId)?.outcome, outcome);
  for (const [ruleId, day] of Object.entries(expected.reconsiderOn ?? {}))
    report.recordStep(`  ${ruleId}, to be reconsidered on`, found(ruleId)?.reconsiderOn, day);
  if (expected.earliestClearOn) report.recordStep('  clear at the earliest on', body.earliestClearOn, expected.earliestClearOn);
  if (expected.contradiction) {
    const about = (body.contradictions as { about: string }[]).map((contradiction) => contradiction.about);
    report.recordStep(
      '  contradiction about',
      about.find((text) => text === expected.contradiction),
      expected.contradiction,
    );
  }
  await override(api, report, body.id as string, expected);
  return { treatment: request.treatment, checkId: body.id as string, effectiveOutcome: body.effectiveOutcome as string };
};

export const checkCase = async (api: ApiClient, report: Report, workedCase: WorkedCase): Promise<CheckedCase> => {
  const patient = requireStatus(await api.post('/v1/patients', workedCase.patient), 201, 'The registration');
  const patientId = patient.body.id as string;
  const consultation = requireStatus(await api.post(`/v1/patients/${patientId}/consultations`, workedCase.consultation), 201, 'The consultation');
  const consultationId = consultation.body.id as string;
  report.recordStep('registered, and the consultation recorded in one call', consultation.body.status, 'draft');
  if (workedCase.sign) {
    const signed = requireStatus(await api.post(`/v1/consultations/${consultationId}/sign`, undefined, consultation.etag ?? ''), 200, 'The signature');
    report.recordStep('signed by the dermatologist', signed.body.status, 'signed');
  }
  const checks: CheckedTreatment[] = [];
  for (const planned of workedCase.checks) checks.push(await check(api, report, patientId, planned));
  return { patientId, consultationId, checks };
};
