/** Access tokens of a clinic's identity provider, sent to the API as they are; and logouts there, which end access here. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeJwt, type JWTPayload } from 'jose';
import * as client from 'openid-client';
import type { IdentityProviderResponse } from '../../../src/authorization/index.js';
import type { TestApp, TestClinic } from '../../support/app.js';
import { startApp } from '../../support/app.js';
import { API_AUDIENCE, Hospital } from '../../support/identity-provider.js';
import { aFrontEnd, begin, Browser, discover, emailOf, exchange, startListening } from '../../support/log-in.js';
import { logInAtProvider, registerProvider } from '../../support/registered-provider.js';

describe('with an identity provider', () => {
  let app: TestApp;
  let url: string;
  let database: string;
  let hospital: Hospital;
  let clinic: TestClinic;
  let provider: IdentityProviderResponse;
  let subject: string;
  let subjects = 0;

  beforeAll(async () => {
    hospital = await Hospital.start();
    ({ app, url } = await startListening({
      outbound: { http: true, networks: ['127.0.0.1/32'] },
      through: (address) => Promise.resolve((database = address)),
    }));
  });
  afterAll(async () => {
    await app.stop();
    await hospital.stop();
  });
  beforeEach(async () => {
    clinic = await app.clinic();
    provider = await registerProvider(clinic, hospital);
    subject = `subject-${++subjects}`;
    hospital.people.set(subject, {
      organisation: provider.clinicValue,
      groups: ['hair-doctors'],
      email: emailOf(clinic, 'dermatologist'),
      email_verified: true,
    });
  });

  const claims = (changes: JWTPayload = {}): JWTPayload => ({ sub: subject, aud: API_AUDIENCE, ...hospital.people.get(subject), ...changes });
  const me = (token: string) => app.bearer(token).get('/v1/me');
  const change = async (patch: Record<string, unknown>): Promise<void> => {
    const answer = await clinic.as('admin').patch(`/v1/identity-providers/${provider.id}`, patch, { ifMatch: provider.version });
    expect(answer.status).toBe(200);
    provider = answer.body as IdentityProviderResponse;
  };

  describe('an access token of its own', () => {
    it('that an application got there by the code flow is good for the API, with the role of the claims', async () => {
      const back = 'https://app.hospital.example/back';
      hospital.clients.set('application', { client_id: 'application', redirect_uris: [back], token_endpoint_auth_method: 'none' });
      const config = await client.discovery(new URL(hospital.issuer), 'application', undefined, client.None(), { execute: [client.allowInsecureRequests] });
      const [verifier, state] = [client.randomPKCECodeVerifier(), client.randomState()];
      const parameters = {
        redirect_uri: back,
        scope: 'openid api',
        resource: API_AUDIENCE,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
      };
      const there = new Browser();
      await there.open(client.buildAuthorizationUrl(config, parameters));
      const answer = await there.submit('/log-in', { account: subject });
      const tokens = await client.authorizationCodeGrant(
        config,
        new URL(answer),
        { pkceCodeVerifier: verifier, expectedState: state },
        { resource: API_AUDIENCE },
      );
      expect((await me(tokens.access_token)).body).toMatchObject({ id: clinic.staff.dermatologist, role: 'dermatologist' });
      // The ID token beside it is none.
      expect((await me(tokens.id_token!)).status).toBe(401);
    });

    it.each<[string, (good: JWTPayload) => Promise<string>]>([
      ['that is plain', (good) => hospital.sign(good)],
      ['of RFC 9068', (good) => hospital.sign(good, { typ: 'at+jwt' })],
      ['of RFC 9068 in full', (good) => hospital.sign(good, { typ: 'application/at+jwt' })],
      ['of several audiences', (good) => hospital.sign({ ...good, aud: ['https://else.example', API_AUDIENCE] })],
    ])('%s is accepted', async (_what, sign) => {
      const { status, body } = await me(await sign(claims()));
      expect([status, body.id]).toEqual([200, clinic.staff.dermatologist]);
    });

    const now = () => Math.floor(Date.now() / 1000);
    it.each<[string, (good: JWTPayload) => Promise<string> | string]>([
      ['of another audience', (good) => hospital.sign({ ...good, aud: 'https://else.example' })],
      ['for the client that logs people in', (good) => hospital.sign({ ...good, aud: provider.clientId })],
      ['of another issuer', (good) => hospital.sign({ ...good, iss: 'https://attacker.example' })],
      ['of the issuer with a slash', (good) => hospital.sign({ ...good, iss: `${hospital.issuer}/` })],
      ['of this server in name', (good) => hospital.sign({ ...good, iss: `${url}/oauth`, aud: url })],
      ['that has expired', (good) => hospital.sign({ ...good, iat: now() - 600, exp: now() - 60 })],
      ['without an end', (good) => hospital.sign({ ...good, exp: undefined })],
      ['that lives for days', (good) => hospital.sign({ ...good, exp: now() + 90_000 })],
      ['of the future', (good) => hospital.sign({ ...good, iat: now() + 300 })],
      ['that is not good yet', (good) => hospital.sign({ ...good, nbf: now() + 300 })],
      ['without a subject', (good) => hospital.sign({ ...good, sub: undefined })],
      ['that is an ID token', (good) => hospital.sign({ ...good, nonce: 'n' })],
      ['that is a logout token', (good) => hospital.sign(good, { typ: 'logout+jwt' })],
      ['of an unknown type', (good) => hospital.sign(good, { typ: 'dpop+jwt' })],
      ['of another clinic', (good) => hospital.sign({ ...good, organisation: 'another' })],
      ['of no clinic', (good) => hospital.sign({ ...good, organisation: undefined })],
      ['without a role', (good) => hospital.sign({ ...good, groups: ['cardiology'] })],
      ['whose address is not verified', (good) => hospital.sign({ ...good, email_verified: false })],
      ['of nobody here', (good) => hospital.sign({ ...good, email: 'stranger@hospital.test' })],
      ['signed with another key', async (good) => hospital.sign(good, { key: await anotherKey() })],
      ['signed with another key under the same name', async (good) => hospital.sign(good, { key: { ...(await anotherKey()), kid: hospital.key.kid! } })],
      ['signed by nobody', (good) => forge({ alg: 'none' }, { iss: hospital.issuer, iat: now(), exp: now() + 60, ...good })],
      [
        'signed with the public key as a secret',
        (good) => forge({ alg: 'HS256', kid: hospital.key.kid }, { iss: hospital.issuer, iat: now(), exp: now() + 60, ...good }),
      ],
    ])('%s is refused, and makes nobody', async (_what, sign) => {
      const { status, headers } = await me(await sign(claims()));
      expect([status, headers['www-authenticate']]).toEqual([401, expect.stringContaining('invalid_token')]);
      expect(await app.sql('SELECT FROM identity_provider_people', [], clinic.id)).toEqual([]);
    });

    it('never names the clinic or the people of another: the provider that a clinic registered is of that clinic', async () => {
      const other = await app.clinic();
      const own = await Hospital.start();
      try {
        // The admin of the other clinic registers a provider of theirs, and says of people what they like.
        await registerProvider(other, own, { clinicValue: provider.clinicValue });
        const stolen = { ...claims(), clinic: clinic.id, email: emailOf(clinic, 'admin') };
        expect((await me(await own.sign(stolen))).status).toBe(401);
        const theirs = await me(await own.sign({ ...claims(), email: emailOf(other, 'technician') }));
        expect([theirs.status, theirs.body.id]).toEqual([200, other.staff.technician]);
        // Nor does it sign for the hospital.
        expect((await me(await own.sign({ ...claims(), iss: hospital.issuer }))).status).toBe(401);
      } finally {
        await own.stop();
      }
    });

    it('makes the person where the clinic allows it', async () => {
      await change({ createsPeople: true });
      const { status, body } = await me(await hospital.sign(claims({ email: 'new.doctor@hospital.test', name: 'New Testperson' })));
      expect([status, body.name, body.role]).toEqual([200, 'New Testperson', 'dermatologist']);
    });

    it('ends with the person, the role, the provider: at once', async () => {
      const token = await hospital.sign(claims());
      expect((await me(token)).status).toBe(200);
      await change({ status: 'inactive' });
      expect((await me(token)).status).toBe(401);
      await change({ status: 'active' });
      expect((await me(token)).status).toBe(200);
      await change({ roles: [{ value: 'else', role: 'admin' }] });
      expect((await me(token)).status).toBe(401);
      await change({ roles: [{ value: 'hair-doctors', role: 'dermatologist' }] });
      expect((await me(token)).status).toBe(200);
      const path = `/v1/staff/${clinic.staff.dermatologist}`;
      await clinic.as('admin').patch(path, { status: 'inactive' }, { ifMatch: (await clinic.as('admin').get(path)).body.version });
      expect((await me(token)).status).toBe(401);
    });

    it('of before a change of the role does not bring the role back', async () => {
      const seconds = Math.floor(Date.now() / 1000);
      const [before, after] = [await hospital.sign(claims({ groups: ['hair-admins'], iat: seconds - 20 })), await hospital.sign(claims({ iat: seconds - 10 }))];
      expect((await me(before)).body.role).toBe('admin');
      expect((await me(after)).body.role).toBe('dermatologist');
      expect((await me(before)).body.role).toBe('dermatologist');
    });

    it('has a second factor only where the clinic trusts the provider', async () => {
      await clinic.as('admin').put('/v1/clinic/second-factor', { requiredFor: ['dermatologist'] }, { ifMatch: 0 });
      const token = await hospital.sign(claims({ amr: ['pwd', 'mfa'] }));
      expect((await me(token)).status).toBe(401);
      await change({ trustsSecondFactor: true });
      expect((await me(token)).status).toBe(200);
      expect((await me(await hospital.sign(claims({ amr: ['pwd'] })))).status).toBe(401);
    });

    it('is accepted while the provider is away, as long as its keys are known', async () => {
      expect((await me(await hospital.sign(claims()))).status).toBe(200);
      hospital.fault = (_request, response) => void response.writeHead(503).end();
      expect((await me(await hospital.sign(claims()))).status).toBe(200);
      hospital.fault = null;
    });
  });

  describe('a logout there', () => {
    const logOut = async (token: string): Promise<[number, unknown]> => {
      const body = new URLSearchParams({ logout_token: token });
      const answer = await fetch(provider.backchannelLogoutUri, { method: 'POST', body });
      const text = await answer.text();
      return [answer.status, text === '' ? null : (JSON.parse(text) as { error: string }).error];
    };
    const logIn = async (there = new Browser()) => {
      const config = await discover(url, await aFrontEnd(app, clinic));
      const begun = await begin(config);
      await logInAtProvider(begun.browser, there, provider, subject);
      const back = begun.browser.page.includes('/consent"') ? await begun.browser.submit('/consent') : begun.browser.at;
      return { config, browser: begun.browser, there, tokens: await exchange(begun, back) };
    };
    const sidOf = async (): Promise<string> => {
      const [{ sid }] = (await app.sql<{ sid: string }>('SELECT sid FROM identity_provider_sessions ORDER BY created_at DESC', [], clinic.id)) as [
        { sid: string },
      ];
      return sid;
    };
    const refresh = (config: client.Configuration, tokens: { refresh_token?: string }) =>
      client.refreshTokenGrant(config, tokens.refresh_token!).then(
        () => 'good',
        (error: { error?: string }) => error.error,
      );

    it('by its own page ends the session, the tokens and the refresh token here: the provider says so by the back channel', async () => {
      const { config, browser, there, tokens } = await logIn();
      expect((await me(tokens.access_token)).status).toBe(200);
      await there.open(`${hospital.issuer}/session/end`);
      await there.post(new URL(/action="([^"]*)"/.exec(there.page)![1]!), { xsrf: /name="xsrf" value="([^"]*)"/.exec(there.page)![1]!, logout: 'yes' });
      expect([(await me(tokens.access_token)).status, await refresh(config, tokens)]).toEqual([401, 'invalid_grant']);
      await begin(config, {}, browser);
      expect(browser.page).toContain('Log in with City Hospital');
    });

    it('of one session leaves the others', async () => {
      const first = await logIn();
      const sid = await sidOf();
      const second = await logIn();
      expect(await logOut(await hospital.logOutToken(provider.clientId, { sid, sub: subject }))).toEqual([200, null]);
      expect([(await me(first.tokens.access_token)).status, (await me(second.tokens.access_token)).status]).toEqual([401, 200]);
      expect([await refresh(first.config, first.tokens), await refresh(second.config, second.tokens)]).toEqual(['invalid_grant', 'good']);
    });

    it('of a subject ends all sessions that came of it, and nobody else’s', async () => {
      const [first, second] = [await logIn(), await logIn()];
      const other = await clinic.as('admin').get('/v1/me');
      expect(await logOut(await hospital.logOutToken(provider.clientId, { sub: subject }))).toEqual([200, null]);
      expect([(await me(first.tokens.access_token)).status, (await me(second.tokens.access_token)).status]).toEqual([401, 401]);
      expect([other.status, (await clinic.as('admin').get('/v1/me')).status]).toEqual([200, 200]);
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      const again = await logIn();
      expect((await me(again.tokens.access_token)).status).toBe(200);
    });

    it('ends access tokens of the provider too, those of before and none of after', async () => {
      const seconds = Math.floor(Date.now() / 1000);
      const [before, ofSession, after] = [
        await hospital.sign(claims({ iat: seconds - 20 })),
        await hospital.sign(claims({ iat: seconds - 20, sid: 'session-there' })),
        await hospital.sign(claims({ iat: seconds })),
      ];
      const statuses = () => Promise.all([before, ofSession, after].map(async (token) => (await me(token)).status));
      expect(await statuses()).toEqual([200, 200, 200]);
      expect(await logOut(await hospital.logOutToken(provider.clientId, { sid: 'session-there' }))).toEqual([200, null]);
      expect(await statuses()).toEqual([200, 401, 200]);
      expect(await logOut(await hospital.logOutToken(provider.clientId, { sub: subject, iat: seconds - 10 }))).toEqual([200, null]);
      expect(await statuses()).toEqual([401, 401, 200]);
    });

    it.each<[string, () => Promise<string>]>([
      ['no token', () => Promise.resolve('x.y.z')],
      ['an ID token', () => hospital.sign(claims({ aud: provider.clientId }))],
      ['a token of another type', () => hospital.logOutToken(provider.clientId, { sub: subject }, { typ: 'JWT' })],
      ['a token of another audience', () => hospital.logOutToken('other', { sub: subject })],
      ['a token of another issuer', () => hospital.logOutToken(provider.clientId, { sub: subject, iss: 'https://attacker.example' })],
      ['a token without the event', () => hospital.logOutToken(provider.clientId, { sub: subject, events: {} })],
      ['a token with a nonce', () => hospital.logOutToken(provider.clientId, { sub: subject, nonce: 'n' })],
      ['a token of nobody', () => hospital.logOutToken(provider.clientId, {})],
      ['an old token', () => hospital.logOutToken(provider.clientId, { sub: subject, iat: Math.floor(Date.now() / 1000) - 700 })],
      ['a token that nobody signed', () => Promise.resolve(forge({ alg: 'none', typ: 'logout+jwt' }, { iss: hospital.issuer, sub: subject, jti: 'x' }))],
    ])('with %s ends nothing', async (_what, make) => {
      const token = await hospital.sign(claims());
      expect((await me(token)).status).toBe(200);
      expect(await logOut(await make())).toEqual([400, 'invalid_request']);
      expect((await me(token)).status).toBe(200);
    });

    it('counts once', async () => {
      const token = await hospital.logOutToken(provider.clientId, { sub: subject, jti: randomUUID() });
      expect([await logOut(token), await logOut(token)]).toEqual([
        [200, null],
        [400, 'invalid_request'],
      ]);
    });

    it('follows a logout here, and leads back to where the application wanted', async () => {
      const { browser, there, tokens } = await logIn();
      await browser.open(`${url}/oauth/log-out?${new URLSearchParams({ id_token_hint: tokens.id_token! }).toString()}`);
      expect(browser.headers.get('content-security-policy')).toContain(hospital.origin);
      const elsewhere = await browser.post(new URL(`${url}/oauth/log-out/confirm`), {
        xsrf: /name="xsrf" value="([^"]*)"/.exec(browser.page)![1]!,
        logout: 'yes',
      });
      expect([new URL(elsewhere).origin, new URL(elsewhere).searchParams.get('client_id')]).toEqual([hospital.origin, provider.clientId]);
      await there.open(elsewhere);
      await there.post(new URL(/action="([^"]*)"/.exec(there.page)![1]!), { xsrf: /name="xsrf" value="([^"]*)"/.exec(there.page)![1]!, logout: 'yes' });
      await browser.open(there.at);
      expect([browser.status, browser.page.includes('You are logged out')]).toEqual([200, true]);
      expect((await me(tokens.access_token)).status).toBe(401);
      expect(decodeJwt(tokens.access_token).sub).toBe(clinic.staff.dermatologist);
    });

    // The last one: applications of one process share the strategy of passport.
    it('is heard by every process', async () => {
      const other = await startApp({ publicUrl: url, outbound: { http: true, networks: ['127.0.0.1/32'] }, through: () => Promise.resolve(database) });
      try {
        const token = await hospital.sign(claims());
        expect((await other.bearer(token).get('/v1/me')).status).toBe(200);
        expect(await logOut(await hospital.logOutToken(provider.clientId, { sub: subject }))).toEqual([200, null]);
        let status = 200;
        for (let tries = 0; tries < 100 && status === 200; tries++) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          ({ status } = await other.bearer(token).get('/v1/me'));
        }
        expect(status).toBe(401);
      } finally {
        await other.stop();
      }
    });
  });
});

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const forge = (header: object, payload: object): string => `${encode(header)}.${encode(payload)}.${Buffer.from('signature').toString('base64url')}`;

const anotherKey = async () => {
  const other = await Hospital.start();
  await other.stop();
  return other.key;
};
