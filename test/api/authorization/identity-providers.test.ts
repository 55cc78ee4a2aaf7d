/** People who log in with an identity provider of their clinic: a second real server says who they are. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import type * as client from 'openid-client';
import type { IdentityProviderResponse } from '../../../src/authorization/index.js';
import { Clock } from '../../../src/kernel/clock.js';
import type { TestApp, TestClinic } from '../../support/app.js';
import { Hospital, type HospitalPerson } from '../../support/identity-provider.js';
import { aFrontEnd, begin, Browser, discover, emailOf, exchange, givePasswords, startListening, type Begun } from '../../support/log-in.js';
import { leaveFor, logInAtProvider, registerProvider } from '../../support/registered-provider.js';

/** A clock that can be put forward. */
class ShiftedClock extends Clock {
  seconds = 0;

  now(): Date {
    return new Date(Date.now() + this.seconds * 1000);
  }
}

describe('an identity provider of a clinic', () => {
  const clock = new ShiftedClock();
  let app: TestApp;
  let url: string;
  let hospital: Hospital;
  let clinic: TestClinic;
  let provider: IdentityProviderResponse;
  let config: client.Configuration;
  let subjects = 0;

  beforeAll(async () => {
    hospital = await Hospital.start();
    ({ app, url } = await startListening({ clock, outbound: { http: true, networks: ['127.0.0.1/32'] } }));
  });
  afterAll(async () => {
    await app.stop();
    await hospital.stop();
  });
  beforeEach(async () => {
    hospital.fault = null;
    clinic = await app.clinic({ name: 'Clinic of the Hospital' });
    provider = await registerProvider(clinic, hospital);
    config = await discover(url, await aFrontEnd(app, clinic));
  });

  const employ = (person: HospitalPerson = {}): string => {
    const subject = `subject-${++subjects}`;
    const email = emailOf(clinic, 'dermatologist');
    hospital.people.set(subject, {
      organisation: provider.clinicValue,
      groups: ['hair-doctors'],
      name: 'Meera Testperson',
      email,
      email_verified: true,
      ...person,
    });
    return subject;
  };
  const change = async (patch: Record<string, unknown>): Promise<void> => {
    const answer = await clinic.as('admin').patch(`/v1/identity-providers/${provider.id}`, patch, { ifMatch: provider.version });
    expect([answer.status, answer.text]).toEqual([200, answer.text]);
    provider = answer.body as IdentityProviderResponse;
  };
  /** Through the provider to the page that follows. */
  const arrive = async (account: string, here = new Browser(), there = new Browser()): Promise<Begun> => {
    const begun = await begin(config, {}, here);
    await logInAtProvider(here, there, provider, account);
    return begun;
  };
  const logIn = async (account: string, here = new Browser(), there = new Browser()) => {
    const begun = await arrive(account, here, there);
    const back = here.page.includes('/consent"') ? await here.submit('/consent') : here.at;
    return exchange(begun, back);
  };
  const refused = async (account: string): Promise<[number, string]> => {
    const { browser } = await arrive(account);
    return [browser.status, /role="alert"[^>]*>([^<]*)/.exec(browser.page)?.[1] ?? browser.page];
  };
  const staffOf = async () => (await clinic.as('admin').get('/v1/staff?limit=100')).body.items as { id: string; email: string; role: string; name: string }[];

  it('is offered on the login page, beside the password, and lets in who is linked by a verified address', async () => {
    const { browser } = await begin(config);
    expect(browser.page).toContain('Log in with City Hospital');
    expect(browser.page).toContain('type="password"');
    const tokens = await logIn(employ());
    const { sub, clinic: clinicId, amr, acr } = decodeJwt(tokens.access_token);
    expect([sub, clinicId, amr, acr]).toEqual([clinic.staff.dermatologist, clinic.id, ['fed'], 'aal1']);
    expect((await app.bearer(tokens.access_token).get('/v1/me')).body).toMatchObject({ id: clinic.staff.dermatologist, role: 'dermatologist' });
  });

  it('is asked with a key of this server where it has no secret (private_key_jwt), or with the secret in the form', async () => {
    provider = await registerProvider(clinic, hospital, { clientAuthentication: 'private_key_jwt', clientSecret: undefined, accessTokenAudience: null });
    expect(decodeJwt((await logIn(employ())).access_token).sub).toBe(clinic.staff.dermatologist);
    provider = await registerProvider(clinic, hospital, { clientAuthentication: 'client_secret_post', accessTokenAudience: null });
    expect(decodeJwt((await logIn(employ())).access_token).sub).toBe(clinic.staff.dermatologist);
  });

  it('knows a person again by the subject, also after both addresses have changed', async () => {
    const account = employ();
    await logIn(account);
    hospital.people.get(account)!.email = 'another@hospital.test';
    expect(decodeJwt((await logIn(account)).access_token).sub).toBe(clinic.staff.dermatologist);
  });

  it('makes people at their first login where the clinic allows it, with their role, once', async () => {
    const account = employ({ email: 'New.Person@Hospital.Test', groups: ['else', 'hair-desk'] });
    expect(await refused(account)).toEqual([403, 'City Hospital knows you, but this clinic does not. Ask the clinic’s admin to add you.']);
    await change({ createsPeople: true });
    const [first, second] = [await logIn(account), await logIn(account)];
    expect(decodeJwt(first.access_token).sub).toBe(decodeJwt(second.access_token).sub);
    const added = (await staffOf()).filter(({ email }) => email === 'new.person@hospital.test');
    expect(added).toMatchObject([{ id: decodeJwt(first.access_token).sub, role: 'receptionist', name: 'Meera Testperson' }]);
  });

  it('decides the role at each login: what it gives and takes holds at once', async () => {
    const account = employ();
    const before = await logIn(account);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    hospital.people.get(account)!.groups = ['hair-desk'];
    await logIn(account);
    expect((await staffOf()).find(({ id }) => id === clinic.staff.dermatologist)?.role).toBe('receptionist');
    expect((await app.bearer(before.access_token).get('/v1/me')).body.role).toBe('receptionist');
  });

  it.each<[string, HospitalPerson, number, string]>([
    ['whose claims name another clinic', { organisation: 'another-clinic' }, 403, 'City Hospital does not know you as a person of this clinic.'],
    ['without a role here', { groups: ['cardiology'] }, 403, 'City Hospital gives you no role in this clinic. Ask those who manage your account there.'],
    [
      'whose address is not verified',
      { email_verified: false },
      403,
      'City Hospital has not verified your e-mail address, so that nobody here can be found with it.',
    ],
    [
      'whom nobody here knows',
      { email: 'stranger@hospital.test' },
      403,
      'City Hospital knows you, but this clinic does not. Ask the clinic’s admin to add you.',
    ],
  ])('lets in nobody %s, and stores nothing', async (_who, person, status, text) => {
    const before = await staffOf();
    expect(await refused(employ(person))).toEqual([status, text]);
    expect(await staffOf()).toEqual(before);
    expect(await app.sql('SELECT FROM identity_provider_people', [], clinic.id)).toEqual([]);
  });

  it('lets in nobody who has left, neither by link nor by address', async () => {
    const account = employ();
    await logIn(account);
    const path = `/v1/staff/${clinic.staff.dermatologist}`;
    const { body } = await clinic.as('admin').get(path);
    await clinic.as('admin').patch(path, { status: 'inactive' }, { ifMatch: body.version });
    for (const who of [account, employ()]) {
      expect(await refused(who)).toEqual([403, 'Your account in this clinic has been closed. Ask the clinic’s admin.']);
    }
  });

  it('does not take over a person with a second subject, nor by address where the clinic does not allow it', async () => {
    await logIn(employ());
    const taken = [403, 'Somebody in this clinic has your e-mail address already. Ask the clinic’s admin.'];
    expect(await refused(employ())).toEqual(taken);
    await change({ linksByEmail: false, createsPeople: true });
    expect(await refused(employ({ email: emailOf(clinic, 'technician') }))).toEqual(taken);
  });

  it('that does not know the person says so, and the person is told', async () => {
    const [status, text] = await refused('nobody');
    expect([status, text]).toEqual([400, 'City Hospital did not log you in, or you stopped there. You can try again.']);
  });

  it('is the only way in where the clinic wants no passwords, and for that clinic alone', async () => {
    await givePasswords(app, clinic);
    const password = async () => {
      const { browser } = await begin(config);
      const page = browser.page;
      if (!page.includes('/log-in"'))
        await browser.post(new URL(`${new URL(browser.at).pathname}/log-in`, browser.at), {
          email: emailOf(clinic, 'admin'),
          password: 'an owl reads under the bridge',
        });
      else await browser.logIn(emailOf(clinic, 'admin'));
      return [page.includes('type="password"'), browser.status];
    };
    expect(await password()).toEqual([true, 200]);
    await change({ allowsLocalLogIn: false });
    expect(await password()).toEqual([false, 401]);
    expect(decodeJwt((await logIn(employ())).access_token).sub).toBe(clinic.staff.dermatologist);
    await change({ status: 'inactive' });
    expect(await password()).toEqual([true, 200]);
  });

  it('counts as a second factor only where the clinic trusts it and it says so', async () => {
    const required = await clinic.as('admin').put('/v1/clinic/second-factor', { requiredFor: ['dermatologist'] }, { ifMatch: 0 });
    expect(required.status).toBe(200);
    const account = employ({ amr: ['pwd', 'mfa'] });
    expect((await arrive(account)).browser.at).toContain('/set-up');
    await change({ trustsSecondFactor: true });
    expect(decodeJwt((await logIn(account)).access_token).amr).toEqual(['fed', 'mfa']);
    hospital.people.get(account)!.amr = ['pwd'];
    expect((await arrive(account, new Browser(), new Browser())).browser.at).toContain('/set-up');
  });

  describe('whose answer is not the one that was asked for', () => {
    /** The address with which the provider sends the browser back. */
    const answerFor = async (here: Browser, account = employ()): Promise<URL> => {
      const there = new Browser();
      await there.open(await leaveFor(here, provider));
      await there.submit('/log-in', { account });
      return new URL(there.at);
    };
    const invalid = async (here: Browser, answer: URL): Promise<void> => {
      await here.open(answer);
      expect([here.status, here.page.includes('was not right') || here.page.includes('did not log you in')]).toEqual([400, true]);
      expect(await app.sql('SELECT FROM identity_provider_people', [], clinic.id)).toEqual([]);
    };

    it.each<[string, (answer: URL) => void]>([
      ['another state', (answer) => answer.searchParams.set('state', answer.searchParams.get('state')!.slice(0, -1) + 'x')],
      ['another issuer (mix-up)', (answer) => answer.searchParams.set('iss', 'https://attacker.example')],
      ['no issuer', (answer) => answer.searchParams.delete('iss')],
      ['another code', (answer) => answer.searchParams.set('code', 'injected')],
      ['no code', (answer) => answer.searchParams.delete('code')],
      ['an error', (answer) => answer.searchParams.set('error', 'access_denied')],
      ['two codes', (answer) => answer.searchParams.append('code', 'injected')],
    ])('with %s is refused', async (_what, tamper) => {
      const { browser } = await begin(config);
      const answer = await answerFor(browser);
      tamper(answer);
      await invalid(browser, answer);
    });

    it('in another browser, or for another login, is refused', async () => {
      const [{ browser }, { browser: other }] = [await begin(config), await begin(config)];
      const answer = await answerFor(browser);
      await other.open(answer);
      expect([other.status, other.page.includes('has expired')]).toEqual([400, true]);
      // Another login's code, brought into this one.
      const { browser: victim } = await begin(config);
      const own = await answerFor(victim);
      own.searchParams.set('code', answer.searchParams.get('code')!);
      await invalid(victim, own);
    });

    it('a second time is refused, also with the cookies of the first', async () => {
      const { browser } = await begin(config);
      const answer = await answerFor(browser);
      await browser.open(answer);
      expect(browser.page).toContain('/consent"');
      await browser.open(answer);
      expect(browser.status).not.toBe(200);
    });

    it('of one provider is not taken for another', async () => {
      const other = await registerProvider(clinic, hospital, { name: 'Other Hospital', accessTokenAudience: null });
      const { browser } = await begin(config);
      const answer = await answerFor(browser);
      answer.pathname = new URL(other.redirectUri).pathname;
      await invalid(browser, answer);
    });

    it.each<[string, (claims: Record<string, unknown>) => Promise<string>]>([
      ['of another nonce', (claims) => hospital.sign({ ...claims, nonce: 'other' })],
      ['of another audience', (claims) => hospital.sign({ ...claims, aud: 'other' })],
      ['of another issuer', (claims) => hospital.sign({ ...claims, iss: 'https://attacker.example' })],
      ['that has expired', (claims) => hospital.sign({ ...claims, exp: Math.floor(Date.now() / 1000) - 60 })],
      ['signed by nobody', (claims) => Promise.resolve(unsigned(claims, 'none'))],
      ['signed with a secret', (claims) => Promise.resolve(unsigned(claims, 'HS256'))],
      ['signed with another key', async (claims) => hospital.sign(claims, { key: { ...(await strangeKey()), kid: hospital.key.kid! } })],
      ['that is an access token', (claims) => hospital.sign(claims, { typ: 'at+jwt' })],
    ])('with an ID token %s is refused', async (_what, make) => {
      const { browser } = await begin(config);
      const there = new Browser();
      const address = new URL(await leaveFor(browser, provider));
      await there.open(address);
      const account = employ();
      await there.submit('/log-in', { account });
      const claims = { sub: account, aud: provider.clientId, nonce: address.searchParams.get('nonce')!, ...hospital.people.get(account) };
      const good = await hospital.sign(claims);
      const forged = await make(decodeJwt(good));
      hospital.fault = (request, response) => {
        if (!request.url!.endsWith('/token')) return void response.writeHead(503).end();
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ access_token: 'x', token_type: 'Bearer', id_token: forged }));
      };
      await invalid(browser, new URL(there.at));
    });
  });

  describe('that has a bad day', () => {
    const unavailable = 'City Hospital does not answer at the moment. Try again later, or log in another way.';

    it.each<[string, Hospital['fault']]>([
      ['fails', (_request, response) => void response.writeHead(500).end()],
      ['answers nonsense', (_request, response) => void response.end('<html>')],
      [
        'leads to a private address',
        (_request, response) => void response.writeHead(302, { location: 'http://10.0.0.1/.well-known/openid-configuration' }).end(),
      ],
      ['says that it is another issuer', (_request, response) => void response.end(JSON.stringify({ issuer: 'https://attacker.example' }))],
      [
        'names a private address for its tokens',
        (_request, response) => void response.end(JSON.stringify(metadataWith({ token_endpoint: 'http://10.0.0.1/token' }))),
      ],
      ['hangs up', (request) => void request.socket.destroy()],
    ])('and %s, lets nobody in and stops nobody else', async (_what, fault) => {
      await givePasswords(app, clinic);
      hospital.fault = fault;
      const { browser } = await begin(config);
      await leaveFor(browser, provider);
      expect([browser.status, browser.page.includes(unavailable)]).toEqual([503, true]);
      const before = hospital.asked.length;
      await browser.open(new URL(/href="([^"]*interaction\/[\w-]+)"/.exec(browser.page)![1]!, browser.at));
      await browser.logIn(emailOf(clinic, 'admin'));
      expect(browser.page).toContain('/consent"');
      expect(hospital.asked.length).toBe(before);
    });

    it('changes its keys: the next login finds the new one', async () => {
      const account = employ();
      await logIn(account);
      await hospital.rotateKeys();
      clock.seconds += 11;
      expect(decodeJwt((await logIn(account)).access_token).sub).toBe(clinic.staff.dermatologist);
    });

    const metadataWith = (changes: Record<string, string>): Record<string, string> => ({
      issuer: hospital.issuer,
      authorization_endpoint: `${hospital.issuer}/auth`,
      token_endpoint: `${hospital.issuer}/token`,
      jwks_uri: `${hospital.issuer}/jwks`,
      ...changes,
    });
  });
});

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that nobody signed, or that a secret of the attacker signed. */
const unsigned = (claims: object, alg: 'none' | 'HS256'): string =>
  `${encode({ alg, typ: 'JWT' })}.${encode(claims)}.${alg === 'none' ? '' : Buffer.from('signature').toString('base64url')}`;

const strangeKey = async () => (await Hospital.start().then(async (other) => [other.key, await other.stop()] as const))[0];
