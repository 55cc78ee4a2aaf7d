import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import supertest, { type Response } from 'supertest';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { consentTo, consentToPhotographs, consultationToday, photographFields, photographOf, prepare } from '../../support/journey.js';
import { aPdf, noise, photographWithMetadata } from '../../support/pictures.js';

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
const LARGEST = 1_500_000;

describe('photographs', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let patientId: string;

  const newPatient = async (): Promise<string> =>
    (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' })).body.id as string;
  const rows = async (): Promise<number> => (await app.sql('SELECT FROM photographs', [], clinic.id)).length;
  const refusal = ({ status, body }: Response) => [
    status,
    body.type,
    (body.errors as { pointer: string; code: string }[] | undefined)?.map((e) => [e.pointer, e.code]),
  ];

  beforeAll(async () => {
    app = await startApp({ largestFileBytes: LARGEST });
    clinic = await app.clinic();
    patientId = await newPatient();
    await consentToPhotographs(clinic, patientId);
  });
  afterAll(() => app.stop());

  describe('that are recorded', () => {
    it('are kept upright, without place, owner or camera, and described', async () => {
      const sent = await photographWithMetadata();
      expect((await sharp(sent).metadata()).exif?.includes('Owner Testperson')).toBe(true);
      const created = await photographOf(clinic, patientId, { file: sent, note: 'Wet hair' });
      expect([created.status, created.body.errors]).toEqual([201, undefined]);
      expect(created.headers).toMatchObject({ location: `/v1/photos/${created.body.id}`, etag: '"1"' });
      expect(created.body).toMatchObject({
        patientId,
        region: 'vertex',
        angle: 'top',
        takenAt: '2026-02-01T05:10:00.000Z',
        note: 'Wet hair',
        mediaType: 'image/jpeg',
        width: 480,
        height: 640,
        thumbnail: { width: 240, height: 320 },
        status: 'current',
        enteredInError: null,
        consultationId: null,
        version: 1,
      });
      const content = await clinic.as('dermatologist').get(`/v1/photos/${created.body.id}/content`);
      const kept = content.body as Buffer;
      expect(content.headers).toMatchObject({ 'content-type': 'image/jpeg', 'cache-control': 'no-store', 'accept-ranges': 'bytes', etag: `"${sha256(kept)}"` });
      expect([kept.length, sha256(kept)]).toEqual([created.body.byteSize, created.body.sha256]);
      const { exif, xmp, iptc, orientation, width, height } = await sharp(kept).metadata();
      expect({ exif, xmp, iptc, orientation, width, height }).toEqual({ width: 480, height: 640 });
      for (const trace of ['GPS', 'Testperson', 'Test Camera', 'Exif']) expect(kept.includes(trace)).toBe(false);
      // Held on its side, with the blue half at the bottom: upright, the blue is on the left.
      const pixels = await sharp(kept).raw().toBuffer();
      const at = (x: number, y: number) => [...pixels.subarray((y * 480 + x) * 3, (y * 480 + x) * 3 + 3)];
      const [left, right] = [at(10, 320), at(470, 320)];
      expect([left[2]! > left[0]! + 100, right[0]! > right[2]! + 100]).toEqual([true, true]);
    });

    it('have a thumbnail of at most 320 pixels', async () => {
      const created = await photographOf(clinic, patientId);
      const small = await clinic.as('technician').get(`/v1/photos/${created.body.id}/thumbnail`);
      expect([small.status, small.headers['content-type']]).toEqual([200, 'image/webp']);
      const { format, width, height, exif } = await sharp(small.body as Buffer).metadata();
      expect({ format, width, height, exif }).toEqual({ format: 'webp', width: 240, height: 320, exif: undefined });
      expect((small.body as Buffer).length).toBe(created.body.thumbnail.byteSize);
    });

    it.each([
      ['png', 'image/png', () => noise(40, 30).png()],
      ['webp', 'image/webp', () => noise(40, 30).webp()],
      ['tiff', 'image/png', () => noise(40, 30).tiff({ compression: 'lzw' })],
    ] as const)('may be %s; it is kept as %s, with the same pixels', async (_format, mediaType, make) => {
      const file = await make().toBuffer();
      const created = await photographOf(clinic, patientId, { file });
      expect([created.status, created.body.mediaType, created.body.width, created.body.height]).toEqual([201, mediaType, 40, 30]);
      const kept = (await clinic.as('dermatologist').get(`/v1/photos/${created.body.id}/content`)).body as Buffer;
      const [before, after] = await Promise.all([sharp(file).raw().toBuffer(), sharp(kept).raw().toBuffer()]);
      if (mediaType === 'image/png') expect(after.equals(before)).toBe(true);
      else expect(before.reduce((sum, value, index) => sum + Math.abs(value - after[index]!), 0) / before.length).toBeLessThan(20);
    });

    it('belong to a consultation of the same patient, where one is named', async () => {
      const prepared = await prepare(clinic);
      await consentToPhotographs(clinic, prepared.patientId);
      const consultation = await clinic.as('dermatologist').post(`/v1/patients/${prepared.patientId}/consultations`, consultationToday());
      const consultationId = consultation.body.id as string;
      expect((await photographOf(clinic, prepared.patientId, { consultationId })).body.consultationId).toBe(consultationId);
      // As a scale does: nothing is added to what a signature covers.
      const signed = await photographOf(clinic, prepared.patientId, { consultationId: prepared.consultationId });
      expect(refusal(signed)).toEqual([400, '/problems/invalid-input', [['/consultationId', 'consultation-signed']]]);
      for (const wrong of [await photographOf(clinic, patientId, { consultationId }), await photographOf(clinic, patientId, { consultationId: patientId })]) {
        expect(refusal(wrong)).toEqual([400, '/problems/invalid-input', [['/consultationId', 'unknown-consultation']]]);
      }
    });
  });

  describe('that are no photographs', () => {
    const cases: [name: string, make: () => Promise<Buffer> | Buffer, status: number, code: string][] = [
      ['a PDF', () => aPdf, 415, 'unsupported'],
      ['a text', () => Buffer.from('This is a photograph.jpg'), 415, 'unsupported'],
      ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 415, 'unsupported'],
      ['a GIF', () => noise(9, 9).gif().toBuffer(), 415, 'unsupported'],
      ['an AVIF', () => noise(64, 64).avif().toBuffer(), 415, 'unsupported'],
      ['a JPEG that was cut off', async () => (await noise(300, 300).jpeg().toBuffer()).subarray(0, 20_000), 400, 'damaged'],
      ['a PNG that was cut off', async () => (await noise(300, 300).png().toBuffer()).subarray(0, 50_000), 400, 'damaged'],
      ['a JPEG’s first bytes', () => Buffer.from('ffd8ffe000104a464946', 'hex'), 400, 'damaged'],
      [
        'a picture that unfolds into 81 megapixels',
        () =>
          sharp({ create: { width: 9000, height: 9000, channels: 3, background: 'red' } })
            .png()
            .toBuffer(),
        400,
        'too-many-pixels',
      ],
      ['nothing', () => Buffer.alloc(0), 400, 'not-a-file'],
    ];

    it.each(cases)('are refused: %s', async (_name, make, status, code) => {
      const before = await rows();
      const refused = await photographOf(clinic, patientId, { file: await make() });
      expect(refusal(refused)).toEqual([status, `/problems/${status === 415 ? 'unsupported-media-type' : 'invalid-input'}`, [['/file', code]]]);
      if (status === 415) expect(refused.body.accepted).toEqual(['image/jpeg', 'image/png', 'image/webp', 'image/tiff', 'image/heic']);
      expect(await rows()).toBe(before);
    });

    it('are refused when they are too large', async () => {
      const before = await rows();
      const file = await noise(800, 800).png().toBuffer();
      expect(file.length).toBeGreaterThan(LARGEST);
      const refused = await photographOf(clinic, patientId, { file });
      expect([refused.status, refused.body.type]).toEqual([413, '/problems/payload-too-large']);
      const farTooLarge = await photographOf(clinic, patientId, { file: Buffer.alloc(3 * LARGEST) });
      expect([farTooLarge.status, farTooLarge.body.type]).toEqual([413, '/problems/payload-too-large']);
      expect(await rows()).toBe(before);
    });
  });

  describe('of which the form is wrong', () => {
    const send = (parts: Record<string, string | string[] | Buffer>) => clinic.as('dermatologist').sendForm('post', `/v1/patients/${patientId}/photos`, parts);

    it('are refused with everything that is wrong at once', async () => {
      const refused = await send({ region: 'knee', angle: 'from-afar', takenAt: 'yesterday', colour: 'red', note: '', consultationId: 'x' });
      expect(refused.status).toBe(400);
      expect((refused.body.errors as { pointer: string; code: string }[]).map((error) => [error.pointer, error.code]).sort()).toEqual([
        ['/angle', 'not-allowed'],
        ['/colour', 'unknown-property'],
        ['/consultationId', 'invalid-id'],
        ['/file', 'required'],
        ['/note', 'invalid-text'],
        ['/region', 'not-allowed'],
        ['/takenAt', 'invalid-instant'],
      ]);
    });

    it('are refused when a field comes twice, or the file as text, or text as a file', async () => {
      const file = await photographWithMetadata();
      expect(refusal(await send({ ...photographFields, region: ['vertex', 'frontal'], file }))[2]).toEqual([['/region', 'wrong-type']]);
      expect(refusal(await send({ ...photographFields, file: 'crown.jpg' }))[2]).toEqual([['/file', 'not-a-file']]);
      expect(refusal(await send({ ...photographFields, note: file }))[2]).toEqual(
        expect.arrayContaining([
          ['/note', 'wrong-type'],
          ['/file', 'required'],
        ]),
      );
      expect((await send({ ...photographFields, file, second: file })).status).toBe(413);
      expect((await send({ ...photographFields, file, note: 'x'.repeat(70_000) })).status).toBe(413);
      expect((await send({ ...photographFields, file, toString: 'x' })).status).toBe(400);
    });

    it('are refused when they lie in the future', async () => {
      const takenAt = new Date(Date.now() + 60_000).toISOString();
      expect(refusal(await photographOf(clinic, patientId, { takenAt }))[2]).toEqual([['/takenAt', 'in-the-future']]);
    });

    it('are refused when it is no form, or none that can be read', async () => {
      const path = `/v1/patients/${patientId}/photos`;
      const ask = (type: string, body: string) => clinic.as('dermatologist').post(path, body, { headers: { 'content-type': type } });
      const json = await ask('application/json', JSON.stringify(photographFields));
      expect([json.status, json.body.type, json.body.detail]).toMatchObject([415, '/problems/unsupported-media-type', expect.stringContaining('multipart')]);
      expect((await ask('application/xml', '<x/>')).status).toBe(415);
      for (const [type, body] of [
        ['multipart/form-data', 'no boundary'],
        ['multipart/form-data; boundary=x', 'no part'],
        ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="region"\r\n\r\nvert'],
      ] as const) {
        const refused = await ask(type, body);
        expect([body, refused.status, refused.body.type]).toEqual([body, 400, expect.stringMatching(/malformed-request|invalid-input/)]);
      }
    });

    it('as every other operation takes no form at all', async () => {
      for (const [path, caller] of [
        ['/v1/patients', clinic.as('dermatologist')],
        [`/v1/patients/${patientId}/consents`, clinic.as('dermatologist')],
        ['/v1/staff', clinic.as('admin')],
      ] as const) {
        const refused = await caller.sendForm('post', path, { name: 'x' });
        expect([path, refused.status, refused.body.type]).toEqual([path, 415, '/problems/unsupported-media-type']);
      }
    });

    it('and a stranger’s form is not even read', async () => {
      const parts = { ...photographFields, file: await photographWithMetadata() };
      expect((await app.nobody.sendForm('post', `/v1/patients/${patientId}/photos`, parts)).status).toBe(401);
      expect((await clinic.as('receptionist').sendForm('post', `/v1/patients/${patientId}/photos`, parts)).status).toBe(403);
    });
  });

  describe('need the consent to photographs for the record', () => {
    const missing = ({ status, body }: Response) => [status, body.type, body.consent];
    const refused = [409, '/problems/consent-missing', { kind: 'photography-record' }];

    it('which no other consent replaces', async () => {
      const other = await newPatient();
      expect(missing(await photographOf(clinic, other))).toEqual(refused);
      await consentTo(clinic, other);
      const signed = { documentVersion: '1', language: 'en', signatory: { name: 'Asha Testperson', relationship: 'self' }, signedAt: '2026-01-01T10:00:00Z' };
      await clinic.as('dermatologist').post(`/v1/patients/${other}/consents`, { ...signed, kind: 'photography-publication' });
      expect(missing(await photographOf(clinic, other))).toEqual(refused);
      const consent = await consentToPhotographs(clinic, other);
      expect((await photographOf(clinic, other)).body.consentId).toBe(consent.body.id);
    });

    it('signed by the time at which it was taken', async () => {
      const other = await newPatient();
      await consentToPhotographs(clinic, other, '2026-03-01T10:00:00Z');
      expect(missing(await photographOf(clinic, other, { takenAt: '2026-03-01T09:59:59Z' }))).toEqual(refused);
      expect((await photographOf(clinic, other, { takenAt: '2026-03-01T10:00:00Z' })).status).toBe(201);
    });

    it('and not withdrawn; what was taken before stays', async () => {
      const other = await newPatient();
      const consent = await consentToPhotographs(clinic, other);
      const before = await photographOf(clinic, other);
      await clinic.as('dermatologist').post(`/v1/consents/${consent.body.id}/withdraw`, { reason: 'Changed her mind' }, { ifMatch: 1 });
      expect(missing(await photographOf(clinic, other))).toEqual(refused);
      expect((await clinic.as('dermatologist').get(`/v1/photos/${before.body.id}/content`)).status).toBe(200);
    });

    it('which the database asks for as well', async () => {
      const [one] = await app.sql<{ id: string }>('SELECT id FROM photographs WHERE patient_id = $1 LIMIT 1', [patientId], clinic.id);
      const stranger = await newPatient();
      const copy = (consent: string, patient: string) =>
        app.sql(
          `INSERT INTO photographs (id, patient_id, consent_id, region, angle, taken_at, content_hash, media_type, width, height, thumbnail_hash, thumbnail_width,
             thumbnail_height, recorded_by, created_at, updated_at)
           SELECT gen_random_uuid(), $3, coalesce($2, consent_id), region, angle, taken_at, content_hash, media_type, width, height, thumbnail_hash, thumbnail_width,
             thumbnail_height, recorded_by, now(), now() FROM photographs WHERE id = $1`,
          [one!.id, consent || null, patient],
          clinic.id,
        );
      await copy('', patientId);
      await expect(copy('', stranger)).rejects.toThrow('needs a standing consent');
      const treatment = await consentTo(clinic, patientId);
      await expect(copy(treatment.body.id as string, patientId)).rejects.toThrow('needs a standing consent');
      for (const change of [
        `UPDATE photographs SET content_hash = thumbnail_hash`,
        `UPDATE photographs SET taken_at = now()`,
        'DELETE FROM photographs',
        'DELETE FROM blobs',
      ]) {
        await expect(app.sql(change, [], clinic.id)).rejects.toThrow('permission denied');
      }
    });

    it('and a record that is no longer one of its own takes none', async () => {
      const [gone, into] = [await newPatient(), await newPatient()];
      await consentToPhotographs(clinic, gone);
      const photo = await photographOf(clinic, gone);
      const merge = `UPDATE patients SET status = 'merged', merged_into = $2, version = version + 1 WHERE id = $1`;
      await app.sql(merge, [gone, into], clinic.id);
      for (const refusedNow of [
        await photographOf(clinic, gone),
        await consentToPhotographs(clinic, gone),
        await clinic.as('dermatologist').post(`/v1/photos/${photo.body.id}/entered-in-error`, { reason: 'Blurred' }, { ifMatch: 1 }),
      ]) {
        expect([refusedNow.status, refusedNow.body.type]).toEqual([409, '/problems/invalid-transition']);
      }
    });
  });

  describe('that are read', () => {
    let photo: Response;
    let whole: Buffer;
    let path: string;

    beforeAll(async () => {
      photo = await photographOf(clinic, patientId, { file: await noise(120, 90).jpeg().toBuffer() });
      path = `/v1/photos/${photo.body.id}/content`;
      whole = (await clinic.as('dermatologist').get(path)).body as Buffer;
    });

    const ask = (headers: Record<string, string>) => clinic.as('dermatologist').get(path, { headers });

    it('are answered 304 to whoever has them', async () => {
      const etag = `"${photo.body.sha256}"`;
      const unchanged = await clinic.as('dermatologist').get(path, { ifNoneMatch: `"other", ${etag}` });
      expect([unchanged.status, unchanged.headers.etag]).toEqual([304, etag]);
      expect((await ask({ 'if-none-match': '"other"' })).status).toBe(200);
      expect((await ask({ 'if-none-match': etag, range: 'bytes=0-1' })).status).toBe(304);
      const described = await clinic.as('dermatologist').get(`/v1/photos/${photo.body.id}`, { ifNoneMatch: '"1"' });
      expect(described.status).toBe(304);
    });

    it.each([
      ['bytes=0-99', 0, 99],
      ['bytes=100-', 100, null],
      ['bytes=-50', -50, null],
      ['bytes=0-999999999', 0, null],
      ['bytes=7-7', 7, 7],
    ])('in the part %s', async (range, from, to) => {
      const expected = whole.subarray(from, to === null ? undefined : to + 1);
      const start = from < 0 ? whole.length + from : from;
      const partial = await ask({ range });
      expect([partial.status, partial.headers['content-range']]).toEqual([206, `bytes ${start}-${start + expected.length - 1}/${whole.length}`]);
      expect(partial.headers['content-length']).toBe(String(expected.length));
      expect((partial.body as Buffer).equals(expected)).toBe(true);
    });

    it('whole when the range is no range, or of another picture', async () => {
      const ignored: Record<string, string>[] = [
        { range: 'lines=1-2' },
        { range: 'bytes=5-2' },
        { range: 'bytes=0-1,4-5' },
        { range: 'bytes=-' },
        { range: 'bytes=0-9', 'if-range': '"other"' },
      ];
      for (const headers of ignored) {
        const answer = await ask(headers);
        expect([headers, answer.status, (answer.body as Buffer).equals(whole)]).toEqual([headers, 200, true]);
      }
      expect((await ask({ range: 'bytes=0-9', 'if-range': `"${photo.body.sha256}"` })).status).toBe(206);
    });

    it('by HEAD without the content', async () => {
      const head = await supertest(app.server)
        .head(path)
        .set('Authorization', `Bearer ${clinic.as('dermatologist').token}`)
        .set('Range', 'bytes=0-1');
      expect([head.status, head.headers['content-length'], head.headers.etag]).toEqual([200, String(whole.length), `"${photo.body.sha256}"`]);
    });

    it('not at all behind their end', async () => {
      for (const range of [`bytes=${whole.length}-`, 'bytes=-0']) {
        const none = await ask({ range });
        expect([none.status, none.body.type, none.headers['content-range']]).toEqual([416, '/problems/range-not-satisfiable', `bytes */${whole.length}`]);
      }
    });

    it('by people who see clinical content, of their own clinic', async () => {
      const other = await app.clinic();
      for (const target of [`/v1/photos/${photo.body.id}`, path, `/v1/photos/${photo.body.id}/thumbnail`, `/v1/patients/${patientId}/photos`]) {
        expect([target, (await other.as('dermatologist').get(target)).status]).toEqual([target, 404]);
        expect([target, (await clinic.as('receptionist').get(target)).status]).toEqual([target, 403]);
      }
      const foreign = await other
        .as('dermatologist')
        .sendForm('post', `/v1/patients/${patientId}/photos`, { ...photographFields, file: await photographWithMetadata() });
      expect(foreign.status).toBe(404);
    });

    it('with a trace in the audit trail of the patient, and none of the patient in the log', async () => {
      await photographOf(clinic, patientId, { takenAt: '2025-01-01T10:00:00Z', note: 'Wet hair' });
      for (const target of [path, `/v1/photos/${photo.body.id}`, `/v1/photos/${photo.body.id}/thumbnail`, `/v1/patients/${patientId}/photos`]) {
        await clinic.as('dermatologist').get(target);
      }
      const { body } = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=200`);
      const actions = (body.items as { action: string; outcome: string }[]).map((item) => `${item.action} ${item.outcome}`);
      for (const action of [
        'photo.create success',
        'photo.create refused',
        'photo.list success',
        'photo.read-content success',
        'photo.read-thumbnail success',
        'photo.read success',
      ]) {
        expect(actions).toContain(action);
      }
      expect(app.log.join('')).not.toMatch(/Testperson|Wet hair|crown/);
    });

    it('page by page, of one region or of all', async () => {
      const other = await newPatient();
      await consentToPhotographs(clinic, other);
      const file = await noise(20, 20).png().toBuffer();
      for (const region of ['vertex', 'face', 'whole-scalp', 'vertex']) await photographOf(clinic, other, { region, file });
      const list = (query: string) => clinic.as('technician').get(`/v1/patients/${other}/photos?${query}`);
      const all = await list('count=true');
      expect([(all.body.items as { region: string }[]).map((item) => item.region), all.body.total]).toEqual([['vertex', 'face', 'whole-scalp', 'vertex'], 4]);
      const first = await list('region=vertex&limit=1&count=true');
      const second = await list(`region=vertex&limit=1&cursor=${first.body.nextCursor}`);
      expect([first.body.total, first.body.items[0].id, second.body.items[0].id]).toEqual([2, all.body.items[0].id, all.body.items[3].id]);
      expect((await list('region=knee')).body.errors).toMatchObject([{ pointer: '?region', code: 'not-allowed' }]);
    });
  });

  describe('that were entered in error', () => {
    it('are described, with the reason, and shown no more', async () => {
      const { id } = (await photographOf(clinic, patientId)).body as { id: string };
      const mark = (ifMatch?: number, body: object = { reason: 'Taken of another patient' }) =>
        clinic.as('technician').post(`/v1/photos/${id}/entered-in-error`, body, ifMatch === undefined ? {} : { ifMatch });
      expect((await mark()).status).toBe(428);
      expect((await mark(7)).status).toBe(412);
      expect(refusal(await mark(1, {}))[2]).toEqual([['/reason', 'required']]);
      const marked = await mark(1);
      expect(marked.body).toMatchObject({
        status: 'entered-in-error',
        enteredInError: { reason: 'Taken of another patient', by: clinic.as('technician').actor },
        version: 2,
      });
      for (const picture of ['content', 'thumbnail']) {
        const gone = await clinic.as('dermatologist').get(`/v1/photos/${id}/${picture}`);
        expect([gone.status, gone.body.type]).toEqual([410, '/problems/gone']);
      }
      expect((await clinic.as('dermatologist').get(`/v1/photos/${id}`)).body).toEqual(marked.body);
      expect((await mark(2)).body.type).toBe('/problems/invalid-transition');
      await expect(app.sql(`UPDATE photographs SET error_reason = 'x', version = version + 1 WHERE id = $1`, [id], clinic.id)).rejects.toThrow('stays so');
    });
  });

  describe('sent with an Idempotency-Key', () => {
    it('are recorded once; another file or field with the same key is refused', async () => {
      const before = await rows();
      const file = await photographWithMetadata();
      const sent = { idempotencyKey: 'the crown' };
      const first = await photographOf(clinic, patientId, { file }, sent);
      const again = await photographOf(clinic, patientId, { file }, sent);
      expect([first.status, again.status, again.headers['idempotency-replayed'], again.text]).toEqual([201, 201, 'true', first.text]);
      expect(await rows()).toBe(before + 1);
      const otherFile = await photographOf(clinic, patientId, { file: await photographWithMetadata({ width: 320 }) }, sent);
      const otherField = await photographOf(clinic, patientId, { file, angle: 'front' }, sent);
      for (const reused of [otherFile, otherField]) expect(reused.body.type).toBe('/problems/idempotency-key-reused');
      expect(await rows()).toBe(before + 1);
    });

    it('and many at once make one', async () => {
      const before = await rows();
      const file = await noise(30, 30).png().toBuffer();
      const sent = await Promise.all(Array.from({ length: 6 }, () => photographOf(clinic, patientId, { file }, { idempotencyKey: 'at once' })));
      expect(sent.every(({ status }) => status === 201 || status === 409)).toBe(true);
      expect(await rows()).toBe(before + 1);
    });
  });
});
