import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { loadNamesFile } from '../../../src/cli/formulary.js';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

const entries = '/v1/formulary-entries';
const aspirin = [{ system: 'atc', code: 'B01AC06', display: 'acetylsalicylic acid' }];
const named = (name: string, more: object = {}) => ({ kind: 'substance', name, codes: aspirin, ...more });

describe('the formulary', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let other: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    [clinic, other] = await Promise.all([app.clinic(), app.clinic()]);
  });
  afterAll(() => app.stop());

  const teach = async (body: object, role: 'admin' | 'dermatologist' = 'dermatologist'): Promise<Record<string, unknown>> => {
    const { status, body: entry } = await clinic.as(role).post(entries, body);
    expect([status, entry]).toEqual([201, expect.objectContaining({ id: expect.any(String) })]);
    return entry as Record<string, unknown>;
  };
  const statusOf = async (id: unknown) => ((await clinic.as('technician').get(`${entries}/${id as string}`)).body as { status: string }).status;
  const idsOf = ({ body }: Response) => (body.items as { id: string }[]).map(({ id }) => id);

  describe('is taught', () => {
    it('by a dermatologist, who confirms an entry by recording it', async () => {
      const entry = await teach(named('Zorbixil Plus'));
      const by = clinic.as('dermatologist').actor;
      expect(entry).toMatchObject({ comparedAs: 'zorbixil plus', origin: 'taught', status: 'confirmed', recordedBy: by, confirmedBy: by, codes: aspirin });
    });

    it('by an administrator, whose entry waits for a dermatologist', async () => {
      const { id, status } = await teach(named('Zorbixil Waiting'), 'admin');
      expect(status).toBe('proposed');
      expect((await clinic.as('admin').post(`${entries}/${id as string}/confirm`)).status).toBe(403);
      const { body } = await clinic.as('dermatologist').post(`${entries}/${id as string}/confirm`);
      expect(body).toMatchObject({ status: 'confirmed', recordedBy: clinic.as('admin').actor, confirmedBy: clinic.as('dermatologist').actor });
      expect((await clinic.as('dermatologist').post(`${entries}/${id as string}/confirm`)).status).toBe(409);
    });

    it('by nobody else', async () => {
      const client = await clinic.asClient(['consultation.write', 'plan.write', 'check.run']);
      for (const caller of [clinic.as('technician'), clinic.as('receptionist'), clinic.as('auditor'), client])
        expect((await caller.post(entries, named('Zorbixil Nobody'))).status).toBe(403);
      expect((await clinic.as('technician').get(entries)).status).toBe(200);
      expect((await clinic.as('receptionist').get(entries)).status).toBe(403);
      expect((await app.nobody.get(entries)).status).toBe(401);
    });

    it('once for a name, however it is written', async () => {
      const { id } = await teach(named('Zorbixil Once'));
      const { status, body } = await clinic.as('dermatologist').post(entries, named('ZORBIXIL-ONCE', { codes: [{ system: 'atc', code: 'N02BE01' }] }));
      expect([status, body.existing]).toEqual([409, id]);
      expect(
        (await clinic.as('dermatologist').post(entries, { kind: 'condition', name: 'Zorbixil once', codes: [{ system: 'icd-10', code: 'L63.9' }] })).status,
      ).toBe(201);
    });

    it('once, where a request is repeated with its Idempotency-Key', async () => {
      const send = () => clinic.as('dermatologist').post(entries, named('Zorbixil Repeated'), { idempotencyKey: 'teach-zorbixil' });
      const [first, second] = [await send(), await send()];
      expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
    });

    it.each([
      ['a code of another system', named('Zorbixil X', { codes: [{ system: 'icd-10', code: 'L63.9' }] }), '/codes/0', 'invalid-code'],
      ['a code that does not exist', named('Zorbixil X', { codes: [{ system: 'atc', code: 'B99ZZ99' }] }), '/codes/0', 'invalid-code'],
      ['neither codes nor harmlessness', { kind: 'substance', name: 'Zorbixil X' }, '/codes', 'required'],
      ['harmlessness without a reason', { kind: 'substance', name: 'Zorbixil X', harmless: true }, '/reason', 'required'],
      ['harmlessness beside codes', named('Zorbixil X', { harmless: true, reason: 'x' }), '/harmless', 'contradictory'],
      ['a name without letters', named('...'), '/name', 'invalid-text'],
      ['a meaning that hides a medicine', { kind: 'substance', name: 'Warfarin 5 mg', harmless: true, reason: 'x' }, '/codes', 'hides-known-meaning'],
    ])('but not with %s', async (_what, body, pointer, code) => {
      const answer = await clinic.as('dermatologist').post(entries, body);
      expect([answer.status, answer.body.errors]).toEqual([400, [expect.objectContaining({ pointer, code })]]);
    });
  });

  it('is the clinic’s own', async () => {
    const { id } = await teach(named('Zorbixil Own'));
    const stranger = other.as('dermatologist');
    expect((await stranger.get(`${entries}/${id as string}`)).status).toBe(404);
    expect((await stranger.post(`${entries}/${id as string}/confirm`)).status).toBe(404);
    expect((await stranger.post(`${entries}/${id as string}/revoke`, { reason: 'x' })).status).toBe(404);
    expect((await stranger.post(entries, named('Zorbixil Own'))).status).toBe(201);
  });

  it('is listed by kind, status and part of the name, page by page', async () => {
    const item = await teach(named('Qanterol one'));
    const two = await teach(named('Qanterol two'), 'admin');
    const three = await teach({ kind: 'condition', name: 'Qanterol disease', codes: [{ system: 'icd-10', code: 'L63.9' }] });
    const get = (query: string) => clinic.as('technician').get(`${entries}?query=QANTEROL&${query}`);
    expect(idsOf(await get('count=true'))).toEqual([item.id, two.id, three.id]);
    expect(idsOf(await get('kind=condition'))).toEqual([three.id]);
    expect(idsOf(await get('status=proposed'))).toEqual([two.id]);
    const first = await get('limit=2&count=true');
    expect([idsOf(first), first.body.total]).toEqual([[item.id, two.id], 3]);
    expect(idsOf(await get(`limit=2&count=true&cursor=${first.body.nextCursor as string}`))).toEqual([three.id]);
  });

  it('forgets what is revoked, keeps it readable, and takes another meaning then', async () => {
    const { id } = await teach(named('Zorbixil Revoked'));
    const { body } = await clinic.as('admin').post(`${entries}/${id as string}/revoke`, { reason: 'Another composition' });
    expect(body).toMatchObject({ status: 'revoked', revokedBy: clinic.as('admin').actor, revokedReason: 'Another composition', codes: aspirin });
    expect((await clinic.as('admin').post(`${entries}/${id as string}/revoke`, { reason: 'Again' })).status).toBe(409);
    expect((await clinic.as('dermatologist').post(`${entries}/${id as string}/confirm`)).status).toBe(409);
    await teach(named('Zorbixil Revoked', { codes: [{ system: 'atc', code: 'N02BE01' }] }));
    expect(await statusOf(id)).toBe('revoked');
  });

  it('is never changed in place, not by the application’s role either', async () => {
    const { id } = await teach(named('Zorbixil Kept'));
    for (const change of [`codes = '[{"system":"atc","code":"N02BE01"}]'`, `name = 'x'`, 'confirmed_at = now()', 'confirmed_by = NULL, confirmed_at = NULL'])
      await expect(app.sql(`UPDATE clinic_names SET ${change} WHERE id = $1`, [id], clinic.id)).rejects.toThrow('kept as it was recorded');
    await expect(app.sql('DELETE FROM clinic_names WHERE id = $1', [id], clinic.id)).rejects.toThrow('permission denied');
  });

  it.each([
    ['clinic_names_kind', { kind: 'person' }],
    ['clinic_names_name', { name: '' }],
    ['clinic_names_codes', { codes: [] }],
    ['clinic_names_reason', { codes: [], harmless: true, reason: null }],
    ['clinic_names_origin', { origin: 'imported' }],
    ['clinic_names_confirmed', { confirmed_at: null }],
    ['clinic_names_revoked', { revoked_reason: 'x' }],
    ['clinic_names_recorder_fk', { recorded_by: '01936f00-0000-7000-8000-00000000dead' }],
    ['clinic_names_standing', {}],
  ])('is refused by the database as %s says', async (constraint, wrong) => {
    const name = `Zorbixil ${constraint}`;
    const { id } = await teach(named(name));
    const normalized = constraint === 'clinic_names_standing' ? {} : { normalized: 'zorbixil other' };
    const insert = app.sql(
      `INSERT INTO clinic_names SELECT r.* FROM clinic_names n, jsonb_populate_record(NULL::clinic_names, to_jsonb(n) || $2::jsonb) r WHERE n.id = $1`,
      [id, JSON.stringify({ id: '01936f00-0000-7000-8000-00000000beef', ...normalized, ...wrong })],
      clinic.id,
    );
    await expect(insert).rejects.toMatchObject({ constraint });
  });

  describe('is imported', () => {
    const header = 'kind,name,system,code,display,harmless,reason';
    const send = (lines: string[], role: 'admin' | 'dermatologist' = 'dermatologist', sent = {}) =>
      clinic.as(role).sendForm('post', `${entries}/import`, { file: Buffer.from([header, ...lines].join('\n')) }, sent);

    it('from a file, once', async () => {
      const lines = ['substance,Imported A,atc,B01AC06,,,', 'substance,Imported A,atc,C10AA05,,,', 'substance,Imported soap,,,,yes,a soap'];
      const { status, body } = await send(lines);
      expect([status, body]).toEqual([200, { importId: expect.any(String), added: 2, unchanged: 0, toConfirm: false }]);
      expect((await send(lines)).body).toMatchObject({ added: 0, unchanged: 2 });
      const { body: page } = await clinic.as('technician').get(`${entries}?importId=${body.importId as string}`);
      expect(page.items).toMatchObject([
        { name: 'Imported A', origin: 'imported', status: 'confirmed', codes: [{ code: 'B01AC06' }, { code: 'C10AA05' }] },
        { name: 'Imported soap', harmless: true, reason: 'a soap', codes: [] },
      ]);
    });

    it('once, where a request is repeated with its Idempotency-Key', async () => {
      const again = () => send(['substance,Imported twice,atc,B01AC06,,,'], 'dermatologist', { idempotencyKey: 'import-twice' });
      expect((await again()).body).toEqual((await again()).body);
    });

    it('not at all where a line is wrong: the problem names each of them', async () => {
      await teach(named('Imported otherwise'));
      const { status, body } = await send(['substance,Imported B,atc,B01AC06,,,', 'substance,Imported C,atc,X,,,', 'drug,Imported D,atc,B01AC06,,,']);
      expect([status, body.errors]).toEqual([
        400,
        [
          { pointer: '/file/3', code: 'invalid-code', detail: expect.stringMatching(/^Line 3: "X" of atc is not known/) },
          { pointer: '/file/4', code: 'invalid-kind', detail: expect.stringMatching(/^Line 4: "drug" is no kind/) },
        ],
      ]);
      const contradicting = await send(['substance,Imported B,atc,B01AC06,,,', 'substance,Imported otherwise,atc,N02BE01,,,']);
      expect(contradicting.body.errors).toMatchObject([{ pointer: '/file/3', code: 'stands-otherwise' }]);
      expect(idsOf(await clinic.as('technician').get(`${entries}?query=imported b`))).toEqual([]);
      const binary = await clinic.as('admin').sendForm('post', `${entries}/import`, { file: Buffer.from([0x6b, 0xff, 0xfe]) });
      expect([binary.status, binary.body.errors]).toEqual([400, [expect.objectContaining({ code: 'not-utf-8' })]]);
    });

    it('by an administrator or by the operator, and counts once a dermatologist has confirmed it', async () => {
      const { body } = await send(['substance,Imported E,atc,B01AC06,,,', 'substance,Imported F,atc,B01AC06,,,'], 'admin');
      expect(body).toMatchObject({ added: 2, toConfirm: true });
      const confirm = (caller = clinic.as('dermatologist')) => caller.post(`/v1/formulary-imports/${body.importId as string}/confirm`);
      expect((await confirm(clinic.as('admin'))).status).toBe(403);
      expect((await confirm(other.as('dermatologist'))).status).toBe(404);
      expect((await confirm()).body).toEqual({ importId: body.importId, confirmed: 2 });
      expect((await confirm()).body).toEqual({ importId: body.importId, confirmed: 0 });

      const directory = mkdtempSync(join(tmpdir(), 'hairline names '));
      const file = join(directory, 'names.csv');
      const connection = await app.owner.connect();
      try {
        writeFileSync(file, `${header}\nsubstance,Imported G,atc,B01AC06,,,\n`);
        const loaded = await loadNamesFile(connection, { clinic: clinic.id, file });
        expect(loaded).toMatchObject({ added: 1, unchanged: 0 });
        const { body: page } = await clinic.as('technician').get(`${entries}?importId=${loaded.importId}`);
        expect(page.items).toMatchObject([{ name: 'Imported G', status: 'proposed', recordedBy: null }]);
        await expect(loadNamesFile(connection, { clinic: '01936f00-0000-7000-8000-00000000dead', file })).rejects.toThrow('There is no clinic');
        writeFileSync(file, `${header}\nsubstance,Imported H,atc,X,,,\n`);
        await expect(loadNamesFile(connection, { clinic: clinic.id, file })).rejects.toThrow('line 2: "X" of atc is not known');
        await expect(loadNamesFile(connection, { clinic: clinic.id, file: join(directory, 'none.csv') })).rejects.toThrow('cannot be read (ENOENT)');
      } finally {
        connection.release();
        rmSync(directory, { recursive: true, force: true });
      }
    });
  });
});
