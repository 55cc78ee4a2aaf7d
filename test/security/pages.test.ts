/** What browsers are made to do by pages of somebody else: forms, frames, scripts; and what an answer tells of who has an account. The pages are the router's. */
import { createHook } from 'node:async_hooks';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type * as client from 'openid-client';
import { addStaff } from '../../src/clinic/index.js';
import { setPassword } from '../../src/authorization/index.js';
import type { TestApp, TestClinic } from '../support/app.js';
import { aFrontEnd, begin, Browser, discover, emailOf, givePasswords, logInAs, PASSWORD, startListening } from '../support/log-in.js';
import { listServedRoutes, type ServedRoute } from '../support/routes-of-server.js';

/** What applications send by themselves, without cookies: they have their own proof of who they are. */
const byApplications = /^\/oauth\/(register|token|backchannel-logout)/;

const foreign: Record<string, Record<string, string>> = {
  'another origin': { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  'another origin of the same site': { origin: 'http://evil.127.0.0.1', 'sec-fetch-site': 'same-site' },
  'an origin that is hidden': { origin: 'null', 'sec-fetch-site': 'cross-site' },
  'an origin that begins like ours': { origin: 'http://127.0.0.1.evil.example', 'sec-fetch-site': 'cross-site' },
  'another site, without an origin': { 'sec-fetch-site': 'cross-site' },
};

describe('a page of somebody else', () => {
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  let config: client.Configuration;
  let routes: ServedRoute[];

  beforeAll(async () => {
    ({ app, url } = await startListening());
    clinic = await app.clinic();
    await givePasswords(app, clinic);
    config = await discover(url, await aFrontEnd(app, clinic));
    routes = listServedRoutes(app);
  });
  afterAll(() => app.stop());

  const fill = (path: string, interaction: string): string => path.replace(':uid', interaction).replaceAll(/:\w+/g, '01936f00-0000-7000-8000-00000000dead');

  it('can send none of our forms, whatever it says of where it is', async () => {
    const forms = routes.filter(({ method, path }) => method === 'POST' && path.startsWith('/oauth/') && !path.includes('*') && !byApplications.test(path));
    expect(forms.length).toBeGreaterThan(15);
    const begun = await begin(config);
    const interaction = /interaction\/([^/?]+)/.exec(begun.browser.at)![1]!;
    const person = new Browser();
    await person.open(`${url}/oauth/account`);
    await person.logIn(emailOf(clinic, 'dermatologist'));
    for (const { path } of forms) {
      for (const [what, headers] of Object.entries(foreign)) {
        const browser = path.includes(':uid') ? begun.browser : person;
        const address = url + fill(path, interaction);
        const answer = await fetch(address, {
          method: 'POST',
          redirect: 'manual',
          headers: { ...headers, cookie: browser.cookiesFor(new URL(address).pathname), 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ email: emailOf(clinic, 'dermatologist'), password: PASSWORD, session: 'x', factor: 'authenticator' }),
        });
        expect([path, what, answer.status, answer.headers.getSetCookie().some((cookie) => /session=[^;]/.test(cookie))]).toEqual([path, what, 403, false]);
      }
    }
  });

  it('can end no session and allow no device by the pages of the provider: their forms carry a secret of the session', async () => {
    const browser = new Browser();
    const { tokens } = await logInAs(config, emailOf(clinic, 'dermatologist'), {}, browser);
    for (const [path, fields] of [
      ['/oauth/log-out/confirm', { xsrf: 'guess', logout: 'yes' }],
      ['/oauth/device', { xsrf: 'guess', user_code: 'AAAA-AAAA', confirm: 'yes' }],
    ] as const) {
      const answer = await fetch(url + path, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: 'https://evil.example', cookie: browser.cookiesFor(path), 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields),
      });
      expect([path, answer.status >= 400 && answer.status < 500]).toEqual([path, true]);
    }
    expect((await app.bearer(tokens.access_token).get('/v1/me')).status).toBe(200);
    const again = await begin(config, {}, browser);
    expect(again.browser.page).not.toContain('type="password"');
  });

  it('can put no page into a frame, no script into it, and no answer is taken for what it is not', async () => {
    const interaction = /interaction\/([^/?]+)/.exec((await begin(config)).browser.at)![1]!;
    const addresses = [
      ...routes.filter(({ method, path }) => method === 'GET' && !path.includes('*')).map(({ path }) => fill(path, interaction)),
      ...[
        '/',
        '/oauth/nothing',
        '/v1/nothing',
        '/problems/not-found',
        '/oauth/authorize',
        '/oauth/device',
        '/oauth/log-out',
        '/oauth/jwks',
        '/docs/',
        '/%00',
        '/..%2f',
      ],
    ];
    const wrong: unknown[] = [];
    for (const address of addresses) {
      const answer = await fetch(url + address, { redirect: 'manual', headers: { accept: 'text/html' } });
      await answer.arrayBuffer();
      const policy = answer.headers.get('content-security-policy') ?? '';
      const directives = new Map(policy.split(';').map((part) => [part.trim().split(' ')[0]!, part] as const));
      const scripts = directives.get('script-src') ?? directives.get('default-src') ?? 'unsafe: there is none';
      const isDocumentation = address.startsWith('/docs');
      const faults = [
        ...(directives.get('frame-ancestors')?.includes("'none'") || (isDocumentation && directives.has('frame-ancestors')) ? [] : ['may be framed']),
        ...(scripts.includes('unsafe') || /\*|https?:(?!\/\/)/.test(scripts) ? ['runs scripts'] : []),
        ...(answer.headers.get('x-content-type-options') === 'nosniff' ? [] : ['may be taken for another type']),
        ...(['no-referrer', 'same-origin'].includes(answer.headers.get('referrer-policy') ?? '') ? [] : ['tells its address']),
        ...(answer.headers.get('strict-transport-security') ? [] : ['allows http']),
        ...(answer.headers.has('server') || answer.headers.has('x-powered-by') ? ['says what it runs on'] : []),
        ...(answer.headers.get('access-control-allow-origin') === '*' && !/well-known|jwks|openapi/.test(address) ? ['is read by every page'] : []),
      ];
      if (faults.length > 0) wrong.push([address, answer.status, faults, policy]);
    }
    expect(wrong).toEqual([]);
    expect(addresses.length).toBeGreaterThan(100);
  });

  it('sees no cookie of ours, and gets none sent along with its forms', async () => {
    const secure = await startListening({ publicUrl: 'https://api.clinic.example' });
    try {
      const theirs = await secure.app.clinic();
      const clientId = await aFrontEnd(secure.app, theirs);
      const query = new URLSearchParams({
        ...{ client_id: clientId, response_type: 'code', redirect_uri: 'https://app.clinic.example/back', scope: 'openid', state: 's' },
        ...{ code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' },
      });
      const cookies: string[] = [];
      for (const path of [`/oauth/authorize?${query.toString()}`, '/oauth/recovery?language=hi', '/oauth/account', '/docs/']) {
        const answer = await fetch(`http://127.0.0.1:${secure.app.port}${path}`, { redirect: 'manual' });
        cookies.push(...answer.headers.getSetCookie());
      }
      expect(cookies.length).toBeGreaterThan(2);
      for (const cookie of cookies)
        expect([cookie, /httponly/i.test(cookie), /;\s*secure/i.test(cookie), /samesite=(lax|strict)/i.test(cookie), /domain=/i.test(cookie)]).toEqual([
          cookie,
          true,
          true,
          true,
          false,
        ]);
    } finally {
      await secure.app.stop();
    }
  });

  describe('who has an account', () => {
    /** How much work was handed to native threads, as what has no name of its own: during a login that is the hashing of passwords alone. */
    const countHashes = async (work: () => Promise<unknown>): Promise<number> => {
      let hashes = 0;
      const hook = createHook({ init: (_id, type) => void (/^(undefined|napi.*)$/.test(type) && hashes++) }).enable();
      await work();
      hook.disable();
      return hashes;
    };
    const withoutAddress = (page: string, email: string): string =>
      page
        .replaceAll(email, 'ADDRESS')
        .replaceAll(/interaction\/[\w-]+/g, 'interaction/ID')
        .replaceAll(email.replace('@', '&#64;'), 'ADDRESS');

    it('is not told by a login: the same page, the same status, the same work, for one who has one, none, no password, two, or who has left', async () => {
      const other = await app.clinic();
      const twice = `twice@${clinic.id}.test`;
      for (const { id: clinicId } of [clinic, other]) {
        const id = await addStaff(app.owner, { clinicId, role: 'technician', name: 'Asha Example', email: twice });
        await setPassword(app.owner, [{ clinicId, id }], PASSWORD);
      }
      const leaver = await addStaff(app.owner, { clinicId: clinic.id, role: 'technician', name: 'Asha Example', email: `leaver@${clinic.id}.test` });
      await setPassword(app.owner, [{ clinicId: clinic.id, id: leaver }], PASSWORD);
      await clinic.as('admin').patch(`/v1/staff/${leaver}`, { status: 'inactive' }, { ifMatch: 1 });
      const people: Record<string, string> = {
        known: emailOf(clinic, 'admin'),
        unknown: 'nobody@example.test',
        'without a password': emailOf(clinic, 'technician'),
        'of two clinics': twice,
        'who has left': `leaver@${clinic.id}.test`,
      };
      const seen: Record<string, unknown> = {};
      const times: string[] = [];
      // The first hash of a process makes the decoy too.
      await (await begin(config)).browser.logIn('first@example.test', 'wrong all the same');
      for (const [who, email] of Object.entries(people)) {
        for (const [where, open] of [
          ['a front end', async () => (await begin(config)).browser],
          [
            'the own account',
            async () => {
              const browser = new Browser();
              await browser.open(`${url}/oauth/account`);
              return browser;
            },
          ],
        ] as const) {
          const browser = await open();
          const startedAt = performance.now();
          const hashes = await countHashes(() => browser.logIn(email, 'wrong all the same'));
          times.push(`${who}, ${where}: ${(performance.now() - startedAt).toFixed(0)} ms`);
          seen[`${where}: ${who}`] = { hashes, status: browser.status, page: withoutAddress(browser.page, email), headers: [...browser.headers.keys()].sort() };
        }
      }
      // Times are for whoever reads the run; on a busy machine they say little.
      process.stderr.write(`${times.join('\n')}\n`);
      for (const where of ['a front end', 'the own account']) {
        const expected = seen[`${where}: known`];
        expect((expected as { hashes: number }).hashes).toBeGreaterThan(0);
        for (const who of Object.keys(people)) expect({ who, where, ...(seen[`${where}: ${who}`] as object) }).toEqual({ who, where, ...(expected as object) });
      }
    });

    it('is not told by the recovery of a password: the same page and status, and the mail goes out later', async () => {
      const answers = new Set<string>();
      for (const email of [emailOf(clinic, 'admin'), 'nobody@example.test', 'no address']) {
        const browser = new Browser();
        await browser.open(`${url}/oauth/recovery`);
        await browser.submit('/recovery', { email });
        answers.add(`${browser.status} ${withoutAddress(browser.page, email)}`);
      }
      expect(answers.size).toBe(1);
    });
  });
});
