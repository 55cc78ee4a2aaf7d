import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

describe('a page of much', () => {
  let app: TestApp;
  let clinic: TestClinic;
  const PATIENTS = 40;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    const addresses = Array.from({ length: 5 }, (_, index) => ({ lines: Array.from({ length: 5 }, () => `${index} ${'आ'.repeat(180)}`), country: 'IN' }));
    for (let number = 0; number < PATIENTS; number++) {
      const person = { names: [{ text: `Example Person ${number}` }], sexAtBirth: 'female', addresses };
      expect((await clinic.as('receptionist').post('/v1/patients', person)).status).toBe(201);
    }
  });
  afterAll(() => app.stop());

  const page = (limit: number) => clinic.as('receptionist').get(`/v1/patients?limit=${limit}&count=true`);

  it('is sent in pieces, and is the same as many pages of little', async () => {
    const large = await page(200);
    expect([large.status, large.headers['transfer-encoding'], large.headers['content-length'], large.headers['content-type']]).toEqual([
      200,
      'chunked',
      undefined,
      'application/json; charset=utf-8',
    ]);
    expect(large.text.length).toBeGreaterThan(150_000);
    expect([large.body.items.length, large.body.total, large.body.nextCursor]).toEqual([PATIENTS, PATIENTS, null]);
    const small = await page(1);
    expect([small.headers['transfer-encoding'], Number(small.headers['content-length']) > 0]).toEqual([undefined, true]);
    expect(small.body.items[0]).toEqual(large.body.items[0]);
    expect(typeof small.body.nextCursor).toBe('string');
  });

  it('stands in the audit trail before its first piece leaves', async () => {
    const { headers } = await page(200);
    const { body } = await clinic.as('auditor').get('/v1/audit-events?limit=50');
    const entries = (body.items as { requestId: string; action: string }[]).filter(({ requestId }) => requestId === headers['x-request-id']);
    // One entry for each person who is shown.
    expect([entries.length, new Set(entries.map(({ action }) => action))]).toEqual([PATIENTS, new Set(['patient.search'])]);
  });
});
