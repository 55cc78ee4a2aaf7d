/** One-time codes and recovery codes at the login: set up where the clinic requires it, used, refused. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import { setPassword } from '../../../src/authorization/index.js';
import { addStaff } from '../../../src/clinic/index.js';
import type { TestApp, TestClinic } from '../../support/app.js';
import { aFrontEnd, begin, Browser, discover, exchange, PASSWORD, startListening, type Begun } from '../../support/log-in.js';
import { linkIn, Mailbox } from '../../support/mailbox.js';
import { codesOn, ForwardClock, requireSecondFactor, setUpAuthenticator, type AuthenticatorApp } from '../../support/second-factor.js';

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;

interface Person {
  id: string;
  email: string;
  app: AuthenticatorApp;
  codes: string[];
}

describe('a second factor', () => {
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
    await requireSecondFactor(clinic, ['dermatologist']);
  });
  afterAll(async () => {
    await app.stop();
    await mailbox.close();
  });

  const somebody = async (role: 'dermatologist' | 'technician' = 'dermatologist', of = clinic): Promise<{ id: string; email: string }> => {
    const email = `factor-${++made}@example.test`;
    const id = await addStaff(app.owner, { clinicId: of.id, role, name: 'Asha Example', email });
    await setPassword(app.owner, [{ clinicId: of.id, id }], PASSWORD);
    return { id, email };
  };
  const withPassword = async (email: string, settings: Record<string, string> = {}, browser = new Browser()): Promise<Begun> => {
    const begun = await begin(config, { prompt: 'login', ...settings }, browser);
    await begun.browser.logIn(email);
    return begun;
  };
  const ended = async (begun: Begun) => exchange(begun, begun.browser.page.includes('/consent"') ? await begun.browser.submit('/consent') : begun.browser.at);
  /** Somebody who has set one up, at the login that required it; a minute later, so that the code is used and over. */
  const equipped = async (): Promise<Person> => {
    const person = await somebody();
    const begun = await withPassword(person.email);
    const { app: authenticator, codes } = await setUpAuthenticator(begun.browser, clock);
    await mailbox.take(person.email);
    clock.forward(60);
    return { ...person, app: authenticator, codes };
  };
  const me = (token: string) => app.bearer(token).get('/v1/me');
  const isThrough = ({ browser }: Begun): boolean => browser.page.includes('act for you');

  it('is set up during the login of somebody whose role requires one: with a picture, a key to type, and ten recovery codes, before any token is given', async () => {
    const { id, email } = await somebody();
    const begun = await withPassword(email);
    expect([new URL(begun.browser.at).pathname.endsWith('/set-up'), begun.browser.page.includes('Set up a second factor')]).toEqual([true, true]);
    // A server that is reached by a number can take no passkey.
    expect(begun.browser.page).not.toContain('/set-up/passkey');
    await begun.browser.open(`${begun.browser.at}/authenticator`);
    expect(begun.browser.page).toMatch(/<svg class="qr" role="img"/);
    expect(begun.browser.page).toMatch(/class="key">([A-Z2-7]{4} ){7}[A-Z2-7]{4}</);
    await begun.browser.submit('/set-up/authenticator', { code: '000000' });
    expect([begun.browser.status, begun.browser.page.includes('role="alert"')]).toEqual([400, true]);
    const key = /class="key">([^<]*)</.exec(begun.browser.page)![1];
    const again = await setUpAuthenticator(begun.browser, clock);
    expect(again.app.secret).not.toBe(key!.replaceAll(' ', ''));
    expect(again.codes.length).toBe(10);
    expect(codesOn(begun.browser.page)).toEqual(again.codes);
    await begun.browser.submit('/set-up/done');
    const tokens = await ended(begun);
    expect(tokens.claims()).toMatchObject({ acr: 'aal2', amr: ['pwd', 'otp', 'mfa'], auth_time: expect.any(Number) });
    expect(claimsOf(tokens.access_token)).toMatchObject({ acr: 'aal2', amr: ['pwd', 'otp', 'mfa'], auth_time: expect.any(Number) });
    expect((await me(tokens.access_token)).body).toMatchObject({ id });
    expect((await client.refreshTokenGrant(config, tokens.refresh_token!)).claims()).toMatchObject({ amr: ['pwd', 'otp', 'mfa'] });
    expect((await mailbox.take(email)).text).toContain('authenticator app was connected');
    const { rows } = await app.owner.query<{ secret: Buffer }>('SELECT secret FROM login_authenticators WHERE staff_id = $1', [id]);
    expect(rows[0]!.secret.toString('latin1')).not.toContain(again.app.secret);
    expect(app.log.join('')).not.toContain(again.app.secret);
    for (const code of again.codes) expect(app.log.join('')).not.toContain(code);
  });

  it('is left alone where nobody asks: the password is enough, and the token says so', async () => {
    const { email } = await somebody('technician');
    const tokens = await ended(await withPassword(email));
    expect(tokens.claims()).toMatchObject({ acr: 'aal1', amr: ['pwd'] });
    expect((await me(tokens.access_token)).status).toBe(200);
  });

  it('is asked for by the application, with acr_values: who has none sets one up, and a session with less logs in again', async () => {
    const { email } = await somebody('technician');
    const browser = new Browser();
    await ended(await withPassword(email, {}, browser));
    const begun = await begin(config, { acr_values: 'aal2' }, browser);
    expect(begun.browser.page).toContain('type="password"');
    await begun.browser.logIn(email);
    await setUpAuthenticator(begun.browser, clock);
    await begun.browser.submit('/set-up/done');
    expect((await ended(begun)).claims()).toMatchObject({ acr: 'aal2' });
    const after = await begin(config, { acr_values: 'aal2' }, browser);
    expect((await exchange(after, after.browser.at)).claims()).toMatchObject({ acr: 'aal2' });
    const fresh = await begin(config, { acr_values: 'aal2 aal1', max_age: '0' }, browser);
    expect(fresh.browser.page).toContain('type="password"');
  });

  describe('that somebody has', () => {
    it('is asked for at each login, and each code lets in once', async () => {
      const person = await equipped();
      const first = await withPassword(person.email);
      expect(first.browser.page).toContain('six digits');
      const code = person.app.code();
      await first.browser.submit('/second-factor', { code });
      expect(isThrough(first)).toBe(true);
      const second = await withPassword(person.email);
      await second.browser.submit('/second-factor', { code });
      expect([second.browser.status, second.browser.page.includes('is not right, or was used already')]).toEqual([401, true]);
      clock.forward(30);
      await second.browser.submit('/second-factor', { code: person.app.code() });
      expect(isThrough(second)).toBe(true);
    });

    it('of two logins with one code at the same moment lets one in', async () => {
      const person = await equipped();
      const all = await Promise.all([1, 2, 3].map(() => withPassword(person.email)));
      const code = person.app.code();
      await Promise.all(all.map(({ browser }) => browser.submit('/second-factor', { code })));
      expect(all.filter(isThrough).length).toBe(1);
    });

    it('may be half a minute late or early, and no more', async () => {
      const person = await equipped();
      const begun = await withPassword(person.email);
      for (const [later, status] of [
        [-90, 401],
        [90, 401],
      ] as const) {
        await begun.browser.submit('/second-factor', { code: person.app.code(later) });
        expect([later, begun.browser.status]).toEqual([later, status]);
      }
      await begun.browser.submit('/second-factor', { code: person.app.code(-30) });
      expect(isThrough(begun)).toBe(true);
      const second = await withPassword(person.email);
      await second.browser.submit('/second-factor', { code: person.app.code(30) });
      expect(isThrough(second)).toBe(true);
      // What came before the one that was used is over too.
      const third = await withPassword(person.email);
      await third.browser.submit('/second-factor', { code: person.app.code() });
      expect(third.browser.status).toBe(401);
    });

    it.each(['', '12345', 'abcdef', '１２３４５６', '000000 OR 1=1', 'x'.repeat(50)])('is not %j', async (code) => {
      const person = await equipped();
      const begun = await withPassword(person.email);
      await begun.browser.submit('/second-factor', { code });
      expect([begun.browser.status, isThrough(begun)]).toEqual([401, false]);
    });

    it('is not that of another person, nor their recovery code', async () => {
      const [one, other] = [await equipped(), await equipped()];
      const begun = await withPassword(one.email);
      await begun.browser.submit('/second-factor', { code: other.app.code() });
      expect(begun.browser.status).toBe(401);
      await begun.browser.open(begun.browser.at.replace(/\/second-factor.*/, '/second-factor/recovery-code'));
      await begun.browser.submit('/recovery-code', { code: other.codes[0]! });
      expect(begun.browser.status).toBe(401);
      const theirs = await withPassword(other.email);
      await theirs.browser.submit('/second-factor', { code: other.app.code() });
      expect(isThrough(theirs)).toBe(true);
    });

    it('makes a guesser wait longer and longer, and the person in the browser that they know go on', async () => {
      const person = await equipped();
      const known = await withPassword(person.email);
      await known.browser.submit('/second-factor', { code: person.app.code() });
      clock.forward(60);
      const guesser = await withPassword(person.email);
      const statuses: number[] = [];
      for (let number = 0; number < 7; number++) {
        await guesser.browser.submit('/second-factor', { code: String(100_000 + number) });
        statuses.push(guesser.browser.status);
      }
      expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429]);
      expect(Number(guesser.browser.headers.get('retry-after'))).toBeGreaterThan(0);
      await guesser.browser.submit('/second-factor', { code: person.app.code() });
      expect(guesser.browser.status).toBe(429);
      const own = await withPassword(person.email, {}, known.browser);
      await own.browser.submit('/second-factor', { code: person.app.code() });
      expect(isThrough(own)).toBe(true);
      clock.forward(3_600);
    });

    it('cannot be gone around: not by the pages that set one up, nor by those that end the login, nor in another login or browser', async () => {
      const person = await equipped();
      const begun = await withPassword(person.email);
      const home = begun.browser.at.replace(/\/second-factor.*/, '');
      for (const page of ['/set-up', '/set-up/authenticator', '/set-up/passkey']) {
        await begun.browser.open(home + page);
        expect([page, begun.browser.page.includes('type="password"')]).toEqual([page, true]);
      }
      for (const page of ['/set-up/authenticator', '/set-up/done', '/set-up/passkey']) {
        await begun.browser.post(new URL(home + page), { code: person.app.code(), ticket: 'AAAA', answer: '{}' });
        expect([page, isThrough(begun)]).toEqual([page, false]);
      }
      await begun.browser.post(new URL(`${home}/consent`), {});
      expect(isThrough(begun)).toBe(false);
      const other = await begin(config, { prompt: 'login' });
      await other.browser.post(new URL(`${other.browser.at}/second-factor`), { code: person.app.code() });
      expect(other.browser.page).toContain('type="password"');
      const stranger = new Browser();
      await stranger.open(`${home}/second-factor`);
      expect(stranger.status).toBe(400);
    });

    it('whose page a page of somebody else sends is refused', async () => {
      const person = await equipped();
      const begun = await withPassword(person.email);
      await begun.browser.submit('/second-factor', { code: person.app.code() }, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' });
      expect(begun.browser.status).toBe(403);
    });

    it('does not change what a wrong password is told: nobody learns who has one', async () => {
      const plain = ({ browser }: Begun) => browser.page.replaceAll(/value="[^"]*"|interaction\/[\w-]+/g, '');
      const answers: [number, string][] = [];
      for (const email of [(await equipped()).email, (await somebody('technician')).email, 'nobody-at-all@example.test']) {
        const begun = await begin(config, { prompt: 'login' });
        await begun.browser.logIn(email, 'not the password');
        answers.push([begun.browser.status, plain(begun)]);
      }
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]![0]).toBe(401);
    });
  });

  it('is asked for after a forgotten password too: the link logs nobody in, and changes the password alone', async () => {
    const person = await equipped();
    const browser = new Browser();
    await browser.open(`${url}/oauth/recovery`);
    await browser.submit('/oauth/recovery', { email: person.email });
    await browser.open(linkIn(await mailbox.take(person.email)));
    const password = 'seven grey herons at noon';
    await browser.submit('/oauth/password', { password, again: password });
    expect([browser.status, browser.page.includes('Your password is saved')]).toEqual([200, true]);
    const begun = await begin(config, {}, browser);
    expect(begun.browser.page).toContain('type="password"');
    await begun.browser.logIn(person.email, password);
    expect([begun.browser.page.includes('six digits'), isThrough(begun)]).toEqual([true, false]);
    await begun.browser.submit('/second-factor', { code: person.app.code() });
    expect(isThrough(begun)).toBe(true);
  });

  describe('that is lost', () => {
    const atRecoveryCode = async (email: string): Promise<Begun> => {
      const begun = await withPassword(email);
      await begun.browser.open(`${begun.browser.at}/recovery-code`);
      return begun;
    };
    const withRecoveryCode = async (email: string, code: string): Promise<Begun> => {
      const begun = await atRecoveryCode(email);
      await begun.browser.submit('/recovery-code', { code });
      return begun;
    };

    it('is replaced by a recovery code, once each, however it is typed; the person is told, and how many are left', async () => {
      const person = await equipped();
      const first = await withRecoveryCode(person.email, person.codes[0]!.toUpperCase().replaceAll('-', ' '));
      expect((await ended(first)).claims()).toMatchObject({ acr: 'aal2', amr: ['pwd', 'otp', 'mfa'] });
      expect((await mailbox.take(person.email)).text).toContain('9 codes are left');
      expect((await withRecoveryCode(person.email, person.codes[0]!)).browser.status).toBe(401);
      expect(isThrough(await withRecoveryCode(person.email, person.codes[1]!))).toBe(true);
    });

    it('of two logins with one recovery code at the same moment lets one in', async () => {
      const person = await equipped();
      // What the tests before failed at, from the same address, is forgotten after a day.
      clock.forward(86_400);
      const all = [await atRecoveryCode(person.email), await atRecoveryCode(person.email), await atRecoveryCode(person.email)];
      await Promise.all(all.map(({ browser }) => browser.submit('/recovery-code', { code: person.codes[3]! })));
      expect(all.filter(isThrough).length).toBe(1);
    });

    it('keeps the recovery codes as keyed hashes alone', async () => {
      const person = await equipped();
      const { rows } = await app.owner.query<{ all: string }>('SELECT json_agg(c)::text AS all FROM login_recovery_codes c WHERE staff_id = $1', [person.id]);
      for (const code of person.codes) {
        expect(rows[0]!.all).not.toContain(code);
        // A hash without the key would be found by trying.
        for (const text of [code, code.replaceAll('-', '')]) expect(rows[0]!.all).not.toContain(createHash('sha256').update(text).digest('hex'));
      }
    });
  });

  describe('that the clinic begins to require', () => {
    it('ends what was begun without one, at once: tokens, refresh tokens and the session in the browser; what had one goes on', async () => {
      const own = await app.clinic();
      const ours = await discover(url, await aFrontEnd(app, own));
      const log = async (email: string, settings: Record<string, string>) => {
        const begun = await begin(ours, { prompt: 'login', ...settings });
        await begun.browser.logIn(email);
        return begun;
      };
      const [weak, strong] = [await somebody('technician', own), await somebody('technician', own)];
      const before = await log(weak.email, {});
      const weakTokens = await ended(before);
      const strongLogIn = await log(strong.email, { acr_values: 'aal2' });
      await setUpAuthenticator(strongLogIn.browser, clock);
      await strongLogIn.browser.submit('/set-up/done');
      const strongTokens = await ended(strongLogIn);
      expect([(await me(weakTokens.access_token)).status, (await me(strongTokens.access_token)).status]).toEqual([200, 200]);

      await requireSecondFactor(own, ['technician']);
      expect([(await me(weakTokens.access_token)).status, (await me(strongTokens.access_token)).status]).toEqual([401, 200]);
      const refresh = (token: string) =>
        client.refreshTokenGrant(ours, token).then(
          () => 'refreshed',
          (error: { error?: string }) => error.error,
        );
      expect([await refresh(weakTokens.refresh_token!), await refresh(strongTokens.refresh_token!)]).toEqual(['invalid_grant', 'refreshed']);
      const again = await begin(ours, {}, before.browser);
      expect(again.browser.page).toContain('type="password"');
      const same = await begin(ours, {}, strongLogIn.browser);
      expect((await exchange(same, same.browser.at)).claims()).toMatchObject({ acr: 'aal2' });
      // An operator's token is no login.
      expect((await own.as('technician').get('/v1/me')).status).toBe(200);
      const silent = await begin(ours, { prompt: 'none' }, before.browser);
      expect(new URL(silent.browser.at).searchParams.get('error')).toBe('login_required');
    });

    it('is said by an admin alone, of this clinic alone, and by roles that there are', async () => {
      const other = await app.clinic();
      const put = (as: 'admin' | 'dermatologist', body: object) => other.as(as).put('/v1/clinic/second-factor', body, { ifMatch: 0 });
      expect((await put('dermatologist', { requiredFor: ['admin'] })).status).toBe(403);
      expect((await put('admin', { requiredFor: ['owner'] })).status).toBe(400);
      expect((await put('admin', {})).status).toBe(400);
      expect((await other.as('admin').get('/v1/clinic/second-factor')).body).toEqual({ requiredFor: [], version: 0 });
      expect((await put('admin', { requiredFor: ['technician', 'admin'] })).body).toEqual({ requiredFor: ['admin', 'technician'], version: 1 });
      expect((await put('admin', { requiredFor: [] })).status).toBe(412);
      expect((await clinic.as('admin').get('/v1/clinic/second-factor')).body).toMatchObject({ requiredFor: ['dermatologist'] });
    });
  });

  it('stands in the audit trail', async () => {
    const person = await equipped();
    const begun = await withPassword(person.email);
    await begun.browser.submit('/second-factor', { code: '000000' });
    await begun.browser.submit('/second-factor', { code: person.app.code() });
    const trail = await app.sql('SELECT action, outcome FROM audit_events WHERE actor_id = $1 ORDER BY id', [person.id], clinic.id);
    expect(trail).toEqual([
      { action: 'second-factor.add', outcome: 'success' },
      { action: 'log-in', outcome: 'refused' },
      { action: 'log-in', outcome: 'success' },
    ]);
  });
});
