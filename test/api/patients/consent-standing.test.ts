/** Which consent counts: wherever one is asked for, after a withdrawal, after its time, after a merge, and after an error. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, consentTo, instantFromNow, photographOf, planFor, prepare } from '../../support/journey.js';

let app: TestApp;
let clinic: TestClinic;

beforeAll(async () => {
  app = await startApp();
  clinic = await app.clinic();
});
afterAll(() => app.stop());

const DAY = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY).toISOString();
const dermatologist = () => clinic.as('dermatologist');
const register = async (): Promise<string> =>
  (await dermatologist().post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' })).body.id as string;
const sign = async (patientId: string, signedAt: string, more: object = { kind: 'photography-record' }): Promise<string> => {
  const consent = { documentVersion: '1', language: 'en-IN', signatory: { name: 'Asha Testperson', relationship: 'self' }, signedAt, ...more };
  const signed = await dermatologist().post(`/v1/patients/${patientId}/consents`, consent);
  expect(signed.status).toBe(201);
  return signed.body.id as string;
};
const withdraw = (id: string, body: object = {}, ifMatch = 1) =>
  dermatologist().post(`/v1/consents/${id}/withdraw`, { reason: 'Changed her mind', ...body }, { ifMatch });
const enterInError = (id: string, body: object = {}, ifMatch = 1) =>
  dermatologist().post(`/v1/consents/${id}/entered-in-error`, { reason: 'Signed by another patient', ...body }, { ifMatch });
const read = async (id: string) => (await dermatologist().get(`/v1/consents/${id}`)).body;
const photograph = (patientId: string, takenAt: string) => photographOf(clinic, patientId, { takenAt });
const refusal = ({ status, body }: { status: number; body: { type: string; why?: string } }): unknown => [status, body.type, body.why];
const missing = (why: string): unknown => [409, '/problems/consent-missing', why];

describe('a withdrawal', () => {
  it('ends every consent of its kind that was signed before it, whichever it was recorded with', async () => {
    const patientId = await register();
    const [first, twin] = [await sign(patientId, daysAgo(9)), await sign(patientId, daysAgo(8))];
    expect((await photograph(patientId, daysAgo(7))).status).toBe(201);
    expect((await withdraw(first)).body).toMatchObject({ status: 'withdrawn', withdrawnWith: first, published: [] });
    expect(await read(twin)).toMatchObject({ status: 'withdrawn', withdrawnWith: first, withdrawalReason: 'Changed her mind', version: 1 });
    const listed = (await dermatologist().get(`/v1/patients/${patientId}/consents`)).body.items as { status: string }[];
    expect(listed.map(({ status }) => status)).toEqual(['withdrawn', 'withdrawn']);
    expect(refusal(await photograph(patientId, new Date().toISOString()))).toEqual(missing('withdrawn'));
    expect(refusal(await photograph(patientId, daysAgo(1)))).toEqual(missing('withdrawn'));
  });

  it('ends one that is recorded later and was signed before; one that was signed after it stands', async () => {
    const patientId = await register();
    await withdraw(await sign(patientId, daysAgo(9)), { withdrawnAt: daysAgo(3) });
    const late = await sign(patientId, daysAgo(4));
    expect(await read(late)).toMatchObject({ status: 'withdrawn' });
    expect(refusal(await photograph(patientId, daysAgo(1)))).toEqual(missing('withdrawn'));
    const anew = await sign(patientId, daysAgo(2));
    expect((await photograph(patientId, daysAgo(1))).body).toMatchObject({ consentId: anew });
    expect(refusal(await photograph(patientId, daysAgo(4)))).toEqual(missing('withdrawn'));
  });

  it('ends those of a record that is merged, and they stand again when that is undone', async () => {
    const [patientId, into] = [await register(), await register()];
    const [mine, theirs] = [await sign(patientId, daysAgo(9)), await sign(into, daysAgo(8))];
    await withdraw(mine);
    expect((await photograph(into, daysAgo(1))).status).toBe(201);
    await dermatologist().post(`/v1/patients/${patientId}/merge`, { into, reason: 'Registered twice' }, { ifMatch: 1 });
    expect(await read(theirs)).toMatchObject({ status: 'withdrawn', withdrawnWith: mine });
    expect(refusal(await photograph(into, daysAgo(1)))).toEqual(missing('withdrawn'));
    await dermatologist().post(`/v1/patients/${patientId}/unmerge`, { reason: 'Two people' }, { ifMatch: 2 });
    expect(await read(theirs)).toMatchObject({ status: 'standing', withdrawnAt: null });
  });

  it('leaves the other kinds alone, and the other treatment', async () => {
    const patientId = await register();
    const kinds = [
      { kind: 'treatment', treatment: 'mesotherapy' },
      { kind: 'treatment', treatment: 'scalp-micropigmentation' },
      { kind: 'photography-record' },
      { kind: 'photography-publication' },
      { kind: 'data-sharing' },
    ];
    const ids: string[] = [];
    for (const kind of kinds) ids.push(await sign(patientId, daysAgo(5), kind));
    for (const [index, id] of ids.entries()) {
      await withdraw(id);
      const statuses = await Promise.all(ids.map(async (id) => (await read(id)).status as string));
      expect(statuses).toEqual(ids.map((_id, at) => (at <= index ? 'withdrawn' : 'standing')));
    }
  });

  it('is asked about when a plan is accepted and when a session begins, twins and all', async () => {
    const { prepared, sessionIds } = await activePlan(clinic);
    const twin = (await consentTo(clinic, prepared.patientId)).body.id as string;
    await withdraw(twin);
    const started = await dermatologist().post(`/v1/treatment-sessions/${sessionIds[0]}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 });
    expect([started.status, started.body.type]).toEqual([409, '/problems/consent-missing']);
    const plan = await dermatologist().post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared));
    await dermatologist().post(`/v1/treatment-plans/${plan.body.id}/propose`, undefined, { ifMatch: 1 });
    expect(refusal(await dermatologist().post(`/v1/treatment-plans/${plan.body.id}/accept`, undefined, { ifMatch: 2 }))).toEqual(missing('withdrawn'));
    await consentTo(clinic, prepared.patientId);
    expect((await dermatologist().post(`/v1/treatment-plans/${plan.body.id}/accept`, undefined, { ifMatch: 2 })).status).toBe(200);
  });

  it('and a photograph at the same time are one after the other: none is recorded on a consent that was withdrawn before', async () => {
    const patientId = await register();
    const [first] = [await sign(patientId, daysAgo(9)), await sign(patientId, daysAgo(8))];
    const answers = await Promise.all([withdraw(first), ...Array.from({ length: 4 }, () => photograph(patientId, daysAgo(1)))]);
    expect(answers[0].status).toBe(200);
    for (const answer of answers.slice(1)) expect([201, 409]).toContain(answer.status);
    expect(refusal(await photograph(patientId, daysAgo(1)))).toEqual(missing('withdrawn'));
  });

  it('is refused by the database too, whoever asks it', async () => {
    const patientId = await register();
    const twin = await sign(patientId, daysAgo(9));
    const photoId = (await photograph(patientId, daysAgo(8))).body.id as string;
    await withdraw(await sign(patientId, daysAgo(7)));
    const copy = `INSERT INTO photographs SELECT (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'consent_id', '${twin}'))).* FROM photographs p WHERE id = $1`;
    await expect(app.sql(copy, [photoId], clinic.id)).rejects.toThrow('a photograph needs a standing consent');
  });
});

describe('the time for which consents last', () => {
  it('is a year, and two for photographs of the record, until the clinic has said otherwise', async () => {
    const other = await app.clinic();
    const { body, headers } = await other.as('receptionist').get('/v1/clinic/consent-validity');
    expect(body).toEqual({ months: { treatment: 12, 'photography-record': 24, 'photography-publication': 12, 'data-sharing': 12 }, version: 0 });
    expect(headers.etag).toBe('"0"');
  });

  it('ends a consent of 1999, wherever one is asked for', async () => {
    const prepared = await prepare(clinic);
    const { patientId } = prepared;
    for (const kind of [{ kind: 'treatment', treatment: 'mesotherapy' }, { kind: 'photography-record' }, { kind: 'photography-publication' }]) {
      expect(await read(await sign(patientId, '1999-01-01T10:00:00Z', kind))).toMatchObject({
        status: 'lapsed',
        validUntil: expect.stringMatching(/^200[01]-01-01$/),
      });
    }
    const plan = await dermatologist().post(`/v1/patients/${patientId}/treatment-plans`, planFor(prepared));
    await dermatologist().post(`/v1/treatment-plans/${plan.body.id}/propose`, undefined, { ifMatch: 1 });
    expect(refusal(await dermatologist().post(`/v1/treatment-plans/${plan.body.id}/accept`, undefined, { ifMatch: 2 }))).toEqual(missing('lapsed'));
    expect(refusal(await photograph(patientId, daysAgo(1)))).toEqual(missing('lapsed'));
    await sign(patientId, daysAgo(9));
    const photo = (await photograph(patientId, daysAgo(1))).body.id as string;
    expect(refusal(await dermatologist().post(`/v1/photos/${photo}/publications`, { place: 'The website' }))).toEqual(missing('lapsed'));
  });

  it('is the clinic’s to say: for consents on record at once, by the day, or without an end', async () => {
    const other = await app.clinic();
    const [admin, doctor] = [other.as('admin'), other.as('dermatologist')];
    const months = { treatment: 1, 'photography-record': 1, 'photography-publication': 1, 'data-sharing': 1 };
    const replace = (changed: object, ifMatch: number) => admin.put('/v1/clinic/consent-validity', { months: { ...months, ...changed } }, { ifMatch });
    const patientId = (await doctor.post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' })).body.id as string;
    const signedAt = daysAgo(40);
    const signed = { kind: 'data-sharing', documentVersion: '1', language: 'en', signatory: { name: 'Asha Testperson', relationship: 'self' }, signedAt };
    const path = `/v1/consents/${(await doctor.post(`/v1/patients/${patientId}/consents`, signed)).body.id}`;
    expect((await doctor.get(path)).body.status).toBe('standing');
    expect((await replace({}, 0)).body).toEqual({ months, version: 1 });
    const lapsed = await doctor.get(path, { ifNoneMatch: '"1"' });
    expect([lapsed.status, lapsed.body.status]).toEqual([200, 'lapsed']);
    expect((await replace({ 'data-sharing': null }, 1)).body.months['data-sharing']).toBeNull();
    expect((await doctor.get(path)).body).toMatchObject({ status: 'standing', validUntil: null });
  });

  it('is set by an admin who has seen how it is, and says something of every kind', async () => {
    const [other, months] = [await app.clinic(), { treatment: 12, 'photography-record': 12, 'photography-publication': 12, 'data-sharing': 12 }];
    const put = (caller: 'admin' | 'dermatologist', body: object, ifMatch?: number) =>
      other.as(caller).put('/v1/clinic/consent-validity', body, ifMatch === undefined ? {} : { ifMatch });
    expect((await put('dermatologist', { months }, 0)).status).toBe(403);
    expect((await put('admin', { months })).status).toBe(428);
    expect((await put('admin', { months }, 7)).status).toBe(412);
    const { treatment: _treatment, ...incomplete } = months;
    for (const [wrong, pointer] of [
      [incomplete, '/months/treatment'],
      [{ ...months, treatment: 0 }, '/months/treatment'],
      [{ ...months, treatment: 1.5 }, '/months/treatment'],
      [{ ...months, treatment: 'a year' }, '/months/treatment'],
      [{ ...months, loan: 3 }, '/months/loan'],
    ] as const) {
      expect((await put('admin', { months: wrong }, 0)).body.errors).toMatchObject([{ pointer }]);
    }
    expect((await other.as('admin').get('/v1/clinic/consent-validity')).body.version).toBe(0);
  });
});

describe('a consent that was entered in error', () => {
  it('counts for nothing, stays readable, and takes nothing more', async () => {
    const patientId = await register();
    const id = await sign(patientId, daysAgo(9));
    const done = await enterInError(id);
    expect(done.body).toMatchObject({
      status: 'entered-in-error',
      enteredInError: { reason: 'Signed by another patient', by: clinic.as('dermatologist').actor },
      published: [],
      version: 2,
    });
    expect(refusal(await photograph(patientId, daysAgo(1)))).toEqual(missing('not-signed'));
    expect(await read(id)).toMatchObject({ id, status: 'entered-in-error' });
    for (const again of [await enterInError(id, {}, 2), await withdraw(id, {}, 2)])
      expect([again.status, again.body.type]).toEqual([409, '/problems/invalid-transition']);
    await expect(app.sql(`UPDATE consents SET error_reason = 'x', version = version + 1 WHERE id = $1`, [id], clinic.id)).rejects.toThrow('does not change');
    const events = (await dermatologist().get(`/v1/patients/${patientId}/timeline`)).body.items as { kind: string }[];
    expect(events.map(({ kind }) => kind)).toContain('consent-entered-in-error');
  });

  it('leaves what was withdrawn with it withdrawn, unless that was an error too', async () => {
    const patientId = await register();
    const [wrong, right] = [await sign(patientId, daysAgo(9)), await sign(patientId, daysAgo(8))];
    expect((await enterInError(wrong, { withdrawalInError: true })).body.errors).toMatchObject([{ pointer: '/withdrawalInError' }]);
    await withdraw(wrong);
    await enterInError(wrong, {}, 2);
    expect(await read(right)).toMatchObject({ status: 'withdrawn', withdrawnWith: wrong });
    const other = await register();
    const [alsoWrong, alsoRight] = [await sign(other, daysAgo(9)), await sign(other, daysAgo(8))];
    await withdraw(alsoWrong);
    await enterInError(alsoWrong, { withdrawalInError: true }, 2);
    expect(await read(alsoRight)).toMatchObject({ status: 'standing' });
    expect((await photograph(other, daysAgo(1))).status).toBe(201);
  });

  it('needs a reason, the version that was seen, a role that may, and the clinic', async () => {
    const id = await sign(await register(), instantFromNow(-1));
    expect((await dermatologist().post(`/v1/consents/${id}/entered-in-error`, {}, { ifMatch: 1 })).body.errors).toMatchObject([{ pointer: '/reason' }]);
    expect((await dermatologist().post(`/v1/consents/${id}/entered-in-error`, { reason: 'x' })).status).toBe(428);
    expect((await enterInError(id, {}, 9)).status).toBe(412);
    expect((await clinic.as('receptionist').post(`/v1/consents/${id}/entered-in-error`, { reason: 'x' }, { ifMatch: 1 })).status).toBe(403);
    expect((await (await app.clinic()).as('dermatologist').post(`/v1/consents/${id}/entered-in-error`, { reason: 'x' }, { ifMatch: 1 })).status).toBe(404);
    expect(await read(id)).toMatchObject({ status: 'standing', version: 1 });
  });
});
