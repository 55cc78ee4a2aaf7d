/** What a clinic holds an integration client to: from where it is used, how often, and which of its secrets still are in use. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { aBackend, aFrontEnd, BACK, begin, Browser, discover, emailOf, givePasswords, logInAs, startListening } from '../../support/log-in.js';

const HERE = '203.0.113.7';
const ELSEWHERE = '198.51.100.7';

interface Answered {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

describe('an integration client', () => {
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  /** A second process on the same database. */
  let second: { app: TestApp; url: string };

  beforeAll(async () => {
    let database = '';
    const keep = (address: string) => Promise.resolve((database = address));
    ({ app, url } = await startListening({ trustProxy: true, through: keep }));
    second = await startListening({ trustProxy: true, publicUrl: url, through: () => Promise.resolve(database) });
    clinic = await app.clinic();
    await givePasswords(app, clinic);
  });
  afterAll(async () => {
    await second.app.stop();
    await app.stop();
  });

  const answered = async (answer: Response): Promise<Answered> => ({
    status: answer.status,
    body: (await answer.json()) as Record<string, unknown>,
    headers: answer.headers,
  });
  const token = async ({ clientId, secret }: { clientId: string; secret: string }, from = HERE): Promise<Answered> => {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret });
    return answered(await fetch(`${url}/oauth/token`, { method: 'POST', body, headers: { 'x-forwarded-for': from } }));
  };
  const me = async (bearer: unknown, from = HERE, at = url): Promise<Answered> =>
    answered(await fetch(`${at}/v1/me`, { headers: { authorization: `Bearer ${bearer as string}`, 'x-forwarded-for': from } }));
  const change = async (id: string, patch: object, version = 1) => {
    const { status, body } = await clinic.as('admin').patch(`/v1/integration-clients/${id}`, patch, { ifMatch: version });
    expect([status, body.errors]).toEqual([200, undefined]);
    return body;
  };

  it('is used from the networks alone that the clinic names, for its tokens and with them', async () => {
    const backend = await aBackend(app, clinic, ['patient.read']);
    const before = await token(backend, ELSEWHERE);
    expect(before.status).toBe(200);
    const { allowedNetworks } = await change(backend.id, { allowedNetworks: ['203.0.113.0/24', '2001:DB8::/32', '192.0.2.1'] });
    expect(allowedNetworks).toEqual(['203.0.113.0/24', '2001:db8::/32', '192.0.2.1/32']);
    const refusal = await token(backend, ELSEWHERE);
    expect([refusal.status, refusal.body.error]).toEqual([400, 'unauthorized_client']);
    expect(refusal.body.error_description).toContain(ELSEWHERE);
    const tokens = await token(backend);
    for (const from of [HERE, '2001:db8::7', `::ffff:${HERE}`, '192.0.2.1'])
      expect([from, (await me(tokens.body.access_token, from)).status]).toEqual([from, 200]);
    for (const bearer of [tokens.body.access_token, before.body.access_token]) {
      const stolen = await me(bearer, ELSEWHERE);
      expect([stolen.status, stolen.body.type, stolen.body.detail]).toEqual([403, '/problems/forbidden', expect.stringContaining(ELSEWHERE)]);
    }
    expect((await me(tokens.body.access_token, '192.0.2.2', second.url)).status).toBe(403);
    await change(backend.id, { allowedNetworks: [] }, 2);
    expect((await me(tokens.body.access_token, ELSEWHERE)).status).toBe(200);
  });

  it('is held to them when it acts for people too, and the refusal stands in the audit trail', async () => {
    const clientId = await aFrontEnd(app, clinic);
    const [{ id }] = (await app.sql<{ id: string }>('SELECT id FROM integration_clients WHERE client_id = $1', [clientId], clinic.id)) as [{ id: string }];
    const config = await discover(url, clientId);
    const { tokens } = await logInAs(config, emailOf(clinic, 'dermatologist'), {}, new Browser({ 'x-forwarded-for': HERE }));
    await change(id, { allowedNetworks: [HERE] });
    expect([(await me(tokens.access_token)).status, (await me(tokens.access_token, ELSEWHERE)).status]).toEqual([200, 403]);
    const headers = { authorization: `Bearer ${tokens.access_token}`, 'x-forwarded-for': ELSEWHERE };
    expect((await fetch(`${url}/v1/patients`, { headers })).status).toBe(403);
    const trail = await app.sql(`SELECT outcome FROM audit_events WHERE action = 'patient.search' AND status = 403`, [], clinic.id);
    expect(trail).toEqual([{ outcome: 'refused' }]);
    const begun = await begin(config, {}, new Browser({ 'x-forwarded-for': ELSEWHERE }));
    expect([begun.browser.status, begun.browser.page.includes('unauthorized_client'), begun.browser.at.startsWith(BACK)]).toEqual([400, true, false]);
  });

  it.each(['10.0.0.1/8', '10.0.0.0/33', 'anywhere', '*', '10/8', 'https://app.clinic.example'])('takes no %s as a network', async (network) => {
    const { id } = await aBackend(app, clinic, []);
    const { status, body } = await clinic.as('admin').patch(`/v1/integration-clients/${id}`, { allowedNetworks: ['203.0.113.0/24', network] }, { ifMatch: 1 });
    expect([status, body.errors]).toEqual([400, [{ pointer: '/allowedNetworks/1', code: 'invalid-network', detail: expect.any(String) }]]);
  });

  it.each([0, -1, 1_000_001, 1.5, 'many'])('has no limit of %s requests a minute', async (requestsPerMinute) => {
    const { id } = await aBackend(app, clinic, []);
    expect((await clinic.as('admin').patch(`/v1/integration-clients/${id}`, { requestsPerMinute }, { ifMatch: 1 })).status).toBe(400);
  });

  it('makes no more requests a minute than its limit, over all processes together, and hears what is left', async () => {
    const limit = 40;
    const tries = 100;
    /** All of them, within one minute of the database: where one ends meanwhile, another client tries once more. */
    const attempt = async (): Promise<{ answers: Answered[]; isOneMinute: boolean }> => {
      const backend = await aBackend(app, clinic, ['patient.read']);
      await change(backend.id, { requestsPerMinute: limit });
      const { access_token: bearer } = (await token(backend)).body;
      const minute = async () => (await app.owner.query<{ minute: string }>(`SELECT date_trunc('minute', now())::text AS minute`)).rows[0]!.minute;
      const before = await minute();
      const answers: Answered[] = [];
      for (let round = 0; round < tries / 10; round++) {
        const all = Array.from({ length: 10 }, (_, index) => me(bearer, HERE, index % 2 === 0 ? url : second.url));
        answers.push(...(await Promise.all(all)));
      }
      return { answers, isOneMinute: before === (await minute()) };
    };
    let { answers, isOneMinute } = await attempt();
    while (!isOneMinute) ({ answers, isOneMinute } = await attempt());
    const [passed, refused] = [200, 429].map((wanted) => answers.filter(({ status }) => status === wanted)) as [Answered[], Answered[]];
    expect(passed.length + refused.length).toBe(tries);
    // Both use what they took: all of it is used up.
    expect(passed.length).toBe(limit);
    expect(answers[0]!.headers.get('ratelimit-policy')).toBe(`"client";q=${limit};w=60`);
    expect(answers[0]!.headers.get('ratelimit')).toMatch(/^"client";r=\d+;t=\d+$/);
    expect([refused[0]!.body.type, Number(refused[0]!.headers.get('retry-after')) > 0]).toEqual(['/problems/too-many-requests', true]);
    expect(refused[0]!.headers.get('ratelimit')).toMatch(/^"client";r=0;t=\d+$/);
  });

  it('has its limit changed at once', async () => {
    const backend = await aBackend(app, clinic, []);
    await change(backend.id, { requestsPerMinute: 1 });
    const { access_token: bearer } = (await token(backend)).body;
    const statuses = [(await me(bearer)).status, (await me(bearer)).status];
    // A minute may begin in between.
    if (statuses[1] === 200) statuses[1] = (await me(bearer)).status;
    expect(statuses).toEqual([200, 429]);
    await change(backend.id, { requestsPerMinute: null }, 2);
    expect((await me(bearer)).status).toBe(200);
  });

  it('says of each secret when it was used last', async () => {
    const made = await clinic.as('admin').post('/v1/integration-clients', { clientId: 'secrets-in-use', name: 'In use', scopes: [] });
    const path = `/v1/integration-clients/${made.body.id as string}/secrets`;
    const next = await clinic.as('admin').post(path, {});
    expect(next.body.lastUsedAt).toBeNull();
    expect((await token({ clientId: 'secrets-in-use', secret: made.body.clientSecret as string })).status).toBe(200);
    const seen = async () =>
      ((await clinic.as('admin').get(path)).body.items as { id: string; lastUsedAt: string | null }[]).map(({ lastUsedAt }) => lastUsedAt !== null);
    for (let patience = 100; patience > 0 && (await seen()).join() !== 'false,true'; patience--) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await seen()).toEqual([false, true]);
  });

  it('of another clinic is changed by nobody here, nor by who is no admin', async () => {
    const stranger = await app.clinic();
    const { id } = await aBackend(app, stranger, []);
    expect((await clinic.as('admin').patch(`/v1/integration-clients/${id}`, { allowedNetworks: [] }, { ifMatch: 1 })).status).toBe(404);
    const own = await aBackend(app, clinic, []);
    expect((await clinic.as('dermatologist').patch(`/v1/integration-clients/${own.id}`, { requestsPerMinute: 5 }, { ifMatch: 1 })).status).toBe(403);
    expect((await clinic.as('admin').patch(`/v1/integration-clients/${own.id}`, { requestsPerMinute: 5 }, { ifMatch: 7 })).status).toBe(412);
  });
});

describe('an application that believes no proxy', () => {
  it('goes by the address that it sees, whatever the request says', async () => {
    const app = await startApp();
    const clinic = await app.clinic();
    const caller = await clinic.asClient([]);
    const headers = { 'x-forwarded-for': HERE };
    await clinic.as('admin').patch(`/v1/integration-clients/${caller.id}`, { allowedNetworks: [HERE] }, { ifMatch: 1 });
    expect((await caller.get('/v1/me', { headers })).status).toBe(403);
    await clinic.as('admin').patch(`/v1/integration-clients/${caller.id}`, { allowedNetworks: ['127.0.0.0/8'] }, { ifMatch: 2 });
    expect((await caller.get('/v1/me', { headers })).status).toBe(200);
    await app.stop();
  });
});
