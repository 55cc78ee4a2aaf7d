/** What the unit of work uses of the inside of TypeORM and pg, which their interfaces do not promise: an upgrade that changes it fails here. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { Staff } from '../../../src/clinic/staff/staff.entity.js';
import { createDataSource, getPool } from '../../../src/platform/database/data-source.js';
import { applicationUrl, createTestDatabase } from '../../support/database.js';

const DATABASE = 'typeorm_test';

interface Inside {
  isTransactionActive: boolean;
  releasePostgresConnection(error?: Error): Promise<void>;
}
interface Stream {
  connection: { stream: { cork(): void; uncork(): void; writableCorked: number; destroy(): void } };
}

let source: DataSource;
const inside = (runner: QueryRunner): Inside => runner as unknown as Inside;
const clientOf = (runner: QueryRunner): Promise<pg.PoolClient> => runner.connect() as Promise<pg.PoolClient>;

/** The texts that the client sends while the work is done. */
const sentDuring = async (client: pg.PoolClient, work: () => Promise<unknown>): Promise<string[]> => {
  const sent: string[] = [];
  const original: typeof client.query = Reflect.get(client, 'query');
  client.query = function (this: pg.PoolClient, ...parameters: unknown[]) {
    const [query] = parameters as [string | { text: string }];
    sent.push(typeof query === 'string' ? query : query.text);
    return (original as (...all: unknown[]) => unknown).apply(this, parameters);
  } as typeof client.query;
  try {
    await work();
  } catch {
    // Without a clinic the database refuses; what was sent is what is asked for.
  } finally {
    client.query = original;
  }
  return sent.map((text) => text.split(' ')[0]!);
};

beforeAll(async () => {
  await createTestDatabase(DATABASE);
  source = createDataSource({ url: applicationUrl(DATABASE), poolSize: 2, applicationName: 'test', entities: [Staff] });
  await source.initialize();
});
afterAll(() => source.destroy());

const person = (): Staff => ({
  clinicId: '00000000-0000-0000-0000-000000000001',
  id: '00000000-0000-0000-0000-000000000002',
  role: 'technician',
  name: 'Ravi Example',
  email: 'ravi@example.test',
  registrationNumber: null,
  workingDays: null,
  status: 'active',
  version: 1,
  createdAt: new Date(),
  updatedAt: new Date(),
});

describe('TypeORM', () => {
  it('has its pool of pg below the driver', () => {
    const pool = getPool(source);
    expect([typeof pool.connect, typeof pool.totalCount, typeof pool.idleCount, typeof pool.waitingCount]).toEqual(['function', 'number', 'number', 'number']);
  });

  it('connects a query runner with a client of the pool, whose stream can be corked and destroyed', async () => {
    const runner = source.createQueryRunner();
    const client = await clientOf(runner);
    const { stream } = (client as unknown as Stream).connection;
    expect([typeof stream.cork, typeof stream.uncork, typeof stream.writableCorked, typeof stream.destroy]).toEqual([
      'function',
      'function',
      'number',
      'function',
    ]);
    await runner.release();
  });

  it('opens no transaction of its own where its query runner believes in one, and writes a row with one statement', async () => {
    const runner = source.createQueryRunner();
    const client = await clientOf(runner);
    await client.query('BEGIN');
    inside(runner).isTransactionActive = true;
    const staff = runner.manager.getRepository(Staff);
    const { clinicId, id, ...changed } = person();
    expect(await sentDuring(client, () => staff.insert(person()))).toEqual(['INSERT']);
    await client.query('ROLLBACK');
    await client.query('BEGIN');
    expect(await sentDuring(client, () => staff.update({ clinicId, id }, changed))).toEqual(['UPDATE']);
    await client.query('ROLLBACK');
    inside(runner).isTransactionActive = false;
    await runner.release();
  });

  it('gives a connection back, and drops one of which it is told an error', async () => {
    const kept = source.createQueryRunner();
    await clientOf(kept);
    await inside(kept).releasePostgresConnection();
    const before = getPool(source).totalCount;
    const dropped = source.createQueryRunner();
    await clientOf(dropped);
    await inside(dropped).releasePostgresConnection(new Error('The connection failed.'));
    expect([before, getPool(source).totalCount]).toEqual([1, 0]);
  });
});
