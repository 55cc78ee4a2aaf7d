/**
 * One writing request is one transaction of one clinic.
 *
 * closed ──first query──> open ──commit──> done
 *                          └────rollback─> done
 *
 * It opens with the first statement, so that input refused before costs no connection. `BEGIN`, the clinic's
 * `set_config(…, true)` and what comes first travel together (the connections are pipelined): a transaction
 * costs no round trip of its own to open and one to close. A connection on which anything but SQL went wrong
 * is destroyed, never returned to the pool; so is one that still works when the deadline of its request passes.
 */
import type { DataSource, EntityTarget, ObjectLiteral, QueryRunner, Repository } from 'typeorm';
import type pg from 'pg';
import type { ClinicKeys } from './clinic-keys.js';
import { endsConnection } from './failures.js';
import type { Deadline } from './deadline.js';
import { bindRowBounds, type RowBounds } from './row-bounds.js';
import { needsSealing, openRows, sealValues, type KeySource } from './sealing.js';
import type { BoundStatement, PreparedSql } from './statement.js';

/** Bound to no clinic: sees none of their rows. */
export const NO_CLINIC = null;

/** What TypeORM's query runner has and its interface does not show. */
interface QueryRunnerOfOurs {
  isTransactionActive: boolean;
  releasePostgresConnection(error?: Error): Promise<void>;
}

const BEGIN: PreparedSql = { name: 'platform.begin', text: 'BEGIN' };
/** Every statement sees the record as it was at the first one. */
export const BEGIN_SNAPSHOT: PreparedSql = { name: 'platform.begin-snapshot', text: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' };
const BEGIN_READ_ONLY: PreparedSql = { name: 'platform.begin-read-only', text: 'BEGIN READ ONLY' };
const COMMIT: PreparedSql = { name: 'platform.commit', text: 'COMMIT' };
const ROLLBACK: PreparedSql = { name: 'platform.rollback', text: 'ROLLBACK' };

/** What pg's client has and its interface does not show. */
interface WithStream {
  connection: { stream: { cork(): void; uncork(): void; writableCorked: number; destroy(): void } };
}

const getStream = (client: pg.PoolClient): WithStream['connection']['stream'] => (client as unknown as WithStream).connection.stream;

/** Ends the connection without asking it: whatever is under way on it fails at once. */
const destroy = (client: pg.PoolClient): void => getStream(client).destroy();

/** Statements that are sent in one turn of the event loop leave in one system call: it costs more than all else of a short one. */
const corkClient = (client: pg.PoolClient): void => {
  const stream = getStream(client);
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
};

const send = (client: pg.PoolClient, statement: PreparedSql, values: readonly unknown[] = []): Promise<pg.QueryResult> => {
  corkClient(client);
  return client.query({ name: statement.name, text: statement.text, values: values as unknown[] });
};

const sendBound = (client: pg.PoolClient, { statement, values }: BoundStatement): Promise<pg.QueryResult> => send(client, statement, values);

/** Whether the error is PostgreSQL's answer to a statement (the connection lives) and not a fault, or the end, of the connection. */
const isAnswer = (error: unknown): boolean => {
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  return typeof code === 'string' && typeof severity === 'string' && !endsConnection(error);
};

export class UnitOfWork {
  private opening: Promise<pg.PoolClient> | null = null;
  private client: pg.PoolClient | null = null;
  private runner: QueryRunner | null = null;
  private clinicKeys: ClinicKeys | null = null;
  private broken = false;
  private finished = false;
  private unwatch: () => void = () => undefined;
  private readonly following: (() => Promise<void>)[] = [];

  constructor(
    private readonly source: DataSource,
    private readonly keys: KeySource,
    private readonly bounds: RowBounds,
    /** Runs inside the transaction before anything else, for example the claim of an idempotency key. */
    private readonly first: BoundStatement | null = null,
    private readonly afterFirst: (rows: unknown[]) => void | Promise<void> = () => undefined,
    private readonly beginning: PreparedSql = BEGIN,
    private readonly deadline: Deadline | null = null,
  ) {}

  get isOpen(): boolean {
    return this.opening !== null;
  }

  async query(bound: BoundStatement): Promise<pg.QueryResult> {
    const client = this.client ?? (await (this.opening ??= this.open()));
    const result = await this.guard(sendBound(client, this.seal(bound)));
    await openRows(result.rows as object[], this.bounds.clinicId, this.keys);
    return result;
  }

  /** A TypeORM repository that works in this transaction. */
  async getRepository<E extends ObjectLiteral>(entity: EntityTarget<E>): Promise<Repository<E>> {
    await (this.opening ??= this.open());
    return this.runner!.manager.getRepository(entity);
  }

  /** Keeps work for after the commit, such as a mail. It is dropped where the transaction does not commit, and uses no connection. */
  runAfterCommit(work: () => Promise<void>): void {
    this.following.push(work);
  }

  /** Sends the closing statements and COMMIT in one go; fails unless PostgreSQL says that it committed. Then it runs what waits for that. */
  async commit(closing: readonly BoundStatement[]): Promise<void> {
    await this.commitTransaction(closing);
    for (const work of this.following) await work();
  }

  private async commitTransaction(closing: readonly BoundStatement[]): Promise<void> {
    if (closing.length > 0) await (this.opening ??= this.open());
    if (!this.client) return;
    const client = this.client;
    this.finished = true;
    try {
      const results = await this.guard(Promise.all([...closing.map((bound) => sendBound(client, this.seal(bound))), send(client, COMMIT)]));
      if (results.at(-1)!.command !== 'COMMIT') throw new Error('PostgreSQL rolled the transaction back.');
    } finally {
      await this.release();
    }
  }

  async rollback(): Promise<void> {
    if (this.finished || !this.opening) return;
    this.finished = true;
    await this.opening.catch(() => undefined);
    try {
      if (this.client && !this.broken) await this.guard(send(this.client, ROLLBACK));
    } catch {
      this.broken = true;
    } finally {
      await this.release();
    }
  }

  /** Seals at once, so that statements leave in the order in which they were asked. */
  private seal({ statement, values }: BoundStatement): BoundStatement {
    if (!needsSealing(values)) return { statement, values };
    if (!this.clinicKeys) throw new Error('What is sealed needs a clinic.');
    return { statement, values: sealValues(values, this.clinicKeys) };
  }

  private async open(): Promise<pg.PoolClient> {
    if (this.finished) throw new Error('The unit of work is over.');
    // Before the connection is taken: who waits for keys holds none.
    const { clinicId } = this.bounds;
    if (clinicId !== null) this.clinicKeys = this.keys.find(clinicId) ?? (await this.keys.load(clinicId));
    this.runner = this.source.createQueryRunner();
    const client = await this.connect(this.runner);
    this.client = client;
    this.unwatch =
      this.deadline?.watch(() => {
        this.broken = true;
        destroy(client);
      }) ?? (() => undefined);
    // The transaction is opened below TypeORM, pipelined; its query runner must know, or `save` would open another.
    (this.runner as unknown as QueryRunnerOfOurs).isTransactionActive = true;
    const sent: Promise<pg.QueryResult>[] = [send(client, this.beginning), sendBound(client, bindRowBounds(this.bounds))];
    if (this.first) sent.push(sendBound(client, this.seal(this.first)));
    const opened = this.guard(Promise.all(sent));
    if (this.first) {
      const results = await opened;
      await openRows(results.at(-1)!.rows as object[], clinicId, this.keys);
      await this.afterFirst(results.at(-1)!.rows);
    } else {
      // Not awaited: the statement that follows fails too, and reports it.
      opened.catch(() => undefined);
    }
    return client;
  }

  /** A connection, unless the deadline passes while every one is in use: that which comes too late goes back. */
  private connect(runner: QueryRunner): Promise<pg.PoolClient> {
    const connecting = runner.connect() as Promise<pg.PoolClient>;
    return this.deadline ? this.deadline.enforce(connecting, () => void runner.release()) : connecting;
  }

  private async guard<T>(sent: Promise<T>): Promise<T> {
    try {
      return await sent;
    } catch (error) {
      if (!isAnswer(error)) this.broken = true;
      throw error;
    }
  }

  private async release(): Promise<void> {
    const runner = this.runner as unknown as QueryRunnerOfOurs | null;
    const client = this.client;
    this.client = null;
    this.unwatch();
    if (!runner || !client) return;
    runner.isTransactionActive = false;
    // Destroyed, not only given back: the pool would wait for what is still under way on it.
    if (this.broken) destroy(client);
    await runner.releasePostgresConnection(this.broken ? new Error('The connection failed.') : undefined);
  }
}

/** Statements as one read-only transaction of their own, in one round trip. */
export const readOnce = async (
  pool: pg.Pool,
  bounds: RowBounds,
  bound: readonly BoundStatement[],
  mode: 'READ ONLY' | 'READ WRITE',
  deadline: Deadline,
): Promise<pg.QueryResult[]> => {
  const client = await deadline.enforce(pool.connect(), (late) => late.release());
  const unwatch = deadline.watch(() => destroy(client));
  // Settled, not raced: the connection goes back only when nothing is under way on it any more.
  const sent = [
    send(client, mode === 'READ ONLY' ? BEGIN_READ_ONLY : BEGIN),
    sendBound(client, bindRowBounds(bounds)),
    ...bound.map((each) => sendBound(client, each)),
    send(client, COMMIT),
  ];
  const settled = await Promise.allSettled(sent);
  unwatch();
  const failures = settled.filter((item) => item.status === 'rejected').map(({ reason }) => reason as Error);
  client.release(failures.some((reason) => !isAnswer(reason)));
  if (failures[0]) throw failures[0];
  const results = settled.map((item) => (item as PromiseFulfilledResult<pg.QueryResult>).value);
  if (results.at(-1)!.command !== 'COMMIT') throw new Error('PostgreSQL rolled the transaction back.');
  return results.slice(2, -1);
};
