import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { consultationToday, dayFromNow, planFor, prepare } from '../../support/journey.js';

const overrides = '/v1/contraindication-overrides';
const hypertension = 'mesotherapy.hypertension';
const heart = 'mesotherapy.heart-condition';
const reason = 'Well controlled for two years.';

let app: TestApp;
let clinic: TestClinic;
let dermatologist: Caller;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  clinic = await app.clinic();
  dermatologist = clinic.as('dermatologist');
});

const withHypertension = { medicalHistory: { conditions: [{ code: { system: 'icd-10', code: 'I10' }, clinicalStatus: 'active' }] } };

interface Row {
  ruleId: string;
  [count: string]: unknown;
}

const period = (more = '') => `from=${dayFromNow(-1)}&to=${dayFromNow(1)}${more}`;
const report = async (caller: Caller = dermatologist, query = period()) => (await caller.get(`${overrides}/report?${query}`)).body;
const rowOf = async (ruleId: string): Promise<Row | undefined> => ((await report()).rows as Row[]).find((row) => row.ruleId === ruleId);

const override = async (by: Caller, checkId: string, body: object = {}): Promise<string> => {
  const answer = await by.post(`/v1/contraindication-checks/${checkId}/overrides`, { ruleId: hypertension, reason, ...body });
  expect(answer.status).toBe(201);
  return (answer.body.overrides as { id: string }[]).at(-1)!.id;
};

/** A check in which a rule asks for two dermatologists. */
const graveCheck = async (): Promise<{ checkId: string; patientId: string }> => {
  const screening = { ...consultationToday().medicalHistory.screening, 'heart-condition': 'yes' };
  const { patientId } = await prepare(clinic, { medicalHistory: { screening } });
  const planned = { treatment: 'mesotherapy', plannedOn: dayFromNow(0), ingredients: ['minoxidil'] };
  const { body } = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, planned);
  return { checkId: body.id as string, patientId };
};

describe('the report of overrides', () => {
  it('says of each rule how often it fired, how often it was overridden, and by whom', async () => {
    const another = await clinic.another('dermatologist');
    const checks = [];
    for (let value = 0; value < 4; value++) checks.push((await prepare(clinic, withHypertension)).checkId);
    await override(dermatologist, checks[0]!, { discussedWithPatient: 'yes' });
    await override(another, checks[1]!);
    await override(another, checks[2]!);
    const counted = await report();
    expect(counted).toMatchObject({ from: dayFromNow(-1), to: dayFromNow(1), checks: 4 });
    expect(counted.rows[0]).toEqual({
      treatment: 'mesotherapy',
      ruleId: hypertension,
      title: expect.stringMatching(/hypertension/i),
      fired: 4,
      overridden: 3,
      share: 0.75,
      discussedWithPatient: 1,
      confirmed: 0,
      awaitingConfirmation: 0,
      void: 0,
      dermatologists: [
        { overriddenBy: another.actor, overridden: 2 },
        { overriddenBy: dermatologist.actor, overridden: 1 },
      ],
    });
    expect(JSON.stringify(counted)).not.toContain('patientId');
  });

  it('counts confirmations, and what waits for one', async () => {
    const [one, other] = [await graveCheck(), await graveCheck()];
    const confirmed = await override(dermatologist, one.checkId, { ruleId: heart });
    await override(dermatologist, other.checkId, { ruleId: heart });
    const second = await clinic.another('dermatologist');
    expect((await second.post(`/v1/contraindication-checks/${one.checkId}/overrides/${confirmed}/confirm`)).status).toBe(200);
    expect(await rowOf(heart)).toMatchObject({ overridden: 2, confirmed: 1, awaitingConfirmation: 1, void: 0 });
  });

  it('counts what a later check found void', async () => {
    const prepared = await prepare(clinic, withHypertension);
    const id = await override(dermatologist, prepared.checkId);
    const { body: plan } = await dermatologist.post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared));
    expect((await dermatologist.post(`/v1/treatment-plans/${plan.id}/propose`, undefined, { ifMatch: 1 })).status).toBe(200);
    expect(await rowOf(hypertension)).toMatchObject({ overridden: 1, void: 0 });
    // The plan is screened again, and finds the same rule speaking of something else.
    await dermatologist.post(`/v1/patients/${prepared.patientId}/conditions`, { code: { system: 'icd-10', code: 'I15.0' }, clinicalStatus: 'active' });
    expect(await rowOf(hypertension)).toMatchObject({ fired: 2, overridden: 1, void: 1 });
    expect((await dermatologist.get(overrides)).body.items).toMatchObject([{ id, voidBecause: 'facts-changed', inForce: false }]);
  });

  it('reads checks from before their rules were kept beside the findings', async () => {
    await prepare(clinic, withHypertension);
    const now = await report();
    await app.owner.query(`ALTER TABLE contraindication_checks DISABLE TRIGGER contraindication_checks_append_only`);
    const client = await app.owner.connect();
    try {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('app.clinic_id', $1, true)`, [clinic.id]);
      const { rowCount } = await client.query('UPDATE contraindication_checks SET fired = NULL');
      await client.query('COMMIT');
      expect(rowCount).toBe(1);
    } finally {
      client.release();
      await app.owner.query(`ALTER TABLE contraindication_checks ENABLE TRIGGER contraindication_checks_append_only`);
    }
    expect(await report()).toEqual(now);
    expect(now.rows.length).toBeGreaterThan(0);
  });

  it('is of a period, a treatment and a clinic', async () => {
    await override(dermatologist, (await prepare(clinic, withHypertension)).checkId);
    expect((await report(dermatologist, `from=${dayFromNow(-9)}&to=${dayFromNow(-2)}`)).rows).toEqual([]);
    expect((await report(dermatologist, period('&treatment=scalp-micropigmentation'))).rows).toEqual([]);
    expect((await report(dermatologist, period('&treatment=mesotherapy'))).rows).not.toEqual([]);
    expect(await report((await app.clinic()).as('dermatologist'))).toMatchObject({ checks: 0, rows: [] });
  });

  it('is for dermatologists and admins', async () => {
    const answers = [];
    for (const caller of [clinic.as('admin'), dermatologist, clinic.as('technician'), clinic.as('receptionist'), clinic.as('auditor')])
      answers.push((await caller.get(`${overrides}/report?${period()}`)).status);
    expect(answers).toEqual([200, 200, 403, 403, 403]);
    expect((await (await clinic.asClient(['check.run', 'plan.read'])).get(`${overrides}/report?${period()}`)).status).toBe(403);
  });

  it.each(['', 'from=2026-01-01', 'from=2026-02-30&to=2026-03-01', 'from=2026-03-01&to=2026-02-01', 'from=2000-01-01&to=2026-01-01'])(
    'is refused for "%s"',
    async (query) => {
      expect((await dermatologist.get(`${overrides}/report?${query}`)).status).toBe(400);
    },
  );
});

describe('the list of overrides', () => {
  it('is of a rule, of a dermatologist and of a period, newest first, page by page', async () => {
    const another = await clinic.another('dermatologist');
    const { checkId, patientId } = await prepare(clinic, withHypertension);
    const first = await override(dermatologist, checkId, { discussedWithPatient: 'yes' });
    const second = await override(another, (await prepare(clinic, withHypertension)).checkId);
    const third = await override(dermatologist, (await graveCheck()).checkId, { ruleId: heart });
    const ids = async (query: string) => ((await dermatologist.get(`${overrides}${query}`)).body.items as { id: string }[]).map(({ id }) => id);
    expect(await ids('')).toEqual([third, second, first]);
    expect(await ids(`?ruleId=${hypertension}`)).toEqual([second, first]);
    expect(await ids(`?overriddenBy=${dermatologist.id}`)).toEqual([third, first]);
    expect(await ids(`?from=${dayFromNow(0)}&to=${dayFromNow(0)}&ruleId=${heart}`)).toEqual([third]);
    expect(await ids(`?to=${dayFromNow(-1)}`)).toEqual([]);
    const page = await dermatologist.get(`${overrides}?limit=2&count=true`);
    expect([page.body.items.length, page.body.total]).toEqual([2, 3]);
    const next = await dermatologist.get(`${overrides}?limit=2&cursor=${page.body.nextCursor}`);
    expect(next.body).toMatchObject({
      nextCursor: null,
      items: [{ id: first, checkId, patientId, treatment: 'mesotherapy', plannedOn: expect.any(String), reason, discussedWithPatient: 'yes', inForce: true }],
    });
  });

  it('leaves in the audit trail whose it showed', async () => {
    const { checkId, patientId } = await prepare(clinic, withHypertension);
    await override(dermatologist, checkId);
    await dermatologist.get(overrides);
    const audit = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}`);
    expect(audit.body.items).toEqual(expect.arrayContaining([expect.objectContaining({ action: 'override.list', outcome: 'success' })]));
  });

  it('is for dermatologists, and of their clinic', async () => {
    await override(dermatologist, (await prepare(clinic, withHypertension)).checkId);
    const statuses = [];
    for (const role of ['admin', 'technician', 'receptionist', 'auditor'] as const) statuses.push((await clinic.as(role).get(overrides)).status);
    expect(statuses).toEqual([403, 403, 403, 403]);
    expect((await (await app.clinic()).as('dermatologist').get(overrides)).body.items).toEqual([]);
    expect((await dermatologist.get(`${overrides}?overriddenBy=nobody`)).status).toBe(400);
  });
});
