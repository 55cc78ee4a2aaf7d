import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

describe('whatever goes wrong', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp({ bodyLimitBytes: 20_000 });
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const raw = (body: string | Buffer, type = 'application/json') =>
    supertest(app.server)
      .post('/v1/staff')
      .set('Authorization', `Bearer ${clinic.as('admin').token}`)
      .set('Content-Type', type)
      .send(body as string);

  const expectProblem = (response: supertest.Response, status: number, type: string): void => {
    expect({ status: response.status, type: response.body.type }).toEqual({ status, type: `/problems/${type}` });
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.body).toMatchObject({ status, instance: '/v1/staff', traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(response.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  };

  it.each([
    [undefined, 'Malformed request', undefined],
    ['en-GB, hi;q=0.5', 'Malformed request', undefined],
    ['hi-IN, en;q=0.8', 'अनुरोध का रूप ग़लत है', 'hi'],
    ['ta, *;q=0.1', 'Malformed request', undefined],
  ])('is called by its name in the language of Accept-Language: %s', async (language, title, contentLanguage) => {
    const response = await raw('{"name": ').set(language === undefined ? {} : { 'Accept-Language': language });
    expectProblem(response, 400, 'malformed-request');
    expect(response.body.title).toBe(title);
    expect(response.headers['content-language']).toBe(contentLanguage);
  });

  it.each([
    ['JSON that ends too soon', '{"name": '],
    ['NaN', '{"name": NaN}'],
    ['a __proto__ member', '{"__proto__": {"role": "admin"}}'],
  ])('is answered as malformed for %s', async (_what, body) => {
    expectProblem(await raw(body), 400, 'malformed-request');
  });

  it.each([
    ['NUL', '{"role":"admin","email":"a@b.test","name":"a\\u0000b"}', '/name'],
    ['half a surrogate pair', '{"role":"admin","email":"a@b.test","name":"a\\ud800b"}', '/name'],
    ['nothing at all', '', '/role'],
    ['an array', '[]', ''],
    ['a number', '7', ''],
    ['null', 'null', ''],
    ['a text', '"x"', ''],
    ['too deep a nesting', `{"name":${'['.repeat(100)}${']'.repeat(100)}}`, undefined],
  ])('is answered as invalid input for %s', async (_what, body, pointer) => {
    const response = await raw(body);
    expectProblem(response, 400, 'invalid-input');
    if (pointer !== undefined) expect(response.body.errors[0].pointer).toBe(pointer);
  });

  it('is 415 for another media type', async () => {
    expectProblem(await raw('<x/>', 'application/xml'), 415, 'unsupported-media-type');
    expectProblem(await raw('a=b', 'application/x-www-form-urlencoded'), 415, 'unsupported-media-type');
  });

  it('is 413 for a body over the limit', async () => {
    expectProblem(await raw(JSON.stringify({ name: 'x'.repeat(30_000) })), 413, 'payload-too-large');
  });

  it('is 404 for a path that does not exist, and for an id that is none', async () => {
    const nowhere = await clinic.as('admin').get('/v1/nowhere');
    expect([nowhere.status, nowhere.body.type]).toEqual([404, '/problems/not-found']);
    const noId = await clinic.as('admin').get('/v1/staff/not-an-id');
    expect([noId.status, noId.body.type]).toEqual([404, '/problems/not-found']);
  });

  it('is 400 for query parameters that are unknown or wrong', async () => {
    const response = await clinic.as('admin').get('/v1/staff?limit=0&colour=red&role=king');
    expect(response.status).toBe(400);
    expect((response.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual(['?colour', '?limit', '?role']);
  });

  it('has a page that explains it', async () => {
    const page = await app.nobody.get('/problems/invalid-input');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Invalid input');
    expect((await app.nobody.get('/problems/nothing')).status).toBe(404);
  });

  it('carries the trace of the caller', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const response = await clinic.as('admin').get('/v1/nowhere', { headers: { traceparent: `00-${trace}-00f067aa0ba902b7-01` } });
    expect(response.body.traceId).toBe(trace);
  });

  it('stored nothing', async () => {
    expect(await app.sql('SELECT id FROM staff', [], clinic.id)).toHaveLength(5);
  });
});

describe('an allowance of requests', () => {
  it('is told in headers, and refused with 429 when it is used up', async () => {
    const app = await startApp({ requestsPerMinute: 3 });
    try {
      const clinic = await app.clinic();
      const first = await clinic.as('admin').get('/v1/me');
      expect(first.headers).toMatchObject({ 'ratelimit-policy': '"default";q=3;w=60', ratelimit: expect.stringContaining('"default";r=2;t=') });
      await clinic.as('admin').get('/v1/me');
      await clinic.as('admin').get('/v1/me');
      const refused = await clinic.as('admin').get('/v1/me');
      expect([refused.status, refused.body.type]).toEqual([429, '/problems/too-many-requests']);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect((await clinic.as('auditor').get('/v1/me')).status).toBe(200);
    } finally {
      await app.stop();
    }
  });
});
