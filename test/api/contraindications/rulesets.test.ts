import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

let app: TestApp;
let clinic: TestClinic;

beforeAll(async () => {
  app = await startApp();
  clinic = await app.clinic();
});
afterAll(() => app.stop());

describe('rulesets', () => {
  it('are there from the beginning, one published for each treatment', async () => {
    const { body } = await clinic.as('dermatologist').get('/v1/contraindication-rulesets?status=published');
    expect((body.items as { treatment: string; version: number }[]).map(({ treatment, version }) => [treatment, version]).sort()).toEqual([
      ['mesotherapy', 1],
      ['scalp-micropigmentation', 1],
    ]);
  });

  it('say of every rule where it comes from', async () => {
    const { body } = await clinic.as('admin').get('/v1/contraindication-rulesets?treatment=mesotherapy');
    const [ruleset] = body.items as { id: string; rules: { id: string; origin: string; citation: { title: string } }[] }[];
    const read = await clinic.as('admin').get(`/v1/contraindication-rulesets/${ruleset!.id}`);
    expect(read.body).toEqual(ruleset);
    for (const rule of ruleset!.rules) expect(rule.citation.title).not.toBe('');
    expect(ruleset!.rules.find((rule) => rule.id === 'mesotherapy.keloid')).toMatchObject({
      origin: 'literature',
      citation: { title: expect.stringContaining("clinic's dermatologist") },
    });
  });

  it('are installed once, however often it is asked', async () => {
    await Promise.all(['dermatologist', 'admin', 'dermatologist'].map((role) => clinic.as(role as 'admin').get('/v1/contraindication-rulesets')));
    const rows = await app.sql('SELECT treatment FROM contraindication_rulesets', [], clinic.id);
    expect(rows).toHaveLength(2);
  });

  it('of another clinic are not found', async () => {
    const { body } = await clinic.as('admin').get('/v1/contraindication-rulesets');
    const other = (await app.clinic()).as('admin');
    expect((await other.get(`/v1/contraindication-rulesets/${body.items[0].id}`)).status).toBe(404);
  });

  it('are for the admin and the dermatologist', async () => {
    for (const role of ['technician', 'receptionist', 'auditor'] as const)
      expect((await clinic.as(role).get('/v1/contraindication-rulesets')).status).toBe(403);
  });

  it('once published are not changed, nor is a second one published', async () => {
    await clinic.as('admin').get('/v1/contraindication-rulesets');
    const change = (what: string) => app.sql(`UPDATE contraindication_rulesets SET ${what}`, [], clinic.id);
    await expect(change(`content = jsonb_set(content, '{title}', '"Mine"')`)).rejects.toThrow(/immutable/);
    await expect(change(`status = 'draft'`)).rejects.toThrow(/immutable/);
    await expect(app.sql('DELETE FROM contraindication_rulesets', [], clinic.id)).rejects.toThrow();
    await expect(
      app.sql(
        `INSERT INTO contraindication_rulesets (id, treatment, version, status, content, published_at, created_at, updated_at)
         SELECT gen_random_uuid(), treatment, 2, 'published', content, now(), now(), now() FROM contraindication_rulesets`,
        [],
        clinic.id,
      ),
    ).rejects.toThrow(/one_published/);
  });
});
