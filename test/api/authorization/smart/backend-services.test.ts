/** SMART Backend Services by unmodified openid-client and oauth4webapi, and what the server says of itself. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import * as oauth from 'oauth4webapi';
import * as client from 'openid-client';
import type { TestApp, TestClinic } from '../../../support/app.js';
import { aBackend, discover, startListening } from '../../../support/log-in.js';

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;

interface Backend {
  clientId: string;
  id: string;
  key: CryptoKey;
  algorithm: string;
}

describe('a backend service', () => {
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  let made = 0;

  beforeAll(async () => {
    ({ app, url } = await startListening());
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const register = async (scopes: string[], algorithm = 'ES384'): Promise<Backend> => {
    const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
    const clientId = `backend-${++made}`;
    const publicKeys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: algorithm }] };
    const { status, body } = await clinic.as('admin').post('/v1/integration-clients', { clientId, name: 'Backend', scopes, publicKeys });
    expect(status).toBe(201);
    return { clientId, id: body.id as string, key: privateKey, algorithm };
  };
  const assert = ({ clientId, key, algorithm }: Backend, audience = `${url}/oauth/token`): Promise<string> =>
    new SignJWT({ jti: randomUUID() })
      .setProtectedHeader({ alg: algorithm, kid: 'one', typ: 'JWT' })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(audience)
      .setExpirationTime('5m')
      .sign(key);
  const ask = async (assertion: string, scope: string | null) => {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      ...(scope !== null && { scope }),
    });
    const answer = await fetch(`${url}/oauth/token`, { method: 'POST', body });
    return { status: answer.status, body: (await answer.json()) as Record<string, string | number> };
  };

  it.each(['RS384', 'ES384'])('logs in with a key (%s) and openid-client, for five minutes and the FHIR interface', async (algorithm) => {
    const backend = await register(['system/*.rs', 'patient.read'], algorithm);
    const config = await discover(url, backend.clientId, client.PrivateKeyJwt({ key: backend.key, kid: 'one' }));
    const tokens = await client.clientCredentialsGrant(config, { scope: 'system/Observation.rs?category=laboratory system/Patient.read' });
    expect([tokens.expires_in, tokens.scope]).toEqual([300, 'system/Observation.rs?category=laboratory system/Patient.read']);
    expect(claimsOf(tokens.access_token)).toMatchObject({ aud: `${url}/fhir/R4`, sub: backend.id, kind: 'client', scope: tokens.scope });
    expect((await app.bearer(tokens.access_token).get('/v1/patients')).status).toBe(401);
  });

  it('logs in with oauth4webapi', async () => {
    const backend = await register(['system/Patient.rs']);
    const insecure = { [oauth.allowInsecureRequests]: true };
    const issuer = new URL(`${url}/oauth`);
    const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
    const named = { client_id: backend.clientId };
    const authentication = oauth.PrivateKeyJwt({ key: backend.key, kid: 'one' });
    const answer = await oauth.clientCredentialsGrantRequest(server, named, authentication, { scope: 'system/Patient.rs' }, insecure);
    expect((await oauth.processClientCredentialsResponse(server, named, answer)).scope).toBe('system/Patient.rs');
  });

  it('gets the scopes that it has on record and no others, and none at all is refused', async () => {
    const backend = await register(['system/Observation.rs?category=laboratory', 'system/Patient.read', 'user/Condition.rs', 'patient.read']);
    const scopeOf = async (scope: string | null) => {
      const { status, body } = await ask(await assert(backend), scope);
      return [status, body.error ?? body.scope];
    };
    expect(await scopeOf('system/Patient.rs system/Patient.cruds system/Observation.rs system/Observation.r?category=laboratory')).toEqual([
      200,
      'system/Patient.rs system/Observation.r?category=laboratory',
    ]);
    expect(await scopeOf('system/Condition.rs')).toEqual([400, 'invalid_scope']);
    expect(await scopeOf('user/Condition.rs')).toEqual([400, 'invalid_scope']);
    expect(await scopeOf('system/Observation.nonsense')).toEqual([400, 'invalid_scope']);
    expect(await scopeOf('patient.read system/Patient.r')).toEqual([200, 'system/Patient.r']);
    const { body } = await ask(await assert(backend), null);
    expect(claimsOf(body.access_token as string)).toMatchObject({ aud: url, scope: 'patient.read' });
  });

  it('is not one with a secret', async () => {
    const { clientId, secret } = await aBackend(app, clinic, ['system/*.rs']);
    const config = await discover(url, clientId, client.ClientSecretPost(secret));
    const refused = client.clientCredentialsGrant(config, { scope: 'system/Patient.rs' });
    await expect(refused).rejects.toMatchObject({ error: 'unauthorized_client' });
  });

  it('uses an assertion once, and for this server', async () => {
    const backend = await register(['system/*.rs']);
    const assertion = await assert(backend);
    expect((await ask(assertion, 'system/*.rs')).status).toBe(200);
    expect([
      (await ask(assertion, 'system/*.rs')).body.error,
      (await ask(await assert(backend, 'https://evil.example/token'), 'system/*.rs')).body.error,
    ]).toEqual(['invalid_client', 'invalid_client']);
  });

  it('registers itself, with what the token of the admin allows', async () => {
    const sent = { name: 'For tests', scopes: ['system/*.rs', 'user/Patient.rs'], maxRegistrations: 5, validForDays: 7 };
    const { body: allowed } = await clinic.as('admin').post('/v1/client-registration-tokens', sent);
    const { publicKey } = await generateKeyPair('ES384');
    const metadata = {
      client_name: 'A reader',
      token_endpoint_auth_method: 'private_key_jwt',
      grant_types: ['client_credentials', 'authorization_code'],
      redirect_uris: ['https://app.clinic.example/back'],
      initiate_login_uri: 'https://app.clinic.example/launch',
      jwks: { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES384' }] },
      scope: 'system/Observation.rs user/Patient.r launch openid fhirUser',
    };
    const send = async (method: string, address: string, token: string, body: object) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(address, { method, headers, body: JSON.stringify(body) });
      return { status: answer.status, body: (await answer.json()) as Record<string, string> };
    };
    const { body } = await send('POST', `${url}/oauth/register`, allowed.token as string, metadata);
    expect(body).toMatchObject({ scope: 'system/Observation.rs user/Patient.r', initiate_login_uri: 'https://app.clinic.example/launch' });
    const change = (scope: string, more: object = {}) =>
      send('PUT', body.registration_client_uri!, body.registration_access_token!, { ...metadata, ...more, client_id: body.client_id, scope });
    expect((await change('system/Observation.r?category=laboratory')).body.scope).toBe('system/Observation.r?category=laboratory');
    expect((await change('system/Observation.rs')).body.error).toBe('invalid_client_metadata');
    expect((await change('', { initiate_login_uri: 'javascript:alert(1)' })).body.error).toBe('invalid_client_metadata');
    for (const scope of ['system/*.cruds', 'user/Condition.rs', 'system/Observation.x', 'patient.read']) {
      expect([scope, (await send('POST', `${url}/oauth/register`, allowed.token as string, { ...metadata, scope })).body.error]).toEqual([
        scope,
        'invalid_client_metadata',
      ]);
    }
  });

  it('is refused scopes that are none, and addresses where nobody can be sent', async () => {
    const sent = { clientId: 'wrong', name: 'Wrong', scopes: ['patient.read'] };
    const refused = async (more: object) => {
      const { status, body } = await clinic.as('admin').post('/v1/integration-clients', { ...sent, ...more });
      return [status, (body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`).join()];
    };
    expect(await refused({ scopes: ['system/Observation.nonsense'] })).toEqual([400, '/scopes/0 wrong-format']);
    expect(await refused({ scopes: ['patient.read', 'launch'] })).toEqual([400, '/scopes/1 wrong-format']);
    expect(await refused({ scopes: ['system/Observation.rs?category=a&category=b'] })).toEqual([400, '/scopes/0 wrong-format']);
    for (const launchUrl of ['javascript:alert(1)', 'http://app.clinic.example/', 'com.example:/launch', 'launch']) {
      expect([launchUrl, await refused({ launchUrl })]).toEqual([launchUrl, [400, '/launchUrl invalid-launch-address']]);
    }
  });
});

describe('what the server says of SMART', () => {
  let app: TestApp;
  let url: string;

  beforeAll(async () => {
    ({ app, url } = await startListening());
  });
  afterAll(() => app.stop());

  it.each(['/.well-known/smart-configuration', '/fhir/R4/.well-known/smart-configuration'])('%s is for pages of any origin, and true', async (path) => {
    const answer = await fetch(url + path, { headers: { origin: 'https://anybody.example', accept: 'application/json' } });
    const told = (await answer.json()) as Record<string, string | string[]>;
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('access-control-allow-origin')]).toEqual([200, 'application/json', '*']);
    const standard = (await (await fetch(`${url}/oauth/.well-known/openid-configuration`)).json()) as Record<string, string | string[]>;
    for (const name of [
      'issuer',
      'jwks_uri',
      'authorization_endpoint',
      'token_endpoint',
      'introspection_endpoint',
      'revocation_endpoint',
      'registration_endpoint',
    ]) {
      expect([name, told[name]]).toEqual([name, standard[name]]);
    }
    for (const name of [
      'token_endpoint_auth_methods_supported',
      'token_endpoint_auth_signing_alg_values_supported',
      'grant_types_supported',
      'response_types_supported',
    ]) {
      expect([name, (told[name] as string[]).filter((value) => !standard[name]!.includes(value))]).toEqual([name, []]);
    }
    expect(told.code_challenge_methods_supported).toEqual(['S256']);
    expect(told.capabilities).toEqual(expect.arrayContaining(['launch-ehr', 'launch-standalone', 'permission-v1', 'permission-v2', 'sso-openid-connect']));
    expect(told.scopes_supported).toEqual(
      expect.arrayContaining(['openid', 'fhirUser', 'launch', 'launch/patient', 'patient/*.cruds', 'system/Observation.cruds']),
    );
    const preflight = await fetch(url + path, { method: 'OPTIONS', headers: { origin: 'https://anybody.example', 'access-control-request-method': 'GET' } });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
  });
});
