/** Two API processes on one database: a login begun on one ends on the other, and what one revokes the other refuses. */
import { setTimeout as sleep } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hairline, newDirectory, newInstallation, removeDirectory, Server } from './hairline-process.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { Browser } from '../support/browser.js';
import { setUpAuthenticator } from '../support/second-factor.js';

const PASSWORD = 'show me hairline';
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const BACK = 'http://localhost:5173/';

let first: Server;
let second: Server;
let secondDirectory: string;
let secondEnvironment: Record<string, string>;
let rootKey: string;
const nextRootKey = Buffer.alloc(32, 'the next root key').toString('base64url');
/** The address at which people reach both, as behind a load balancer. */
let publicUrl: string;

beforeAll(async () => {
  const directory = newInstallation();
  first = await Server.start({ directory });
  publicUrl = `http://127.0.0.1:${first.port}`;
  const held = JSON.parse(readFileSync(join(directory, 'data', 'credentials.json'), 'utf8')) as Record<string, string>;
  const database = Number(readFileSync(join(directory, 'data', 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]);
  secondDirectory = newDirectory();
  rootKey = readFileSync(join(directory, 'data', 'encryption.key'), 'utf8').trim();
  secondEnvironment = { DATABASE_URL: `postgres://hairline_app:${held.application}@127.0.0.1:${database}/hairline`, PUBLIC_URL: publicUrl };
  // It knows the next root key already, as every process does before the keys are wrapped anew.
  second = await Server.start({ directory: secondDirectory, environment: { ...secondEnvironment, ENCRYPTION_KEY: `${rootKey},${nextRootKey}` } });
});

afterAll(async () => {
  await second?.stop();
  await first?.stop();
  removeDirectory(first.directory);
  removeDirectory(secondDirectory);
});

const form = (server: Server, path: string, fields: Record<string, string>) => server.fetch(path, { method: 'POST', body: new URLSearchParams(fields) });

test('a login begun on one ends on the other, and its tokens are good on both', async () => {
  // A browser that is answered by the one and the other in turn, without noticing.
  const other = (address: URL): URL => new URL(address.href.replace(publicUrl, `http://127.0.0.1:${second.port}`));
  let turn = 0;
  const browser = new Browser({}, (address) => (turn++ % 2 === 0 ? address : other(address)));
  const asked = { client_id: 'front-end-demo', response_type: 'code', scope: 'openid clinic', redirect_uri: BACK };
  await browser.open(`${publicUrl}/oauth/authorize?${new URLSearchParams({ ...asked, code_challenge: CHALLENGE, code_challenge_method: 'S256' }).toString()}`);
  await browser.submit('/log-in', { email: 'dermatologist@demo.hairline.test', password: PASSWORD });
  const code = new URL(await browser.submit('/consent')).searchParams.get('code')!;
  expect(turn).toBeGreaterThan(5);
  const answer = await form(second, '/oauth/token', {
    grant_type: 'authorization_code',
    client_id: 'front-end-demo',
    code,
    redirect_uri: BACK,
    code_verifier: VERIFIER,
  });
  const { access_token: token, refresh_token: refresh } = (await answer.json()) as { access_token: string; refresh_token: string };
  const me = async (server: Server) => (await server.fetch('/v1/me', { headers: { authorization: `Bearer ${token}` } })).status;
  expect([await me(first), await me(second)]).toEqual([200, 200]);
  const refreshed = await form(first, '/oauth/token', { grant_type: 'refresh_token', client_id: 'front-end-demo', refresh_token: refresh });
  expect(refreshed.status).toBe(200);
  // Used once more, on the other: all that came of the login ends, everywhere.
  expect((await form(second, '/oauth/token', { grant_type: 'refresh_token', client_id: 'front-end-demo', refresh_token: refresh })).status).toBe(400);
  const ended = async (): Promise<number[]> => {
    for (let patience = 40; patience > 0; patience--) {
      const seen = [await me(first), await me(second)];
      if (seen.every((status) => status === 401)) return seen;
      await sleep(50);
    }
    return [await me(first), await me(second)];
  };
  expect(await ended()).toEqual([401, 401]);
});

test('a second factor is set up by both in turn, and each code is good once on either', async () => {
  const other = (address: URL): URL => new URL(address.href.replace(publicUrl, `http://127.0.0.1:${second.port}`));
  let turn = 0;
  const browser = new Browser({}, (address) => (turn++ % 2 === 0 ? address : other(address)));
  const asked = { client_id: 'front-end-demo', response_type: 'code', scope: 'openid clinic', redirect_uri: BACK, prompt: 'login', acr_values: 'aal2' };
  const address = `${publicUrl}/oauth/authorize?${new URLSearchParams({ ...asked, code_challenge: CHALLENGE, code_challenge_method: 'S256' }).toString()}`;
  const credentials = { email: 'technician@demo.hairline.test', password: PASSWORD };
  await browser.open(address);
  await browser.submit('/log-in', credentials);
  const { app, codes } = await setUpAuthenticator(browser, new SystemClock());
  expect(codes.length).toBe(10);
  await browser.submit('/set-up/done');
  expect(browser.page).toContain('act for you');
  await browser.open(address);
  await browser.submit('/log-in', credentials);
  const code = app.code(30);
  await browser.submit('/second-factor', { code });
  expect(browser.page).toContain('act for you');
  for (const answeredBy of [(at: URL) => at, other]) {
    const again = new Browser({}, answeredBy);
    await again.open(address);
    await again.submit('/log-in', credentials);
    await again.submit('/second-factor', { code });
    expect(again.status).toBe(401);
  }
});

test('a key that leaked is cut off in both, and both go on with a new one', async () => {
  const credentials = { grant_type: 'client_credentials', client_id: 'ehr-demo', client_secret: 'show-me-hairline' };
  const token = async (server: Server) => ((await (await form(server, '/oauth/token', credentials)).json()) as { access_token: string }).access_token;
  const before = await token(first);
  const status = async (server: Server, bearer: string) => (await server.fetch('/v1/me', { headers: { authorization: `Bearer ${bearer}` } })).status;
  expect([await status(first, before), await status(second, before)]).toEqual([200, 200]);
  const { kid } = JSON.parse(Buffer.from(before.split('.')[0]!, 'base64url').toString()) as { kid: string };
  expect(hairline({ directory: first.directory }, 'keys', 'revoke', kid)).toMatchObject({ code: 0 });
  for (let patience = 40; patience > 0 && (await status(first, before)) + (await status(second, before)) !== 802; patience--) await sleep(50);
  expect([await status(first, before), await status(second, before)]).toEqual([401, 401]);
  const after = await token(second);
  expect([await status(first, after), await status(second, after)]).toEqual([200, 200]);
});

test('an operator invites with a link, at which the person chooses a password', async () => {
  const invited = hairline({ directory: first.directory, environment: { PUBLIC_URL: publicUrl } }, 'staff', 'invite', '--email', 'auditor@demo.hairline.test');
  expect(invited.code).toBe(0);
  const browser = new Browser();
  await browser.open(invited.stdout.trim());
  expect(browser.page).toContain('Farah Example');
  const secret = hairline({ directory: first.directory }, 'client', 'secret', 'ehr-demo').stdout.trim();
  const answer = await form(second, '/oauth/token', { grant_type: 'client_credentials', client_id: 'ehr-demo', client_secret: secret });
  expect(answer.status).toBe(200);
});

test('the keys of notes and identifiers are rotated and wrapped anew under both, and a process with the old root key alone is refused', async () => {
  const credentials = { grant_type: 'client_credentials', client_id: 'ehr-demo', client_secret: 'show-me-hairline' };
  const { access_token: token } = (await (await form(first, '/oauth/token', credentials)).json()) as { access_token: string };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const [system, value] = ['https://id.example', 'Testperson-7181'];
  const person = { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female', identifiers: [{ system, value }] };
  expect((await first.fetch('/v1/patients', { method: 'POST', headers, body: JSON.stringify(person) })).status).toBe(201);
  const findBy = async (server: Server): Promise<unknown> => {
    const answer = await server.fetch(`/v1/patients?identifier=${encodeURIComponent(`${system}|${value}`)}`, { headers });
    const { items } = (await answer.json()) as { items?: { identifiers: unknown }[] };
    return [answer.status, items?.map(({ identifiers }) => identifiers)];
  };
  const found = [200, [[{ system, value }]]];
  const run = (environment: Record<string, string>, ...command: string[]) => hairline({ directory: first.directory, environment }, ...command);
  interface Status {
    clinics: { version: number; rootKeys: string[]; status: string | null }[];
  }
  const readStatus = (): Status['clinics'] => {
    const told = run({}, 'keys', 'status', '--json');
    expect(told).toMatchObject({ code: 0, stderr: '' });
    return (JSON.parse(told.stdout) as Status).clinics;
  };
  const rootKeysOf = (clinics: Status['clinics']) => [...new Set(clinics.flatMap(({ rootKeys }) => rootKeys))];

  expect(run({}, 'keys', 'rotate-data')).toMatchObject({ code: 0, stdout: expect.stringContaining('version 2') });
  expect([await findBy(first), await findBy(second)]).toEqual([found, found]);
  let clinics = readStatus();
  for (let patience = 60; patience > 0 && clinics.some(({ status }) => status !== 'completed'); patience--) {
    await sleep(500);
    clinics = readStatus();
  }
  expect([...new Set(clinics.map(({ version, status }) => `${version} ${status!}`))]).toEqual(['2 completed']);
  expect([await findBy(first), await findBy(second)]).toEqual([found, found]);

  expect(run({ ENCRYPTION_KEY: `${nextRootKey},${rootKey}` }, 'keys', 'rewrap')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^[1-9]\d* data key/),
  });
  const [before, after] = [rootKeysOf(clinics), rootKeysOf(readStatus())];
  expect([before.length, after.length, before[0] === after[0]]).toEqual([1, 1, false]);
  expect(await findBy(second)).toEqual(found);
  const refused = hairline({ directory: secondDirectory, environment: { ...secondEnvironment, ENCRYPTION_KEY: rootKey, PORT: '0' } }, 'start');
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('sealed under another root key')]);
});
