import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import type { TestApp, TestClinic } from '../../support/app.js';
import { aFrontEnd, BACK, begin, Browser, discover, emailOf, exchange, givePasswords, logInAs } from '../../support/log-in.js';
import { startListening } from '../../support/log-in.js';

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
const headerOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as Record<string, unknown>;

const refused = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: { error?: string; message: string }) => error.error ?? error.message,
  );

describe('a person logs in to a front end', () => {
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  let config: client.Configuration;
  let clientId: string;

  beforeAll(async () => {
    ({ app, url } = await startListening());
    clinic = await app.clinic({ name: 'Own Clinic' });
    await givePasswords(app, clinic);
    clientId = await aFrontEnd(app, clinic, { origins: ['https://app.clinic.example'] });
    config = await discover(url, clientId);
  });
  afterAll(() => app.stop());

  const email = () => emailOf(clinic, 'dermatologist');
  const me = (token: string) => app.bearer(token).get('/v1/me');

  it('with the code flow, and may then do what the role may', async () => {
    const { tokens } = await logInAs(config, email(), { scope: 'openid profile email clinic' });
    expect(headerOf(tokens.access_token)).toMatchObject({ typ: 'at+jwt', alg: 'ES256' });
    expect(claimsOf(tokens.access_token)).toMatchObject({
      iss: `${url}/oauth`,
      aud: url,
      sub: clinic.staff.dermatologist,
      clinic: clinic.id,
      kind: 'staff',
      client_id: clientId,
      scope: 'clinic',
    });
    expect(tokens.claims()).toMatchObject({ sub: clinic.staff.dermatologist, name: 'Test dermatologist', role: 'dermatologist', clinic: clinic.id });
    const answer = await me(tokens.access_token);
    expect(answer.body).toMatchObject({ kind: 'staff', role: 'dermatologist', id: clinic.staff.dermatologist });
    expect(answer.body.permissions).toContain('consultation.sign');
  });

  it('and may do less, when the front end asks for less', async () => {
    const { tokens } = await logInAs(config, email(), { scope: 'openid patient.read' });
    const { body } = await me(tokens.access_token);
    expect(body.permissions).toContain('patient.read');
    expect(body.permissions).not.toContain('patient.write');
    expect((await app.bearer(tokens.access_token).get('/v1/staff')).status).toBe(403);
  });

  it('in the clinic’s name, is asked once whether the front end may act for them, and may refuse', async () => {
    const begun = await begin(config);
    expect(begun.browser.page).toContain('Own Clinic');
    await begun.browser.logIn(email());
    expect(begun.browser.page).toContain('May Front End act for you?');
    const back = new URL(await begun.browser.submit('/abort'));
    expect([back.origin + back.pathname, back.searchParams.get('error'), back.searchParams.get('state')]).toEqual([BACK, 'access_denied', begun.state]);
  });

  it('without being asked again, while the session in the browser lasts', async () => {
    const browser = new Browser();
    await logInAs(config, email(), {}, browser);
    const begun = await begin(config, {}, browser);
    const tokens = await exchange(begun, browser.at);
    expect((await me(tokens.access_token)).status).toBe(200);
  });

  it('in Hindi where the browser, the application or the person asks for it', async () => {
    const begun = await begin(config, {}, new Browser({ 'accept-language': 'hi-IN,hi;q=0.9' }));
    expect(begun.browser.page).toContain('<html lang="hi">');
    const asked = await begin(config, { ui_locales: 'hi' });
    expect(asked.browser.page).toContain('पासवर्ड');
    await asked.browser.open(`${asked.browser.at}?language=en`);
    expect(asked.browser.page).toContain('Password');
  });

  describe('refreshes its tokens', () => {
    it('each time with a new refresh token; one that is used twice ends them all', async () => {
      const { tokens } = await logInAs(config, email());
      const second = await client.refreshTokenGrant(config, tokens.refresh_token!);
      expect(second.refresh_token).not.toBe(tokens.refresh_token);
      expect((await me(second.access_token)).status).toBe(200);
      expect(await refused(client.refreshTokenGrant(config, tokens.refresh_token!))).toBe('invalid_grant');
      expect(await refused(client.refreshTokenGrant(config, second.refresh_token!))).toBe('invalid_grant');
      expect((await me(second.access_token)).status).toBe(401);
    });

    it('also when two come at the same moment: never do both pass and live', async () => {
      const { tokens } = await logInAs(config, email());
      const both = await Promise.allSettled([1, 2, 3].map(() => client.refreshTokenGrant(config, tokens.refresh_token!)));
      const passed = both.flatMap((item) => (item.status === 'fulfilled' ? [item.value] : []));
      expect(passed.length).toBeLessThanOrEqual(1);
      for (const item of passed) expect(await refused(client.refreshTokenGrant(config, item.refresh_token!))).toBe('invalid_grant');
    });

    it('and keeps the scope, or takes a smaller one', async () => {
      const { tokens } = await logInAs(config, email(), { scope: 'openid clinic patient.read' });
      const less = await client.refreshTokenGrant(config, tokens.refresh_token!, { scope: 'openid patient.read' });
      expect(claimsOf(less.access_token).scope).toBe('patient.read');
    });
  });

  it('logs out: the session, the refresh token and the access token end', async () => {
    const browser = new Browser();
    const { tokens } = await logInAs(config, email(), {}, browser);
    await browser.open(client.buildEndSessionUrl(config, { id_token_hint: tokens.id_token!, post_logout_redirect_uri: BACK }));
    expect(browser.page).toContain('Log out?');
    expect(await browser.submit('/log-out/confirm', { logout: 'yes' })).toBe(BACK);
    expect(await refused(client.refreshTokenGrant(config, tokens.refresh_token!))).toBe('invalid_grant');
    expect((await me(tokens.access_token)).status).toBe(401);
    const again = await begin(config, {}, browser);
    expect(again.browser.page).toContain('type="password"');
  });

  it('leaves the clinic: tokens, session and refresh token end at once', async () => {
    const leaver = await app.clinic();
    await givePasswords(app, leaver);
    const own = await discover(url, await aFrontEnd(app, leaver));
    const browser = new Browser();
    const { tokens } = await logInAs(own, emailOf(leaver, 'dermatologist'), {}, browser);
    expect((await me(tokens.access_token)).status).toBe(200);
    await leaver.as('admin').patch(`/v1/staff/${leaver.staff.dermatologist}`, { status: 'inactive' }, { ifMatch: 1 });
    expect((await me(tokens.access_token)).status).toBe(401);
    expect(await refused(client.refreshTokenGrant(own, tokens.refresh_token!))).toBe('invalid_grant');
    const again = await begin(own, {}, browser);
    expect(again.browser.page).toContain('type="password"');
    await again.browser.logIn(emailOf(leaver, 'dermatologist'));
    expect([again.browser.status, again.browser.page.includes('role="alert"')]).toEqual([401, true]);
  });

  it('revokes tokens, and asks what one is good for', async () => {
    const { tokens } = await logInAs(config, email());
    expect(await client.tokenIntrospection(config, tokens.access_token)).toMatchObject({ active: true, sub: clinic.staff.dermatologist, client_id: clientId });
    await client.tokenRevocation(config, tokens.access_token);
    expect(await client.tokenIntrospection(config, tokens.access_token)).toEqual({ active: false });
    expect((await me(tokens.access_token)).status).toBe(401);
    const next = await client.refreshTokenGrant(config, tokens.refresh_token!);
    expect((await me(next.access_token)).status).toBe(200);
    await client.tokenRevocation(config, next.refresh_token!);
    expect(await refused(client.refreshTokenGrant(config, next.refresh_token!))).toBe('invalid_grant');
    expect((await me(next.access_token)).status).toBe(401);
  });

  it('by a request that was pushed before (PAR)', async () => {
    const verifier = client.randomPKCECodeVerifier();
    const address = await client.buildAuthorizationUrlWithPAR(config, {
      redirect_uri: BACK,
      scope: 'openid clinic',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    expect(address.searchParams.has('redirect_uri')).toBe(false);
    const browser = new Browser();
    await browser.open(address);
    await browser.logIn(email());
    const tokens = await client.authorizationCodeGrant(config, new URL(await browser.submit('/consent')), { pkceCodeVerifier: verifier });
    expect((await me(tokens.access_token)).status).toBe(200);
  });
});

describe('the server describes itself', () => {
  let app: TestApp;
  let url: string;
  beforeAll(async () => {
    ({ app, url } = await startListening());
  });
  afterAll(() => app.stop());

  it('at every place where a client may look, to any page', async () => {
    const paths = [
      '/oauth/.well-known/openid-configuration',
      '/oauth/.well-known/oauth-authorization-server',
      '/.well-known/oauth-authorization-server/oauth',
      '/.well-known/openid-configuration',
    ];
    for (const path of paths) {
      const answer = await fetch(url + path, { headers: { origin: 'https://anywhere.example' } });
      expect([path, answer.status]).toEqual([path, 200]);
      expect(['*', 'https://anywhere.example']).toContain(answer.headers.get('access-control-allow-origin'));
      expect(await answer.json()).toMatchObject({
        issuer: `${url}/oauth`,
        authorization_endpoint: `${url}/oauth/authorize`,
        token_endpoint: `${url}/oauth/token`,
        jwks_uri: `${url}/oauth/jwks`,
        pushed_authorization_request_endpoint: `${url}/oauth/par`,
        response_types_supported: ['code'],
        code_challenge_methods_supported: ['S256'],
        id_token_signing_alg_values_supported: ['ES256'],
      });
    }
  });

  it('with the keys of the API, and no private half', async () => {
    const [own, ofApi] = await Promise.all(
      ['/oauth/jwks', '/.well-known/jwks.json'].map(async (path) => (await fetch(url + path)).json() as Promise<{ keys: { kid: string }[] }>),
    );
    expect(own!.keys.map((key) => key.kid)).toEqual(ofApi!.keys.map((key) => key.kid));
    expect(JSON.stringify([own, ofApi])).not.toContain('"d"');
  });

  it('by its own address, whatever Host a request names', async () => {
    const answer = await fetch(`${url}/oauth/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    });
    expect(JSON.stringify(await answer.json())).not.toContain('evil.example');
  });
});
