import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

describe('a POST with an Idempotency-Key', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const person = () => ({ role: 'technician', name: 'Ravi Example', email: `${randomUUID()}@example.test` });
  const peopleWith = (email: string) => app.sql('SELECT id FROM staff WHERE email = $1', [email], clinic.id);

  it('is done once and answered again with the same answer', async () => {
    const body = person();
    const first = await clinic.as('admin').post('/v1/staff', body, { idempotencyKey: 'again' });
    const second = await clinic.as('admin').post('/v1/staff', body, { idempotencyKey: 'again' });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.text).toBe(first.text);
    expect(second.headers).toMatchObject({ 'idempotency-replayed': 'true', location: first.headers.location, etag: first.headers.etag });
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(await peopleWith(body.email)).toHaveLength(1);
  });

  it('makes one row of many equal ones at the same instant', async () => {
    const body = person();
    const sent = await Promise.all(Array.from({ length: 12 }, () => clinic.as('admin').post('/v1/staff', body, { idempotencyKey: 'at once' })));
    const statuses = sent.map((response) => response.status);
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(1);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
    for (const refused of sent.filter((response) => response.status === 409)) expect(refused.body.type).toBe('/problems/request-in-progress');
    expect(await peopleWith(body.email)).toHaveLength(1);
  });

  it('is refused when the key came with another body', async () => {
    await clinic.as('admin').post('/v1/staff', person(), { idempotencyKey: 'other body' });
    const other = person();
    const reused = await clinic.as('admin').post('/v1/staff', other, { idempotencyKey: 'other body' });
    expect(reused.status).toBe(422);
    expect(reused.body.type).toBe('/problems/idempotency-key-reused');
    expect(await peopleWith(other.email)).toHaveLength(0);
  });

  it('can be repeated after a failure, which keeps no claim on the key', async () => {
    const taken = person();
    await clinic.as('admin').post('/v1/staff', taken);
    expect((await clinic.as('admin').post('/v1/staff', taken, { idempotencyKey: 'after failure' })).status).toBe(409);
    expect((await clinic.as('admin').post('/v1/staff', person(), { idempotencyKey: 'after failure' })).status).toBe(201);
  });

  it('belongs to its caller: another one may use the same key', async () => {
    await clinic.as('admin').post('/v1/staff', person(), { idempotencyKey: 'mine' });
    const colleague = await clinic.another('admin');
    const theirs = await colleague.post('/v1/staff', person(), { idempotencyKey: 'mine' });
    expect(theirs.status).toBe(201);
    expect(theirs.headers['idempotency-replayed']).toBeUndefined();
  });

  it('holds for a day and is then forgotten', async () => {
    const body = person();
    await clinic.as('admin').post('/v1/staff', body, { idempotencyKey: 'old' });
    await app.owner.query(`UPDATE idempotency_keys SET created_at = now() - interval '25 hours' WHERE key = 'old'`);
    const other = await clinic.as('admin').post('/v1/staff', person(), { idempotencyKey: 'old' });
    expect(other.status).toBe(201);
    await app.owner.query(`UPDATE idempotency_keys SET created_at = now() - interval '25 hours' WHERE key = 'old'`);
    const [{ forgotten }] = (await app.sql<{ forgotten: string }>('SELECT forget_idempotency_keys() AS forgotten')) as [{ forgotten: string }];
    expect(Number(forgotten)).toBe(1);
  });

  it('has 1 to 255 printable characters', async () => {
    for (const [length, status] of [
      [255, 201],
      [256, 400],
    ] as const) {
      const sent = await clinic.as('admin').post('/v1/staff', person(), { idempotencyKey: 'x'.repeat(length) });
      expect([length, sent.status]).toEqual([length, status]);
    }
  });
});

describe('a request that finds every connection in use', () => {
  it('is told to come again, and is then done once', async () => {
    const app = await startApp({ databasePoolSize: 1, databaseWaitSeconds: 1 });
    try {
      const clinic = await app.clinic();
      const admin = clinic.as('admin');
      const send = async (key: string) => {
        const body = { role: 'technician', name: 'Ravi Example', email: `${key}@example.test` };
        return { key, answer: await admin.post('/v1/staff', body, { idempotencyKey: key }) };
      };
      const other = await app.owner.connect();
      await other.query('BEGIN');
      await other.query('LOCK TABLE staff');
      const sent = ['one', 'another'].map(send);
      const refused = await Promise.race(sent);
      await other.query('ROLLBACK');
      other.release();
      expect([refused.answer.status, refused.answer.body.type, refused.answer.headers['retry-after']]).toEqual([
        503,
        '/problems/unavailable',
        expect.stringMatching(/^([1-9]|10)$/),
      ]);
      expect((await Promise.all(sent)).map(({ answer }) => answer.status).sort()).toEqual([201, 503]);
      expect((await send(refused.key)).answer.status).toBe(201);
      expect(await app.sql(`SELECT id FROM staff WHERE name = 'Ravi Example'`, [], clinic.id)).toHaveLength(2);
    } finally {
      await app.stop();
    }
  });
});
