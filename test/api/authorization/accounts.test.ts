import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addStaff } from '../../../src/clinic/index.js';
import { setPassword } from '../../../src/authorization/index.js';
import { Clock } from '../../../src/kernel/clock.js';
import type { TestApp, TestClinic } from '../../support/app.js';
import { aFrontEnd, begin, Browser, discover, emailOf, exchange, givePasswords, logInAs, PASSWORD, startListening } from '../../support/log-in.js';
import { linkIn, Mailbox } from '../../support/mailbox.js';

/** Goes as the machine's, and can be put forward. */
class TestClock extends Clock {
  private ahead = 0;
  override now(): Date {
    return new Date(Date.now() + this.ahead);
  }
  forward(seconds: number): void {
    this.ahead += seconds * 1000;
  }
}

const OTHER_PASSWORD = 'seven grey herons at noon';

describe('a person of the clinic', () => {
  const clock = new TestClock();
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  let mailbox: Mailbox;
  let made = 0;

  beforeAll(async () => {
    mailbox = await Mailbox.open();
    ({ app, url } = await startListening({ clock, mail: { smtpUrl: mailbox.url, from: 'Hair Clinic <no-reply@clinic.example>' } }));
    clinic = await app.clinic({ name: 'Hair Clinic' });
  });
  afterAll(async () => {
    await app.stop();
    await mailbox.close();
  });

  const somebody = async (of = clinic, email = `person-${++made}@example.test`): Promise<{ id: string; email: string }> => ({
    id: await addStaff(app.owner, { clinicId: of.id, role: 'technician', name: 'Ravi Example', email }),
    email,
  });
  const withPassword = async (): Promise<{ id: string; email: string }> => {
    const person = await somebody();
    await setPassword(app.owner, [{ clinicId: clinic.id, id: person.id }], PASSWORD);
    return person;
  };
  const invite = (id: string, body: object = {}) => clinic.as('admin').post(`/v1/staff/${id}/invitations`, body);
  const choose = async (link: string, password: string, again = password): Promise<Browser> => {
    const browser = new Browser();
    await browser.open(link);
    await browser.submit('/oauth/password', { password, again });
    return browser;
  };
  const config = async () => discover(url, await aFrontEnd(app, clinic));
  const tries = async (email: string, password: string, browser = new Browser()): Promise<Browser> => {
    const begun = await begin(await config(), { prompt: 'login' }, browser);
    await begun.browser.logIn(email, password);
    return begun.browser;
  };

  describe('is invited', () => {
    it('by an admin, chooses a password with the link, once, and logs in', async () => {
      const { id, email } = await somebody();
      const answer = await invite(id);
      expect([answer.status, answer.body]).toEqual([201, { staffId: id, email, expiresAt: expect.any(String) }]);
      const mail = await mailbox.take(email);
      expect([mail.subject, mail.from?.text, mail.headers.get('content-language')]).toEqual([
        'Your account at Hair Clinic',
        '"Hair Clinic" <no-reply@clinic.example>',
        'en',
      ]);
      expect(mail.text).toContain('Dear Ravi Example');
      const done = await choose(linkIn(mail), OTHER_PASSWORD);
      expect([done.status, done.page.includes('Your password is saved')]).toEqual([200, true]);
      const { tokens } = await logInAs(await config(), email, {}, new Browser()).catch(() => ({ tokens: null }));
      expect(tokens).toBeNull();
      expect((await tries(email, OTHER_PASSWORD)).page).toContain('act for you');
      expect((await choose(linkIn(mail), PASSWORD).catch(() => null))?.status ?? 410).toBe(410);
    });

    it('in Hindi', async () => {
      const { id, email } = await somebody();
      await invite(id, { language: 'hi' });
      const mail = await mailbox.take(email);
      expect([mail.subject, mail.headers.get('content-language'), mail.text?.includes('प्रिय Ravi Example')]).toEqual(['Hair Clinic में आपका खाता', 'hi', true]);
    });

    it('again: the link before is good no more', async () => {
      const { id, email } = await somebody();
      await invite(id);
      const first = linkIn(await mailbox.take(email));
      await invite(id);
      const second = linkIn(await mailbox.take(email));
      const browser = new Browser();
      await browser.open(first);
      expect(browser.status).toBe(410);
      expect((await choose(second, OTHER_PASSWORD)).status).toBe(200);
    });

    it('and comes too late', async () => {
      const { id, email } = await somebody();
      await invite(id);
      const link = linkIn(await mailbox.take(email));
      await app.owner.query(`UPDATE login_links SET expires_at = now() - interval '1 second' WHERE staff_id = $1`, [id]);
      const browser = new Browser();
      await browser.open(link);
      expect(browser.status).toBe(410);
    });

    it('but not by anybody else, into another clinic, or after leaving', async () => {
      const { id } = await somebody();
      expect((await clinic.as('dermatologist').post(`/v1/staff/${id}/invitations`, {})).status).toBe(403);
      const other = await app.clinic();
      expect((await other.as('admin').post(`/v1/staff/${id}/invitations`, {})).status).toBe(404);
      await clinic.as('admin').patch(`/v1/staff/${id}`, { status: 'inactive' }, { ifMatch: 1 });
      expect((await invite(id)).status).toBe(409);
    });

    it('and the link is kept as a hash alone', async () => {
      const { id, email } = await somebody();
      await invite(id);
      const token = new URL(linkIn(await mailbox.take(email))).searchParams.get('link')!;
      expect(Buffer.from(token, 'base64url').toString('base64url').length).toBeGreaterThanOrEqual(43);
      const { rows } = await app.owner.query<{ all: string }>('SELECT json_agg(l)::text AS all FROM login_links l');
      expect([rows[0]!.all.includes(token), app.log.join().includes(token)]).toEqual([false, false]);
    });
  });

  describe('chooses a password', () => {
    it.each([
      ['too short', 'short', 'The password is too short.'],
      ['one character too short', 'eleven char', 'The password is too short.'],
      ['one character too long', 'owl '.repeat(64) + 'x', 'The password is too long.'],
      ['common', 'passwordpassword', 'Many people use this password'],
      ['common but for digits and signs', 'Password-123456!', 'Many people use this password'],
      ['letters over and over', 'aaaaaaaaaaaaaaaa', 'Many people use this password'],
      ['their own name', 'ravi example', 'little more than your name'],
      ['their own address', 'special-address', 'little more than your name'],
      ['the name of the clinic', 'hair-clinic-26', 'little more than your name'],
    ])('that is %s: it is refused, and why is said', async (what, password, why) => {
      const { id, email } = await somebody(clinic, what === 'their own address' ? 'special-address@example.test' : undefined);
      await invite(id);
      const link = linkIn(await mailbox.take(email));
      const browser = await choose(link, password);
      expect([browser.status, browser.page.includes(why)]).toEqual([400, true]);
      expect((await choose(link, OTHER_PASSWORD)).status).toBe(200);
    });

    it.each([
      ['twelve characters', 'twelve chars', ['TWELVE CHARS', 'twelve char']],
      ['256 characters, of which the last one counts', `${'owl '.repeat(63)}one.`, [`${'owl '.repeat(63)}one`]],
      ['one kind of character alone, with spaces at both ends', ' manyheronsatnoon ', ['manyheronsatnoon']],
      ['another script, signs and pictures', `पुल के नीचे <b>&amp;"'%00\\u2028 🦉🦉`, []],
    ])('of %s: it is taken, and compared as it was typed, whole and in its case', async (_what, password, others) => {
      clock.forward(86_400);
      const { id, email } = await somebody();
      await invite(id);
      expect((await choose(linkIn(await mailbox.take(email)), password)).status).toBe(200);
      expect((await tries(email, password)).page).toContain('act for you');
      for (const other of others) expect([other, (await tries(email, other)).status]).toEqual([other, 401]);
      clock.forward(86_400);
    });

    it('with letters that keyboards compose differently: each of them lets in', async () => {
      const { id, email } = await somebody();
      await invite(id);
      expect((await choose(linkIn(await mailbox.take(email)), 'Zoë naïve café über'.normalize('NFD'))).status).toBe(200);
      expect((await tries(email, 'Zoë naïve café über'.normalize('NFC'))).page).toContain('act for you');
    });

    it('that is good for years: it does not expire', async () => {
      const { id, email } = await withPassword();
      await app.owner.query(`UPDATE login_accounts SET password_set_at = now() - interval '10 years' WHERE staff_id = $1`, [id]);
      expect((await tries(email, PASSWORD)).page).toContain('act for you');
    });

    it('in fields that are masked and known to password managers, on pages without a script; none asks for a hint', async () => {
      const { id, email } = await somebody();
      await invite(id);
      const invited = new Browser();
      await invited.open(linkIn(await mailbox.take(email)));
      const forgotten = new Browser();
      await forgotten.open(`${url}/oauth/recovery`);
      const logIn = (await begin(await config(), { prompt: 'login' })).browser;
      const own = new Browser();
      await own.open(`${url}/oauth/account/password`);
      await own.logIn((await withPassword()).email);
      const listFields = ({ page }: Browser): string[] =>
        [...page.matchAll(/<input\s[^>]*>/g)]
          .map(([field]) => new Map([...field.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!] as const)))
          .filter((field) => field.get('type') !== 'hidden')
          .map((field) => [field.get('name'), field.get('type'), field.get('autocomplete')].join(' '));
      expect(listFields(logIn)).toEqual(['email email username', 'password password current-password']);
      expect(listFields(invited)).toEqual(['password password new-password', 'again password new-password']);
      expect(listFields(own)).toEqual([
        'present password current-password',
        'password password new-password',
        'again password new-password',
        'others checkbox ',
      ]);
      expect(listFields(forgotten)).toEqual(['email email username']);
      for (const { page, headers } of [logIn, invited, own, forgotten]) {
        expect(page).not.toMatch(/<script|\son[a-z]+=|readonly/i);
        const policy = headers.get('content-security-policy');
        expect(policy).toContain("default-src 'none'");
        expect(policy).not.toMatch(/script-src[^;]*('self'|'unsafe|'sha|https?:|\*)/);
      }
    });

    it('twice differently: it is refused', async () => {
      const { id, email } = await somebody();
      await invite(id);
      const browser = await choose(linkIn(await mailbox.take(email)), OTHER_PASSWORD, PASSWORD);
      expect([browser.status, browser.page.includes('The two passwords differ.')]).toEqual([400, true]);
    });

    it('that is kept by argon2id', async () => {
      await withPassword();
      const { rows } = await app.owner.query<{ hash: string }>('SELECT password_hash AS hash FROM login_accounts LIMIT 1');
      expect(rows[0]!.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    });
  });

  describe('has forgotten the password', () => {
    const recover = async (email: string): Promise<Browser> => {
      const browser = new Browser();
      await browser.open(`${url}/oauth/recovery`);
      await browser.submit('/oauth/recovery', { email });
      return browser;
    };

    it('gets a link by e-mail, chooses a new one, and is logged out everywhere', async () => {
      const { email } = await withPassword();
      const before = await logInAs(await config(), email);
      const page = await recover(email);
      expect(page.page).toContain('Look into your mailbox');
      const mail = await mailbox.take(email);
      expect(mail.subject).toBe('A new password for Hair Clinic');
      expect((await choose(linkIn(mail), OTHER_PASSWORD)).status).toBe(200);
      expect((await app.bearer(before.tokens.access_token).get('/v1/me')).status).toBe(401);
      expect((await tries(email, PASSWORD)).status).toBe(401);
      expect((await tries(email, OTHER_PASSWORD)).page).toContain('act for you');
    });

    it('and a stranger learns nothing of who works here', async () => {
      mailbox.mails.splice(0);
      const { email } = await withPassword();
      const [known, unknown] = [await recover(email), await recover('stranger@example.test')];
      expect([unknown.status, unknown.page]).toEqual([known.status, known.page]);
      await mailbox.take(email);
      expect(mailbox.mails).toEqual([]);
    });

    it('and nobody fills the mailbox', async () => {
      const { email } = await withPassword();
      for (let number = 0; number < 8; number++) await recover(email);
      for (let number = 0; number < 4; number++) await mailbox.take(email);
      const asked = await recover('end-of-this-test@example.test');
      expect(asked.status).toBe(200);
      expect(mailbox.mails.length).toBeLessThan(2);
    });
  });

  describe('logs in', () => {
    it('where wrong addresses and wrong passwords are answered alike', async () => {
      const { email } = await withPassword();
      const wrong = await tries(email, 'not the password');
      const unknown = await tries('nobody@example.test', 'not the password');
      const uninvited = await tries((await somebody()).email, 'not the password');
      const plain = ({ page }: Browser) => page.replaceAll(/value="[^"]*"|interaction\/[\w-]+/g, '');
      expect([unknown.status, plain(unknown), uninvited.status]).toEqual([wrong.status, plain(wrong), 401]);
      expect(plain(uninvited)).toBe(plain(wrong));
    });

    it('and stands in the audit trail, and so do those who try', async () => {
      const { id, email } = await withPassword();
      await tries(email, 'not the password');
      await tries(email, PASSWORD);
      const trail = await app.sql('SELECT action, outcome FROM audit_events WHERE actor_id = $1 ORDER BY id', [id], clinic.id);
      expect(trail).toEqual([
        { action: 'log-in', outcome: 'refused' },
        { action: 'log-in', outcome: 'success' },
      ]);
    });

    it('while a guesser has to wait longer and longer, and is never let in faster by trying at once', async () => {
      const { email } = await withPassword();
      const outcomes: number[] = [];
      for (let number = 0; number < 7; number++) outcomes.push((await tries(email, `guess number ${number}`)).status);
      expect(outcomes).toEqual([401, 401, 401, 401, 401, 401, 429]);
      const waiting = await tries(email, PASSWORD);
      expect([waiting.status, Number(waiting.headers.get('retry-after')) > 0]).toEqual([429, true]);
      clock.forward(60);
      const burst = await Promise.all([1, 2, 3, 4, 5].map((number) => tries(email, `burst ${number}`)));
      expect(burst.map((browser) => browser.status).sort()).toEqual([401, 429, 429, 429, 429]);
      clock.forward(60);
      expect((await tries(email, PASSWORD)).page).toContain('act for you');
    });

    it('from a browser that they know, whoever guesses elsewhere', async () => {
      const { email } = await withPassword();
      const known = new Browser();
      await tries(email, PASSWORD, known);
      for (let number = 0; number < 7; number++) await tries(email, `guess number ${number}`);
      expect((await tries(email, PASSWORD)).status).toBe(429);
      expect((await tries(email, PASSWORD, known)).page).toContain('act for you');
      clock.forward(3_600);
    });
  });

  it('who works for two clinics chooses, and acts for that one alone', async () => {
    const second = await app.clinic({ name: 'Second Clinic' });
    const email = `both-${++made}@example.test`;
    const [here, there] = [await somebody(clinic, email), await somebody(second, email)];
    await setPassword(app.owner, [{ clinicId: clinic.id, id: here.id }], PASSWORD);
    await setPassword(app.owner, [{ clinicId: second.id, id: there.id }], PASSWORD);
    const docs = await discover(url, 'hairline-docs');
    const begun = await begin(docs, { redirect_uri: `${url}/docs/oauth2-redirect.html` });
    await begun.browser.logIn(email);
    expect(begun.browser.page).toContain('Which clinic do you work for now?');
    const stranger = await somebody(await app.clinic());
    await begun.browser.submit('/clinic', { staff: stranger.id });
    expect(begun.browser.status).toBe(401);
    await begun.browser.logIn(email);
    const back = await begun.browser.submit('/clinic', { staff: there.id });
    const tokens = await exchange(begun, back);
    expect((await app.bearer(tokens.access_token).get('/v1/me')).body).toMatchObject({ id: there.id, clinic: { id: second.id } });
  });

  it('can log in to the documentation, whatever the clinic', async () => {
    await givePasswords(app, clinic);
    const docs = await discover(url, 'hairline-docs');
    const begun = await begin(docs, { redirect_uri: `${url}/docs/oauth2-redirect.html` });
    const tokens = await exchange(begun, await begun.browser.logIn(emailOf(clinic, 'dermatologist')));
    expect((await app.bearer(tokens.access_token).get('/v1/me')).body).toMatchObject({ role: 'dermatologist' });
  });

  it('and nothing of all this is in the log', () => {
    const log = app.log.join('');
    for (const secret of [PASSWORD, OTHER_PASSWORD, 'person-1@example.test', 'Ravi Example']) expect([secret, log.includes(secret)]).toEqual([secret, false]);
  });
});
