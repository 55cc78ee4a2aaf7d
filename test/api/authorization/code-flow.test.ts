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
    expect(tokens.claims()).toMatchObject({
      iss: `${url}/oauth`,
      aud: clientId,
      sub: clinic.staff.dermatologist,
      name: 'Test dermatologist',
      role: 'dermatologist',
      clinic: clinic.id,
    });
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

  it('is asked in words for each scope that was not allowed yet, and for no other', async () => {
    const browser = new Browser();
    const first = await begin(config, { scope: 'openid patient.read' }, browser);
    await browser.logIn(emailOf(clinic, 'admin'));
    expect([browser.page.includes('May Front End act for you?'), browser.boxes]).toEqual([true, [expect.stringMatching(/patients/i)]]);
    await exchange(first, await browser.submit('/consent'));
    const same = await begin(config, { scope: 'openid patient.read' }, browser);
    await exchange(same, browser.at);
    const more = await begin(config, { scope: 'openid patient.read consultation.write' }, browser);
    expect([browser.page.includes('May Front End act for you?'), browser.boxes]).toEqual([true, [expect.stringMatching(/consultations/i)]]);
    const tokens = await exchange(more, await browser.submit('/consent'));
    expect(String(claimsOf(tokens.access_token).scope).split(' ').sort()).toEqual(['consultation.write', 'patient.read']);
  });

  it('with a number of the front end’s own, which the ID token names, so that no other ID token is taken for it', async () => {
    const begun = await begin(config, { nonce: 'of-this-login' });
    await begun.browser.logIn(email());
    const back = new URL(await begun.browser.submit('/consent'));
    const checks = { pkceCodeVerifier: begun.verifier, expectedState: begun.state };
    expect((await client.authorizationCodeGrant(config, back, { ...checks, expectedNonce: 'of-this-login' })).claims()).toMatchObject({
      nonce: 'of-this-login',
    });
    const other = await begin(config, { nonce: 'of-another-login' });
    await other.browser.logIn(email());
    const theirs = new URL(await other.browser.submit('/consent'));
    const mixed = { pkceCodeVerifier: other.verifier, expectedState: other.state, expectedNonce: 'of-this-login' };
    await expect(client.authorizationCodeGrant(config, theirs, mixed)).rejects.toMatchObject({ code: 'OAUTH_JWT_CLAIM_COMPARISON_FAILED' });
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

  describe('is logged in', () => {
    const HOURS = 3_600;
    const DAYS = 24 * HOURS;
    /** How long each kind of what the server keeps lives, in seconds, of what was made for a person of a new clinic. */
    const listLives = async (of: TestClinic): Promise<Record<string, number>> => {
      const { rows } = await app.owner.query<{ model: string; life: string }>(
        `SELECT model, max(extract(epoch FROM expires_at - created_at))::text AS life FROM authorization_artifacts WHERE clinic_id = $1 GROUP BY model`,
        [of.id],
      );
      return Object.fromEntries(rows.map(({ model, life }) => [model, Math.round(Number(life) / 10) * 10]));
    };
    const another = async () => {
      const own = await app.clinic();
      await givePasswords(app, own);
      return { own, theirs: await discover(url, await aFrontEnd(app, own)) };
    };

    it('for as long as is documented: a code a minute, a token ten, a session twelve hours, access without the person fourteen days', async () => {
      const { own, theirs } = await another();
      const { tokens, back } = await logInAs(theirs, emailOf(own, 'dermatologist'));
      expect([tokens.expires_in, Number(claimsOf(tokens.access_token).exp) - Number(claimsOf(tokens.access_token).iat)]).toEqual([600, 600]);
      expect(new URL(back).searchParams.has('code')).toBe(true);
      expect(await listLives(own)).toMatchObject({ AuthorizationCode: 60, Session: 12 * HOURS, RefreshToken: 12 * HOURS, Grant: 14 * DAYS });
      const lasting = await logInAs(theirs, emailOf(own, 'dermatologist'), { scope: 'openid clinic offline_access', prompt: 'consent' });
      expect(await listLives(own)).toMatchObject({ RefreshToken: 14 * DAYS });
      const ends = () =>
        app.owner.query<{ end: Date }>(`SELECT max(expires_at) AS end FROM authorization_artifacts WHERE clinic_id = $1 AND model = 'Grant'`, [own.id]);
      const before = await ends();
      await client.refreshTokenGrant(theirs, lasting.tokens.refresh_token!);
      expect((await ends()).rows).toEqual(before.rows);
    });

    it.each([
      ['Session', async (config: client.Configuration, browser: Browser) => (await begin(config, {}, browser)).browser.page.includes('type="password"')],
      [
        'Grant',
        async (config: client.Configuration, _browser: Browser, token: string) => (await refused(client.refreshTokenGrant(config, token))) === 'invalid_grant',
      ],
      [
        'RefreshToken',
        async (config: client.Configuration, _browser: Browser, token: string) => (await refused(client.refreshTokenGrant(config, token))) === 'invalid_grant',
      ],
    ] as const)('and no longer: a %s whose time is over is good for nothing', async (model, isOver) => {
      const { own, theirs } = await another();
      const browser = new Browser();
      const { tokens } = await logInAs(theirs, emailOf(own, 'dermatologist'), {}, browser);
      await app.owner.query(`UPDATE authorization_artifacts SET expires_at = now() - interval '1 second' WHERE clinic_id = $1 AND model = $2`, [own.id, model]);
      expect(await isOver(theirs, browser, tokens.refresh_token!)).toBe(true);
    });

    it('by what nobody guesses, and nobody reads in the database: codes, refresh tokens and sessions of 256 bits, kept as hashes', async () => {
      const { own, theirs } = await another();
      const secrets: string[] = [];
      for (let time = 0; time < 2; time++) {
        const browser = new Browser();
        const { tokens, back } = await logInAs(theirs, emailOf(own, 'dermatologist'), {}, browser);
        const session = /hairline_session=([^;]*)/.exec(browser.cookiesFor('/oauth'))![1]!;
        secrets.push(tokens.refresh_token!, new URL(back).searchParams.get('code')!, session);
      }
      expect(new Set(secrets).size).toBe(secrets.length);
      const { rows } = await app.owner.query<{ all: string }>(
        `SELECT string_agg(a::text || encode(payload, 'escape'), ' ') AS all FROM authorization_artifacts a WHERE clinic_id = $1`,
        [own.id],
      );
      for (const secret of secrets) {
        expect(secret).toMatch(/^[\w-]{43,}/);
        expect([rows[0]!.all.includes(secret), rows[0]!.all.includes(secret.slice(0, 43)), app.log.join().includes(secret.slice(0, 43))]).toEqual([
          false,
          false,
          false,
        ]);
      }
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
