import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { request as httpRequest } from 'node:http';
import { RulesetsRepository } from '../../../src/contraindications/rulesets/rulesets.repository.js';
import { Database } from '../../../src/platform/database/index.js';
import { JobRunner } from '../../../src/platform/jobs/job-runner.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, prepare } from '../../support/journey.js';
import { draftWith, publish, publishedRuleset, ruleAgainst, workOff, type RulesetSent } from '../../support/rulesets.js';

const rulesets = '/v1/contraindication-rulesets';

let app: TestApp;
let clinic: TestClinic;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  clinic = await app.clinic();
});

const admin = () => clinic.as('admin');
const dermatologist = () => clinic.as('dermatologist');
const statuses = async (): Promise<string[]> => {
  const { body } = await admin().get(`${rulesets}?treatment=mesotherapy`);
  return (body.items as RulesetSent[]).map(({ version, status }) => `${version} ${status}`).sort();
};

describe('a draft of a ruleset', () => {
  it('is a copy of another one, or written anew, and changes nothing that is in force', async () => {
    const published = await publishedRuleset(clinic);
    const copy = await admin().post(rulesets, { basedOn: published.id, title: 'Mine' });
    expect(copy.status).toBe(201);
    expect(copy.body).toMatchObject({ status: 'draft', version: 2, title: 'Mine', basedOn: published.id, publishedAt: null, publishedBy: null, revision: 1 });
    expect(copy.body.rules).toEqual(published.rules);
    expect(copy.headers).toMatchObject({ location: `${rulesets}/${copy.body.id}`, etag: '"1"' });
    const anew = await admin().post(rulesets, { treatment: 'mesotherapy', title: 'One rule', rules: [ruleAgainst('L64')] });
    expect(anew.body).toMatchObject({ version: 3, basedOn: null });
    expect(await statuses()).toEqual(['1 published', '2 draft', '3 draft']);
  });

  it('is numbered once, also when two are made at the same moment', async () => {
    const { id } = await publishedRuleset(clinic);
    const made = await Promise.all([1, 2, 3].map(() => admin().post(rulesets, { basedOn: id })));
    expect(made.map(({ body }) => (body as RulesetSent).version).sort()).toEqual([2, 3, 4]);
  });

  it('is replaced by whoever has seen it as it is', async () => {
    const draft = await draftWith(clinic, null);
    const path = `${rulesets}/${draft.id}`;
    const content = { title: 'Shorter', rules: [ruleAgainst('L64')] };
    expect((await admin().put(path, content)).status).toBe(428);
    const replaced = await admin().put(path, content, { ifMatch: 1 });
    expect(replaced.body).toMatchObject({ title: 'Shorter', revision: 2, version: 2 });
    expect(replaced.headers.etag).toBe('"2"');
    expect((await admin().put(path, content, { ifMatch: 1 })).status).toBe(412);
    expect((await admin().get(path, { ifNoneMatch: '"2"' })).status).toBe(304);
  });

  it.each([
    ['nothing', {}, ['/treatment', '/title', '/rules']],
    ['a ruleset that is not there', { basedOn: '01936f00-0000-7000-8000-00000000dead' }, ['/basedOn']],
    ['rules that are no list', { treatment: 'mesotherapy', title: 'x', rules: 'none' }, ['/rules']],
    ['a treatment that does not exist', { treatment: 'magic', title: 'x', rules: [{}] }, ['/treatment']],
  ])('is not made from %s', async (_what, body, pointers) => {
    const refused = await admin().post(rulesets, body);
    expect(refused.status).toBe(400);
    expect((refused.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(pointers);
    expect(await statuses()).toEqual(['1 published']);
  });

  it('is not a copy of a ruleset about another treatment, nor of one of another clinic', async () => {
    const other = await publishedRuleset(clinic, 'scalp-micropigmentation');
    expect((await admin().post(rulesets, { basedOn: other.id, treatment: 'mesotherapy' })).body.errors).toMatchObject([{ pointer: '/treatment' }]);
    const foreign = await publishedRuleset(await app.clinic());
    expect((await admin().post(rulesets, { basedOn: foreign.id })).body.errors).toMatchObject([{ pointer: '/basedOn' }]);
  });

  it('may be wrong, and is then told everything that is', async () => {
    const draft = await draftWith(clinic, ruleAgainst('nonsense!', { severity: 'terrible', needsData: ['the.weather'] }));
    const at = `/rules/${draft.rules.length - 1}`;
    const { status, body } = await dermatologist().post(`${rulesets}/${draft.id}/validate`);
    expect([status, body.valid]).toEqual([200, false]);
    expect((body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining([`${at}/severity`, `${at}/any/0/condition/0`, `${at}/needsData/0`]),
    );
    const refused = await publish(clinic, draft);
    expect([refused.status, (refused.body.errors as object[]).length]).toEqual([400, (body.errors as object[]).length]);
    expect(await statuses()).toEqual(['1 published', '2 draft']);
    const sound = await draftWith(clinic, ruleAgainst('L64'));
    expect((await dermatologist().post(`${rulesets}/${sound.id}/validate`)).body).toEqual({ valid: true, errors: [] });
  });
});

describe('publishing a ruleset', () => {
  it('retires the one that was, says who and why, and cannot be taken back', async () => {
    const draft = await draftWith(clinic, ruleAgainst('L64'));
    const published = await publish(clinic, draft, 'Agreed on Friday');
    expect(published.status).toBe(200);
    expect(published.body).toMatchObject({ status: 'published', publishedBy: dermatologist().actor, reason: 'Agreed on Friday', revision: 2 });
    expect(published.headers.location).toBe(`/v1/jobs/${published.body.jobId}`);
    expect(await statuses()).toEqual(['1 retired', '2 published']);
    expect((await admin().put(`${rulesets}/${draft.id}`, { title: 'x', rules: draft.rules }, { ifMatch: 2 })).body.type).toBe('/problems/invalid-transition');
    expect((await publish(clinic, { ...draft, revision: 2 })).body.type).toBe('/problems/invalid-transition');
    await expect(app.sql(`UPDATE contraindication_rulesets SET reason = 'Another' WHERE id = $1`, [draft.id], clinic.id)).rejects.toThrow(/immutable/);
    const audit = await clinic.as('auditor').get('/v1/audit-events');
    expect(audit.body.items).toEqual(expect.arrayContaining([expect.objectContaining({ action: 'ruleset.publish', outcome: 'success' })]));
  });

  it("is a dermatologist's, with a reason, and of the draft as it is", async () => {
    const draft = await draftWith(clinic, ruleAgainst('L64'));
    const path = `${rulesets}/${draft.id}/publish`;
    expect((await admin().post(path, { reason: 'x' }, { ifMatch: 1 })).status).toBe(403);
    expect((await dermatologist().post(path, { reason: 'x' })).status).toBe(428);
    expect((await dermatologist().post(path, { reason: 'x' }, { ifMatch: 7 })).status).toBe(412);
    expect((await dermatologist().post(path, { reason: ' ' }, { ifMatch: 1 })).status).toBe(400);
    expect((await (await app.clinic()).as('dermatologist').post(path, { reason: 'x' }, { ifMatch: 1 })).status).toBe(404);
    expect(await statuses()).toEqual(['1 published', '2 draft']);
  });

  it('that was undone leaves nothing behind: what is in force is what the record says', async () => {
    const [draft, other] = [await draftWith(clinic, ruleAgainst('L64')), await draftWith(clinic, null)];
    const [stored, database] = [app.inside(RulesetsRepository), app.inside(Database)];
    const inForce = async () => (await stored.findPublished('mesotherapy'))!.content;
    await database.runInClinic(clinic.id, inForce);
    const by = clinic.staff.dermatologist;
    const undone = database.runInClinic(clinic.id, async () => {
      await stored.publish((await stored.find(draft.id))!, by, 'A mistake', new Date());
      expect((await inForce()).rules).toHaveLength(draft.rules.length);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect((await database.runInClinic(clinic.id, inForce)).rules).toHaveLength(other.rules.length);
    const content = { title: 'Shorter', rules: [ruleAgainst('L64')] };
    const replaced = await admin().put(`${rulesets}/${draft.id}`, content, { ifMatch: draft.revision });
    expect((await publish(clinic, replaced.body as RulesetSent)).status).toBe(200);
    const [first, again] = [await database.runInClinic(clinic.id, inForce), await database.runInClinic(clinic.id, inForce)];
    expect(first.rules).toHaveLength(1);
    expect(again).toBe(first);
    expect(() => first.rules.pop()).toThrow(TypeError);
  });

  it('of two at the same moment leaves one in force', async () => {
    const drafts = [await draftWith(clinic, ruleAgainst('L64')), await draftWith(clinic, ruleAgainst('L65'))];
    const both = await Promise.all(drafts.map((draft) => publish(clinic, draft)));
    expect(both.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect((await statuses()).filter((status) => status.endsWith('published'))).toHaveLength(1);
  });

  it('holds the open plans that it rules out, with a reason that stands in the timeline, and once only', async () => {
    const running = await activePlan(clinic);
    const other = await activePlan(clinic, 'scalp-micropigmentation');
    const published = await publish(clinic, await draftWith(clinic, ruleAgainst('L64')));
    await workOff(app, JobRunner);
    const job = await dermatologist().get(`/v1/jobs/${published.body.jobId}`);
    expect(job.body).toMatchObject({
      kind: 'rescreen-plans',
      status: 'completed',
      progress: { done: 1, total: 1 },
      result: { screened: 1, changed: 1, held: 1 },
      errorClass: null,
    });
    const plan = await dermatologist().get(`/v1/treatment-plans/${running.planId}`);
    expect(plan.body).toMatchObject({ status: 'on-hold', heldFrom: 'active', version: 5 });
    expect(plan.body.currentCheckId).not.toBe(plan.body.contraindicationCheckId);
    expect((plan.body.transitions as object[]).at(-1)).toMatchObject({
      action: 'hold',
      from: 'active',
      to: 'on-hold',
      actor: dermatologist().actor,
      reason: 'The rules of version 2 rule the treatment out: A rule of the clinic.',
    });
    const check = await dermatologist().get(`/v1/contraindication-checks/${plan.body.currentCheckId}`);
    expect(check.body).toMatchObject({ outcome: 'contraindicated', ruleset: { version: 2 } });
    const timeline = await dermatologist().get(`/v1/patients/${running.prepared.patientId}/timeline?kind=plan-held`);
    expect(timeline.body.items).toMatchObject([{ details: { reason: 'The rules of version 2 rule the treatment out: A rule of the clinic.' } }]);
    expect((await dermatologist().get(`/v1/treatment-plans/${other.planId}`)).body).toMatchObject({ status: 'active', version: 4 });

    await app.sql(
      `UPDATE background_jobs SET status = 'queued', position = NULL, done = 0, total = NULL, result = NULL, ended_at = NULL WHERE id = $1`,
      [published.body.jobId],
      clinic.id,
    );
    await workOff(app, JobRunner);
    expect((await dermatologist().get(`/v1/jobs/${published.body.jobId}`)).body).toMatchObject({ status: 'completed', result: { changed: 0, held: 0 } });
    expect((await dermatologist().get(`/v1/treatment-plans/${running.planId}`)).body).toEqual(plan.body);
  });

  it('leaves a held plan resumable to where it was, once the rules allow it again', async () => {
    const { planId } = await activePlan(clinic);
    const published = await publishedRuleset(clinic);
    await publish(clinic, await draftWith(clinic, ruleAgainst('L64')));
    await workOff(app, JobRunner);
    const path = `/v1/treatment-plans/${planId}/resume`;
    const refused = await dermatologist().post(path, undefined, { ifMatch: 5 });
    expect([refused.status, refused.body.type, refused.body.findings]).toEqual([
      409,
      '/problems/check-not-clear',
      [expect.objectContaining({ ruleId: 'clinic.new-rule' })],
    ]);
    const back = await admin().post(rulesets, { basedOn: published.id });
    await publish(clinic, back.body as RulesetSent);
    await workOff(app, JobRunner);
    expect((await dermatologist().post(path, undefined, { ifMatch: 5 })).body).toMatchObject({ status: 'active', heldFrom: null, version: 6 });
  });
});

interface Line {
  type: string;
  planId?: string;
  [member: string]: unknown;
}
const linesOf = (text: string): Line[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

/** supertest reads NDJSON as bytes. */
const textOf = (answer: { text?: string; body: unknown }): string => answer.text ?? (Buffer.isBuffer(answer.body) ? answer.body.toString() : '');

describe('a preview', () => {
  it('names every open plan whose outcome would change, and nobody else, and changes nothing', async () => {
    const running = await activePlan(clinic);
    await activePlan(clinic, 'scalp-micropigmentation');
    await prepare(clinic);
    const draft = await draftWith(clinic, ruleAgainst('L64'));
    const answer = await dermatologist().post(`${rulesets}/${draft.id}/preview`);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/x-ndjson']);
    expect(linesOf(textOf(answer))).toEqual([
      { type: 'progress', done: 0, total: 1, changed: 0 },
      {
        type: 'change',
        planId: running.planId,
        patientId: running.prepared.patientId,
        outcomeBefore: expect.any(String),
        outcomeAfter: 'contraindicated',
        rules: [{ ruleId: 'clinic.new-rule', before: null, after: 'contraindicated' }],
      },
      { type: 'progress', done: 1, total: 1, changed: 1 },
      { type: 'summary', done: 1, total: 1, changed: 1, transitions: expect.any(Object), milliseconds: expect.any(Number) },
    ]);
    expect((await dermatologist().get(`/v1/treatment-plans/${running.planId}`)).body).toMatchObject({ status: 'active', version: 4 });
    const audit = await clinic.as('auditor').get(`/v1/audit-events?patientId=${running.prepared.patientId}`);
    expect(audit.body.items).toEqual(expect.arrayContaining([expect.objectContaining({ action: 'ruleset.preview' })]));
  });

  it('is about the facts of today, not those of the last check', async () => {
    const { prepared, planId } = await activePlan(clinic);
    const draft = await draftWith(clinic, ruleAgainst('G40'));
    const changed = async () => linesOf(textOf(await dermatologist().post(`${rulesets}/${draft.id}/preview`))).filter(({ type }) => type === 'change');
    expect(await changed()).toEqual([]);
    await dermatologist().post(`/v1/patients/${prepared.patientId}/conditions`, { code: { system: 'icd-10', code: 'G40.9' }, clinicalStatus: 'active' });
    expect(await changed()).toMatchObject([{ planId, outcomeAfter: 'contraindicated' }]);
  });

  it('of a ruleset that is wrong is refused with what is wrong; it is a dermatologist’s', async () => {
    const draft = await draftWith(clinic, ruleAgainst('L64', { severity: 'terrible' }));
    const refused = await dermatologist().post(`${rulesets}/${draft.id}/preview`);
    expect([refused.status, refused.body.errors]).toEqual([400, [expect.objectContaining({ pointer: expect.stringContaining('/severity') })]]);
    expect((await admin().post(`${rulesets}/${draft.id}/preview`)).status).toBe(403);
    expect((await (await app.clinic()).as('dermatologist').post(`${rulesets}/${draft.id}/preview`)).status).toBe(404);
  });

  it('stops its work when nobody reads on', async () => {
    const { planId, prepared } = await activePlan(clinic);
    await app.sql(
      `INSERT INTO treatment_plans (id, patient_id, treatment, consultation_id, check_id, status, areas, protocol_version, sessions, interval_days, start_on,
         consent_id, created_by, created_at, updated_at)
       SELECT gen_random_uuid(), patient_id, treatment, consultation_id, check_id, status, areas, protocol_version, sessions, interval_days, start_on,
         consent_id, created_by, created_at, updated_at FROM treatment_plans, generate_series(1, 15000) WHERE id = $1`,
      [planId],
      clinic.id,
    );
    const draft = await draftWith(clinic, ruleAgainst('L64'));
    // Each chunk that names somebody leaves an entry in the audit trail.
    const chunks = () =>
      app.sql(`SELECT FROM audit_events WHERE action = 'ruleset.preview' AND patient_id = $1`, [prepared.patientId], clinic.id).then((rows) => rows.length);
    await app.listen();
    await new Promise<void>((resolve, reject) => {
      const request = httpRequest(
        {
          host: '127.0.0.1',
          port: app.port,
          path: `${rulesets}/${draft.id}/preview`,
          method: 'POST',
          headers: { authorization: `Bearer ${dermatologist().token}` },
        },
        (response) => {
          response.once('data', () => {
            response.destroy();
            resolve();
          });
          response.on('error', () => undefined);
        },
      );
      request.once('error', reject);
      request.end();
    });
    // Until nothing comes any more: all of it, if the work went on.
    let [before, seen] = [-1, await chunks()];
    while (seen !== before) {
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      [before, seen] = [seen, await chunks()];
    }
    expect(seen).toBeLessThan(16);
  });
});

describe('a check of the past', () => {
  it('comes out the same byte for byte, also after other rules were published and more was recorded', async () => {
    const { planId, prepared } = await activePlan(clinic);
    const again = async (checkId: string) => (await dermatologist().post(`/v1/contraindication-checks/${checkId}/re-evaluate`)).body;
    const first = await again(prepared.checkId);
    expect(first).toMatchObject({ checkId: prepared.checkId, identical: true, differing: [], ruleset: { version: 1 } });
    expect(first.hash).toBe(first.keptHash);
    await publish(clinic, await draftWith(clinic, ruleAgainst('L64')));
    await workOff(app, JobRunner);
    await dermatologist().post(`/v1/patients/${prepared.patientId}/medications`, { name: 'Warfarin', code: { system: 'atc', code: 'B01AA03' } });
    expect(await again(prepared.checkId)).toEqual(first);
    const { body: plan } = await dermatologist().get(`/v1/treatment-plans/${planId}`);
    expect(await again(plan.currentCheckId as string)).toMatchObject({ identical: true, ruleset: { version: 2 } });
  });

  it('keeps the time zone that the clinic had', async () => {
    const { checkId } = await prepare(clinic);
    const { body: before } = await dermatologist().post(`/v1/contraindication-checks/${checkId}/re-evaluate`);
    const moved = await admin().patch('/v1/clinic', { timeZone: 'America/New_York' }, { ifMatch: 1 });
    expect(moved.status).toBe(200);
    expect((await dermatologist().post(`/v1/contraindication-checks/${checkId}/re-evaluate`)).body).toEqual(before);
  });

  it('would be noticed if it came out otherwise', async () => {
    const { checkId } = await prepare(clinic);
    await app.owner.query(`ALTER TABLE contraindication_checks DISABLE TRIGGER contraindication_checks_append_only`);
    try {
      const client = await app.owner.connect();
      await client.query('BEGIN');
      await client.query(`SELECT set_config('app.clinic_id', $1, true)`, [clinic.id]);
      await client.query(`UPDATE contraindication_checks SET facts = jsonb_set(facts, '{screening,diabetes,value}', '"yes"') WHERE id = $1`, [checkId]);
      await client.query('COMMIT');
      client.release();
    } finally {
      await app.owner.query(`ALTER TABLE contraindication_checks ENABLE TRIGGER contraindication_checks_append_only`);
    }
    const { body } = await dermatologist().post(`/v1/contraindication-checks/${checkId}/re-evaluate`);
    expect(body).toMatchObject({ identical: false, outcome: 'contraindicated' });
    expect(body.differing).toContain('mesotherapy.diabetes');
  });

  it('is re-evaluated by those who may read it', async () => {
    const { checkId } = await prepare(clinic);
    const path = `/v1/contraindication-checks/${checkId}/re-evaluate`;
    expect((await clinic.as('receptionist').post(path)).status).toBe(403);
    expect((await (await app.clinic()).as('dermatologist').post(path)).status).toBe(404);
  });
});
