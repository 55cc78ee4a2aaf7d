/** What somebody tries who wants to get in without being asked. */
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import * as client from 'openid-client';
import type { TestApp, TestClinic } from '../../support/app.js';
import {
  aBackend,
  aFrontEnd,
  BACK,
  begin,
  Browser,
  discover,
  emailOf,
  exchange,
  givePasswords,
  logInAs,
  PASSWORD,
  startListening,
} from '../../support/log-in.js';

const refused = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: { error?: string; message: string }) => error.error ?? error.message,
  );

describe('the authorization server refuses', () => {
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  let other: TestClinic;
  let config: client.Configuration;
  let clientId: string;

  beforeAll(async () => {
    ({ app, url } = await startListening());
    clinic = await app.clinic();
    other = await app.clinic();
    await givePasswords(app, clinic);
    await givePasswords(app, other);
    clientId = await aFrontEnd(app, clinic);
    config = await discover(url, clientId);
  });
  afterAll(() => app.stop());

  const email = () => emailOf(clinic, 'dermatologist');
  const authorize = async (parameters: Record<string, string>, browser = new Browser()): Promise<Browser> => {
    await browser.open(`${url}/oauth/authorize?${new URLSearchParams(parameters).toString()}`);
    return browser;
  };
  const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
  const whole = () => ({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: BACK,
    scope: 'openid clinic',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  const errorOf = (browser: Browser): [string, string | null] => {
    const at = new URL(browser.at);
    return [at.origin + at.pathname, at.searchParams.get('error') ?? new URLSearchParams(at.hash.slice(1)).get('error')];
  };

  it.each([
    ['no code challenge', { code_challenge: '', code_challenge_method: '' }],
    ['a plain code challenge', { code_challenge_method: 'plain' }],
    ['a code challenge of an unknown kind', { code_challenge_method: 'S512' }],
    ['a challenge without its method', { code_challenge_method: '' }],
    ['the implicit flow', { response_type: 'token' }],
    ['the hybrid flow', { response_type: 'code id_token', nonce: 'n' }],
  ])('%s', async (_what, wrong) => {
    const parameters = Object.fromEntries(Object.entries({ ...whole(), ...wrong }).filter(([, value]) => value !== ''));
    const browser = await authorize(parameters);
    expect(errorOf(browser)).toEqual([BACK, expect.stringMatching(/invalid_request|unsupported_response_type|unauthorized_client/)]);
  });

  it('every grant that a front end does not need: passwords, assertions, exchanges', async () => {
    const fields = { client_id: clientId, username: email(), password: PASSWORD, scope: 'openid clinic', assertion: 'AAAA' };
    for (const grant of ['password', 'implicit', 'urn:ietf:params:oauth:grant-type:jwt-bearer', 'urn:ietf:params:oauth:grant-type:token-exchange']) {
      const answer = await fetch(`${url}/oauth/token`, { method: 'POST', body: new URLSearchParams({ ...fields, grant_type: grant }) });
      const { error, access_token: token } = (await answer.json()) as Record<string, string>;
      expect([grant, answer.status, error, token]).toEqual([grant, 400, expect.stringMatching(/unsupported_grant_type|unauthorized_client/), undefined]);
    }
  });

  it('to send anybody elsewhere after logging out', async () => {
    const browser = new Browser();
    await logInAs(config, email(), {}, browser);
    await browser.open(`${url}/oauth/log-out?client_id=${clientId}&post_logout_redirect_uri=https://evil.example/`);
    expect([browser.status, new URL(browser.at).origin]).toEqual([400, url]);
  });

  it('a code that is used twice, and ends what came of it', async () => {
    const done = await logInAs(config, email());
    expect((await app.bearer(done.tokens.access_token).get('/v1/me')).status).toBe(200);
    expect(await refused(exchange(done, done.back))).toBe('invalid_grant');
    expect((await app.bearer(done.tokens.access_token).get('/v1/me')).status).toBe(401);
    expect(await refused(client.refreshTokenGrant(config, done.tokens.refresh_token!))).toBe('invalid_grant');
  });

  it('a code that is used many times at once but for one, at most', async () => {
    const begun = await begin(config);
    await begun.browser.logIn(email());
    const back = await begun.browser.submit('/consent');
    const all = await Promise.allSettled([1, 2, 3, 4].map(() => exchange(begun, back)));
    expect(all.filter((item) => item.status === 'fulfilled').length).toBeLessThanOrEqual(1);
  });

  it('a code with another verifier, of another client, or for another address', async () => {
    const code = async () => {
      const begun = await begin(config);
      await begun.browser.logIn(email());
      return { begun, back: new URL(await begun.browser.submit('/consent')).searchParams.get('code')! };
    };
    const token = async (fields: Record<string, string>) =>
      (
        (await (await fetch(`${url}/oauth/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'authorization_code', ...fields }) })).json()) as {
          error?: string;
        }
      ).error;
    const first = await code();
    expect(await token({ client_id: clientId, code: first.back, redirect_uri: BACK, code_verifier: client.randomPKCECodeVerifier() })).toBe('invalid_grant');
    expect(await token({ client_id: clientId, code: first.back, redirect_uri: BACK })).toBe('invalid_grant');
    const stranger = await aFrontEnd(app, clinic);
    const second = await code();
    expect(await token({ client_id: stranger, code: second.back, redirect_uri: BACK, code_verifier: second.begun.verifier })).toBe('invalid_grant');
    const third = await code();
    expect(await token({ client_id: clientId, code: third.back, redirect_uri: `${BACK}2`, code_verifier: third.begun.verifier })).toBe('invalid_grant');
  });

  it('a refresh token of another client', async () => {
    const { tokens } = await logInAs(config, email());
    const stranger = await discover(url, await aFrontEnd(app, clinic));
    expect(await refused(client.refreshTokenGrant(stranger, tokens.refresh_token!))).toBe('invalid_grant');
  });

  it('people of another clinic at a front end of this one, whether they log in there or are logged in elsewhere', async () => {
    const begun = await begin(config);
    await begun.browser.logIn(emailOf(other, 'dermatologist'));
    expect([begun.browser.status, begun.browser.page.includes('role="alert"')]).toEqual([401, true]);
    const browser = new Browser();
    const theirs = await discover(url, await aFrontEnd(app, other));
    await logInAs(theirs, emailOf(other, 'dermatologist'), {}, browser);
    const again = await begin(config, {}, browser);
    expect(again.browser.page).toContain('type="password"');
  });

  it('to tell a client of another clinic what a token is good for, or to revoke it', async () => {
    const { tokens } = await logInAs(config, email());
    const backend = await aBackend(app, other, ['patient.read']);
    const theirs = await discover(url, backend.clientId, client.ClientSecretPost(backend.secret));
    expect(await client.tokenIntrospection(theirs, tokens.access_token)).toEqual({ active: false });
    expect(await refused(client.tokenRevocation(theirs, tokens.access_token))).toBe('invalid_request');
    expect((await app.bearer(tokens.access_token).get('/v1/me')).status).toBe(200);
    const own = await aBackend(app, clinic, ['patient.read']);
    const ours = await discover(url, own.clientId, client.ClientSecretPost(own.secret));
    expect(await client.tokenIntrospection(ours, tokens.access_token)).toMatchObject({ active: true });
  });

  it('a resource that is not this API', async () => {
    const browser = await authorize({ ...whole(), resource: 'https://evil.example' });
    expect(errorOf(browser)).toEqual([BACK, 'invalid_target']);
  });

  describe('as an access token', () => {
    const parts = (token: string) => token.split('.') as [string, string, string];
    const coded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;

    it('an ID token, a refresh token, one without a signature, one signed with the public key, and one that was changed', async () => {
      const { tokens } = await logInAs(config, email());
      const [head, body, signature] = parts(tokens.access_token);
      const header = decoded(head);
      const keys = (await (await fetch(`${url}/oauth/jwks`)).json()) as { keys: object[] };
      const publicKey = new TextEncoder().encode(JSON.stringify(keys.keys[0]));
      const forged = await new SignJWT(decoded(body)).setProtectedHeader({ ...header, alg: 'HS256' }).sign(publicKey);
      const wrong = {
        'an ID token': tokens.id_token!,
        'an ID token that calls itself an access token': `${coded({ ...decoded(parts(tokens.id_token!)[0]), typ: 'at+jwt' })}.${parts(tokens.id_token!).slice(1).join('.')}`,
        'a refresh token': tokens.refresh_token!,
        'alg none': `${coded({ ...header, alg: 'none' })}.${body}.`,
        'HS256 with the public key': forged,
        'another person': `${head}.${coded({ ...decoded(body), sub: clinic.staff.admin })}.${signature}`,
        'another clinic': `${head}.${coded({ ...decoded(body), clinic: other.id })}.${signature}`,
      };
      for (const [what, token] of Object.entries(wrong)) expect([what, (await app.bearer(token).get('/v1/me')).status]).toEqual([what, 401]);
      expect((await app.bearer(tokens.access_token).get('/v1/me')).status).toBe(200);
    });

    it('one of this key whose issuer and audience do not belong together', async () => {
      const operator = parts(await app.token({ kind: 'staff', id: clinic.staff.admin, clinicId: clinic.id }));
      const { tokens } = await logInAs(config, email());
      const claims = decoded(parts(tokens.access_token)[1]);
      // Only the server can sign: here it is shown that what it signs names both, and that they are compared as a pair.
      expect(decoded(operator[1])).toMatchObject({ iss: 'hairline', aud: 'hairline' });
      expect([claims.iss, claims.aud]).toEqual([`${url}/oauth`, url]);
    });
  });

  describe('a form', () => {
    it('that a page of somebody else sends', async () => {
      const begun = await begin(config);
      const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
      await begun.browser.submit('/log-in', { email: email(), password: PASSWORD }, foreign);
      expect(begun.browser.status).toBe(403);
      await begun.browser.open(`${url}/oauth/recovery`);
      await begun.browser.submit('/recovery', { email: email() }, foreign);
      expect(begun.browser.status).toBe(403);
    });

    it('of a login that another browser began: nobody is logged in to somebody else’s', async () => {
      const begun = await begin(config);
      const victim = new Browser();
      await victim.open(begun.browser.at);
      expect([victim.status, victim.page.includes('begun in another browser')]).toEqual([400, true]);
      await victim.post(new URL(`${begun.browser.at}/log-in`), { email: email(), password: PASSWORD });
      expect(victim.status).toBe(400);
    });

    it('that says which clinic without the proof of this login', async () => {
      const begun = await begin(config);
      await begun.browser.post(new URL(`${begun.browser.at}/clinic`), { staff: clinic.staff.dermatologist, proof: 'AAAA' });
      expect(begun.browser.status).toBe(401);
    });

    it('that is larger than any of ours', async () => {
      const begun = await begin(config);
      await begun.browser.post(new URL(`${begun.browser.at}/log-in`), { email: 'x'.repeat(50_000), password: 'y' });
      expect(begun.browser.status).toBe(413);
    });
  });

  it('a session that somebody else has set: the number of the session changes when somebody logs in', async () => {
    const begun = await begin(config);
    const before = begun.browser.cookiesFor('/oauth/authorize');
    await begun.browser.logIn(email());
    await begun.browser.submit('/consent');
    const session = (cookies: string) => /hairline_session=([^;]*)/.exec(cookies)?.[1];
    expect(session(begun.browser.cookiesFor('/oauth'))).toBeDefined();
    expect(session(begun.browser.cookiesFor('/oauth'))).not.toBe(session(before));
  });

  it('to be framed, to run scripts, to be kept, to say where it was opened from', async () => {
    const begun = await begin(config);
    const policy = begun.browser.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self' https://app.clinic.example");
    expect(policy).not.toContain('unsafe-inline');
    const [, sheet = ''] = /<style>([\s\S]*?)<\/style>/.exec(begun.browser.page)!;
    expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(sheet).digest('base64')}'`);
    expect(begun.browser.page).not.toContain('<script');
    expect(begun.browser.headers.get('cache-control')).toBe('no-store');
    expect(begun.browser.headers.get('referrer-policy')).toBe('same-origin');
    expect(begun.browser.headers.get('x-frame-options')?.toLowerCase()).toBe('deny');
  });

  it('to show what is typed as anything but text', async () => {
    const begun = await begin(config, { login_hint: '"><script>alert(1)</script>' });
    expect(begun.browser.page).not.toContain('<script>');
    expect(begun.browser.page).toContain('&#60;script&#62;');
    await begun.browser.logIn('"><img src=x>@evil.example', 'x');
    expect(begun.browser.page).not.toContain('<img');
  });

  it('nonsense with a clear answer and never an error of its own', async () => {
    for (const [method, path, headers, body] of [
      ['POST', '/oauth/token', { 'content-type': 'application/json' }, '{}'],
      ['POST', '/oauth/token', { 'content-type': 'application/x-www-form-urlencoded' }, 'grant_type=nothing'],
      ['POST', '/oauth/token', { 'content-type': 'application/x-www-form-urlencoded' }, 'grant_type=a&grant_type=b&client_id=x'],
      ['POST', '/oauth/token', { 'content-type': 'application/x-www-form-urlencoded', authorization: 'Basic %%%' }, 'grant_type=client_credentials'],
      ['POST', '/oauth/introspect', {}, ''],
      ['POST', '/oauth/revoke', {}, ''],
      ['GET', '/oauth/interaction/none', {}, undefined],
      ['GET', '/oauth/authorize', {}, undefined],
      ['GET', '/oauth/authorize/none', {}, undefined],
      ['GET', '/oauth/nothing-here', {}, undefined],
      ['GET', '/oauth/password?link=%00&link=2', {}, undefined],
      ['GET', '/oauth/password?link=nothing', {}, undefined],
      ['POST', '/oauth/password', { 'content-type': 'application/x-www-form-urlencoded' }, 'link=x&password=y&again=y'],
      ['POST', '/oauth/recovery', { 'content-type': 'application/json' }, '{"email":1}'],
      ['DELETE', '/oauth/token', {}, undefined],
    ] as const) {
      const status = await new Promise<number>((resolve, reject) => {
        const sent = request(url + path, { method, headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode!);
        });
        sent.on('error', reject);
        sent.end(body);
      });
      expect([method, path, status >= 400 && status < 500]).toEqual([method, path, true]);
    }
  });
});
