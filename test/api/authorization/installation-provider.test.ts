/** An identity provider in place of the server's own logins, for every clinic of the installation: a second real server issues the tokens. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { JWTPayload } from 'jose';
import * as client from 'openid-client';
import type { InstallationProvider } from '../../../src/platform/access/installation-provider.js';
import type { TestApp, TestClinic } from '../../support/app.js';
import { Browser } from '../../support/browser.js';
import { API_AUDIENCE, Hospital, type HospitalPerson } from '../../support/identity-provider.js';
import { aBackend, emailOf, startListening } from '../../support/log-in.js';

const NAMED_CLINIC = '01936f00-5c00-7000-8000-0000000000ff';
const FRONT_END = 'front-end';

const describeHospital = (hospital: Hospital): InstallationProvider => ({
  name: 'City Hospital',
  issuer: hospital.issuer,
  audience: API_AUDIENCE,
  clientIds: ['hairline-docs', FRONT_END],
  scopes: ['openid', 'profile', 'email'],
  audienceParameter: 'resource',
  clinicClaim: '/organisation',
  roleClaim: '/groups',
  emailClaim: '/email',
  clinics: null,
  roles: [
    { value: 'hair-admins', role: 'admin' },
    { value: 'hair-doctors', role: 'dermatologist' },
    { value: 'hair-desk', role: 'receptionist' },
  ],
  clientValues: ['hair-systems'],
  linksByEmail: true,
  createsPeople: true,
  trustsSecondFactor: true,
  accountUrl: 'https://id.hospital.example/account',
});

describe('an identity provider of the installation', () => {
  let app: TestApp;
  let url: string;
  let hospital: Hospital;
  let clinic: TestClinic;
  let subject: string;
  let subjects = 0;

  beforeAll(async () => {
    hospital = await Hospital.start();
    ({ app, url } = await startListening({ identityProvider: describeHospital(hospital), outbound: { http: true, networks: ['127.0.0.1/32'] } }));
  });
  afterAll(async () => {
    await app.stop();
    await hospital.stop();
  });
  beforeEach(async () => {
    clinic = await app.clinic();
    subject = `subject-${++subjects}`;
    employ();
  });

  const employ = (person: HospitalPerson = {}): void => {
    const known = { organisation: clinic.id, groups: ['hair-doctors'], email: emailOf(clinic, 'dermatologist'), email_verified: true };
    hospital.people.set(subject, { ...known, ...person });
  };
  const claims = (changes: JWTPayload = {}): JWTPayload => ({ sub: subject, aud: API_AUDIENCE, ...hospital.people.get(subject), ...changes });
  const me = (token: string) => app.bearer(token).get('/v1/me');
  const statusOf = async (changes: JWTPayload): Promise<number> => (await me(await hospital.sign(claims(changes), { typ: 'at+jwt' }))).status;

  it('issues by the code flow what the API accepts', async () => {
    const back = 'https://app.hospital.example/back';
    hospital.clients.set(FRONT_END, { client_id: FRONT_END, redirect_uris: [back], token_endpoint_auth_method: 'none' });
    const resource = (await (await fetch(`${url}/.well-known/oauth-protected-resource`)).json()) as { authorization_servers: [string] };
    const [issuer] = resource.authorization_servers;
    const config = await client.discovery(new URL(issuer), FRONT_END, undefined, client.None(), { execute: [client.allowInsecureRequests] });
    const [verifier, state] = [client.randomPKCECodeVerifier(), client.randomState()];
    const challenge = { code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', state };
    const there = new Browser();
    await there.open(client.buildAuthorizationUrl(config, { redirect_uri: back, scope: 'openid api', resource: API_AUDIENCE, ...challenge }));
    const answer = await there.submit('/log-in', { account: subject });
    const checks = { pkceCodeVerifier: verifier, expectedState: state };
    const tokens = await client.authorizationCodeGrant(config, new URL(answer), checks, { resource: API_AUDIENCE });
    expect((await me(tokens.access_token)).body).toMatchObject({ id: clinic.staff.dermatologist, role: 'dermatologist', clinic: { id: clinic.id } });
    expect((await me(tokens.id_token!)).status).toBe(401);
  });

  it('makes people of several clinics, each in the one that the claims name, with the role of the claims', async () => {
    const other = await app.clinic();
    const name = `new-${subject}@hospital.test`;
    for (const { id } of [clinic, other]) {
      employ({ organisation: ['hospital', id], groups: ['hair-desk'], email: name, name: 'Nisha Testperson' });
      const { status, body } = await me(await hospital.sign(claims()));
      expect([status, body.role, body.clinic.id, body.name]).toEqual([200, 'receptionist', id, 'Nisha Testperson']);
    }
  });

  it.each<[string, () => HospitalPerson]>([
    ['somebody whom the clinic knows', () => ({})],
    ['somebody new', () => ({ email: `new-${subject}@hospital.test` })],
  ])('lets in %s whose first requests come together', async (_who, person) => {
    employ(person());
    const tokens = await Promise.all(Array.from({ length: 8 }, () => hospital.sign(claims())));
    const answers = await Promise.all(tokens.map(me));
    expect(answers.map(({ status }) => status)).toEqual(tokens.map(() => 200));
    expect(new Set(answers.map(({ body }) => (body as { id: string }).id)).size).toBe(1);
  });

  it.each<[string, () => JWTPayload]>([
    ['no clinic', () => ({ organisation: undefined })],
    ['a clinic that does not exist', () => ({ organisation: NAMED_CLINIC })],
    ['a clinic by its name', () => ({ organisation: 'Test Clinic' })],
    ['no role', () => ({ groups: ['cardiology'] })],
    ['another audience', () => ({ aud: 'https://else.example' })],
    ['a client as audience', () => ({ aud: FRONT_END })],
    ['another issuer', () => ({ iss: 'https://attacker.example' })],
    ['this server as issuer', () => ({ iss: `${url}/oauth`, aud: url })],
    ['a nonce, as ID tokens have it', () => ({ nonce: 'n' })],
    ['an end that has passed', () => ({ exp: Math.floor(Date.now() / 1000) - 60 })],
  ])('lets in nobody with %s, and stores nothing', async (_what, change) => {
    const counts = 'SELECT (SELECT count(*) FROM staff) AS staff, (SELECT count(*) FROM identity_provider_people) AS people';
    const before = await app.sql(counts, [], clinic.id);
    expect(await statusOf(change())).toBe(401);
    expect(await app.sql(counts, [], clinic.id)).toEqual(before);
  });

  it('lets in nobody whose token names two clinics of the installation', async () => {
    const other = await app.clinic();
    expect(await statusOf({ organisation: [clinic.id, other.id] })).toBe(401);
    expect(await statusOf({ organisation: [clinic.id, clinic.id.toUpperCase()] })).toBe(200);
  });

  it('counts as a second factor where it says so', async () => {
    expect((await clinic.as('admin').put('/v1/clinic/second-factor', { requiredFor: ['dermatologist'] }, { ifMatch: 0 })).status).toBe(200);
    expect([await statusOf({ amr: ['pwd'] }), await statusOf({ amr: ['pwd', 'mfa'] })]).toEqual([401, 200]);
  });

  it('speaks for systems, with the scopes that the clinic has given them', async () => {
    const { clientId, id } = await aBackend(app, clinic, ['patient.read']);
    const system = (change: JWTPayload) => ({ groups: ['hair-systems'], email: undefined, sub: clientId, ...change });
    for (const name of ['client_id', 'azp']) {
      const { body } = await me(await hospital.sign(claims(system({ [name]: clientId }))));
      expect(body).toMatchObject({ id, kind: 'client', permissions: expect.arrayContaining(['patient.read']) });
    }
    expect(await statusOf(system({ client_id: 'another' }))).toBe(401);
    expect(await statusOf(system({}))).toBe(401);
    expect(await statusOf(system({ client_id: clientId, groups: ['else'] }))).toBe(401);
    const other = await app.clinic();
    expect(await statusOf(system({ client_id: clientId, organisation: other.id }))).toBe(401);
  });

  it('that does not answer lets in nobody who comes for the first time after that, and stops no operator', async () => {
    const token = await hospital.sign(claims(), { key: { ...hospital.key, kid: 'unknown-key' } });
    hospital.fault = (_request, response) => response.writeHead(503).end();
    expect((await me(token)).status).toBe(401);
    hospital.fault = null;
    expect((await clinic.as('dermatologist').get('/v1/me')).status).toBe(200);
  });

  describe('when somebody logs out there', () => {
    const logOut = async (token: string): Promise<number> => {
      const body = new URLSearchParams({ logout_token: token });
      return (await fetch(`${url}/oauth/backchannel-logout`, { method: 'POST', body })).status;
    };

    it('ends the tokens of the session, or of the subject until then, in every clinic', async () => {
      const other = await app.clinic();
      const issuedAt = Math.floor(Date.now() / 1000) - 20;
      const sign = (changes: JWTPayload) => hospital.sign(claims({ iat: issuedAt, ...changes }));
      const inOther = { organisation: other.id, email: emailOf(other, 'dermatologist') };
      const tokens = await Promise.all([sign({}), sign({ sid: 'session' }), sign(inOther), sign({ iat: issuedAt + 19 })]);
      const statuses = () => Promise.all(tokens.map(async (token) => (await me(token)).status));
      expect(await statuses()).toEqual([200, 200, 200, 200]);
      expect(await logOut(await hospital.logOutToken(FRONT_END, { sid: 'session' }))).toBe(200);
      expect(await statuses()).toEqual([200, 401, 200, 200]);
      const token = await hospital.logOutToken('hairline-docs', { sub: subject, iat: issuedAt + 10, jti: randomUUID() });
      expect([await logOut(token), await logOut(token)]).toEqual([200, 400]);
      expect(await statuses()).toEqual([401, 401, 401, 200]);
    });

    it.each<[string, () => Promise<string>]>([
      ['no token', () => Promise.resolve('x.y.z')],
      ['a token for the API', () => hospital.logOutToken(API_AUDIENCE, { sub: subject })],
      ['a token for another client', () => hospital.logOutToken('another', { sub: subject })],
      ['a token of another issuer', () => hospital.logOutToken(FRONT_END, { sub: subject, iss: 'https://attacker.example' })],
      ['a token without the event', () => hospital.logOutToken(FRONT_END, { sub: subject, events: {} })],
      ['an access token', () => hospital.sign(claims())],
    ])('with %s ends nothing', async (_what, make) => {
      const token = await hospital.sign(claims());
      expect((await me(token)).status).toBe(200);
      expect(await logOut(await make())).toBe(400);
      expect((await me(token)).status).toBe(200);
    });
  });

  describe('takes the place of the logins here', () => {
    it.each<[string, string]>([
      ['GET', '/oauth/authorize?client_id=front-end'],
      ['POST', '/oauth/token'],
      ['POST', '/oauth/register'],
      ['POST', '/oauth/introspect'],
      ['GET', '/oauth/jwks'],
      ['GET', '/oauth/log-out'],
      ['POST', '/oauth/recovery'],
      ['GET', '/oauth/interaction/abcdefghijkl'],
      ['POST', `/oauth/backchannel-logout/${NAMED_CLINIC}`],
      ['GET', '/oauth/.well-known/openid-configuration'],
      ['GET', '/.well-known/openid-configuration'],
      ['GET', '/.well-known/oauth-authorization-server/oauth'],
      ['GET', '/.well-known/smart-configuration'],
      ['GET', '/fhir/R4/.well-known/smart-configuration'],
    ])('%s %s says where', async (method, path) => {
      const answer = await fetch(url + path, { method, ...(method === 'POST' && { body: new URLSearchParams({ grant_type: 'client_credentials' }) }) });
      const problem = (await answer.json()) as Record<string, unknown>;
      expect([answer.status, problem.type, problem.issuer]).toEqual([404, '/problems/log-in-elsewhere', hospital.issuer]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    });

    it.each<[string, 'get' | 'post', string, object | undefined]>([
      ['a password', 'post', '/v1/me/password', { presentPassword: 'x', newPassword: 'seven grey herons at noon' }],
      ['second factors', 'get', '/v1/me/second-factors', undefined],
      ['sessions', 'get', '/v1/me/sessions', undefined],
      ['an invitation', 'post', `/v1/staff/${NAMED_CLINIC}/invitations`, {}],
      ['providers of a clinic', 'get', '/v1/identity-providers', undefined],
      ['registrations', 'get', '/v1/client-registration-tokens', undefined],
    ])('of %s the API says where', async (_what, method, path, body) => {
      const answer = await clinic.as('admin').send(method, path, body, {});
      expect([answer.status, answer.body.type, answer.body.issuer]).toEqual([404, '/problems/log-in-elsewhere', hospital.issuer]);
    });

    it.each(['/oauth/account', '/oauth/account/password', '/oauth/recovery'])('%s says where passwords are changed, in both languages', async (path) => {
      for (const [language, text] of Object.entries({ en: 'Your password', hi: 'आपका पासवर्ड' })) {
        const answer = await fetch(url + path, { headers: { 'accept-language': language } });
        const page = await answer.text();
        expect([answer.status, page.includes(text), page.includes('href="https://id.hospital.example/account"')]).toEqual([200, true, true]);
      }
    });

    it('is what the documents point to', async () => {
      const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
        info: { description: string };
        components: { securitySchemes: Record<string, { type: string; openIdConnectUrl?: string }> };
        paths: Record<string, Record<string, { security: object[] }>>;
      };
      const { securitySchemes } = document.components;
      const address = `${hospital.issuer}/.well-known/openid-configuration`;
      expect([Object.keys(securitySchemes).sort(), securitySchemes.logIn!.openIdConnectUrl]).toEqual([['bearer', 'logIn'], address]);
      expect(document.paths['/v1/me']!.get!.security).toEqual([{ bearer: [] }, { logIn: ['openid', 'profile', 'email'] }]);
      expect([document.info.description.includes(address), document.info.description.includes('/oauth/.well-known')]).toEqual([true, false]);
      const policy = (await fetch(`${url}/docs`)).headers.get('content-security-policy');
      expect(policy).toContain(`connect-src 'self' ${hospital.origin}`);
    });
  });
});
