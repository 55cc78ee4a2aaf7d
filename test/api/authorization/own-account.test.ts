/** What people change of their own account, over the API and on its pages; and what an admin takes away. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import { setPassword } from '../../../src/authorization/index.js';
import { addStaff } from '../../../src/clinic/index.js';
import type { TestApp, TestClinic } from '../../support/app.js';
import { aFrontEnd, begin, Browser, discover, exchange, logInAs, PASSWORD, startListening } from '../../support/log-in.js';
import { Mailbox } from '../../support/mailbox.js';
import { AuthenticatorApp, codesOn, ForwardClock, requireSecondFactor } from '../../support/second-factor.js';

const OTHER_PASSWORD = 'seven grey herons at noon';

describe('one’s own account', () => {
  const clock = new ForwardClock();
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  let config: client.Configuration;
  let mailbox: Mailbox;
  let made = 0;

  beforeAll(async () => {
    mailbox = await Mailbox.open();
    ({ app, url } = await startListening({ clock, mail: { smtpUrl: mailbox.url, from: 'no-reply@clinic.example' } }));
    clinic = await app.clinic({ name: 'Own Clinic' });
    config = await discover(url, await aFrontEnd(app, clinic));
  });
  afterAll(async () => {
    await app.stop();
    await mailbox.close();
  });

  const somebody = async (): Promise<{ id: string; email: string }> => {
    const email = `account-${++made}@example.test`;
    const id = await addStaff(app.owner, { clinicId: clinic.id, role: 'technician', name: 'Asha Example', email });
    await setPassword(app.owner, [{ clinicId: clinic.id, id }], PASSWORD);
    return { id, email };
  };
  const loggedIn = async () => {
    const person = await somebody();
    const browser = new Browser();
    const { tokens } = await logInAs(config, person.email, {}, browser);
    return { ...person, browser, token: tokens.access_token, api: app.bearer(tokens.access_token) };
  };
  /** At a page of the account, after the login that it asks for. */
  const at = async (page: string, email: string, browser = new Browser()): Promise<Browser> => {
    await browser.open(`${url}/oauth/account${page}`);
    if (browser.page.includes('type="password"') && browser.at.includes('/interaction/')) await browser.logIn(email);
    return browser;
  };
  const withAuthenticator = async (api: ReturnType<TestApp['bearer']>) => {
    const { body } = await api.post('/v1/me/authenticator/propose');
    const { secret, ticket } = body as { secret: string; ticket: string };
    const authenticator = new AuthenticatorApp(secret, clock);
    const answer = await api.post('/v1/me/authenticator/confirm', { ticket, code: authenticator.code() });
    clock.forward(60);
    return { authenticator, answer, ticket };
  };

  describe('over the API', () => {
    it('is read, and name and language are changed', async () => {
      const { api, email } = await loggedIn();
      const { body } = await api.get('/v1/me/account');
      expect(body).toEqual({ name: 'Asha Example', email, passwordSetAt: expect.any(String), version: 1 });
      const changed = await api.patch('/v1/me/account', { name: 'Asha Other', language: 'hi' }, { ifMatch: 1 });
      expect([changed.status, changed.body]).toMatchObject([200, { name: 'Asha Other', language: 'hi', version: 2 }]);
      expect((await api.patch('/v1/me/account', { name: 'Stale' }, { ifMatch: 1 })).status).toBe(412);
      expect((await api.patch('/v1/me/account', { name: '' }, { ifMatch: 2 })).status).toBe(400);
      expect((await api.patch('/v1/me/account', { role: 'admin' }, { ifMatch: 2 })).status).toBe(400);
      expect((await api.get('/v1/me')).body).toMatchObject({ name: 'Asha Other', role: 'technician' });
    });

    it('takes a new password with the present one, and ends all else if the person wishes', async () => {
      const { api, email, token } = await loggedIn();
      const elsewhere = (await logInAs(config, email)).tokens.access_token;
      const change = (presentPassword: string, newPassword: string) => api.post('/v1/me/password', { presentPassword, newPassword, endOtherSessions: true });
      expect((await change('not the password', OTHER_PASSWORD)).status).toBe(409);
      expect((await change(PASSWORD, 'short')).status).toBe(409);
      expect((await change(PASSWORD, OTHER_PASSWORD)).status).toBe(204);
      expect([(await app.bearer(token).get('/v1/me')).status, (await app.bearer(elsewhere).get('/v1/me')).status]).toEqual([200, 401]);
      expect((await mailbox.take(email)).text).toContain('Your password was changed.');
      const begun = await begin(config);
      await begun.browser.logIn(email, PASSWORD);
      expect(begun.browser.status).toBe(401);
    });

    it('makes a guesser of the present password wait', async () => {
      const { api } = await loggedIn();
      const statuses: number[] = [];
      for (let number = 0; number < 7; number++)
        statuses.push((await api.post('/v1/me/password', { presentPassword: `guess ${number}`, newPassword: OTHER_PASSWORD })).status);
      expect([statuses[0], statuses.at(-1)]).toEqual([409, 429]);
      clock.forward(60);
    });

    it('sets an authenticator up with its first code, shows recovery codes once, and tells the person', async () => {
      const { api, email } = await loggedIn();
      const { answer } = await withAuthenticator(api);
      expect([answer.status, (answer.body as { codes: string[] }).codes.length]).toEqual([200, 10]);
      expect((await mailbox.take(email)).text).toContain('authenticator app was connected');
      expect((await api.get('/v1/me/second-factors')).body).toMatchObject({
        isRequired: false,
        authenticator: { createdAt: expect.any(String) },
        passkeys: [],
        recoveryCodesLeft: 10,
      });
      // The login that set it up had one factor: it may change nothing more of them.
      const refusal = await api.post('/v1/me/authenticator/remove');
      expect([refusal.status, refusal.headers['www-authenticate']]).toEqual([401, expect.stringContaining('insufficient_user_authentication')]);
      expect((await api.post('/v1/me/recovery-codes/renew')).status).toBe(401);
    });

    it('changes factors after a fresh login alone, with both of them; of an operator’s token never', async () => {
      const person = await loggedIn();
      const { authenticator } = await withAuthenticator(person.api);
      const begun = await begin(config, { prompt: 'login' });
      await begun.browser.logIn(person.email);
      await begun.browser.submit('/second-factor', { code: authenticator.code() });
      const strong = app.bearer((await exchange(begun, await begun.browser.submit('/consent').catch(() => begun.browser.at))).access_token);
      const renewed = await strong.post('/v1/me/recovery-codes/renew');
      expect([renewed.status, (renewed.body as { codes: string[] }).codes.length]).toEqual([200, 10]);
      expect((await strong.post('/v1/me/authenticator/remove')).status).toBe(204);
      expect((await strong.post('/v1/me/authenticator/remove')).status).toBe(409);
      expect((await strong.get('/v1/me/second-factors')).body).toMatchObject({ authenticator: null, recoveryCodesLeft: 0 });
      expect((await strong.post('/v1/me/recovery-codes/renew')).status).toBe(409);
      clock.forward(700);
      expect((await strong.post('/v1/me/authenticator/propose')).status).toBe(401);
      expect((await clinic.as('technician').post('/v1/me/authenticator/propose')).status).toBe(401);
      clock.forward(-700);
    });

    it('takes a ticket of this login and person alone, and the right code', async () => {
      const [one, other] = [await loggedIn(), await loggedIn()];
      const { secret, ticket } = (await one.api.post('/v1/me/authenticator/propose')).body as { secret: string; ticket: string };
      const code = new AuthenticatorApp(secret, clock).code();
      expect((await other.api.post('/v1/me/authenticator/confirm', { ticket, code })).status).toBe(409);
      expect((await one.api.post('/v1/me/authenticator/confirm', { ticket: 'AAAA', code })).status).toBe(409);
      expect((await one.api.post('/v1/me/authenticator/confirm', { ticket, code: '000000' })).status).toBe(409);
      expect((await one.api.get('/v1/me/second-factors')).body).toMatchObject({ authenticator: null, recoveryCodesLeft: 0 });
      expect((await one.api.post('/v1/me/authenticator/confirm', { ticket, code })).status).toBe(200);
    });

    it('is not open to a part of the role, nor to a system', async () => {
      const { email } = await somebody();
      const { tokens } = await logInAs(config, email, { scope: 'openid patient.read' });
      expect((await app.bearer(tokens.access_token).post('/v1/me/authenticator/propose')).status).toBe(403);
      expect((await app.bearer(tokens.access_token).post('/v1/me/password', { presentPassword: PASSWORD, newPassword: OTHER_PASSWORD })).status).toBe(403);
    });
  });

  describe('loses its factors by an admin', () => {
    it('who takes them away: audited, the person is told and logged out, and sets a new one up where one is required', async () => {
      const person = await loggedIn();
      await withAuthenticator(person.api);
      await mailbox.take(person.email);
      const path = `/v1/staff/${person.id}/second-factors`;
      expect((await clinic.as('admin').get(path)).body).toMatchObject({ authenticator: { createdAt: expect.any(String) }, recoveryCodesLeft: 10 });
      expect((await clinic.as('dermatologist').post(`${path}/remove`)).status).toBe(403);
      expect((await (await app.clinic()).as('admin').post(`${path}/remove`)).status).toBe(404);
      expect((await clinic.as('admin').post(`${path}/remove`)).status).toBe(204);
      expect((await app.bearer(person.token).get('/v1/me')).status).toBe(401);
      expect((await mailbox.take(person.email)).text).toContain('took away the second factors');
      const trail = await app.sql(
        'SELECT outcome FROM audit_events WHERE action = $1 AND actor_id = $2',
        ['second-factor.remove-all', clinic.staff.admin],
        clinic.id,
      );
      expect(trail).toEqual([{ outcome: 'success' }]);
      const begun = await begin(config, { prompt: 'login' });
      await begun.browser.logIn(person.email);
      expect(begun.browser.page).toContain('act for you');
    });
  });

  describe('on its pages', () => {
    it('is reached by a login, and shows the way to each part', async () => {
      const { email } = await somebody();
      const browser = await at('', email);
      expect([browser.status, new URL(browser.at).pathname]).toEqual([200, '/oauth/account']);
      for (const page of ['details', 'password', 'factors', 'sessions']) expect(browser.page).toContain(`/oauth/account/${page}`);
      const [, logOut] = />Log out</.test(browser.page) ? /href="([^"]*)">Log out</.exec(browser.page)! : [];
      await browser.open(new URL(logOut!.replaceAll('&amp;', '&'), url));
      expect(browser.page).toContain('Log out?');
      await browser.submit('/log-out/confirm', { logout: 'yes' });
      await at('', email, browser);
      await browser.open(`${url}/oauth/account?code=x&state=https://evil.example`);
      expect(new URL(browser.at).pathname).toBe('/oauth/account');
    });

    it('changes name and language', async () => {
      const { id, email } = await somebody();
      const browser = await at('/details', email);
      await browser.submit('/account/details', { name: '  ', language: 'hi' });
      expect(browser.status).toBe(400);
      await browser.submit('/account/details', { name: 'Asha <b>Other', language: 'hi' });
      expect([browser.status, browser.page.includes('<b>Other')]).toEqual([200, false]);
      expect(await app.sql('SELECT name FROM staff WHERE id = $1', [id], clinic.id)).toEqual([{ name: 'Asha <b>Other' }]);
    });

    it('changes the password, and ends all else', async () => {
      const person = await loggedIn();
      const elsewhere = (await logInAs(config, person.email)).tokens.access_token;
      const browser = await at('/password', person.email, person.browser);
      await browser.submit('/account/password', { present: 'not the password', password: OTHER_PASSWORD, again: OTHER_PASSWORD });
      expect(browser.status).toBe(401);
      await browser.submit('/account/password', { present: PASSWORD, password: OTHER_PASSWORD, again: PASSWORD });
      expect(browser.status).toBe(400);
      await browser.submit('/account/password', { present: PASSWORD, password: OTHER_PASSWORD, again: OTHER_PASSWORD, others: 'yes' });
      expect([browser.status, browser.page.includes('Your password is changed')]).toEqual([200, true]);
      expect([(await app.bearer(person.token).get('/v1/me')).status, (await app.bearer(elsewhere).get('/v1/me')).status]).toEqual([200, 401]);
      await browser.open(`${url}/oauth/account/sessions`);
      expect(new URL(browser.at).pathname).toBe('/oauth/account/sessions');
    });

    it('sets an authenticator up after a fresh login, shows the codes once, and removes it after one with both factors', async () => {
      const { email } = await somebody();
      const browser = await at('/factors', email);
      expect(browser.page).toContain('with your password alone');
      await browser.open(`${url}/oauth/account/factors/authenticator`);
      const authenticator = AuthenticatorApp.from(browser.page, clock);
      await browser.submit('/factors/authenticator', { code: authenticator.code() });
      expect(codesOn(browser.page).length).toBe(10);
      await browser.submit('/account/factors');
      expect(browser.page).toContain('10 codes are left');
      clock.forward(60);
      await browser.submit('/factors/remove', { factor: 'authenticator' });
      expect(browser.page).toContain('type="password"');
      await browser.logIn(email);
      await browser.submit('/second-factor', { code: authenticator.code() });
      expect(new URL(browser.at).pathname).toBe('/oauth/account/factors');
      await browser.submit('/factors/remove', { factor: 'authenticator' });
      expect(browser.page).toContain('with your password alone');
    });

    it('keeps the last factor of somebody who needs one', async () => {
      const own = await app.clinic();
      const email = `account-${++made}@example.test`;
      const id = await addStaff(app.owner, { clinicId: own.id, role: 'technician', name: 'Asha Example', email });
      await setPassword(app.owner, [{ clinicId: own.id, id }], PASSWORD);
      await requireSecondFactor(own, ['technician']);
      const browser = await at('/factors', email);
      await browser.open(`${browser.at.replace(/\/set-up.*/, '')}/set-up/authenticator`);
      await browser.submit('/set-up/authenticator', { code: AuthenticatorApp.from(browser.page, clock).code() });
      await browser.submit('/set-up/done');
      expect(browser.page).toContain('requires a second factor of your role');
      await browser.submit('/factors/remove', { factor: 'authenticator' });
      expect([browser.status, browser.page.includes('set another one up first')]).toEqual([409, true]);
    });

    it('lists sessions, and ends one', async () => {
      const person = await loggedIn();
      const browser = await at('/sessions', person.email);
      expect(browser.page).toContain('front-end-');
      const session = /front-end-[\s\S]*?name="session" value="([^"]*)"/.exec(browser.page)![1]!;
      await browser.submit('/account/sessions', { session });
      expect((await app.bearer(person.token).get('/v1/me')).status).toBe(401);
    });

    it('takes no form of a page of somebody else, nor one without the token of the session', async () => {
      const { id, email } = await somebody();
      const browser = await at('/details', email);
      await browser.submit('/account/details', { name: 'Evil' }, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' });
      expect(browser.status).toBe(403);
      await browser.open(`${url}/oauth/account/details`);
      await browser.submit('/account/details', { name: 'Evil', token: 'x' });
      await browser.open(`${url}/oauth/account/details`);
      const other = await at('/details', (await somebody()).email);
      const token = /name="token" value="([^"]*)"/.exec(other.page)![1]!;
      await browser.submit('/account/details', { name: 'Evil', token });
      expect(await app.sql('SELECT name FROM staff WHERE id = $1', [id], clinic.id)).toEqual([{ name: 'Asha Example' }]);
    });
  });
});
