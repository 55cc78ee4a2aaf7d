import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

describe('the people of a clinic', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const technician = { role: 'technician', name: 'Ravi Example', email: 'Ravi@Example.test' };

  it('are added by an admin, with their address in lower case', async () => {
    const created = await clinic.as('admin').post('/v1/staff', technician);
    expect(created.status).toBe(201);
    expect(created.headers).toMatchObject({ location: `/v1/staff/${created.body.id}`, etag: '"1"', 'cache-control': 'no-store' });
    expect(created.body).toMatchObject({ role: 'technician', email: 'ravi@example.test', status: 'active', version: 1 });
    const read = await clinic.as('dermatologist').get(created.headers.location!);
    expect(read.body).toEqual(created.body);
  });

  it('have an address that nobody else in the clinic has', async () => {
    const person = { ...technician, email: 'twice@example.test' };
    await clinic.as('admin').post('/v1/staff', person);
    const again = await clinic.as('admin').post('/v1/staff', person);
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ type: '/problems/conflict', status: 409 });
    expect(again.headers['content-type']).toContain('application/problem+json');
    const other = await app.clinic();
    expect((await other.as('admin').post('/v1/staff', person)).status).toBe(201);
  });

  it('are changed by whoever has seen the newest version', async () => {
    const { body } = await clinic.as('admin').post('/v1/staff', { ...technician, email: 'change@example.test' });
    const path = `/v1/staff/${body.id}`;
    expect((await clinic.as('admin').patch(path, { name: 'New' })).status).toBe(428);
    const changed = await clinic.as('admin').patch(path, { name: 'New' }, { ifMatch: 1 });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ name: 'New', version: 2 });
    expect(changed.headers.etag).toBe('"2"');
    const stale = await clinic.as('admin').patch(path, { name: 'Newer' }, { ifMatch: 1 });
    expect(stale.status).toBe(412);
    expect((await clinic.as('admin').get(path)).body.name).toBe('New');
    expect((await clinic.as('admin').get(path, { ifNoneMatch: '"2"' })).status).toBe(304);
    const history = await app.sql<{ version: number }>(`SELECT version FROM record_history WHERE row_id = $1`, [body.id], clinic.id);
    expect(history).toEqual([{ version: 1 }]);
  });

  it('lose access within seconds of being deactivated', async () => {
    const person = await clinic.another('receptionist');
    const path = `/v1/staff/${person.id}`;
    expect((await clinic.as('admin').patch(path, { status: 'inactive' }, { ifMatch: 1 })).status).toBe(200);
    expect((await person.get('/v1/me')).status).toBe(401);
  });

  it('are invisible to another clinic, and nobody there can change them', async () => {
    const other = await app.clinic();
    const path = `/v1/staff/${clinic.staff.dermatologist}`;
    const foreign = await other.as('admin').get(path);
    const absent = await other.as('admin').get('/v1/staff/01936f00-0000-7000-8000-000000000000');
    expect(foreign.status).toBe(404);
    expect({ ...foreign.body, instance: '', traceId: '' }).toEqual({ ...absent.body, instance: '', traceId: '' });
    expect((await other.as('admin').patch(path, { name: 'Mine' }, { ifMatch: 1 })).status).toBe(404);
  });

  it('names everything that is wrong with the input at once, and stores nothing', async () => {
    const before = await app.sql('SELECT id FROM staff', [], clinic.id);
    const bad = await clinic.as('admin').post('/v1/staff', { role: 'king', email: 'no', extra: 1 });
    expect(bad.status).toBe(400);
    expect((bad.body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code]).sort()).toEqual([
      ['/email', 'not-email'],
      ['/extra', 'unknown-property'],
      ['/name', 'required'],
      ['/role', 'not-allowed'],
    ]);
    expect(await app.sql('SELECT id FROM staff', [], clinic.id)).toHaveLength(before.length);
  });

  it('are listed page by page, with a cursor that is no use to anybody else', async () => {
    const first = await clinic.as('admin').get('/v1/staff?limit=2&count=true');
    expect(first.body.items).toHaveLength(2);
    expect(first.body.total).toBeGreaterThanOrEqual(5);
    const second = await clinic.as('admin').get(`/v1/staff?limit=2&cursor=${first.body.nextCursor}`);
    expect(second.status).toBe(200);
    expect(second.body.items[0].id > first.body.items[1].id).toBe(true);
    for (const stolen of [
      await clinic.as('dermatologist').get(`/v1/staff?cursor=${first.body.nextCursor}`),
      await clinic.as('admin').get(`/v1/staff?role=admin&cursor=${first.body.nextCursor}`),
      await clinic.as('admin').get('/v1/staff?cursor=nonsense'),
    ]) {
      expect(stolen.status).toBe(400);
      expect(stolen.body.errors).toMatchObject([{ pointer: '?cursor', code: 'invalid-cursor' }]);
    }
  });
});
