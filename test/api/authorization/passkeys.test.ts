/** Passkeys at the login, as a device answers: made, used in place of the password and after it, refused. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import { setPassword } from '../../../src/authorization/index.js';
import { addStaff } from '../../../src/clinic/index.js';
import type { TestApp, TestClinic } from '../../support/app.js';
import { aFrontEnd, begin, Browser, discover, exchange, PASSWORD, startListening, type Begun } from '../../support/log-in.js';
import { PasskeyDevice, type Fault } from '../../support/passkey.js';
import { codesOn, requireSecondFactor } from '../../support/second-factor.js';

interface Person {
  id: string;
  email: string;
  device: PasskeyDevice;
}

describe('a passkey', () => {
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  let config: client.Configuration;
  let made = 0;

  beforeAll(async () => {
    ({ app, url } = await startListening({}, 'localhost'));
    clinic = await app.clinic({ name: 'Own Clinic' });
    config = await discover(url, await aFrontEnd(app, clinic));
    await requireSecondFactor(clinic, ['dermatologist']);
  });
  afterAll(() => app.stop());

  const somebody = async (of = clinic): Promise<{ id: string; email: string }> => {
    const email = `passkey-${++made}@example.test`;
    const id = await addStaff(app.owner, { clinicId: of.id, role: 'dermatologist', name: 'Asha Example', email });
    await setPassword(app.owner, [{ clinicId: of.id, id }], PASSWORD);
    return { id, email };
  };
  const home = ({ browser }: Begun): string => /.*\/interaction\/[^/?]+/.exec(browser.at)![0];
  const isThrough = ({ browser }: Begun): boolean => browser.page.includes('act for you');
  const ended = async (begun: Begun) => exchange(begun, begun.browser.page.includes('/consent"') ? await begun.browser.submit('/consent') : begun.browser.at);
  /** At the page on which a new passkey is made, in the login of somebody who needs a factor. */
  const atSetUp = async (email: string, configuration = config): Promise<Begun> => {
    const begun = await begin(configuration, { prompt: 'login' });
    await begun.browser.logIn(email);
    await begun.browser.open(`${home(begun)}/set-up/passkey`);
    return begun;
  };
  const equipped = async (of = clinic, configuration = config): Promise<Person> => {
    const person = await somebody(of);
    const begun = await atSetUp(person.email, configuration);
    const device = new PasskeyDevice(url);
    await begun.browser.submit('/set-up/passkey', { answer: device.make(begun.browser.page), name: 'Telephone' });
    expect(codesOn(begun.browser.page).length).toBe(10);
    return { ...person, device };
  };
  /** At the page that asks for a passkey in place of the password. */
  const atPasskey = async (): Promise<Begun> => {
    const begun = await begin(config, { prompt: 'login' });
    expect(begun.browser.page).toContain('/passkey"');
    await begun.browser.open(`${home(begun)}/passkey`);
    return begun;
  };
  const afterPassword = async (email: string): Promise<Begun> => {
    const begun = await begin(config, { prompt: 'login' });
    await begun.browser.logIn(email);
    return begun;
  };

  it('is made during the login of somebody who needs a factor, and with it come recovery codes', async () => {
    const person = await somebody();
    const begun = await atSetUp(person.email);
    const device = new PasskeyDevice(url);
    await begun.browser.submit('/set-up/passkey', { answer: device.make(begun.browser.page), name: 'Telephone' });
    await begun.browser.submit('/set-up/done');
    expect((await ended(begun)).claims()).toMatchObject({ sub: person.id, acr: 'aal2', amr: ['pwd', 'pop', 'mfa'] });
    const { rows } = await app.owner.query('SELECT name, counter::integer, transports FROM login_passkeys WHERE staff_id = $1', [person.id]);
    expect(rows).toEqual([{ name: 'Telephone', counter: 0, transports: ['internal'] }]);
  });

  it('logs somebody in without address and password, wherever they have not been named', async () => {
    const person = await equipped();
    const begun = await atPasskey();
    expect(begun.browser.page).not.toContain(person.email);
    expect(begun.browser.page).toContain('allowCredentials&quot;:[]'.replaceAll('&quot;', '&#34;'));
    await begun.browser.submit('/passkey', { answer: person.device.use(begun.browser.page) });
    expect((await ended(begun)).claims()).toMatchObject({ sub: person.id, acr: 'aal2', amr: ['pop', 'mfa'], auth_time: expect.any(Number) });
  });

  it('confirms who it is after the password', async () => {
    const person = await equipped();
    const begun = await afterPassword(person.email);
    expect(begun.browser.page).toContain('data-passkey="get"');
    await begun.browser.submit('/second-factor/passkey', { answer: person.device.use(begun.browser.page) });
    expect((await ended(begun)).claims()).toMatchObject({ sub: person.id, amr: ['pwd', 'pop', 'mfa'] });
  });

  it('is removed over the API by its own person alone: one of somebody else is as one that there never was', async () => {
    const [one, other] = [await equipped(), await equipped()];
    const begun = await atPasskey();
    await begun.browser.submit('/passkey', { answer: one.device.use(begun.browser.page) });
    const api = app.bearer((await ended(begun)).access_token);
    const passkeysOf = async (id: string) => (await clinic.as('admin').get(`/v1/staff/${id}/second-factors`)).body.passkeys as { id: string }[];
    const [foreign] = await passkeysOf(other.id);
    const refused = await api.post(`/v1/me/passkeys/${foreign!.id}/remove`);
    const absent = await api.post('/v1/me/passkeys/01936f00-0000-7000-8000-00000000dead/remove');
    expect([refused.status, refused.body.detail]).toEqual([404, absent.body.detail]);
    expect(await passkeysOf(other.id)).toEqual([foreign]);
  });

  it('is not removed together with the last other one: of two removals at the same moment, of somebody who must have a factor, one is refused', async () => {
    const person = await equipped();
    await app.owner.query(
      `INSERT INTO login_passkeys (clinic_id, id, staff_id, credential_id, public_key, counter, transports, is_synced, name, created_at)
       SELECT clinic_id, gen_random_uuid(), staff_id, decode(md5(id::text), 'hex'), public_key, 0, transports, is_synced, 'Tablet', created_at
         FROM login_passkeys WHERE staff_id = $1`,
      [person.id],
    );
    const begun = await atPasskey();
    await begun.browser.submit('/passkey', { answer: person.device.use(begun.browser.page) });
    const api = app.bearer((await ended(begun)).access_token);
    const { passkeys } = (await api.get('/v1/me/second-factors')).body as { passkeys: { id: string }[] };
    const answers = await Promise.all(passkeys.map(({ id }) => api.post(`/v1/me/passkeys/${id}/remove`)));
    expect([passkeys.length, answers.map(({ status }) => status).sort()]).toEqual([2, [204, 409]]);
    expect((await api.get('/v1/me/second-factors')).body.passkeys.length).toBe(1);
  });

  it('whose page runs one script, from one address, and no other', async () => {
    const begun = await atPasskey();
    const policy = begun.browser.headers.get('content-security-policy')!;
    expect(policy).toContain(`script-src 'report-sample' ${url}/oauth/passkeys.js;`);
    expect(policy).not.toContain('unsafe');
    expect([...begun.browser.page.matchAll(/<script[^>]*>[^<]*/g)].map(([tag]) => tag)).toEqual(['<script src="/oauth/passkeys.js" defer>']);
    const script = await fetch(`${url}/oauth/passkeys.js`);
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  });

  describe('is refused', () => {
    it.each<[string, Fault]>([
      ['from a page of somebody else', { origin: 'https://evil.example' }],
      ['for another server', { rpId: 'evil.example' }],
      ['when the device has not checked its person', { isUnverified: true }],
      ['that names another person', { handle: Buffer.alloc(16, 7).toString('base64url') }],
    ])('%s', async (_what, fault) => {
      const person = await equipped();
      const begun = await atPasskey();
      await begun.browser.submit('/passkey', { answer: person.device.use(begun.browser.page, fault) });
      expect([begun.browser.status, isThrough(begun), begun.browser.page.includes('not good here')]).toEqual([401, false, true]);
      const made = await atSetUp((await somebody()).email);
      await made.browser.submit('/set-up/passkey', { answer: new PasskeyDevice(url).make(made.browser.page, fault), name: 'x' });
      expect(made.browser.status).toBe('handle' in fault ? 200 : 400);
    });

    it('whose counter went back: there are two of it', async () => {
      const person = await equipped();
      for (const [counter, status] of [
        [5, 200],
        [5, 401],
        [4, 401],
        [6, 200],
      ] as const) {
        const begun = await atPasskey();
        await begun.browser.submit('/passkey', { answer: person.device.use(begun.browser.page, { counter }) });
        expect([counter, begun.browser.status]).toEqual([counter, status]);
      }
    });

    it('that answers once more, in this login or another', async () => {
      const person = await equipped();
      const [first, second] = [await atPasskey(), await atPasskey()];
      const answer = person.device.use(first.browser.page);
      const page = first.browser.page;
      await second.browser.submit('/passkey', { answer });
      expect(second.browser.status).toBe(401);
      await first.browser.submit('/passkey', { answer });
      expect(isThrough(first)).toBe(true);
      const third = await atPasskey();
      await third.browser.submit('/passkey', { answer });
      expect(third.browser.status).toBe(401);
      await third.browser.submit('/passkey', { answer: person.device.use(page) });
      expect(third.browser.status).toBe(401);
    });

    it('at the same moment, but for one', async () => {
      const person = await equipped();
      const begun = await atPasskey();
      const answer = person.device.use(begun.browser.page);
      const address = `${home(begun)}/passkey`;
      const cookie = begun.browser.cookiesFor(new URL(address).pathname);
      const all = await Promise.all(
        [1, 2, 3].map(() =>
          fetch(address, { method: 'POST', body: new URLSearchParams({ answer }), headers: { cookie, origin: new URL(url).origin }, redirect: 'manual' }),
        ),
      );
      expect(all.map(({ status }) => status).sort()).toEqual([303, 401, 401]);
    });

    it('of another person, after the password of this one', async () => {
      const [one, other] = [await equipped(), await equipped()];
      const begun = await afterPassword(one.email);
      await begun.browser.submit('/second-factor/passkey', { answer: other.device.use(begun.browser.page) });
      expect([begun.browser.status, isThrough(begun)]).toEqual([401, false]);
    });

    it('that was asked for without a password, after one; and the other way round', async () => {
      const person = await equipped();
      const [alone, after] = [await atPasskey(), await afterPassword(person.email)];
      await after.browser.submit('/second-factor/passkey', { answer: person.device.use(alone.browser.page) });
      expect(after.browser.status).toBe(401);
      await alone.browser.submit('/passkey', { answer: person.device.use(after.browser.page) });
      expect(alone.browser.status).toBe(401);
    });

    it('of another clinic, in the same words; of somebody who has left; and one that was taken away', async () => {
      const other = await app.clinic();
      const theirs = await discover(url, await aFrontEnd(app, other));
      await requireSecondFactor(other, ['dermatologist']);
      const stranger = await equipped(other, theirs);
      const [left, removed] = [await equipped(), await equipped()];
      await clinic.as('admin').patch(`/v1/staff/${left.id}`, { status: 'inactive' }, { ifMatch: 1 });
      expect((await clinic.as('admin').post(`/v1/staff/${removed.id}/second-factors/remove`)).status).toBe(204);
      for (const { device } of [stranger, left, removed, { device: new PasskeyDevice(url) }]) {
        const begun = await atPasskey();
        await begun.browser.submit('/passkey', { answer: device.use(begun.browser.page) });
        expect([begun.browser.status, begun.browser.page.includes('not good here')]).toEqual([401, true]);
      }
    });

    it('that is nonsense', async () => {
      for (const answer of [
        '',
        'null',
        '[]',
        '{}',
        '{"id":1}',
        '{"id":"x","response":{"clientDataJSON":"e30"}}',
        '{"id":"x","response":{"clientDataJSON":"%"}}',
        'x'.repeat(13_000),
      ]) {
        const begun = await atPasskey();
        await begun.browser.submit('/passkey', { answer });
        expect([answer.slice(0, 60), begun.browser.status]).toEqual([answer.slice(0, 60), 401]);
      }
    });

    it('as a second one of a device that is known, or of another login', async () => {
      const [one, other] = [await atSetUp((await somebody()).email), await atSetUp((await somebody()).email)];
      const device = new PasskeyDevice(url);
      await other.browser.submit('/set-up/passkey', { answer: device.make(one.browser.page), name: 'x' });
      expect(other.browser.status).toBe(400);
      const answer = device.make(one.browser.page);
      await one.browser.submit('/set-up/passkey', { answer, name: 'x' });
      expect(one.browser.status).toBe(200);
      await other.browser.submit('/set-up/passkey', { answer: device.make(other.browser.page), name: 'x' });
      expect(other.browser.status).toBe(400);
    });
  });

  it('is not offered by a server that is reached by a number', async () => {
    const numbered = await startListening();
    const there = await numbered.app.clinic();
    const begun = await begin(await discover(numbered.url, await aFrontEnd(numbered.app, there)), {}, new Browser());
    expect(begun.browser.page).not.toContain('/passkey"');
    await begun.browser.open(`${home(begun)}/passkey`);
    expect(begun.browser.page).toContain('type="password"');
    await numbered.app.stop();
  });
});
