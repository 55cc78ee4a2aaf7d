/** Where the authorization server sends people, by every spelling of an address; who it says that it is; and codes that are put into somebody else's login. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import type { TestApp, TestClinic } from '../support/app.js';
import { aFrontEnd, BACK, begin, discover, emailOf, exchange, givePasswords, logInAs, startListening } from '../support/log-in.js';

const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

/** BACK is https://app.clinic.example/back: what looks like it, begins like it, or is read as it by some reader. */
const redirects: Record<string, string> = {
  'another host': 'https://evil.example/back',
  'another host that begins alike': 'https://app.clinic.example.evil.example/back',
  'another host that ends alike': 'https://evil-app.clinic.example/back',
  'the parent of the host': 'https://clinic.example/back',
  'a user in front': 'https://app.clinic.example@evil.example/back',
  'a user and a password in front': 'https://app.clinic.example:443@evil.example/back',
  'a backslash': 'https://evil.example\\@app.clinic.example/back',
  'a backslash for a slash': 'https:\\\\app.clinic.example\\back',
  'another scheme': 'http://app.clinic.example/back',
  'a scheme in capitals': 'HTTPS://app.clinic.example/back',
  'no scheme': '//app.clinic.example/back',
  'a path alone': '/back',
  'a port': 'https://app.clinic.example:444/back',
  'the port of https': 'https://app.clinic.example:443/back',
  'a longer path': `${BACK}/more`,
  'a slash at the end': `${BACK}/`,
  'a path that leads elsewhere': `${BACK}/../evil`,
  'a path that leads elsewhere, encoded': `${BACK}/%2e%2e/evil`,
  'a path that leads back': 'https://app.clinic.example/evil/../back',
  'a path in capitals': 'https://app.clinic.example/BACK',
  'a host in capitals': 'https://APP.clinic.example/back',
  'an encoded letter': 'https://app.clinic.example/%62ack',
  'a query': `${BACK}?next=https://evil.example`,
  'a fragment': `${BACK}#evil`,
  'a parameter of the path': `${BACK};evil`,
  'a space at the end': `${BACK} `,
  'a space before': ` ${BACK}`,
  'a tab inside': 'https://app.clinic.example/ba\tck',
  'a line break': `${BACK}\r\nLocation: https://evil.example`,
  'a NUL': `${BACK}\u0000.evil.example`,
  'a letter that looks alike': 'https://аpp.clinic.example/back',
  'a full stop of another script': 'https://app。clinic.example/back',
  'two of them': `${BACK},https://evil.example`,
  'a script': 'javascript:alert(1)//https://app.clinic.example/back',
  data: 'data:text/html,<script>alert(1)</script>',
  'a file': 'file:///etc/passwd',
  'the server itself': 'http://127.0.0.1/oauth/log-out',
  'a pattern': 'https://*.clinic.example/back',
};

describe('a login', () => {
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  let config: client.Configuration;
  let clientId: string;

  beforeAll(async () => {
    ({ app, url } = await startListening());
    clinic = await app.clinic();
    await givePasswords(app, clinic);
    clientId = await aFrontEnd(app, clinic);
    config = await discover(url, clientId);
  });
  afterAll(() => app.stop());

  const email = () => emailOf(clinic, 'dermatologist');
  const whole = (): Record<string, string> => ({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: BACK,
    scope: 'openid clinic',
    state: 'state',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
  });
  /** Where one request leads, redirects not followed. */
  const ask = (parameters: [string, string][]) => fetch(`${url}/oauth/authorize?${new URLSearchParams(parameters).toString()}`, { redirect: 'manual' });

  it.each(Object.entries(redirects))('leads nobody to an address that is registered but for %s', async (_what, redirectUri) => {
    for (const more of [{}, { prompt: 'none' }, { response_type: 'none' }]) {
      const answer = await ask(Object.entries({ ...whole(), ...more, redirect_uri: redirectUri }));
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    }
    const pushed = await fetch(`${url}/oauth/request`, { method: 'POST', body: new URLSearchParams({ ...whole(), redirect_uri: redirectUri }) });
    expect([400, 401, 404]).toContain(pushed.status);
  });

  it('leads nobody away where the address is given twice, or by another parameter', async () => {
    const others = Object.entries(whole()).filter(([name]) => name !== 'redirect_uri');
    for (const addresses of [
      [BACK, 'https://evil.example'],
      ['https://evil.example', BACK],
    ]) {
      const answer = await ask([...others, ...addresses.map((address): [string, string] => ['redirect_uri', address])]);
      const [to] = (answer.headers.get('location') ?? BACK).split('?');
      expect([addresses, to]).toEqual([addresses, BACK]);
    }
    for (const name of ['redirect_url', 'post_logout_redirect_uri', 'target_link_uri', 'return_to', 'next', 'redirect_uri[]']) {
      const answer = await ask([...others, [name, 'https://evil.example']]);
      expect(answer.headers.get('location') ?? '').not.toContain('evil.example');
    }
  });

  it.each(Object.entries(redirects))('is ended without leading anybody to an address that is registered but for %s', async (_what, address) => {
    const answer = await fetch(`${url}/oauth/log-out?${new URLSearchParams({ client_id: clientId, post_logout_redirect_uri: address }).toString()}`, {
      redirect: 'manual',
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  });

  it('that is over at the own account goes on to pages of the account alone', async () => {
    for (const state of ['//evil.example', 'https://evil.example', '/../../evil', '..%2fevil', 'details/../../x', '\\evil.example', '@evil.example']) {
      const answer = await fetch(`${url}/oauth/account?${new URLSearchParams({ state, code: 'x' }).toString()}`, { redirect: 'manual' });
      expect([state, answer.status, answer.headers.get('location')]).toEqual([state, 303, '/oauth/account']);
    }
  });

  it('says who answers it, in success and in failure, so that a client of two servers cannot be misled', async () => {
    const metadata = config.serverMetadata();
    expect(metadata).toMatchObject({ issuer: `${url}/oauth`, authorization_response_iss_parameter_supported: true });
    const { back } = await logInAs(config, email());
    expect(new URL(back).searchParams.get('iss')).toBe(metadata.issuer);
    for (const wrong of [{ prompt: 'none' }, { code_challenge: '' }, { response_type: 'token' }]) {
      const location = (await ask(Object.entries({ ...whole(), ...wrong }).filter(([, value]) => value !== ''))).headers.get('location') ?? '';
      const answered = new URL(location);
      const said = answered.searchParams.has('error') ? answered.searchParams : new URLSearchParams(answered.hash.slice(1));
      expect([wrong, answered.origin + answered.pathname, said.get('iss'), said.get('state')]).toEqual([wrong, BACK, metadata.issuer, 'state']);
    }
    const begun = await begin(config);
    await begun.browser.logIn(email());
    const misled = new URL(await begun.browser.submit('/consent'));
    misled.searchParams.set('iss', 'https://other.example/oauth');
    await expect(exchange(begun, misled.href)).rejects.toThrow();
  });

  it('takes no code of somebody else’s login: it belongs to the verifier of the browser that began it', async () => {
    const victim = await begin(config);
    const attacker = await begin(config);
    await attacker.browser.logIn(emailOf(clinic, 'admin'));
    const stolen = new URL(await attacker.browser.submit('/consent'));
    stolen.searchParams.set('state', victim.state);
    await expect(exchange(victim, stolen.href)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('knows no way around the proof of the code: no verifier, an empty one, the challenge itself, one that was not asked for', async () => {
    const token = async (fields: Record<string, string>): Promise<string | undefined> => {
      const answer = await fetch(`${url}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'authorization_code', client_id: clientId, redirect_uri: BACK, ...fields }),
      });
      return ((await answer.json()) as { error?: string }).error;
    };
    for (const verifier of [null, '', CHALLENGE, 'x'.repeat(42), 'x'.repeat(129), 'é'.repeat(43)]) {
      const begun = await begin(config);
      await begun.browser.logIn(email());
      const code = new URL(await begun.browser.submit('/consent')).searchParams.get('code')!;
      expect([verifier, await token({ code, ...(verifier !== null && { code_verifier: verifier }) })]).toEqual([
        verifier,
        expect.stringMatching(/invalid_(grant|request)/),
      ]);
    }
  });
});
