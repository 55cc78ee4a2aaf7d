import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { aPdf, noise } from '../../support/pictures.js';

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

describe('consents', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let patientId: string;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    patientId = (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' })).body.id as string;
  });
  afterAll(() => app.stop());

  const signed = {
    documentVersion: '2026-01',
    language: 'en-IN',
    signatory: { name: 'Asha Testperson', relationship: 'self' },
    signedAt: '2026-01-20T10:30:00+05:30',
  };
  const record = (consent: object, caller = clinic.as('technician')) => caller.post(`/v1/patients/${patientId}/consents`, { ...signed, ...consent });
  const addDocument = (id: string, file: Buffer, ifMatch?: number) =>
    clinic.as('technician').sendForm('put', `/v1/consents/${id}/document`, { file }, ifMatch === undefined ? {} : { ifMatch });

  it.each([
    ['treatment', { treatment: 'mesotherapy' }],
    ['treatment', { treatment: 'scalp-micropigmentation' }],
    ['photography-record', {}],
    ['photography-publication', {}],
    ['data-sharing', {}],
  ])('of the kind %s %j are recorded, read and withdrawn, and keep everything', async (kind, further) => {
    const text = `I agree to ${kind}.`;
    const witness = { name: 'Meera Testperson', role: 'nurse' };
    const created = await record({ kind, ...further, text, witness });
    expect(created.body).toMatchObject({ kind, ...further, text, textHash: sha256(text), witness, document: null, withdrawnAt: null, version: 1 });
    const path = `/v1/consents/${created.body.id}`;
    const withdrawn = await clinic.as('dermatologist').post(`${path}/withdraw`, { reason: 'Changed her mind' }, { ifMatch: 1 });
    expect(withdrawn.body).toEqual({
      ...created.body,
      withdrawnAt: expect.any(String),
      withdrawalReason: 'Changed her mind',
      status: 'withdrawn',
      withdrawnWith: created.body.id,
      published: [],
      updatedAt: expect.any(String),
      version: 2,
    });
    const { published: _published, ...read } = withdrawn.body as Record<string, unknown>;
    expect((await clinic.as('dermatologist').get(path)).body).toEqual(read);
    expect((await clinic.as('dermatologist').post(`${path}/withdraw`, { reason: 'Again' }, { ifMatch: 2 })).body.type).toBe('/problems/invalid-transition');
  });

  it('name a treatment when they are to one, and only then', async () => {
    for (const wrong of [{ kind: 'treatment' }, { kind: 'data-sharing', treatment: 'mesotherapy' }]) {
      expect((await record(wrong)).body.errors).toMatchObject([{ pointer: '/treatment' }]);
    }
  });

  it('keep the text word for word, with the hash of exactly that', async () => {
    const text = '  I agree.\r\n\tE\u0301 is not \u00c9; नमस्ते 👩🏽‍🦲\n\n  ';
    const created = await record({ kind: 'data-sharing', text });
    const read = await clinic.as('dermatologist').get(`/v1/consents/${created.body.id}`);
    expect([read.body.text, read.body.textHash]).toEqual([text, sha256(Buffer.from(text, 'utf8'))]);
    const longest = await record({ kind: 'data-sharing', text: 'x'.repeat(50_000) });
    expect([longest.status, longest.body.text.length]).toEqual([201, 50_000]);
    for (const wrong of ['x'.repeat(50_001), '', '   ', 7]) {
      expect((await record({ kind: 'data-sharing', text: wrong })).body.errors).toMatchObject([{ pointer: '/text' }]);
    }
    expect((await record({ kind: 'data-sharing', textHash: 'a'.repeat(64) })).body.errors).toMatchObject([{ pointer: '/textHash', code: 'unknown-property' }]);
    const ofOneself = await record({ kind: 'data-sharing', witness: { name: ' ASHA  Testperson', role: 'nurse' } });
    expect([ofOneself.status, ofOneself.body.errors]).toMatchObject([400, [{ pointer: '/witness/name', code: 'not-allowed' }]]);
    expect((await record({ kind: 'data-sharing', witness: { role: 'nurse' } })).body.errors).toMatchObject([{ pointer: '/witness/name', code: 'required' }]);
  });

  it('may have neither text nor witness', async () => {
    const created = await record({ kind: 'data-sharing' });
    expect(created.body).toMatchObject({ textHash: null, document: null });
    expect('text' in created.body || 'witness' in created.body).toBe(false);
  });

  it('are listed without their text', async () => {
    const created = await record({ kind: 'data-sharing', text: 'The long text.' });
    const { body } = await clinic.as('dermatologist').get(`/v1/patients/${patientId}/consents?limit=200`);
    const listed = (body.items as { id: string }[]).find((item) => item.id === created.body.id)!;
    const { text: _text, ...rest } = created.body as Record<string, unknown>;
    expect(listed).toEqual(rest);
  });

  it('withdrawn after the document was added keep both', async () => {
    const { id } = (await record({ kind: 'data-sharing', text: 'Signed.' })).body as { id: string };
    await addDocument(id, aPdf, 1);
    await clinic.as('dermatologist').post(`/v1/consents/${id}/withdraw`, { reason: 'Changed her mind' }, { ifMatch: 2 });
    expect((await clinic.as('dermatologist').get(`/v1/consents/${id}`)).body).toMatchObject({
      text: 'Signed.',
      document: { sha256: sha256(aPdf) },
      version: 3,
    });
    expect((await clinic.as('dermatologist').get(`/v1/consents/${id}/document`)).status).toBe(200);
  });

  describe('with a document', () => {
    it.each([
      ['application/pdf', 'pdf', () => Promise.resolve(aPdf)],
      ['image/jpeg', 'jpg', () => noise(50, 20).jpeg().toBuffer()],
      ['image/png', 'png', () => noise(50, 20).png().toBuffer()],
    ] as const)('of the type %s, of which nothing is to be taken out, keep it byte for byte', async (mediaType, ending, make) => {
      const file = await make();
      const { id } = (await record({ kind: 'data-sharing' })).body as { id: string };
      expect((await clinic.as('dermatologist').get(`/v1/consents/${id}/document`)).status).toBe(404);
      const added = await addDocument(id, file, 1);
      expect([added.status, added.headers.etag]).toEqual([200, '"2"']);
      expect(added.body.document).toEqual({
        mediaType,
        byteSize: file.length,
        sha256: sha256(file),
        addedAt: expect.any(String),
        addedBy: clinic.as('technician').actor,
      });
      const read = await clinic.as('dermatologist').get(`/v1/consents/${id}/document`);
      expect((read.body as Buffer).equals(file)).toBe(true);
      expect(read.headers).toMatchObject({
        'content-type': mediaType,
        'content-disposition': `attachment; filename="consent-${id}.${ending}"`,
        'cache-control': 'no-store',
        etag: `"${sha256(file)}"`,
      });
      expect((await clinic.as('dermatologist').get(`/v1/consents/${id}/document`, { ifNoneMatch: `"${sha256(file)}"` })).status).toBe(304);
      expect((await clinic.as('dermatologist').get(`/v1/consents/${id}/document`, { headers: { range: 'bytes=0-3' } })).status).toBe(206);
    });

    it('take it once, at the version that was seen', async () => {
      const { id } = (await record({ kind: 'data-sharing' })).body as { id: string };
      expect((await addDocument(id, aPdf)).status).toBe(428);
      expect((await addDocument(id, aPdf, 9)).status).toBe(412);
      expect((await addDocument(id, aPdf, 1)).status).toBe(200);
      expect((await addDocument(id, aPdf, 1)).status).toBe(412);
      const second = await addDocument(id, aPdf, 2);
      expect([second.status, second.body.type]).toEqual([409, '/problems/conflict']);
    });

    it('take no other file, and none that is damaged or too large', async () => {
      const { id } = (await record({ kind: 'data-sharing' })).body as { id: string };
      const png = await noise(300, 300).png().toBuffer();
      const cases: [Buffer, number, string | undefined][] = [
        [Buffer.from('<html>'), 415, 'unsupported'],
        [await noise(9, 9).webp().toBuffer(), 415, 'unsupported'],
        [aPdf.subarray(0, 40), 400, 'damaged'],
        [png.subarray(0, 60_000), 400, 'damaged'],
        [Buffer.alloc(0), 400, 'not-a-file'],
        [Buffer.concat([aPdf, Buffer.alloc(10_485_760)]), 413, undefined],
      ];
      for (const [file, status, code] of cases) {
        const refused = await addDocument(id, file, 1);
        expect([file.length, refused.status, refused.body.errors?.[0]?.code]).toEqual([file.length, status, code]);
      }
      const [row] = await app.sql<{ version: number; document_hash: string | null }>(
        'SELECT version, document_hash FROM consents WHERE id = $1',
        [id],
        clinic.id,
      );
      expect(row).toEqual({ version: 1, document_hash: null });
    });

    it('show it to those who may read consents, of the same clinic', async () => {
      const { id } = (await record({ kind: 'data-sharing' })).body as { id: string };
      await addDocument(id, aPdf, 1);
      const other = await app.clinic();
      expect((await other.as('dermatologist').get(`/v1/consents/${id}/document`)).status).toBe(404);
      expect((await other.as('dermatologist').sendForm('put', `/v1/consents/${id}/document`, { file: aPdf }, { ifMatch: 2 })).status).toBe(404);
      expect((await clinic.as('receptionist').get(`/v1/consents/${id}/document`)).status).toBe(403);
      const { body } = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=50`);
      expect((body.items as { action: string }[]).map((item) => item.action)).toEqual(expect.arrayContaining(['consent.add-document']));
    });
  });

  it('never change after they were signed, whoever asks the database', async () => {
    const { id } = (await record({ kind: 'data-sharing', text: 'As it was signed.', witness: { name: 'Meera Testperson' } })).body as { id: string };
    await addDocument(id, aPdf, 1);
    const change = (set: string) => app.sql(`UPDATE consents SET ${set}, version = version + 1 WHERE id = $1`, [id], clinic.id);
    for (const set of [
      `text = 'Otherwise.', text_hash = encode(sha256('Otherwise.'), 'hex')`,
      `text = NULL, text_hash = NULL`,
      `witness = NULL`,
      `signatory = '{"name": "Somebody else"}'`,
      `signed_at = now()`,
      `language = 'fr'`,
      `kind = 'photography-record'`,
      `document_hash = NULL, document_media_type = NULL, document_added_at = NULL, document_added_by = NULL`,
      `document_media_type = 'image/png'`,
    ]) {
      await expect(change(set)).rejects.toThrow('what was signed does not change');
    }
    await change(`withdrawn_at = now(), withdrawal_reason = 'Changed her mind'`);
    await expect(change(`withdrawn_at = NULL, withdrawal_reason = NULL`)).rejects.toThrow('what was signed does not change');
    await expect(app.sql('DELETE FROM consents', [], clinic.id)).rejects.toThrow('permission denied');
    await expect(
      app.sql(
        `INSERT INTO consents (id, patient_id, kind, document_version, language, signatory, signed_at, recorded_by, created_at, updated_at, text, text_hash)
         SELECT gen_random_uuid(), patient_id, kind, document_version, language, signatory, signed_at, recorded_by, now(), now(), 'Another text', text_hash
           FROM consents WHERE id = $1`,
        [id],
        clinic.id,
      ),
    ).rejects.toThrow('consents_text_hash');
  });
});
