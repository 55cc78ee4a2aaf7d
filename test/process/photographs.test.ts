/** A photograph is a file and a row: whenever the process dies, neither is left without the other, and nothing that was acknowledged is lost. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { noise } from '../support/pictures.js';
import { hairline, newInstallation, removeDirectory, Server, type Settings } from './hairline-process.js';

interface Photo {
  id: string;
  sha256: string;
}

const TWO_DAYS_SECONDS = 2 * 86_400;
const CONSENT = { documentVersion: '1', language: 'en', signatory: { name: 'Asha Testperson', relationship: 'self' }, signedAt: '2026-01-01T10:00:00Z' };

let settings: Settings;
let server: Server;
let superuser: pg.Client | null = null;
let token: string;
let patientId: string;
let seed = 0;

const files = (): string => join(settings.directory, 'data', 'files');

/** The paths of all files that were stored whole, as `<clinic>/<hash>`. */
const stored = (): string[] =>
  existsSync(files())
    ? readdirSync(files(), { recursive: true, encoding: 'utf8' })
        .filter((path) => !path.startsWith('incoming') && statSync(join(files(), path)).isFile())
        .map((path) => path.replace(/\/(..)\/(.{62})$/, '/$1$2'))
    : [];

/** As if the server had been away for days: only what is older than one is swept. */
const age = (): void => {
  const then = Date.now() / 1000 - TWO_DAYS_SECONDS;
  for (const path of readdirSync(files(), { recursive: true, encoding: 'utf8' })) utimesSync(join(files(), path), then, then);
};

const connect = async (): Promise<pg.Client> => {
  const data = join(settings.directory, 'data');
  const port = Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]);
  const { superuser: password } = JSON.parse(readFileSync(join(data, 'credentials.json'), 'utf8')) as { superuser: string };
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'hairline' });
  // The server that is killed may take the database with it.
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

const start = async (): Promise<void> => {
  server = await Server.start(settings);
  token = hairline(settings, 'token', '--email', 'dermatologist@demo.hairline.test').stdout.trim();
  superuser = await connect();
};

/** The locks that are held are let go only when the process is gone: else it would go on. */
const kill = async (): Promise<void> => {
  await server.stop('SIGKILL');
  await superuser?.end().catch(() => undefined);
  superuser = null;
};

const send = (path: string, body: RequestInit['body'], headers: Record<string, string> = {}): Promise<Response> =>
  server.fetch(path, { method: 'POST', headers: { authorization: `Bearer ${token}`, ...headers }, body });

const post = async (path: string, body: object): Promise<string> => {
  const answer = await send(path, JSON.stringify(body), { 'content-type': 'application/json' });
  const { id } = (await answer.json()) as { id: string };
  expect([path, answer.status]).toEqual([path, 201]);
  return id;
};

interface Upload {
  key: string;
  picture: Buffer;
}

const newUpload = async (): Promise<Upload> => ({ key: randomUUID(), picture: await noise(400, 300, ++seed).png().toBuffer() });

/** The photograph when it was acknowledged; null when the server was gone before. */
const upload = async ({ key, picture }: Upload): Promise<Photo | null> => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ region: 'vertex', angle: 'top', takenAt: '2026-02-01T10:00:00Z' })) form.set(name, value);
  form.set('file', new Blob([new Uint8Array(picture)]), 'picture');
  try {
    const answer = await send(`/v1/patients/${patientId}/photos`, form, { 'idempotency-key': key });
    const body = (await answer.json()) as Photo & { type?: string };
    expect([answer.status, body.type]).toEqual([201, undefined]);
    return body;
  } catch (error) {
    if ((error as Error).name === 'TypeError') return null;
    throw error;
  }
};

const get = (path: string): Promise<Response> => server.fetch(path, { headers: { authorization: `Bearer ${token}` } });

const listed = async (): Promise<Photo[]> => ((await (await get(`/v1/patients/${patientId}/photos?limit=100`)).json()) as { items: Photo[] }).items;

const hashesOnRecord = async (): Promise<string[]> =>
  (await superuser!.query<{ path: string }>(`SELECT clinic_id || '/' || hash AS path FROM blobs`)).rows.map(({ path }) => path);

/** Waits for the janitor, who begins with the server. */
const swept = async (): Promise<void> => {
  const known = new Set(await hashesOnRecord());
  for (let patience = 200; patience > 0 && stored().some((path) => !known.has(path)); patience--) await sleep(100);
};

const expectWhole = async (acknowledged: Photo[]): Promise<void> => {
  await swept();
  // Each file has its row, each row its file.
  expect(stored().sort()).toEqual((await hashesOnRecord()).sort());
  const photos = await listed();
  expect(photos.map(({ id }) => id)).toEqual(expect.arrayContaining(acknowledged.map(({ id }) => id)));
  for (const { id, sha256 } of photos) {
    const [content, thumbnail] = [await get(`/v1/photos/${id}/content`), await get(`/v1/photos/${id}/thumbnail`)];
    expect([content.status, thumbnail.status]).toEqual([200, 200]);
    const bytes = Buffer.from(await content.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    expect((await thumbnail.arrayBuffer()).byteLength).toBeGreaterThan(0);
  }
};

beforeAll(() => {
  settings = { directory: newInstallation() };
});

/** Each test goes on with the server that the one before started after its kill, and with a patient of its own. */
beforeEach(async () => {
  if (!superuser) await start();
  patientId = await post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' });
  await post(`/v1/patients/${patientId}/consents`, { kind: 'photography-record', ...CONSENT });
});

afterAll(async () => {
  await superuser?.end().catch(() => undefined);
  if (server.child.exitCode === null && server.child.signalCode === null) await server.stop();
  removeDirectory(settings.directory);
});

describe('a server that is killed', () => {
  test.each([
    ['between the picture and its row', 'blobs', 1],
    ['between all its files and the photograph', 'photographs', 2],
  ])('%s leaves a file that nobody knows, which is swept', async (_, table, written) => {
    const before = (await upload(await newUpload()))!;
    const kept = stored().length;
    await superuser!.query('BEGIN');
    await superuser!.query(`LOCK TABLE ${table} IN EXCLUSIVE MODE`);
    const lost = await newUpload();
    const waiting = upload(lost);
    for (let patience = 300; patience > 0 && stored().length < kept + written; patience--) await sleep(50);
    expect(stored()).toHaveLength(kept + written);
    await kill();
    expect(await waiting).toBeNull();

    age();
    await start();
    await expectWhole([before]);
    expect(stored()).toHaveLength(kept);
    expect(await listed()).toHaveLength(1);
    // Whoever was not answered asks again, and is.
    const again = await upload(lost);
    await expectWhole([before, again!]);
    expect(await listed()).toHaveLength(2);
  });

  test('as soon as it has answered loses nothing', async () => {
    const photo = await upload(await newUpload());
    await kill();
    age();
    await start();
    await expectWhole([photo!]);
  });

  test('at any moment of a burst loses nothing that it has answered, and keeps no file without a row', async () => {
    const acknowledged: Photo[] = [];
    const all: Upload[] = [];
    for (let round = 0; round < 2; round++) {
      const burst = await Promise.all(Array.from({ length: 8 }, newUpload));
      all.push(...burst);
      const until = 1 + Math.floor(Math.random() * 6);
      let answered = 0;
      const answers = burst.map(async (item) => {
        const photo = await upload(item);
        if (photo) acknowledged.push(photo);
        if (photo && ++answered === until) {
          await sleep(Math.random() * 40);
          await kill();
        }
      });
      await Promise.all(answers);
      expect(answered).toBeGreaterThanOrEqual(until);
      age();
      await start();
      await expectWhole(acknowledged);
    }
    // Each upload that is repeated with its key is on record once, whether or not it was before.
    const repeated = await Promise.all(all.map(upload));
    expect(repeated.every((photo) => photo !== null)).toBe(true);
    expect((await listed()).map(({ id }) => id).sort()).toEqual(repeated.map((photo) => photo!.id).sort());
    await expectWhole(acknowledged);
  }, 300_000);
});
