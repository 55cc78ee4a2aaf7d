/** A key that leaked, and a copy of a database: what was good before is good nowhere any more. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessChanges } from '../../../src/platform/access/access-changes.js';
import { generateEncryptionKey } from '../../../src/platform/access/key-encryption.js';
import { revokeEverything, revokeSigningKey } from '../../../src/platform/access/tokens.js';
import type { TestApp, TestClinic } from '../../support/app.js';
import { aBackend, aFrontEnd, discover, emailOf, givePasswords, logInAs, startListening } from '../../support/log-in.js';

describe('what an old key has signed', () => {
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  /** Another process on the same database. */
  let second: { app: TestApp; url: string };
  let database: string;

  beforeAll(async () => {
    ({ app, url } = await startListening({ through: (address) => Promise.resolve((database = address)) }));
    second = await startListening({ publicUrl: url, through });
    clinic = await app.clinic();
    await givePasswords(app, clinic);
  });
  afterAll(async () => {
    await second.app.stop();
    await app.stop();
  });

  const through = () => Promise.resolve(database);
  const me = async (at: string, bearer: string) => (await fetch(`${at}/v1/me`, { headers: { authorization: `Bearer ${bearer}` } })).status;
  const tokenAt = async (at: string): Promise<string> => {
    const { clientId, secret } = await aBackend(app, clinic, ['patient.read']);
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret });
    return ((await (await fetch(`${at}/oauth/token`, { method: 'POST', body })).json()) as { access_token: string }).access_token;
  };
  const refreshAt = async (at: string, clientId: string, token: string): Promise<number> => {
    const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: clientId, refresh_token: token });
    return (await fetch(`${at}/oauth/token`, { method: 'POST', body })).status;
  };
  /** Until both say the same, as they must soon; not until what they remember runs out by itself. */
  const settled = async (bearer: string, wanted: number): Promise<number[]> => {
    const both = () => Promise.all([me(url, bearer), me(second.url, bearer)]);
    for (let patience = 40; patience > 0; patience--) {
      if ((await both()).every((status) => status === wanted)) break;
      await sleep(50);
    }
    return both();
  };
  const keyOf = (bearer: string): string => (JSON.parse(Buffer.from(bearer.split('.')[0]!, 'base64url').toString()) as { kid: string }).kid;

  it('is refused in every process, though each has seen it before', async () => {
    const token = await tokenAt(url);
    expect(await settled(token, 200)).toEqual([200, 200]);
    expect(await revokeSigningKey(app.owner, keyOf(token))).toBe(true);
    expect(await settled(token, 401)).toEqual([401, 401]);
    expect(await settled(await tokenAt(second.url), 200)).toEqual([200, 200]);
  });

  it('is refused too when a process was reading the keys in the very moment', async () => {
    const token = await tokenAt(url);
    expect(await settled(token, 200)).toEqual([200, 200]);
    const owner = await app.owner.connect();
    try {
      await owner.query('BEGIN');
      await owner.query('LOCK TABLE signing_keys IN ACCESS EXCLUSIVE MODE');
      for (const process of [app, second.app]) process.inside(AccessChanges).tell();
      // Both begin to read what was there before, and wait.
      const waiting = [me(url, token), me(second.url, token)];
      const blocked = async () =>
        (await owner.query<{ count: number }>(`SELECT count(*)::integer AS count FROM pg_locks WHERE NOT granted AND relation = 'signing_keys'::regclass`))
          .rows[0]!.count;
      while ((await blocked()) < 2) await sleep(10);
      await owner.query('DELETE FROM signing_keys WHERE id = $1', [keyOf(token)]);
      await owner.query('COMMIT');
      await Promise.all(waiting);
    } finally {
      owner.release();
    }
    expect(await settled(token, 401)).toEqual([401, 401]);
  });

  it('ends with all logins when the operator says so, and people and systems come in anew', async () => {
    const frontEnd = await aFrontEnd(app, clinic);
    const { tokens } = await logInAs(await discover(url, frontEnd), emailOf(clinic, 'dermatologist'));
    const system = await tokenAt(url);
    expect([await settled(tokens.access_token, 200), await settled(system, 200)]).toEqual([
      [200, 200],
      [200, 200],
    ]);
    await revokeEverything(app.owner);
    expect([await settled(tokens.access_token, 401), await settled(system, 401)]).toEqual([
      [401, 401],
      [401, 401],
    ]);
    expect([await refreshAt(url, frontEnd, tokens.refresh_token!), await refreshAt(second.url, frontEnd, tokens.refresh_token!)]).toEqual([400, 400]);
    expect(await settled(await tokenAt(second.url), 200)).toEqual([200, 200]);
  });

  // The last, as whoever starts last in a process checks tokens for all of it.
  it('is refused in a copy of the database under another encryption key, and what the copy signs in the original', async () => {
    const frontEnd = await aFrontEnd(app, clinic);
    const { tokens } = await logInAs(await discover(url, frontEnd), emailOf(clinic, 'dermatologist'));
    expect(await me(url, tokens.access_token)).toBe(200);
    const copy = await startListening({ publicUrl: url, through, encryptionKey: generateEncryptionKey() });
    expect(await me(copy.url, tokens.access_token)).toBe(401);
    expect(await refreshAt(copy.url, frontEnd, tokens.refresh_token!)).toBe(400);
    const theirs = await tokenAt(copy.url);
    expect(await me(copy.url, theirs)).toBe(200);
    const original = await startListening({ publicUrl: url, through });
    expect([await me(original.url, theirs), await me(original.url, tokens.access_token)]).toEqual([401, 200]);
    expect(await refreshAt(original.url, frontEnd, tokens.refresh_token!)).toBe(200);
    await copy.app.stop();
    await original.app.stop();
  });
});
