/** Applications that register themselves (RFC 7591, RFC 7592): with unmodified openid-client, and with what nobody allowed. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import type { TestApp, TestClinic } from '../../support/app.js';
import { BACK, discover, emailOf, givePasswords, logInAs, startListening } from '../../support/log-in.js';

interface Answered {
  status: number;
  body: Record<string, unknown>;
  challenge: string | null;
}

describe('an application that registers itself', () => {
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;

  beforeAll(async () => {
    ({ app, url } = await startListening());
    clinic = await app.clinic();
    await givePasswords(app, clinic);
  });
  afterAll(() => app.stop());

  const system = { client_name: 'A system', grant_types: ['client_credentials'] };
  const TOKENS = '/v1/client-registration-tokens';

  const allow = async (settings: object = {}): Promise<{ id: string; token: string }> => {
    const sent = { name: 'For tests', scopes: ['patient.read', 'check.run'], maxRegistrations: 5, validForDays: 7, ...settings };
    const { status, body } = await clinic.as('admin').post(TOKENS, sent);
    expect([status, body.errors]).toEqual([201, undefined]);
    return body as { id: string; token: string };
  };
  const ask = async (method: string, address: string, token: string | null, body?: unknown): Promise<Answered> => {
    const headers = { ...(token !== null && { authorization: `Bearer ${token}` }), ...(body !== undefined && { 'content-type': 'application/json' }) };
    const answer = await fetch(address, { method, headers, ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }) });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>, challenge: answer.headers.get('www-authenticate') };
  };
  const register = (token: string | null, metadata: unknown = system) => ask('POST', `${url}/oauth/register`, token, metadata);
  const tokenOf = async ({ body }: Answered, scope?: string): Promise<Answered> => {
    const fields = {
      grant_type: 'client_credentials',
      client_id: body.client_id as string,
      client_secret: body.client_secret as string,
      ...(scope && { scope }),
    };
    const answer = await fetch(`${url}/oauth/token`, { method: 'POST', body: new URLSearchParams(fields) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown>, challenge: null };
  };
  const permissionsOf = async (token: unknown) => (await app.bearer(token as string).get('/v1/me')).body.permissions as string[];

  it('does so with openid-client, gets what the token allows and no more, and is seen by the admin', async () => {
    const { id, token } = await allow();
    const config = await client.dynamicClientRegistration(new URL(`${url}/oauth`), system, undefined, {
      initialAccessToken: token,
      execute: [client.allowInsecureRequests],
    });
    const tokens = await client.clientCredentialsGrant(config);
    const permissions = await permissionsOf(tokens.access_token);
    expect(permissions).toEqual(['check.read', 'check.run', 'clinic.read', 'consent.read', 'me.read', 'patient.read']);
    const { body } = await clinic.as('admin').get('/v1/integration-clients?limit=200');
    const [seen] = (body.items as { clientId: string }[]).filter(({ clientId }) => clientId === config.clientMetadata().client_id);
    expect(seen).toMatchObject({ name: 'A system', kind: 'confidential', scopes: ['patient.read', 'check.run'], registrationTokenId: id, status: 'active' });
    expect((await clinic.as('admin').get(`${TOKENS}/${id}`)).body).toMatchObject({ registrations: 1, maxRegistrations: 5 });
  });

  it('may ask for less, never for more: not of a client, and not of the people who log in through it', async () => {
    const { token } = await allow({ scopes: ['patient.read'] });
    expect((await register(token, { ...system, scope: 'patient.read patient.write' })).body.error).toBe('invalid_client_metadata');
    const page = await register(token, { client_name: 'A page', token_endpoint_auth_method: 'none', redirect_uris: [BACK] });
    expect([page.status, page.body.client_secret, page.body.grant_types]).toEqual([
      201,
      undefined,
      ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
    ]);
    const config = await discover(url, page.body.client_id as string);
    const narrow = await logInAs(config, emailOf(clinic, 'dermatologist'), { scope: 'openid patient.read' });
    expect(await permissionsOf(narrow.tokens.access_token)).toContain('patient.read');
    const wide = await logInAs(config, emailOf(clinic, 'dermatologist'), { scope: 'openid patient.read clinic consultation.write' });
    const permissions = await permissionsOf(wide.tokens.access_token);
    expect([permissions.includes('patient.read'), permissions.includes('consultation.write'), permissions.includes('plan.read')]).toEqual([true, false, false]);
  });

  it('is switched off by the admin like any other, and cannot bring itself back', async () => {
    const made = await register((await allow()).token);
    const tokens = await tokenOf(made);
    const { body } = await clinic.as('admin').get('/v1/integration-clients?limit=200');
    const { id } = (body.items as { id: string; clientId: string }[]).find(({ clientId }) => clientId === made.body.client_id)!;
    await clinic.as('admin').patch(`/v1/integration-clients/${id}`, { status: 'inactive' }, { ifMatch: 1 });
    const address = made.body.registration_client_uri as string;
    const access = made.body.registration_access_token as string;
    expect([(await app.bearer(tokens.body.access_token as string).get('/v1/me')).status, (await tokenOf(made)).status]).toEqual([401, 401]);
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await ask(method, address, access, method === 'PUT' ? { ...system, client_id: made.body.client_id } : undefined);
      expect([method, answer.status]).toEqual([method, 401]);
    }
  });

  it('reads, changes and ends its registration with the token that it got', async () => {
    const made = await register((await allow()).token, { ...system, scope: 'patient.read' });
    const [address, access] = [made.body.registration_client_uri as string, made.body.registration_access_token as string];
    const read = await ask('GET', address, access);
    expect(read.body).toMatchObject({
      client_id: made.body.client_id,
      client_name: 'A system',
      scope: 'patient.read',
      token_endpoint_auth_method: 'client_secret_basic',
    });
    expect(JSON.stringify(read.body)).not.toContain(made.body.client_secret);
    const renamed = await ask('PUT', address, access, { ...read.body, client_name: 'Renamed' });
    expect([renamed.status, renamed.body.client_name]).toEqual([200, 'Renamed']);
    const wider = await ask('PUT', address, access, { ...read.body, scope: 'patient.read check.run' });
    expect([wider.status, wider.body.error]).toEqual([400, 'invalid_client_metadata']);
    const none = await ask('PUT', address, access, { ...read.body, scope: '' });
    expect([none.status, none.body.scope]).toEqual([200, '']);
    expect((await ask('PUT', address, access, { ...read.body, client_id: 'another' })).status).toBe(400);
    expect((await ask('PUT', address, access, { ...read.body, scope: '', token_endpoint_auth_method: 'none', redirect_uris: [BACK] })).status).toBe(400);
    expect((await ask('DELETE', address, access)).status).toBe(204);
    expect([(await ask('GET', address, access)).status, (await tokenOf(made)).status]).toEqual([401, 401]);
  });

  it('cannot take back what the admin took from it', async () => {
    const made = await register((await allow()).token);
    const { body } = await clinic.as('admin').get('/v1/integration-clients?limit=200');
    const { id } = (body.items as { id: string; clientId: string }[]).find(({ clientId }) => clientId === made.body.client_id)!;
    await clinic.as('admin').patch(`/v1/integration-clients/${id}`, { scopes: ['check.run'] }, { ifMatch: 1 });
    const sent = { ...system, client_id: made.body.client_id, scope: 'patient.read check.run' };
    expect((await ask('PUT', made.body.registration_client_uri as string, made.body.registration_access_token as string, sent)).status).toBe(400);
    await clinic.as('admin').patch(`/v1/integration-clients/${id}`, { allowedNetworks: ['203.0.113.0/24'] }, { ifMatch: 2 });
    expect((await ask('GET', made.body.registration_client_uri as string, made.body.registration_access_token as string)).status).toBe(401);
  });

  it('has nothing to do with the registration of another', async () => {
    const { token } = await allow();
    const [one, other] = [await register(token), await register(token)];
    for (const access of [one.body.registration_access_token as string, token, clinic.as('admin').token!, 'rubbish', null]) {
      const answer = await ask('GET', other.body.registration_client_uri as string, access);
      expect([answer.status, answer.challenge]).toEqual([401, 'Bearer realm="hairline", error="invalid_token"']);
    }
  });

  it('needs a token that is good: not none, not another, not one that is used up, over or ended, and of many at once no more than it is for', async () => {
    for (const token of [null, 'rubbish', clinic.as('admin').token!]) expect((await register(token)).status).toBe(401);
    const many = await allow({ maxRegistrations: 2 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => register(many.token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 401, 401, 401, 401, 401, 401]);
    expect((await app.sql('SELECT FROM integration_clients WHERE registration_token_id = $1', [many.id], clinic.id)).length).toBe(2);
    const over = await allow();
    await app.owner.query(`UPDATE client_registration_tokens SET expires_at = now() - interval '1 second' WHERE id = $1`, [over.id]);
    expect((await register(over.token)).status).toBe(401);
    const ended = await allow();
    const first = await clinic.as('admin').post(`${TOKENS}/${ended.id}/end`);
    const again = await clinic.as('admin').post(`${TOKENS}/${ended.id}/end`);
    expect([first.status, again.status, first.body.endedAt === again.body.endedAt, typeof first.body.endedAt]).toEqual([200, 200, true, 'string']);
    expect((await register(ended.token)).status).toBe(401);
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'invalid_client_metadata'],
    ['no object', '[]', 'invalid_client_metadata'],
    ['an address inside for its keys', { ...system, token_endpoint_auth_method: 'private_key_jwt', jwks_uri: 'https://10.0.0.1/' }, 'invalid_client_metadata'],
    ['a redirect to nowhere safe', { client_name: 'X', token_endpoint_auth_method: 'none', redirect_uris: ['http://evil.example/'] }, 'invalid_redirect_uri'],
  ])('is refused with %s, and the token is not used up', async (_what, metadata, error) => {
    const { id, token } = await allow({ maxRegistrations: 1 });
    const answer = await register(token, metadata);
    expect([answer.status, answer.body.error]).toEqual([400, error]);
    expect(await app.sql('SELECT uses FROM client_registration_tokens WHERE id = $1', [id], clinic.id)).toEqual([{ uses: 0 }]);
    expect(await app.sql('SELECT FROM integration_clients WHERE registration_token_id = $1', [id], clinic.id)).toEqual([]);
  });

  it('is refused with more than anybody says of an application', async () => {
    const { token } = await allow();
    const answer = await register(token, { ...system, more: 'x'.repeat(100_000) });
    expect([answer.status, answer.body.type]).toEqual([413, '/problems/payload-too-large']);
  });

  it('finds where to register in the metadata of the server', async () => {
    const config = await discover(url, 'anybody');
    expect(config.serverMetadata().registration_endpoint).toBe(`${url}/oauth/register`);
  });

  it('is let in by an admin alone, with scopes, a number and a time that are bounded, and the token is shown once', async () => {
    const sent = { name: 'Once', scopes: ['patient.read'], maxRegistrations: 1, validForDays: 7 };
    for (const role of ['dermatologist', 'technician', 'receptionist', 'auditor'] as const) expect((await clinic.as(role).post(TOKENS, sent)).status).toBe(403);
    expect((await (await clinic.asClient(['patient.read'])).post(TOKENS, sent)).status).toBe(403);
    for (const wrong of [
      { scopes: ['clinic'] },
      { scopes: ['everything'] },
      { maxRegistrations: 0 },
      { maxRegistrations: 101 },
      { validForDays: 0 },
      { validForDays: 91 },
    ]) {
      expect([wrong, (await clinic.as('admin').post(TOKENS, { ...sent, ...wrong })).status]).toEqual([wrong, 400]);
    }
    const made = await clinic.as('admin').post(TOKENS, sent, { idempotencyKey: 'register-once' });
    const repeated = await clinic.as('admin').post(TOKENS, sent, { idempotencyKey: 'register-once' });
    expect([repeated.body.id, repeated.body.token]).toEqual([made.body.id, null]);
    const listed = await clinic.as('admin').get(`${TOKENS}?limit=200&count=true`);
    expect([listed.text.includes(made.body.token as string), listed.text.includes(made.body.id as string)]).toEqual([false, true]);
    const kept = await app.owner.query<{ all: string }>(
      `SELECT (SELECT json_agg(t)::text FROM client_registration_tokens t) || coalesce((SELECT json_agg(k)::text FROM idempotency_keys k), '') AS all`,
    );
    expect(kept.rows[0]!.all).not.toContain(made.body.token as string);
    const stranger = await app.clinic();
    expect((await stranger.as('admin').get(`${TOKENS}/${made.body.id as string}`)).status).toBe(404);
    expect((await stranger.as('admin').post(`${TOKENS}/${made.body.id as string}/end`)).status).toBe(404);
  });
});
