/**
 * The application under test: the real one, on a real PostgreSQL, spoken to over HTTP. Each test file has a
 * database of its own, each test may make a clinic of its own.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import supertest, { type Response, type Test } from 'supertest';
import { createApp } from '../../src/app.setup.js';
import type { AppSettings } from '../../src/app.module.js';
import { addClinic, addIntegrationClient, addStaff, type OpeningHours } from '../../src/clinic/index.js';
import { weekdays } from '../../src/kernel/day.js';
import { roles, type Role, type Scope } from '../../src/platform/access/policy.js';
import type { Actor } from '../../src/platform/access/actor.dto.js';
import { DataKeys } from '../../src/platform/database/data-keys.js';
import { openRows } from '../../src/platform/database/sealing.js';
import { KeyEncryption } from '../../src/platform/access/key-encryption.js';
import { issueAccessToken, type TokenSubject } from '../../src/platform/access/tokens.js';
import { applicationUrl, createTestDatabase, ownerUrl } from './database.js';
import { assertConforms } from './openapi-validator.js';

/** What seals secrets in the databases of tests. */
const TEST_ENCRYPTION_KEY = Buffer.alloc(32, 'hairline tests').toString('base64url');
export const testEncryption = new KeyEncryption(TEST_ENCRYPTION_KEY);

export type Method = 'get' | 'post' | 'put' | 'patch';

export interface Sent {
  ifMatch?: string | number;
  ifNoneMatch?: string;
  idempotencyKey?: string;
  headers?: Record<string, string>;
}

/** What a form holds: text, or the content of a file. */
export type FormParts = Record<string, string | string[] | Buffer>;

/** Reads a body as it came, of whatever kind it is; what is JSON is parsed. */
const everyDay: OpeningHours = Object.fromEntries(weekdays.map((day) => [day, [{ opens: '08:00', closes: '20:00' }]]));

const asItCame = (answer: Response, done: (error: Error | null, body: unknown) => void): void => {
  const chunks: Buffer[] = [];
  const stream = answer as unknown as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => {
    const body = Buffer.concat(chunks);
    done(null, answer.headers['content-type']?.includes('json') ? JSON.parse(body.toString()) : body);
  });
};

/** Speaks to the API as one person or client; holds every answer against the OpenAPI document. */
export class Caller {
  constructor(
    private readonly app: TestApp,
    readonly token: string | null,
    readonly id: string,
    private readonly called: Omit<Actor, 'id'> | null = null,
  ) {}

  /** How answers name the caller. */
  get actor(): Actor {
    if (!this.called) throw new Error('Nobody is known to call.');
    return { id: this.id, ...this.called };
  }

  get(path: string, sent: Sent = {}): Promise<Response> {
    return this.send('get', path, undefined, sent);
  }

  /** The body is a buffer, whatever the kind of the file. */
  async download(path: string, sent: Sent = {}): Promise<Response> {
    const response = await this.prepare('get', path, sent)
      .buffer(true)
      .parse(asItCame as never);
    assertConforms('get', path, response);
    return response;
  }

  post(path: string, body?: unknown, sent: Sent = {}): Promise<Response> {
    return this.send('post', path, body, sent);
  }

  put(path: string, body: unknown, sent: Sent = {}): Promise<Response> {
    return this.send('put', path, body, sent);
  }

  patch(path: string, body: unknown, sent: Sent = {}): Promise<Response> {
    return this.send('patch', path, body, sent);
  }

  /** Sends a form: text as fields, buffers as files. */
  async sendForm(method: 'post' | 'put', path: string, parts: FormParts, sent: Sent = {}): Promise<Response> {
    const request = this.prepare(method, path, sent);
    for (const [name, part] of Object.entries(parts)) {
      if (Buffer.isBuffer(part)) void request.attach(name, part, { filename: 'picture', contentType: 'application/octet-stream' });
      else void request.field(name, part);
    }
    const response = await request;
    assertConforms(method, path, response);
    return response;
  }

  async send(method: Method, path: string, body: unknown, sent: Sent): Promise<Response> {
    const request = this.prepare(method, path, sent);
    const response = await (body === undefined ? request : request.send(body as object));
    assertConforms(method, path, response);
    return response;
  }

  private prepare(method: Method, path: string, sent: Sent): Test {
    const request = supertest(this.app.server)[method](path);
    if (this.token) void request.set('Authorization', `Bearer ${this.token}`);
    if (sent.ifMatch !== undefined) void request.set('If-Match', typeof sent.ifMatch === 'number' ? `"${sent.ifMatch}"` : sent.ifMatch);
    if (sent.ifNoneMatch !== undefined) void request.set('If-None-Match', sent.ifNoneMatch);
    if (sent.idempotencyKey !== undefined) void request.set('Idempotency-Key', sent.idempotencyKey);
    for (const [name, value] of Object.entries(sent.headers ?? {})) void request.set(name, value);
    return request;
  }
}

export class TestClinic {
  constructor(
    private readonly app: TestApp,
    readonly id: string,
    readonly staff: Record<Role, string>,
    private readonly tokens: Record<Role, string>,
  ) {}

  /** The person of that role. */
  as(role: Role): Caller {
    return new Caller(this.app, this.tokens[role], this.staff[role], { name: `Test ${role}`, role });
  }

  /** A new integration client with exactly these scopes. */
  async asClient(scopes: Scope[]): Promise<Caller> {
    const clientId = `client-${randomBytes(6).toString('hex')}`;
    const id = await addIntegrationClient(this.app.owner, { clinicId: this.id, clientId, name: 'Test client', scopes });
    return new Caller(this.app, await this.app.token({ kind: 'client', id, clinicId: this.id }), id, { name: 'Test client', role: 'client' });
  }

  /** One more person of that role. */
  async another(role: Role): Promise<Caller> {
    const email = `${role}-${randomBytes(6).toString('hex')}@example.test`;
    const called = { name: `Another ${role}`, role };
    const id = await addStaff(this.app.owner, { clinicId: this.id, ...called, email });
    return new Caller(this.app, await this.app.token({ kind: 'staff', id, clinicId: this.id }), id, called);
  }
}

/** Every table that has a clinic. */
export const CLINIC_TABLES = `SELECT c.oid, c.relname AS "table" FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'clinic_id' AND NOT a.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`;

export class TestApp {
  readonly owner: pg.Pool;
  private readonly application: pg.Pool;
  /** Everything that the server has logged. */
  readonly log: string[];

  constructor(
    private readonly nest: NestFastifyApplication,
    database: string,
    log: string[],
    /** Where the files are that it keeps, unless it was told otherwise. */
    readonly filesDirectory: string,
  ) {
    this.log = log;
    this.owner = new pg.Pool({ connectionString: ownerUrl(database), max: 2 });
    this.application = new pg.Pool({ connectionString: applicationUrl(database), max: 4 });
  }

  get server() {
    return this.nest.getHttpServer();
  }

  /** Listens on a port of its own, for the few tests that speak to it as a client that goes away. */
  async listen(port = 0): Promise<void> {
    await this.nest.listen(port, '127.0.0.1');
  }

  get port(): number {
    return (this.server.address() as { port: number }).port;
  }

  /** Something of the application's container, for the few tests that look inside. */
  inside<T>(token: abstract new (...args: never[]) => T): T {
    return this.nest.get(token, { strict: false });
  }

  /** Somebody without a token. */
  get nobody(): Caller {
    return new Caller(this, null, '');
  }

  bearer(token: string): Caller {
    return new Caller(this, token, '');
  }

  async token(subject: TokenSubject, options: { issuedAt?: Date; lifetimeSeconds?: number } = {}): Promise<string> {
    return (await issueAccessToken(this.owner, testEncryption, subject, { issuedAt: new Date(), ...options })).token;
  }

  /** A new clinic with a person of every role; open every day, so that what a test finds does not depend on the day on which it runs. */
  async clinic(settings: { name?: string; timeZone?: string; country?: string; currency?: string; openingHours?: OpeningHours } = {}): Promise<TestClinic> {
    const id = await addClinic(this.owner, {
      name: 'Test Clinic',
      timeZone: 'Asia/Kolkata',
      country: 'IN',
      currency: 'INR',
      openingHours: everyDay,
      ...settings,
    });
    const people = await Promise.all(
      roles.map(async (role) => {
        const person = await addStaff(this.owner, { clinicId: id, role, name: `Test ${role}`, email: `${role}@${id}.test` });
        return { role, person, token: await this.token({ kind: 'staff', id: person, clinicId: id }) };
      }),
    );
    const record = <T>(pick: (item: (typeof people)[number]) => T) =>
      Object.fromEntries(people.map((person) => [person.role, pick(person)])) as Record<Role, T>;
    return new TestClinic(
      this,
      id,
      record((item) => item.person),
      record((item) => item.token),
    );
  }

  /** The names of all tables that belong to a clinic, as the catalogue has them. */
  async clinicTables(): Promise<string[]> {
    const { rows } = await this.owner.query<{ table: string }>(`SELECT o.table FROM (${CLINIC_TABLES}) o ORDER BY 1`);
    return rows.map((row) => row.table);
  }

  /** The same as `sql`, with what is sealed in the rows opened. */
  async openedSql<Row extends pg.QueryResultRow>(text: string, values: unknown[], clinicId: string): Promise<Row[]> {
    const rows = await this.sql<Row>(text, values, clinicId);
    await openRows(rows, clinicId, this.inside(DataKeys));
    return rows;
  }

  /** Runs SQL with the application's own role, bound to a clinic or to none. With a name, a connection plans it once. */
  async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = [], clinicId = '', name?: string): Promise<Row[]> {
    const client = await this.application.connect();
    try {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('app.clinic_id', $1, true)`, [clinicId]);
      const { rows } = await client.query<Row>({ text, values, ...(name !== undefined && { name }) });
      await client.query('COMMIT');
      return rows;
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }

  /** The database goes with the whole test server. */
  async stop(): Promise<void> {
    await this.nest.close();
    running.delete(this.log);
    await Promise.all([this.owner.end(), this.application.end()]);
    rmSync(this.filesDirectory, { recursive: true, force: true });
  }
}

/**
 * The logs of the applications that run. The logger of everything outside a request is one for the whole process, made by
 * the first application of this worker: once that has stopped, what it is told belongs to those that still run.
 */
const running = new Set<string[]>();

export interface TestSettings extends Partial<AppSettings> {
  largestFileBytes?: number;
  /** Another way to the database than the straight one. */
  through?: (databaseUrl: string) => Promise<string>;
}

export const startApp = async ({ largestFileBytes = 20_971_520, through, ...settings }: TestSettings = {}): Promise<TestApp> => {
  const database = `test_${randomBytes(8).toString('hex')}`;
  await createTestDatabase(database);
  const filesDirectory = mkdtempSync(join(tmpdir(), 'hairline files '));
  const log: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      for (const reader of running.has(log) ? [log] : running) reader.push(chunk.toString());
      done();
    },
  });
  running.add(log);
  const nest = await createApp({
    databaseUrl: (await through?.(applicationUrl(database))) ?? applicationUrl(database),
    databasePoolSize: 10,
    databaseWaitSeconds: 60, // fifty at once are many for a slow machine
    requestDeadlineSeconds: 120,
    readerWaitSeconds: 60,
    logLevel: 'info',
    logDestination: sink,
    requestsPerMinute: 0,
    metricsToken: 'metrics-token-of-the-tests',
    bodyLimitBytes: 1_048_576,
    trustProxy: false,
    publicUrl: 'http://127.0.0.1:3000',
    encryptionKey: TEST_ENCRYPTION_KEY,
    mail: { smtpUrl: null, from: 'Hairline <no-reply@hairline.test>', print: () => undefined },
    files: { store: { kind: 'disk', directory: filesDirectory }, largestBytes: largestFileBytes },
    ...settings,
  });
  return new TestApp(nest, database, log, filesDirectory);
};
