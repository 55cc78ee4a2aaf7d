import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { protocolExamples, treatmentExamples } from '../../../src/treatments/index.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { consentTo, planFor, prepare, activePlan } from '../../support/journey.js';

const threeWeeks = { treatment: 'mesotherapy', ...protocolExamples.threeWeeks };
const path = '/v1/treatment-protocols';

describe('treatment protocols', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    clinic = await app.clinic();
  });

  const dermatologist = () => clinic.as('dermatologist');
  const publish = (id: string, version = 1) => dermatologist().post(`${path}/${id}/publish`, { reason: 'Better tolerated' }, { ifMatch: version });

  it('are there from the beginning, one published for each treatment, each limit with its source', async () => {
    const { body } = await clinic.as('technician').get(`${path}?status=published&count=true`);
    expect((body.items as { treatment: string; protocolVersion: number }[]).map((item) => [item.treatment, item.protocolVersion]).sort()).toEqual([
      ['mesotherapy', 1],
      ['scalp-micropigmentation', 1],
    ]);
    for (const { limits } of body.items as { limits: Record<string, { source: string }> }[]) {
      expect(Object.values(limits).every(({ source }) => source.length > 0)).toBe(true);
    }
    await Promise.all(['dermatologist', 'admin', 'technician'].map((role) => clinic.as(role as 'admin').get(path)));
    expect(await app.sql('SELECT FROM treatment_protocols', [], clinic.id)).toHaveLength(2);
  });

  it('are drafted, changed at the newest version, and published by a dermatologist with a reason', async () => {
    const created = await clinic.as('admin').post(path, threeWeeks);
    expect([created.status, created.headers.location]).toEqual([201, `${path}/${created.body.id}`]);
    expect((await dermatologist().get(`${path}/${created.body.id}`)).body).toEqual(created.body);
    expect(created.body).toMatchObject({ status: 'draft', protocolVersion: 2, createdBy: clinic.as('admin').actor, publishedAt: null, version: 1 });
    const own = `${path}/${created.body.id}`;
    const { treatment: _treatment, ...content } = threeWeeks;
    expect((await clinic.as('admin').put(own, { ...content, title: 'Mine' })).status).toBe(428);
    expect((await clinic.as('admin').put(own, { ...content, title: 'Mine' }, { ifMatch: 1 })).body).toMatchObject({ title: 'Mine', version: 2 });
    expect((await clinic.as('admin').put(own, content, { ifMatch: 1 })).status).toBe(412);
    expect((await clinic.as('admin').post(`${own}/publish`, { reason: 'x' }, { ifMatch: 2 })).status).toBe(403);
    expect((await dermatologist().post(`${own}/publish`, {}, { ifMatch: 2 })).body.errors).toMatchObject([{ pointer: '/reason' }]);
    expect((await publish(created.body.id as string, 2)).body).toMatchObject({
      status: 'published',
      publishedBy: clinic.as('dermatologist').actor,
      publishReason: 'Better tolerated',
      publishedAt: expect.any(String),
      version: 3,
    });
    const all = await dermatologist().get(`${path}?treatment=mesotherapy`);
    expect((all.body.items as { protocolVersion: number; status: string }[]).map((item) => [item.protocolVersion, item.status])).toEqual([
      [1, 'retired'],
      [2, 'published'],
    ]);
    expect((await clinic.as('admin').put(own, content, { ifMatch: 3 })).body.type).toBe('/problems/invalid-transition');
    expect((await publish(created.body.id as string, 3)).body.type).toBe('/problems/invalid-transition');
  });

  it('are refused with everything that is wrong named at once, and nothing is stored', async () => {
    const response = await dermatologist().post(path, {
      ...threeWeeks,
      limits: { ...threeWeeks.limits, depthMm: { low: 5, high: 1, usual: null, unit: 'furlong', source: 'x' }, sessions: undefined },
    });
    expect(response.status).toBe(400);
    expect((response.body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/limits/sessions', 'required'],
      ['/limits/depthMm/unit', 'unknown-unit'],
      ['/limits/depthMm/low', 'low-above-high'],
    ]);
    expect(await app.sql(`SELECT FROM treatment_protocols WHERE status = 'draft'`, [], clinic.id)).toEqual([]);
  });

  it('have a limit of depth for each technique, and a session is held to it', async () => {
    const here = await app.clinic();
    const by = here.as('dermatologist');
    const technique = { values: ['injection', 'jet'], source: 'our practice' };
    const own = { ...threeWeeks, choices: { ...threeWeeks.choices, technique } };
    const refused = await by.post(path, own);
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/choices/technique/values/1', code: 'no-depth-limit' }]]);
    const depths = { jet: { low: 0, high: 3, usual: null, unit: 'mm', source: 'our practice' } };
    const draft = await by.post(path, { ...own, depths });
    expect([draft.status, draft.body.depths]).toEqual([201, depths]);
    expect((await by.post(`${path}/${draft.body.id}/publish`, { reason: 'A new gun' }, { ifMatch: 1 })).status).toBe(200);
    const { sessionIds } = await activePlan(here);
    const session = `/v1/treatment-sessions/${sessionIds[0]}`;
    expect((await by.post(`${session}/start`, {}, { ifMatch: 1 })).status).toBe(200);
    const record = (depthMm: number) => ({ mesotherapy: { technique: 'jet', depthMm, substances: ['biotin'] }, zones: ['vertex'] });
    const deep = await by.post(`${session}/complete`, record(3.5), { ifMatch: 2 });
    expect(deep.body.errors).toEqual([{ pointer: '/mesotherapy/depthMm', code: 'outside-protocol', detail: 'The depth of jet is 0 to 3 mm (our practice).' }]);
    expect((await by.post(`${session}/complete`, record(3), { ifMatch: 2 })).status).toBe(200);
  });

  it('once published are not changed in SQL either, nor is a second one', async () => {
    await dermatologist().get(path);
    const change = (what: string) => app.sql(`UPDATE treatment_protocols SET ${what}, version = version + 1`, [], clinic.id);
    await expect(change(`content = jsonb_set(content, '{title}', '"Mine"')`)).rejects.toThrow(/immutable/);
    await expect(change(`status = 'draft'`)).rejects.toThrow(/immutable/);
    await expect(app.sql('DELETE FROM treatment_protocols', [], clinic.id)).rejects.toThrow();
    await expect(
      app.sql(
        `INSERT INTO treatment_protocols (id, treatment, protocol_version, status, content, published_at, created_at, updated_at)
         SELECT gen_random_uuid(), treatment, 2, 'published', content, now(), now(), now() FROM treatment_protocols`,
        [],
        clinic.id,
      ),
    ).rejects.toThrow(/one_published/);
  });

  it('published at the same time leave one in force', async () => {
    const drafts = await Promise.all([dermatologist().post(path, threeWeeks), dermatologist().post(path, threeWeeks)]);
    expect(drafts.map(({ status }) => status)).toEqual(expect.arrayContaining([201]));
    const ids = drafts.filter(({ status }) => status === 201).map(({ body }) => body.id as string);
    await Promise.all(ids.map((id) => publish(id)));
    const published = await app.sql(`SELECT FROM treatment_protocols WHERE treatment = 'mesotherapy' AND status = 'published'`, [], clinic.id);
    expect(published).toHaveLength(1);
  });

  it('of another clinic do not exist', async () => {
    const { body } = await dermatologist().get(path);
    const id = body.items[0].id as string;
    const other = (await app.clinic()).as('dermatologist');
    expect((await other.get(`${path}/${id}`)).status).toBe(404);
    expect((await other.post(`${path}/${id}/publish`, { reason: 'x' }, { ifMatch: 1 })).status).toBe(404);
  });

  it('decide what a series can be; a plan and its sessions keep to the version that it was made with', async () => {
    const before = await prepare(clinic);
    const long = { sessions: 12, intervalDays: 42 };
    const made = (prepared: typeof before, series: object) =>
      dermatologist().post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared, 'mesotherapy', series));
    expect((await made(before, long)).status).toBe(400);
    const old = await made(before, {});

    const draft = await dermatologist().post(path, {
      ...threeWeeks,
      limits: { ...threeWeeks.limits, depthMm: { low: 5, high: 6, usual: null, unit: 'mm', source: 'Practice of this clinic' } },
    });
    await publish(draft.body.id as string);

    const after = await prepare(clinic);
    expect((await made(after, long)).body).toMatchObject({ protocolVersion: 2, series: long });
    expect((await made(after, { sessions: 3 })).body.errors).toMatchObject([
      { pointer: '/series/sessions', detail: 'The number of sessions of mesotherapy is 4 to 12 sessions (Practice of this clinic).' },
    ]);
    // The plan made before is still held to version 1: it may not have twelve sessions, and its depth is 1 to 4 mm.
    const plan = `/v1/treatment-plans/${old.body.id}`;
    expect((await dermatologist().patch(plan, { series: { sessions: 12 } }, { ifMatch: 1 })).status).toBe(400);
    await consentTo(clinic, before.patientId);
    for (const [index, action] of ['propose', 'accept', 'start'].entries()) await dermatologist().post(`${plan}/${action}`, undefined, { ifMatch: index + 1 });
    const [session] = (await dermatologist().get(`${plan}/sessions`)).body.items as { id: string }[];
    const sessionPath = `/v1/treatment-sessions/${session!.id}`;
    await dermatologist().post(`${sessionPath}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 });
    const { mesotherapyRecord } = treatmentExamples;
    const deep = { ...mesotherapyRecord, mesotherapy: { ...mesotherapyRecord.mesotherapy, depthMm: 5 } };
    expect((await dermatologist().post(`${sessionPath}/complete`, deep, { ifMatch: 2 })).body.errors).toMatchObject([
      { pointer: '/mesotherapy/depthMm', detail: 'depthMm is 1 to 4 mm (S0-30).' },
    ]);
    expect((await dermatologist().post(`${sessionPath}/complete`, mesotherapyRecord, { ifMatch: 2 })).body.status).toBe('completed');
    expect((await dermatologist().get(plan)).body.protocolVersion).toBe(1);
  });
});
