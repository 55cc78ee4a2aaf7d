import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { prepare } from '../../support/journey.js';

const assessedAt = '2026-01-20T10:30:00+05:30';
const salt = { scale: 'salt', assessedAt, assessor: 'clinician', salt: { top: 30, back: 10, left: 5, right: 0 } };
const dlqi = { scale: 'dlqi', assessedAt, assessor: 'patient', dlqi: [1, 2, 0, 1, 1, 0, 0, 1, 0, 3] };
const norwood = { scale: 'norwood-hamilton', assessedAt, assessor: 'clinician', grade: 'III-vertex' };

describe('a scale', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let patientId: string;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    patientId = await newPatient('male');
  });
  afterAll(() => app.stop());

  const newPatient = async (sexAtBirth: string): Promise<string> =>
    (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Scale Testperson' }], sexAtBirth })).body.id as string;
  const record = (body: object, patient = patientId, sent = {}) => clinic.as('dermatologist').post(`/v1/patients/${patient}/scales`, body, sent);
  const refusals = async (body: object, patient = patientId) => {
    const response = await record(body, patient);
    expect(response.status).toBe(400);
    return (response.body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`);
  };
  const draftOf = async (patient: string): Promise<string> =>
    (await clinic.as('dermatologist').post(`/v1/patients/${patient}/consultations`, { startedAt: assessedAt })).body.id as string;

  it('has its score and class computed, and is read back as it was answered', async () => {
    const consultationId = await draftOf(patientId);
    const created = await record({ ...salt, consultationId, note: 'Two patches' });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      patientId,
      consultationId,
      scale: 'salt',
      assessedAt: '2026-01-20T05:00:00.000Z',
      salt: salt.salt,
      score: 15.3,
      class: 'S1',
      meaning: null,
      enteredInError: null,
      recordedBy: clinic.as('dermatologist').actor,
      version: 1,
    });
    const read = await clinic.as('technician').get(created.headers.location!);
    expect(read.body).toEqual(created.body);
    expect(read.headers.etag).toBe('"1"');
    expect((await record(dlqi)).body).toMatchObject({ score: 9, class: null, dlqi: dlqi.dlqi });
    expect((await record(norwood)).body).toMatchObject({ grade: 'III-vertex', score: null, class: null });
    const gais = { scale: 'gais', assessedAt, assessor: 'patient', baselineOn: '2025-07-20', grade: '2' };
    const improved = await record(gais);
    expect(improved.body).toMatchObject({ meaning: 'much improved', baselineOn: '2025-07-20' });
    expect((await clinic.as('technician').get(improved.headers.location!)).body).toEqual(improved.body);
  });

  it('takes null for an optional member as left out', async () => {
    const created = await record({ ...norwood, note: null, salt: null, dlqi: null, baselineOn: null, consultationId: null });
    expect(created.status).toBe(201);
    expect((await clinic.as('dermatologist').get(created.headers.location!)).body).toEqual(created.body);
  });

  it('refuses what is computed, of another scale, beyond its limits, or missing; all at once', async () => {
    expect(await refusals({ ...salt, score: 15.3, class: 'S1', salt: { ...salt.salt, total: 15 } })).toEqual(
      expect.arrayContaining(['/score unknown-property', '/class unknown-property', '/salt/total unknown-property']),
    );
    expect(await refusals({ ...salt, salt: { top: 101, back: -1, left: '5' } })).toEqual([
      '/salt/left wrong-type',
      '/salt/top out-of-range',
      '/salt/back out-of-range',
      '/salt/right required',
    ]);
    expect(await refusals({ ...dlqi, dlqi: [1, 2, 3] })).toEqual(['/dlqi too-few']);
    expect(await refusals({ ...dlqi, dlqi: [0, 0, 0, 0, 0, 0, 0, 0, 0, 4] })).toEqual(['/dlqi/9 out-of-range']);
    expect(await refusals({ scale: 'hamilton', assessedAt: 'yesterday', assessor: 'nurse', grade: 'X' })).toEqual([
      '/scale not-allowed',
      '/assessedAt invalid-instant',
      '/assessor not-allowed',
      '/grade not-allowed',
    ]);
    expect(await refusals({ scale: 'ludwig', assessedAt: '2199-01-01T00:00:00Z', assessor: 'clinician', grade: 'VII', dlqi: dlqi.dlqi })).toEqual([
      '/assessedAt in-the-future',
      '/dlqi not-allowed',
      '/grade not-allowed',
    ]);
    expect(await refusals({ scale: 'gais', assessedAt, assessor: 'patient', grade: '2' })).toEqual(['/baselineOn required']);
    expect(await refusals({ scale: 'gais', assessedAt, assessor: 'patient', grade: '2', baselineOn: '2026-01-20' })).toEqual(['/baselineOn out-of-range']);
  });

  it('of male pattern needs a note for a person of female sex at birth', async () => {
    const she = await newPatient('female');
    expect(await refusals(norwood, she)).toEqual(['/note required']);
    expect((await record({ ...norwood, note: 'Pattern of the hairline is male' }, she)).status).toBe(201);
  });

  it('belongs to a consultation of the same patient, or to none', async () => {
    const others = await draftOf(await newPatient('male'));
    expect(await refusals({ ...salt, consultationId: others })).toEqual(['/consultationId unknown-consultation']);
    expect(await refusals({ ...salt, consultationId: '01936f00-0000-7000-8000-00000000dead' })).toEqual(['/consultationId unknown-consultation']);
  });

  it('is not added to a consultation that is signed, nor to one entered in error', async () => {
    const { patientId: person, consultationId } = await prepare(clinic);
    const women = { scale: 'ludwig', assessedAt, assessor: 'clinician', grade: 'I', consultationId };
    expect(await refusals(women, person)).toEqual(['/consultationId consultation-signed']);
    await clinic.as('dermatologist').post(`/v1/consultations/${consultationId}/entered-in-error`, { reason: 'Wrong person' }, { ifMatch: 2 });
    expect(await refusals(women, person)).toEqual(['/consultationId unknown-consultation']);
    expect((await record({ ...women, consultationId: undefined }, person)).status).toBe(201);
  });

  it('moves with its patient when two records are merged, and back; nothing is recorded for the merged one', async () => {
    const [merged, kept] = [await newPatient('male'), await newPatient('male')];
    const { body, headers } = await record(salt, merged);
    const path = `/v1/patients/${merged}`;
    const done = await clinic.as('dermatologist').post(`${path}/merge`, { into: kept, reason: 'Registered twice' }, { ifMatch: 1 });
    expect(done.status).toBe(200);
    expect((await clinic.as('technician').get(headers.location!)).body).toMatchObject({ patientId: kept, score: body.score, version: 2 });
    const response = await record(salt, merged);
    expect([response.status, response.body.type]).toEqual([409, '/problems/invalid-transition']);
    const undone = await clinic.as('dermatologist').post(`${path}/unmerge`, { reason: 'Two people after all' }, { ifMatch: 2 });
    expect(undone.status).toBe(200);
    expect((await clinic.as('technician').get(headers.location!)).body).toMatchObject({ patientId: merged, score: body.score, version: 3 });
  });

  it('repeated with its idempotency key is one', async () => {
    const patient = await newPatient('male');
    const [first, second] = [await record(salt, patient, { idempotencyKey: 'scale-once' }), await record(salt, patient, { idempotencyKey: 'scale-once' })];
    expect(second.body).toEqual(first.body);
    expect((await clinic.as('technician').get(`/v1/patients/${patient}/scales?count=true`)).body.total).toBe(1);
  });

  it('is listed newest first, by scale, page by page', async () => {
    const patient = await newPatient('male');
    for (const [day, body] of [
      ['02', salt],
      ['05', norwood],
      ['03', salt],
      ['03', salt],
      ['01', dlqi],
    ] as const) {
      await record({ ...body, assessedAt: `2026-01-${day}T10:00:00Z` }, patient);
    }
    const list = async (query: string) => (await clinic.as('technician').get(`/v1/patients/${patient}/scales?${query}`)).body;
    const days = (body: { items: { assessedAt: string }[] }) => body.items.map((item) => item.assessedAt.slice(8, 10));
    expect(days(await list(''))).toEqual(['05', '03', '03', '02', '01']);
    expect(await list('scale=salt&count=true')).toMatchObject({ total: 3, items: [{ scale: 'salt' }, { scale: 'salt' }, { scale: 'salt' }] });
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const body = await list(`limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...(body.items as { id: string }[]).map(({ id }) => id));
      cursor = body.nextCursor as string | null;
    }
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
    expect((await list('scale=hamilton')).errors).toMatchObject([{ pointer: '?scale' }]);
  });

  describe('entered in error', () => {
    it('says when, by whom and why, once, from the newest version', async () => {
      const { headers } = await record(salt);
      const path = `${headers.location}/entered-in-error`;
      const say = (body: object, sent = {}) => clinic.as('dermatologist').post(path, body, sent);
      expect((await say({ reason: 'Wrong patient' })).status).toBe(428);
      expect((await say({ reason: 'Wrong patient' }, { ifMatch: 7 })).status).toBe(412);
      expect((await say({ reason: ' ' }, { ifMatch: 1 })).body.errors).toMatchObject([{ pointer: '/reason' }]);
      const said = await say({ reason: 'Wrong patient' }, { ifMatch: 1 });
      expect(said.status).toBe(200);
      expect(said.body).toMatchObject({ score: 15.3, version: 2, enteredInError: { by: clinic.as('dermatologist').actor, reason: 'Wrong patient' } });
      expect((await clinic.as('technician').get(headers.location!)).body).toEqual(said.body);
      const again = await say({ reason: 'Really' }, { ifMatch: 2 });
      expect([again.status, again.body.type]).toEqual([409, '/problems/invalid-transition']);
    });

    it('is the one thing that the application’s own role can change in the table', async () => {
      const { id } = (await record(salt)).body as { id: string };
      const error = `error_at = now(), error_by = '${clinic.staff.dermatologist}', error_reason = 'x', version = version + 1`;
      for (const sql of [
        `UPDATE scales SET score = 0, version = version + 1 WHERE id = '${id}'`,
        `UPDATE scales SET note = 'x', ${error} WHERE id = '${id}'`,
        `DELETE FROM scales WHERE id = '${id}'`,
        'TRUNCATE scales',
      ]) {
        await expect(app.sql(sql, [], clinic.id)).rejects.toThrow(/append-only|does not change|permission denied/);
      }
      await app.sql(`UPDATE scales SET ${error} WHERE id = '${id}'`, [], clinic.id);
      await expect(app.sql(`UPDATE scales SET error_at = NULL, version = version + 1 WHERE id = '${id}'`, [], clinic.id)).rejects.toThrow(/append-only/);
      expect(await app.sql(`SELECT version FROM record_history WHERE table_name = 'scales' AND row_id = '${id}'`, [], clinic.id)).toEqual([{ version: 1 }]);
    });
  });

  it('is nothing for a receptionist, only read by a technician, and unknown to another clinic', async () => {
    const { headers } = await record(salt);
    expect((await clinic.as('technician').post(`/v1/patients/${patientId}/scales`, salt)).status).toBe(403);
    expect((await clinic.as('technician').post(`${headers.location}/entered-in-error`, { reason: 'x' }, { ifMatch: 1 })).status).toBe(403);
    for (const path of [headers.location!, `/v1/patients/${patientId}/scales`, `/v1/patients/${patientId}/scales/chart?scale=salt`]) {
      expect((await clinic.as('receptionist').get(path)).status).toBe(403);
      expect((await (await app.clinic()).as('dermatologist').get(path)).status).toBe(404);
    }
    const other = (await app.clinic()).as('dermatologist');
    expect((await other.post(`/v1/patients/${patientId}/scales`, salt)).status).toBe(404);
    expect((await other.post(`${headers.location}/entered-in-error`, { reason: 'x' }, { ifMatch: 1 })).status).toBe(404);
  });
});
