/** What every store of files promises, asked of each: the directory, and the client of S3 against a small server of our own. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BlobStore, openStore } from '../../../src/platform/storage/index.js';
import { createId } from '../../../src/kernel/id.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { consentToPhotographs, photographOf } from '../../support/journey.js';
import { noise } from '../../support/pictures.js';
import { BlobJanitor } from '../../../src/platform/storage/blob-janitor.js';
import { S3Server } from '../../support/s3-server.js';

const KEYS = { accessKeyId: 'test-access-key', secretAccessKey: 'test-secret-key' };
const YEAR_AGO = new Date(Date.now() - 365 * 86_400_000);
const DAY_AGO = new Date(Date.now() - 86_400_000);

interface Place {
  settings: Parameters<typeof openStore>[0];
  /** Every path that holds content. */
  paths(): string[];
  content(path: string): Buffer;
  age(path: string, to: Date): void;
  stop(): Promise<void>;
}

const disk = (): Promise<Place> => {
  const root = mkdtempSync(join(tmpdir(), 'hairline store '));
  return Promise.resolve({
    settings: { kind: 'disk', directory: root },
    paths: () => (readdirSync(root, { recursive: true }) as string[]).filter((path) => statSync(join(root, path)).isFile() && !path.startsWith('incoming')),
    content: (path) => readFileSync(join(root, path)),
    age: (path, to) => utimesSync(join(root, path), to, to),
    stop: () => Promise.resolve(rmSync(root, { recursive: true })),
  });
};

const s3 = async (): Promise<Place & { server: S3Server }> => {
  const server = new S3Server('photographs', KEYS.accessKeyId);
  const endpoint = await server.start();
  return {
    server,
    settings: { kind: 's3', bucket: 'photographs', region: 'eu-test-1', endpoint, credentials: KEYS, forcePathStyle: true },
    paths: () => [...server.objects.keys()],
    content: (path) => server.objects.get(path)!.content,
    age: (path, to) => void (server.objects.get(path)!.modified = to),
    stop: () => server.stop(),
  };
};

const addressOf = (content: Buffer, clinicId: string) => ({ clinicId, hash: createHash('sha256').update(content).digest('hex') });

describe.each([
  ['a directory', disk],
  ['S3', s3],
])('%s as a store', (_name, make) => {
  let place: Place;
  let store: BlobStore;
  const clinicId = createId();

  beforeAll(async () => {
    place = await make();
    store = await openStore(place.settings);
  });
  afterAll(() => place.stop());

  it('gives back what was put there, whole and in parts', async () => {
    const content = Buffer.from('0123456789');
    const address = addressOf(content, clinicId);
    await store.put(address, content);
    expect((await buffer(await store.open(address, null))).toString()).toBe('0123456789');
    expect((await buffer(await store.open(address, { start: 2, end: 4 }))).toString()).toBe('234');
    expect(place.paths()).toEqual([`${clinicId}/${address.hash.slice(0, 2)}/${address.hash.slice(2)}`]);
  });

  it('takes the same content again, and several at once', async () => {
    const content = Buffer.from('the same');
    const address = addressOf(content, clinicId);
    const before = place.paths().length;
    await Promise.all(Array.from({ length: 5 }, () => store.put(address, content)));
    expect(place.paths()).toHaveLength(before + 1);
  });

  it('keeps the same content of two clinics apart', async () => {
    const content = Buffer.from('of both');
    const [mine, theirs] = [addressOf(content, clinicId), addressOf(content, createId())];
    await store.put(mine, content);
    await expect(store.open(theirs, null)).rejects.toBeDefined();
    await store.put(theirs, content);
    await store.remove(mine);
    await store.remove(mine);
    await expect(store.open(mine, null)).rejects.toBeDefined();
    expect((await buffer(await store.open(theirs, null))).equals(content)).toBe(true);
    await store.remove(theirs);
  });

  it('tells what is old, however much there is, and nothing that is none of its own', async () => {
    const old: string[] = [];
    for (let index = 0; index < 5; index++) {
      const content = Buffer.from(`old ${index}`);
      const address = addressOf(content, clinicId);
      await store.put(address, content);
      place.age(
        place.paths().find((path) => path.endsWith(address.hash.slice(2)))!,
        YEAR_AGO,
      );
      old.push(address.hash);
    }
    const listed = async (before: Date) => {
      const hashes: string[] = [];
      for await (const blob of store.listStoredBefore(before)) {
        expect(blob.clinicId).toBe(clinicId);
        hashes.push(blob.hash);
      }
      return hashes.sort();
    };
    expect(await listed(DAY_AGO)).toEqual(old.sort());
    expect((await listed(new Date(Date.now() + 60_000))).length).toBeGreaterThan(old.length);
  });

  it('makes what is put there again new', async () => {
    const content = Buffer.from('old 0');
    await store.put(addressOf(content, clinicId), content);
    const found: string[] = [];
    for await (const { hash } of store.listStoredBefore(DAY_AGO)) found.push(hash);
    expect(found).not.toContain(addressOf(content, clinicId).hash);
    expect(found).toHaveLength(4);
  });

  it('has no address that leads elsewhere', async () => {
    for (const address of [
      { clinicId: '../..', hash: 'a'.repeat(64) },
      { clinicId, hash: '../../../etc/passwd' },
    ]) {
      await expect(async () => store.put(address, Buffer.from('x'))).rejects.toThrow('no address');
    }
  });
});

describe.each([
  ['a directory', disk],
  ['S3', s3],
])('photographs in %s', (_name, make) => {
  let place: Place;
  let app: TestApp;
  let clinic: TestClinic;
  let patientId: string;
  const janitor = () => app.inside(BlobJanitor);
  const picture = async (seed: number) => ({ file: await noise(24, 24, seed).png().toBuffer() });
  const ageAll = () => place.paths().forEach((path) => place.age(path, YEAR_AGO));
  const onRecord = async () => Number((await app.sql<{ n: string }>('SELECT count(*) AS n FROM photographs', [], clinic.id))[0]!.n);

  beforeAll(async () => {
    place = await make();
    app = await startApp({ files: { store: place.settings, largestBytes: 1_000_000 } });
    clinic = await app.clinic();
    patientId = (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Store Testperson' }], sexAtBirth: 'female' })).body.id as string;
    await consentToPhotographs(clinic, patientId);
  });
  afterAll(async () => {
    await app.stop();
    await place.stop();
  });

  it('are in the store before the answer, under the clinic and their hash, and are read from there', async () => {
    const { body } = await photographOf(clinic, patientId, await picture(1));
    const sha256 = body.sha256 as string;
    expect(place.paths()).toContain(`${clinic.id}/${sha256.slice(0, 2)}/${sha256.slice(2)}`);
    const part = await clinic.as('dermatologist').get(`/v1/photos/${body.id}/content`, { headers: { range: 'bytes=1-3' } });
    expect([part.status, (part.body as Buffer).toString()]).toEqual([206, 'PNG']);
  });

  it('share the content when they are the same, in one clinic only', async () => {
    const before = place.paths().length;
    const file = await picture(2);
    const [one, two] = [await photographOf(clinic, patientId, file), await photographOf(clinic, patientId, file)];
    expect([one.body.sha256, one.body.id === two.body.id]).toEqual([two.body.sha256, false]);
    expect(place.paths()).toHaveLength(before + 2);
    const other = await app.clinic();
    const stranger = (await other.as('dermatologist').post('/v1/patients', { names: [{ text: 'Other Testperson' }], sexAtBirth: 'male' })).body.id as string;
    await consentToPhotographs(other, stranger);
    expect((await photographOf(other, stranger, file)).body.sha256).toBe(one.body.sha256);
    expect(place.paths()).toHaveLength(before + 4);
  });

  it('leave nothing on record when the process goes between the store and the row; what lies there is swept after a day', async () => {
    const [rowsBefore, pathsBefore] = [await onRecord(), place.paths()];
    const store = app.inside(BlobStore);
    const put = store.put.bind(store);
    store.put = async (address, content) => {
      await put(address, content);
      throw new Error('the process is gone');
    };
    const sent = { idempotencyKey: randomUUID() };
    const failed = await photographOf(clinic, patientId, await picture(3), sent);
    store.put = put;
    expect([failed.status, await onRecord()]).toEqual([500, rowsBefore]);
    const orphans = place.paths().filter((path) => !pathsBefore.includes(path));
    expect(orphans).toHaveLength(1);

    expect(await janitor().sweep()).toBe(0);
    expect(place.paths()).toEqual(expect.arrayContaining(orphans));
    ageAll();
    expect(await janitor().sweep()).toBe(1);
    expect(place.paths().sort()).toEqual([...pathsBefore].sort());

    const repeated = await photographOf(clinic, patientId, await picture(3), sent);
    expect([repeated.status, repeated.headers['idempotency-replayed'], await onRecord()]).toEqual([201, undefined, rowsBefore + 1]);
  });

  it('leave nothing on record either when the transaction fails after the row', async () => {
    const [rowsBefore, pathsBefore] = [await onRecord(), place.paths().length];
    await app.owner.query(`
      CREATE FUNCTION refuse_photographs() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
      CREATE CONSTRAINT TRIGGER refuse_photographs AFTER INSERT ON photographs DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_photographs()`);
    const failed = await photographOf(clinic, patientId, await picture(4));
    await app.owner.query('DROP TRIGGER refuse_photographs ON photographs; DROP FUNCTION refuse_photographs()');
    expect([failed.status, await onRecord(), place.paths().length]).toEqual([500, rowsBefore, pathsBefore + 2]);
    ageAll();
    expect(await janitor().sweep()).toBe(2);
  });

  it('keep content that is on record, that somebody is keeping at this moment, or of a clinic that this database does not know', async () => {
    const { body } = await photographOf(clinic, patientId, await picture(5));
    ageAll();
    const content = Buffer.from('unknown to all');
    const address = addressOf(content, clinic.id);
    await app.inside(BlobStore).put(address, content);
    ageAll();
    const holder = await app.owner.connect();
    await holder.query('BEGIN');
    await holder.query(`SELECT pg_advisory_xact_lock_shared(hashtextextended('blob ' || $1::text || $2::text, 0))`, [clinic.id, address.hash]);
    expect(await janitor().sweep()).toBe(0);
    await holder.query('ROLLBACK');
    holder.release();
    expect(await janitor().sweep()).toBe(1);
    const ofAnotherDatabase = addressOf(content, createId());
    await app.inside(BlobStore).put(ofAnotherDatabase, content);
    ageAll();
    expect(await janitor().sweep()).toBe(0);
    for (const { sha256 } of [body] as { sha256: string }[]) expect(place.paths()).toContain(`${clinic.id}/${sha256.slice(0, 2)}/${sha256.slice(2)}`);
  });
});

describe('a store that cannot be used', () => {
  it('of S3 is told as unavailable, and nothing is recorded; once it is back the same request is done', async () => {
    const place = await s3();
    const app = await startApp({ files: { store: place.settings, largestBytes: 1_000_000 } });
    const clinic = await app.clinic();
    const patientId = (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Broken Testperson' }], sexAtBirth: 'female' })).body
      .id as string;
    await consentToPhotographs(clinic, patientId);
    const file = { file: await noise(10, 10).png().toBuffer() };
    const key = { idempotencyKey: 'until it is back' };
    place.server.broken = 500;
    const failed = await photographOf(clinic, patientId, file, key);
    expect([failed.status, failed.body.type, failed.headers['retry-after']]).toEqual([503, '/problems/unavailable', expect.stringMatching(/^([1-9]|10)$/)]);
    expect(place.server.asked.filter((method) => method === 'PUT')).toHaveLength(3);
    place.server.broken = null;
    const done = await photographOf(clinic, patientId, file, key);
    expect(done.status).toBe(201);
    place.server.broken = 500;
    const unread = await clinic.as('dermatologist').get(`/v1/photos/${done.body.id}/content`);
    expect([unread.status, unread.body.type]).toEqual([503, '/problems/unavailable']);
    await app.stop();
    await place.stop();
  });

  it('on the disk is told as unavailable; what was begun long ago and never finished is discarded', async () => {
    const place = await disk();
    const { directory } = place.settings as { directory: string };
    writeFileSync(join(directory, 'incoming'), 'a file where a directory must be');
    const store = await openStore(place.settings);
    const content = Buffer.from('x');
    await expect(store.put(addressOf(content, createId()), content)).rejects.toMatchObject({ problem: 'unavailable' });
    rmSync(join(directory, 'incoming'));
    await store.put(addressOf(content, createId()), content);
    for (const name of ['old', 'new']) writeFileSync(join(directory, 'incoming', name), name);
    utimesSync(join(directory, 'incoming', 'old'), YEAR_AGO, YEAR_AGO);
    await store.discardUnfinished(DAY_AGO);
    expect(readdirSync(join(directory, 'incoming'))).toEqual(['new']);
    await place.stop();
  });
});
