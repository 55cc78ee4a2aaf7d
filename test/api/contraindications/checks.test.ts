import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createId } from '../../../src/kernel/id.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { publishedRuleset } from '../../support/rulesets.js';
import { aCase, register } from './person.js';

let app: TestApp;
let clinic: TestClinic;
let dermatologist: Caller;
let patientId: string;
let consultationId: string;

const planned = () => aCase('01').checks[0]!.plannedOn;
const mesotherapy = () => ({ treatment: 'mesotherapy', plannedOn: planned() });
const checksOf = (id: string) => `/v1/patients/${id}/contraindication-checks`;
const stored = async (): Promise<number> => {
  const [row] = await app.sql<{ count: string }>('SELECT count(*) FROM contraindication_checks', [], clinic.id);
  return Number(row!.count);
};

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  clinic = await app.clinic();
  dermatologist = clinic.as('dermatologist');
  ({ patientId, consultationId } = await register(dermatologist));
});

describe('running a check', () => {
  it('answers the document of the check, and keeps it as it was', async () => {
    const check = await dermatologist.post(checksOf(patientId), { ...mesotherapy(), ingredients: ['biotin'], consultationId });
    expect(check.status).toBe(201);
    expect(check.headers.location).toBe(`/v1/contraindication-checks/${check.body.id}`);
    expect(check.body).toMatchObject({
      patientId,
      consultationId,
      treatment: 'mesotherapy',
      plannedOn: planned(),
      ingredients: ['biotin'],
      outcome: 'clear',
      effectiveOutcome: 'clear',
      contradictions: [],
      earliestClearOn: planned(),
      ruleset: { version: 1 },
      checkedBy: dermatologist.actor,
      overrides: [],
    });
    expect(check.body).toMatchObject({ unread: [], dismissed: [] });
    // One finding of each rule that is in force, in the order of the rules.
    const { rules } = await publishedRuleset(clinic);
    expect((check.body.findings as { ruleId: string }[]).map(({ ruleId }) => ruleId)).toEqual(rules.map(({ id }) => id));
    const read = await dermatologist.get(`/v1/contraindication-checks/${check.body.id}`);
    expect(read.body).toEqual(check.body);
  });

  it('says of each finding what it rests on, where that is written, and where the rule comes from', async () => {
    const { patientId: diabetic, consultationId: source } = await register(dermatologist, aCase('03'));
    const { body } = await dermatologist.post(checksOf(diabetic), mesotherapy());
    const finding = (body.findings as { ruleId: string }[]).find(({ ruleId }) => ruleId === 'mesotherapy.diabetes');
    expect(finding).toMatchObject({
      title: 'Diabetes mellitus',
      outcome: 'contraindicated',
      missing: [],
      reconsiderOn: null,
      overridable: true,
      origin: 'seed',
      citation: { title: expect.stringContaining('S0-57'), url: null },
    });
    expect((finding as unknown as { because: unknown[] }).because).toContainEqual(
      expect.objectContaining({
        fact: 'condition',
        code: expect.objectContaining({ system: 'icd-10', code: 'E11.9' }),
        source: { type: 'consultation', id: source },
      }),
    );
  });

  it('needs data about somebody of whom nothing is known, and says what to ask', async () => {
    const { body: stranger } = await dermatologist.post('/v1/patients', { names: [{ text: 'Madonna' }], sexAtBirth: 'unknown' });
    const { body } = await dermatologist.post(checksOf(stranger.id), mesotherapy());
    expect(body.outcome).toBe('needs-data');
    expect(body.earliestClearOn).toBeNull();
    const asked = (body.findings as { outcome: string; missing: { ask: string; how: string }[] }[]).filter(({ outcome }) => outcome === 'needs-data');
    for (const { missing } of asked) {
      expect(missing.length).toBeGreaterThan(0);
      for (const { ask, how } of missing) expect(ask.length * how.length).toBeGreaterThan(0);
    }
  });

  it('keeps the facts that it was made from', async () => {
    const { body } = await dermatologist.post(checksOf(patientId), mesotherapy());
    const [row] = await app.sql<{ facts: { sexAtBirth: string; labs: object } }>(
      'SELECT facts FROM contraindication_checks WHERE id = $1',
      [body.id],
      clinic.id,
    );
    expect(row!.facts).toMatchObject({ sexAtBirth: 'female', labs: { hba1c: { value: 5.2, unit: '%' } } });
  });

  it.each([
    ['an unknown treatment', { treatment: 'leeches', plannedOn: '2026-12-01' }, '/treatment'],
    ['a day that does not exist', { treatment: 'mesotherapy', plannedOn: '2026-02-30' }, '/plannedOn'],
    ['no day', { treatment: 'mesotherapy' }, '/plannedOn'],
    ['a property that it does not know', { treatment: 'mesotherapy', plannedOn: '2026-12-01', force: true }, '/force'],
    [
      'a consultation that the patient does not have',
      { treatment: 'mesotherapy', plannedOn: '2026-12-01', consultationId: '0190a000-0000-7000-8000-000000000001' },
      '/consultationId',
    ],
    [
      'a product that the clinic does not have',
      { treatment: 'mesotherapy', plannedOn: '2026-12-01', products: ['0190a000-0000-7000-8000-000000000001'] },
      '/products/0',
    ],
    ['a blank ingredient', { treatment: 'mesotherapy', plannedOn: '2026-12-01', ingredients: [' '] }, '/ingredients/0'],
  ])('refuses %s and stores nothing', async (_what, body, pointer) => {
    const refused = await dermatologist.post(checksOf(patientId), body);
    expect(refused.status).toBe(400);
    expect((refused.body.errors as { pointer: string }[]).map((error) => error.pointer)).toEqual([pointer]);
    expect(await stored()).toBe(0);
  });

  it('answers 404 for a patient that the clinic does not have, whether or not another one does', async () => {
    const other = (await app.clinic()).as('dermatologist');
    const theirs = await other.post(checksOf(patientId), mesotherapy());
    const nobody = await other.post(checksOf(createId()), mesotherapy());
    expect([theirs.status, nobody.status]).toEqual([404, 404]);
    expect(theirs.body.detail).toBe(nobody.body.detail);
  });

  it('replays a repeated request in place of a second check', async () => {
    const first = await dermatologist.post(checksOf(patientId), mesotherapy(), { idempotencyKey: 'once' });
    const second = await dermatologist.post(checksOf(patientId), mesotherapy(), { idempotencyKey: 'once' });
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.body).toEqual(first.body);
    expect(await stored()).toBe(1);
  });

  it('is for those who treat, and for clients with the scope', async () => {
    const statuses = await Promise.all(
      (['admin', 'receptionist', 'auditor', 'technician'] as const).map(
        async (role) => (await clinic.as(role).post(checksOf(patientId), mesotherapy())).status,
      ),
    );
    expect(statuses).toEqual([403, 403, 403, 201]);
    expect((await (await clinic.asClient(['check.run'])).post(checksOf(patientId), mesotherapy())).status).toBe(201);
    expect((await (await clinic.asClient(['patient.read'])).post(checksOf(patientId), mesotherapy())).status).toBe(403);
    expect((await app.nobody.post(checksOf(patientId), mesotherapy())).status).toBe(401);
  });

  it('is audited for the patient', async () => {
    const { body } = await dermatologist.post(checksOf(patientId), mesotherapy());
    const rows = await app.sql('SELECT action FROM audit_events WHERE patient_id = $1 AND resource_id = $2', [patientId, body.id], clinic.id);
    expect(rows).toEqual([{ action: 'check.run' }]);
  });
});

describe('reading checks', () => {
  it('lists those of a patient, newest first, by treatment where asked', async () => {
    const first = await dermatologist.post(checksOf(patientId), mesotherapy());
    const second = await dermatologist.post(checksOf(patientId), { ...mesotherapy(), treatment: 'scalp-micropigmentation' });
    const page = await dermatologist.get(`${checksOf(patientId)}?limit=1&count=true`);
    expect(page.body).toMatchObject({ items: [{ id: second.body.id }], total: 2, nextCursor: expect.any(String) });
    const next = await dermatologist.get(`${checksOf(patientId)}?limit=1&cursor=${page.body.nextCursor}`);
    expect(next.body).toMatchObject({ items: [{ id: first.body.id }], nextCursor: null });
    const response = await dermatologist.get(`${checksOf(patientId)}?treatment=mesotherapy`);
    expect((response.body.items as { id: string }[]).map(({ id }) => id)).toEqual([first.body.id]);
  });

  it('answers 404 for a check of another clinic', async () => {
    const { body } = await dermatologist.post(checksOf(patientId), mesotherapy());
    const other = (await app.clinic()).as('dermatologist');
    expect((await other.get(`/v1/contraindication-checks/${body.id}`)).status).toBe(404);
    expect((await other.get(checksOf(patientId))).status).toBe(404);
  });
});

describe('the tables', () => {
  it('let nobody change or remove a check', async () => {
    await dermatologist.post(checksOf(patientId), mesotherapy());
    await expect(app.sql(`UPDATE contraindication_checks SET outcome = 'clear'`, [], clinic.id)).rejects.toThrow();
    await expect(app.sql('DELETE FROM contraindication_checks', [], clinic.id)).rejects.toThrow();
    const connection = await app.owner.connect();
    try {
      await connection.query(`SELECT set_config('app.clinic_id', $1, false)`, [clinic.id]);
      await expect(connection.query(`UPDATE contraindication_checks SET outcome = 'clear'`)).rejects.toThrow(/append-only/);
    } finally {
      connection.release(true);
    }
  });
});
