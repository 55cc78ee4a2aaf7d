import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { aCase, register } from './person.js';

let app: TestApp;
let clinic: TestClinic;
let dermatologist: Caller;
let checkId: string;

const hypertension = { ruleId: 'mesotherapy.hypertension', reason: 'Well controlled for two years.' };
const overrides = () => `/v1/contraindication-checks/${checkId}/overrides`;
const stored = () => app.openedSql('SELECT rule_id AS "ruleId", reason, overridden_by AS "overriddenBy" FROM contraindication_overrides', [], clinic.id);

/** Runs the first check of a worked case. */
const check = async (id: string): Promise<string> => {
  const workedCase = aCase(id);
  const { patientId } = await register(dermatologist, workedCase);
  const { treatment, plannedOn } = workedCase.checks[0]!;
  const answer = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, { treatment, plannedOn });
  return answer.body.id as string;
};

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  clinic = await app.clinic();
  dermatologist = clinic.as('dermatologist');
  checkId = await check('16');
});

describe('overriding a finding', () => {
  it('counts it as caution and leaves the finding as it was', async () => {
    const answer = await dermatologist.post(overrides(), hypertension);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      id: checkId,
      outcome: 'contraindicated',
      effectiveOutcome: 'caution',
      overrides: [{ ...hypertension, overriddenBy: dermatologist.actor, createdAt: expect.any(String) }],
    });
    const read = await dermatologist.get(`/v1/contraindication-checks/${checkId}`);
    expect(read.body).toEqual(answer.body);
    expect(await stored()).toEqual([{ ...hypertension, overriddenBy: dermatologist.id }]);
  });

  it('works once', async () => {
    await dermatologist.post(overrides(), hypertension);
    const again = await dermatologist.post(overrides(), { ...hypertension, reason: 'Once more, for the same reason.' });
    expect([again.status, again.body.type]).toEqual([409, '/problems/conflict']);
    expect(await stored()).toHaveLength(1);
  });

  it('works once also when two do it at the same time', async () => {
    const both = await Promise.all([dermatologist.post(overrides(), hypertension), dermatologist.post(overrides(), hypertension)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await stored()).toHaveLength(1);
  });

  it('is refused where the rule does not allow it', async () => {
    checkId = await check('11');
    const refused = await dermatologist.post(overrides(), { ruleId: 'mesotherapy.pregnancy', reason: 'She is sure.' });
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/not-overridable']);
    expect(await stored()).toEqual([]);
  });

  it('is refused where the part of the rule that fired does not allow it', async () => {
    const workedCase = aCase('16');
    (workedCase.consultation.vitalSigns as { bloodPressure: object }).bloodPressure = { systolic: 185, diastolic: 100 };
    const { patientId } = await register(dermatologist, workedCase);
    const { body } = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, {
      treatment: 'mesotherapy',
      plannedOn: workedCase.checks[0]!.plannedOn,
    });
    checkId = body.id as string;
    expect((await dermatologist.post(overrides(), hypertension)).status).toBe(409);
  });

  it.each([
    ['a rule that the check does not have', { ...hypertension, ruleId: 'smp.washout' }, '/ruleId'],
    ['a finding that is clear', { ...hypertension, ruleId: 'mesotherapy.diabetes' }, '/ruleId'],
    ['no reason', { ruleId: hypertension.ruleId }, '/reason'],
    ['a blank reason', { ...hypertension, reason: '   ' }, '/reason'],
  ])('is invalid for %s', async (_what, body, pointer) => {
    const refused = await dermatologist.post(overrides(), body);
    expect(refused.status).toBe(400);
    expect((refused.body.errors as { pointer: string }[]).map((error) => error.pointer)).toEqual([pointer]);
    expect(await stored()).toEqual([]);
  });

  it("is a dermatologist's own", async () => {
    const client = await clinic.asClient(['check.run', 'consultation.write', 'plan.write']);
    const statuses = [];
    for (const caller of [clinic.as('technician'), clinic.as('admin'), clinic.as('receptionist'), client])
      statuses.push((await caller.post(overrides(), hypertension)).status);
    expect(statuses).toEqual([403, 403, 403, 403]);
    expect(await stored()).toEqual([]);
  });

  it('of a check of another clinic is not found', async () => {
    const other = (await app.clinic()).as('dermatologist');
    expect((await other.post(overrides(), hypertension)).status).toBe(404);
  });
});
