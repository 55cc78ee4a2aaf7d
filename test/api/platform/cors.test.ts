import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

const ours = 'https://app.clinic.example';

describe('a page in a browser', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp({ corsOrigins: [ours] });
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const preflight = (origin: string) =>
    supertest(app.server)
      .options('/v1/patients/01936f00-0000-7000-8000-00000000dead')
      .set({ Origin: origin, 'Access-Control-Request-Method': 'PATCH', 'Access-Control-Request-Headers': 'authorization,content-type,if-match' });

  it('of an allowed origin may call, and reads the headers that it needs', async () => {
    const asked = await preflight(ours);
    expect(asked.status).toBe(204);
    expect(asked.headers).toMatchObject({ 'access-control-allow-origin': ours, 'access-control-allow-headers': 'authorization,content-type,if-match' });
    expect(asked.headers['access-control-allow-methods']).toContain('PATCH');
    const answer = await clinic.as('dermatologist').get('/v1/clinic', { headers: { origin: ours } });
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': ours, 'access-control-expose-headers': expect.stringContaining('ETag') });
  });

  it('of another origin may not', async () => {
    expect((await preflight('https://elsewhere.example')).headers['access-control-allow-origin']).toBeUndefined();
    const answer = await clinic.as('dermatologist').get('/v1/clinic', { headers: { origin: 'https://elsewhere.example' } });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});
