import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import * as client from 'openid-client';
import type { TestApp, TestClinic } from '../../support/app.js';
import { aBackend, discover, startListening } from '../../support/log-in.js';

interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

describe('a system logs in with client credentials', () => {
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;

  beforeAll(async () => {
    ({ app, url } = await startListening());
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const ask = async (fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> => {
    const answer = await fetch(`${url}/oauth/token`, { method: 'POST', body: new URLSearchParams(fields), headers });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown>, headers: answer.headers };
  };
  const register = async (sent: object): Promise<Record<string, string>> => {
    const { status, body } = await clinic.as('admin').post('/v1/integration-clients', { name: 'Registered', scopes: ['patient.read'], ...sent });
    expect([status, body.errors]).toEqual([201, undefined]);
    return body as Record<string, string>;
  };
  const tokenOf = ({ body }: Answer): string => body.access_token as string;

  it('with one request, and gets what is its own when it names no scope', async () => {
    const { clientId, secret, id } = await aBackend(app, clinic, ['patient.read', 'check.run']);
    const answer = await ask({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret });
    expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('pragma')]).toEqual([200, 'no-store', 'no-cache']);
    expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in: 300 });
    const me = await app.bearer(tokenOf(answer)).get('/v1/me');
    expect(me.body).toMatchObject({ kind: 'client', id, permissions: ['check.read', 'check.run', 'clinic.read', 'consent.read', 'me.read', 'patient.read'] });
  });

  it('with openid-client, by secret in the header or in the body, for fewer scopes', async () => {
    const { clientId, secret } = await aBackend(app, clinic, ['patient.read', 'check.run']);
    for (const authentication of [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)]) {
      const config = await discover(url, clientId, authentication);
      const tokens = await client.clientCredentialsGrant(config, { scope: 'check.run' });
      const { permissions } = (await app.bearer(tokens.access_token).get('/v1/me')).body as { permissions: string[] };
      expect([permissions.includes('check.run'), permissions.includes('patient.read')]).toEqual([true, false]);
    }
  });

  it('never for more than is registered, nor as a person', async () => {
    const { clientId, secret } = await aBackend(app, clinic, ['patient.read']);
    for (const scope of ['patient.write', 'clinic', 'clinic patient.read']) {
      const answer = await ask({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret, scope });
      const permissions = answer.status === 200 ? ((await app.bearer(tokenOf(answer)).get('/v1/me')).body.permissions as string[]) : [];
      expect([scope, permissions.includes('patient.write'), permissions.includes('staff.read')]).toEqual([scope, false, false]);
    }
  });

  it('with a wrong secret never, and that is told to no one in detail', async () => {
    const { clientId, secret } = await aBackend(app, clinic, ['patient.read']);
    const wrong = await ask({ grant_type: 'client_credentials', client_id: clientId, client_secret: `${secret}x` });
    const nobody = await ask({ grant_type: 'client_credentials', client_id: 'nobody-at-all', client_secret: secret });
    expect([wrong.status, nobody.status, wrong.body]).toEqual([401, 401, nobody.body]);
    const none = await ask({ grant_type: 'client_credentials', client_id: clientId });
    expect([none.status, none.body.error]).toEqual([401, 'invalid_client']);
  });

  it('no longer when it was made inactive, and neither with what it has', async () => {
    const { clientId, secret, id } = await aBackend(app, clinic, ['patient.read']);
    const sent = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret };
    const token = tokenOf(await ask(sent));
    expect((await app.bearer(token).get('/v1/me')).status).toBe(200);
    await clinic.as('admin').patch(`/v1/integration-clients/${id}`, { status: 'inactive' }, { ifMatch: 1 });
    expect((await app.bearer(token).get('/v1/me')).status).toBe(401);
    expect((await ask(sent)).status).toBe(401);
  });

  it('after an admin has registered it: the secret is shown once, and kept as a hash', async () => {
    const made = await clinic
      .as('admin')
      .post('/v1/integration-clients', { clientId: 'laboratory-a', name: 'A', scopes: ['patient.read'] }, { idempotencyKey: 'laboratory-a' });
    const secret = made.body.clientSecret as string;
    expect((await ask({ grant_type: 'client_credentials', client_id: 'laboratory-a', client_secret: secret })).status).toBe(200);
    const again = await clinic
      .as('admin')
      .post('/v1/integration-clients', { clientId: 'laboratory-a', name: 'A', scopes: ['patient.read'] }, { idempotencyKey: 'laboratory-a' });
    expect([again.headers['idempotency-replayed'], again.body.id, again.body.clientSecret]).toEqual(['true', made.body.id, null]);
    const seen = await clinic.as('admin').get(`/v1/integration-clients/${made.body.id as string}`);
    expect([seen.text.includes(secret), typeof seen.body.lastUsedAt]).toEqual([false, 'string']);
    const { rows } = await app.owner.query<{ all: string }>(
      `SELECT (SELECT json_agg(s)::text FROM integration_client_secrets s) || (SELECT json_agg(k)::text FROM idempotency_keys k) AS all`,
    );
    expect(rows[0]!.all).not.toContain(secret);
  });

  it('with a new secret while the old one is still good, until the time that was said', async () => {
    const made = await register({ clientId: 'laboratory-b' });
    const works = async (secret: string | undefined) =>
      (await ask({ grant_type: 'client_credentials', client_id: 'laboratory-b', client_secret: secret! })).status;
    const path = `/v1/integration-clients/${made.id}/secrets`;
    const second = await clinic.as('admin').post(path, {});
    expect([second.status, await works(made.clientSecret), await works(second.body.clientSecret as string)]).toEqual([201, 200, 200]);
    const third = await clinic.as('admin').post(path, { othersExpireAt: new Date(Date.now() - 1_000).toISOString() });
    expect([await works(made.clientSecret), await works(second.body.clientSecret as string), await works(third.body.clientSecret as string)]).toEqual([
      401, 401, 200,
    ]);
    const { body } = await clinic.as('admin').get(path);
    expect([(body.items as { id: string }[]).map((item) => item.id), JSON.stringify(body).includes(third.body.clientSecret as string)]).toEqual([
      [third.body.id],
      false,
    ]);
  });

  it.each(['ES384', 'RS384', 'ES256'])('with a key of its own (%s), and the same assertion never twice', async (algorithm) => {
    const { publicKey, privateKey } = await generateKeyPair(algorithm);
    const key = { ...(await exportJWK(publicKey)), kid: 'one', alg: algorithm };
    const clientId = `signer-${algorithm.toLowerCase()}`;
    const made = await register({ clientId, publicKeys: { keys: [key] } });
    expect(made.clientSecret).toBeNull();
    const config = await discover(url, clientId, client.PrivateKeyJwt({ key: privateKey, kid: 'one' }));
    const tokens = await client.clientCredentialsGrant(config);
    expect((await app.bearer(tokens.access_token).get('/v1/me')).body).toMatchObject({ kind: 'client', id: made.id });
    const assertion = await new SignJWT({ jti: 'once' })
      .setProtectedHeader({ alg: algorithm, kid: 'one' })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(`${url}/oauth`)
      .setExpirationTime('1m')
      .sign(privateKey);
    const sent = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    };
    const many = await Promise.all([ask(sent), ask(sent), ask(sent)]);
    expect(many.filter((answer) => answer.status === 200).length).toBe(1);
    expect((await ask({ grant_type: 'client_credentials', client_id: clientId, client_secret: 'not-kept' })).status).toBe(401);
  });

  it('but not as a public client, which cannot prove who it is', async () => {
    await register({ clientId: 'page-only', kind: 'public', redirectUris: ['https://app.clinic.example/back'] });
    const answer = await ask({ grant_type: 'client_credentials', client_id: 'page-only' });
    expect([answer.status, answer.body.access_token]).toEqual([400, undefined]);
  });

  it.each([
    [{ redirectUris: ['http://app.clinic.example/back'] }, '/redirectUris/0', 'invalid-redirect'],
    [{ redirectUris: ['javascript:alert(1)'] }, '/redirectUris/0', 'invalid-redirect'],
    [{ redirectUris: ['https://app.clinic.example/#back'] }, '/redirectUris/0', 'invalid-redirect'],
    [{ redirectUris: ['https://*.clinic.example/'] }, '/redirectUris/0', 'invalid-redirect'],
    [{ origins: ['https://app.clinic.example/'] }, '/origins/0', 'invalid-origin'],
    [{ origins: ['http://app.clinic.example'] }, '/origins/0', 'invalid-origin'],
    [{ publicKeys: { keys: [{ kty: 'oct', k: 'c2VjcmV0' }] } }, '/publicKeys', 'invalid-keys'],
    [{ publicKeys: { keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd' }] } }, '/publicKeys', 'invalid-keys'],
    [{ publicKeys: { keys: 'none' } }, '/publicKeys', 'invalid-keys'],
  ])('is not registered with %j', async (sent, pointer, code) => {
    const { status, body } = await clinic.as('admin').post('/v1/integration-clients', { clientId: 'wrong-one', name: 'Wrong', scopes: [], ...sent });
    expect([status, body.errors]).toEqual([400, [{ pointer, code, detail: expect.any(String) }]]);
    expect(await app.sql('SELECT FROM integration_clients WHERE client_id = $1', ['wrong-one'], clinic.id)).toEqual([]);
  });

  it('nor under a name that belongs to the server', async () => {
    const { status } = await clinic.as('admin').post('/v1/integration-clients', { clientId: 'hairline-docs', name: 'Docs', scopes: [] });
    expect(status).toBe(409);
  });

  it('from a page of a registered origin at once, and one that is not registered is told so', async () => {
    const preflight = (origin: string) =>
      fetch(`${url}/v1/me`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
      });
    const origin = 'https://new.clinic.example';
    const before = await preflight(origin);
    expect([before.status, before.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    expect(((await before.json()) as { detail: string }).detail).toContain(origin);
    await register({ clientId: 'new-page', kind: 'public', origins: [origin] });
    const after = await preflight(origin);
    expect([after.status, after.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
  });
});
