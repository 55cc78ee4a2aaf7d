import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/platform/access/actor.dto.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { consultationToday } from '../../support/journey.js';

const lists = {
  conditions: { kind: 'condition', entry: { text: 'Epilepsy' }, change: { onset: '2019' }, pointer: '/onset' },
  allergies: { kind: 'allergy', entry: { substance: { text: 'lidocaine' } }, change: { reaction: 'Urticaria' }, pointer: '/reaction' },
  medications: { kind: 'medication', entry: { name: 'Warfarin' }, change: { note: 'INR 2 to 3' }, pointer: '/note' },
  procedures: { kind: 'procedure', entry: { text: 'Hair transplant' }, change: { performedOn: '2023' }, pointer: '/performedOn' },
} as const;

interface Version {
  number: number;
  action: string;
  content: Record<string, unknown>;
  recordedBy: Actor;
  recordedAt: string;
  reason: string | null;
  consultationId: string | null;
}

describe('the versions of an entry', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let dermatologist: Caller;
  let client: Caller;
  let patientId: string;

  const register = async (): Promise<string> =>
    (await dermatologist.post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' })).body.id as string;
  const versionsOf = async (path: string, query = ''): Promise<Version[]> => (await dermatologist.get(`${path}/versions${query}`)).body.items as Version[];
  const eventsOf = async (id: string, of = patientId) =>
    (
      (await dermatologist.get(`/v1/patients/${of}/timeline?limit=200`)).body.items as { kind: string; resourceId: string; actor: Actor; details: object }[]
    ).filter(({ resourceId }) => resourceId === id);

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    dermatologist = clinic.as('dermatologist');
    client = await clinic.asClient(['patient.read', 'consultation.read', 'consultation.write']);
  });
  beforeEach(async () => {
    patientId = await register();
  });
  afterAll(() => app.stop());

  it.each(Object.entries(lists))('%s: are all readable, with who and when, and on the timeline', async (list, { kind, entry, change, pointer }) => {
    const added = await client.post(`/v1/patients/${patientId}/${list}`, entry);
    const path = `/v1/${list}/${added.body.id}`;
    const changed = await dermatologist.patch(path, change, { ifMatch: 1 });
    const wrong = await client.post(`${path}/entered-in-error`, { reason: 'Belongs to another person' }, { ifMatch: 2 });
    expect(await versionsOf(path)).toEqual([
      {
        ...{ patientId, number: 1, action: 'recorded', content: entry, consultationId: null, recordedBy: client.actor },
        ...{ recordedAt: added.body.provenance.recordedAt as string, reason: null, difference: [] },
      },
      {
        ...{ patientId, number: 2, action: 'changed', content: { ...entry, ...change }, consultationId: null, recordedBy: dermatologist.actor },
        ...{ recordedAt: changed.body.provenance.updatedAt as string, reason: null, difference: [{ pointer, after: Object.values(change)[0] }] },
      },
      {
        ...{ patientId, number: 3, action: 'entered-in-error', content: { ...entry, ...change }, consultationId: null, recordedBy: client.actor },
        ...{ recordedAt: wrong.body.enteredInError.at as string, reason: 'Belongs to another person' },
        difference: [{ pointer: '/enteredInError', after: { reason: 'Belongs to another person' } }],
      },
    ]);
    const nothing = { consultationId: null, reason: null, enteredInError: null };
    expect((await eventsOf(added.body.id as string)).map((event) => [event.kind, event.actor, event.details])).toEqual([
      [`${kind}-entered-in-error`, client.actor, { ...nothing, version: 3, reason: 'Belongs to another person' }],
      [`${kind}-changed`, dermatologist.actor, { ...nothing, version: 2 }],
      [`${kind}-recorded`, client.actor, { ...nothing, version: 1, enteredInError: 'Belongs to another person' }],
    ]);
  });

  it('are read page by page, and counted', async () => {
    const { id } = (await dermatologist.post(`/v1/patients/${patientId}/conditions`, { text: 'Psoriasis' })).body as { id: string };
    const path = `/v1/conditions/${id}`;
    for (const version of [1, 2, 3, 4]) await dermatologist.patch(path, { onset: `201${version}` }, { ifMatch: version });
    const all = await versionsOf(path);
    expect(all.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    const paged: Version[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = (await dermatologist.get(`${path}/versions?limit=2&count=true${cursor && `&cursor=${cursor}`}`)) as {
        body: { items: Version[]; nextCursor: string | null; total: number };
      };
      expect(body.total).toBe(5);
      paged.push(...body.items);
      cursor = body.nextCursor;
    }
    expect(paged).toEqual(all);
  });

  it('say which consultation made them', async () => {
    const { id } = (await dermatologist.post(`/v1/patients/${patientId}/conditions`, { text: 'Psoriasis' })).body as { id: string };
    const consultation = await dermatologist.post(
      `/v1/patients/${patientId}/consultations`,
      consultationToday({ conditions: [{ text: 'psoriasis', clinicalStatus: 'remission' }] }),
    );
    await dermatologist.post(`/v1/consultations/${consultation.body.id}/sign`, {}, { ifMatch: 1 });
    expect(await versionsOf(`/v1/conditions/${id}`)).toMatchObject([
      { number: 1, content: { text: 'Psoriasis' }, consultationId: null },
      {
        number: 2,
        action: 'changed',
        content: { text: 'Psoriasis', clinicalStatus: 'remission' },
        consultationId: consultation.body.id,
        recordedBy: dermatologist.actor,
      },
    ]);
  });

  it('say that an entry moved with its patient, who merged the records, and why', async () => {
    const survivor = await register();
    const added = await client.post(`/v1/patients/${patientId}/allergies`, { substance: { text: 'latex' } });
    const path = `/v1/allergies/${added.body.id}`;
    await dermatologist.post(`/v1/patients/${patientId}/merge`, { into: survivor, reason: 'Registered twice' }, { ifMatch: 1 });
    await client.patch(path, { criticality: 'high' }, { ifMatch: 2 });
    const { version } = (await dermatologist.get(`/v1/patients/${patientId}`)).body as { version: number };
    const undone = await dermatologist.post(`/v1/patients/${patientId}/unmerge`, { reason: 'Two people' }, { ifMatch: version });
    expect(undone.status).toBe(200);
    const versions = await versionsOf(path);
    expect(versions.map(({ number, action, recordedBy, reason }) => [number, action, recordedBy, reason])).toEqual([
      [1, 'recorded', client.actor, null],
      [2, 'moved', dermatologist.actor, 'Registered twice'],
      [3, 'changed', client.actor, null],
      [4, 'moved', dermatologist.actor, 'Two people'],
    ]);
    expect([...versions].map(({ recordedAt }) => recordedAt).sort()).toEqual(versions.map(({ recordedAt }) => recordedAt));
    expect((await eventsOf(added.body.id as string)).map(({ kind }) => kind)).toEqual(['allergy-changed', 'allergy-recorded']);
  });

  it('of the statement that no allergy is known are on the timeline as what they are', async () => {
    const stated = await client.post(`/v1/patients/${patientId}/allergies`, { substance: { text: 'NKDA' } });
    const allergy = await dermatologist.post(`/v1/patients/${patientId}/allergies`, { substance: { text: 'latex' } });
    expect((await eventsOf(stated.body.id as string)).map(({ kind, actor }) => [kind, actor])).toEqual([
      ['no-known-allergies-ended', dermatologist.actor],
      ['no-known-allergies-stated', client.actor],
    ]);
    expect((await eventsOf(allergy.body.id as string)).map(({ kind }) => kind)).toEqual(['allergy-recorded']);
  });

  it('are for those who may read consultations, of this clinic, and leave a trace', async () => {
    const { id } = (await dermatologist.post(`/v1/patients/${patientId}/conditions`, { text: 'Psoriasis' })).body as { id: string };
    const path = `/v1/conditions/${id}/versions`;
    expect((await clinic.as('technician').get(path)).status).toBe(200);
    for (const role of ['admin', 'receptionist', 'auditor'] as const) expect([role, (await clinic.as(role).get(path)).status]).toEqual([role, 403]);
    expect((await (await app.clinic()).as('dermatologist').get(path)).status).toBe(404);
    expect((await dermatologist.get('/v1/conditions/01936f00-0000-7000-8000-00000000dead/versions')).status).toBe(404);
    const { body } = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=10`);
    expect(body.items).toContainEqual(expect.objectContaining({ action: 'condition.versions', outcome: 'success' }));
  });
});

describe('what PATCH refuses as POST does', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let dermatologist: Caller;
  let patientId: string;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    dermatologist = clinic.as('dermatologist');
  });
  beforeEach(async () => {
    patientId = (await dermatologist.post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' })).body.id as string;
  });
  afterAll(() => app.stop());

  const over = {
    conditions: [{ text: 'Epilepsy' }, { clinicalStatus: 'resolved' }, { clinicalStatus: 'active' }],
    allergies: [{ substance: { text: 'latex' } }, { clinicalStatus: 'resolved' }, { clinicalStatus: 'active' }],
    medications: [{ name: 'Warfarin' }, { status: 'stopped' }, { status: 'active' }],
  } as const;

  it.each(Object.entries(over))('%s: a second entry of one thing, by one that holds again', async (list, [entry, end, again]) => {
    const first = (await dermatologist.post(`/v1/patients/${patientId}/${list}`, { ...entry, ...end })).body.id as string;
    const second = await dermatologist.post(`/v1/patients/${patientId}/${list}`, entry);
    expect(second.status).toBe(201);
    const returned = await dermatologist.patch(`/v1/${list}/${first}`, again, { ifMatch: 1 });
    expect(returned.body).toMatchObject({ status: 409, type: '/problems/conflict', existing: second.body.id });
    expect((await dermatologist.get(`/v1/${list}/${first}`)).body).toMatchObject({ ...end, version: 1 });
    await dermatologist.patch(`/v1/${list}/${second.body.id}`, end, { ifMatch: 1 });
    expect((await dermatologist.patch(`/v1/${list}/${first}`, again, { ifMatch: 1 })).status).toBe(200);
  });

  it('procedures: the same operation on the same day', async () => {
    const of = (performedOn: string) => dermatologist.post(`/v1/patients/${patientId}/procedures`, { text: 'Hair transplant', performedOn });
    const [first, second] = [await of('2020'), await of('2023')];
    const same = await dermatologist.patch(`/v1/procedures/${second.body.id}`, { performedOn: '2020' }, { ifMatch: 1 });
    expect(same.body).toMatchObject({ status: 409, existing: first.body.id });
  });

  it.each([
    ['conditions', { text: 'Epilepsy' }, 'verificationStatus'],
    ['allergies', { substance: { text: 'latex' } }, 'verificationStatus'],
    ['medications', { name: 'Warfarin' }, 'status'],
  ])('%s: an entry in error without its action and its reason', async (list, entry, member) => {
    const wrong = { [member]: 'entered-in-error' };
    const added = await dermatologist.post(`/v1/patients/${patientId}/${list}`, { ...entry, ...wrong });
    expect(added.body.errors).toMatchObject([{ pointer: `/${member}`, code: 'not-allowed' }]);
    const { id } = (await dermatologist.post(`/v1/patients/${patientId}/${list}`, entry)).body as { id: string };
    const changed = await dermatologist.patch(`/v1/${list}/${id}`, wrong, { ifMatch: 1 });
    expect(changed.body.errors).toMatchObject([{ pointer: `/${member}`, code: 'not-allowed' }]);
    expect((await dermatologist.post(`/v1/${list}/${id}/entered-in-error`, {}, { ifMatch: 1 })).body.errors).toMatchObject([
      { pointer: '/reason', code: 'required' },
    ]);
    expect((await dermatologist.get(`/v1/${list}/${id}`)).body.version).toBe(1);
  });
});
