/** The bench itself: one PostgreSQL, two servers, one load at a time. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import pg from 'pg';
import { createApp } from '../src/app.setup.js';
import { productExamples } from '../src/products/index.js';
import { addClinic, addStaff } from '../src/clinic/index.js';
import { KeyEncryption, generateEncryptionKey } from '../src/platform/access/key-encryption.js';
import { issueAccessToken } from '../src/platform/access/tokens.js';
import { APPLICATION_ROLE, startEmbeddedServer, type EmbeddedServer } from '../src/platform/database/embedded-server.js';
import { migrate } from '../src/platform/database/migrate.js';
import type { Operation, Prepared } from './operations.js';
import { operations } from './operations.js';
import { loadPeople } from './people.js';
import { listen, record, type RoundTrip } from './record.js';
import type { Plan } from './bare-server.js';

const ENCRYPTION_KEY = generateEncryptionKey();

export interface Figures {
  requestsPerSecond: number;
  p50: number;
  p99: number;
  cpuMillisecondsPerRequest: number;
  errors: number;
}

export interface Measured {
  name: string;
  kind: 'read' | 'write';
  roundTrips: number;
  statements: number;
  hairline: Figures;
  bare: Figures;
  /** Median over the rounds of Hairline's requests per second to the bare server's, pair by pair. */
  ratio: number;
}

export interface BenchOptions {
  patients: number;
  seconds: number;
  rounds: number;
  connections: number;
}

type Side = 'hairline' | 'bare';

const POOL_SIZE = 10;
const PORTS: Record<Side, number> = { hairline: 41_301, bare: 41_302 };
const TICKS_PER_SECOND = 100;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const cpuSeconds = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
};

const residentMegabytes = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

/** What `npm start` tells V8. */
const settingsOfStart = (): string[] => {
  const { scripts } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
};

/** What requests take from. */
interface Stock {
  sessionIds: string[];
  lotIds: readonly string[];
  patientIds: readonly string[];
}

export class Bench {
  readonly poolSize = POOL_SIZE;
  private servers: Partial<Record<Side, ChildProcess>> = {};
  private patientsSeen = 0;

  private constructor(
    private readonly options: BenchOptions,
    private readonly directory: string,
    private readonly database: EmbeddedServer,
    private readonly token: string,
    private readonly prepared: Prepared,
    private readonly plan: Plan,
    private readonly stock: Stock,
  ) {}

  /** Whatever goes wrong on the way, nothing is left behind. */
  static async start(options: BenchOptions): Promise<Bench> {
    const directory = mkdtempSync(join(tmpdir(), 'hairline-bench-'));
    say('starting PostgreSQL');
    const database = await startEmbeddedServer(directory);
    try {
      const bench = await Bench.prepare(options, directory, database);
      await bench.startServers();
      return bench;
    } catch (error) {
      await database.stop();
      rmSync(directory, { recursive: true, force: true });
      throw error;
    }
  }

  private static async prepare(options: BenchOptions, directory: string, database: EmbeddedServer): Promise<Bench> {
    await migrate(database.ownerUrl, APPLICATION_ROLE);
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const clinicId = await addClinic(owner, { name: 'Bench Clinic', timeZone: 'Asia/Kolkata', country: 'IN', currency: 'INR' });
    const staffId = await addStaff(owner, { clinicId, role: 'dermatologist', name: 'Dr Bench', email: 'dermatologist@bench.test' });
    const { token } = await issueAccessToken(
      owner,
      new KeyEncryption(ENCRYPTION_KEY),
      { kind: 'staff', id: staffId, clinicId },
      { issuedAt: new Date(), lifetimeSeconds: 86_400 },
    );
    say(`loading ${options.patients} people`);
    await loadPeople(database.ownerUrl, clinicId, options.patients, say);
    const patientIds = await somePeople(owner, clinicId);
    listen();
    const { prepared, recorded, sessionIds, lotIds } = await rehearse(database.applicationUrl, token, patientIds, (inProgress) =>
      beginSessions(owner, { ...inProgress, clinicId, staffId, count: sessionsNeeded(options) }),
    );
    const { rows } = await owner.query<{ public_jwk: Plan['publicJwk'] }>('SELECT public_jwk FROM signing_keys');
    await owner.end();
    const plan: Plan = {
      databaseUrl: database.applicationUrl,
      poolSize: POOL_SIZE,
      publicJwk: rows[0]!.public_jwk,
      operations: recorded.map(({ operation, trips, answer, status, newIds, takenId }) => ({
        method: operation.method,
        route: operation.path(operation.takes ? { ...prepared, sessionId: ':id', seenPatientId: ':id' } : prepared).split('?')[0]!,
        query: operation.path(prepared).split('?')[1] ?? '',
        status,
        answer,
        trips,
        newIds: operation.kind === 'read' ? [] : newIds,
        patientIds: [],
        takenId,
        spread: operation.takes === 'session' ? { id: prepared.lotId, among: lotIds } : null,
      })),
    };
    return new Bench(options, directory, database, token, prepared, plan, { sessionIds, lotIds, patientIds });
  }

  async measure(chosen: Operation[]): Promise<Measured[]> {
    const results: Measured[] = [];
    for (const operation of chosen) {
      say(`measuring ${operation.name}`);
      await this.load('hairline', operation, 1);
      await this.load('bare', operation, 1);
      const rounds: Record<Side, Figures>[] = [];
      for (let round = 0; round < this.options.rounds; round++) {
        rounds.push({ hairline: await this.load('hairline', operation, this.options.seconds), bare: await this.load('bare', operation, this.options.seconds) });
      }
      const trips = this.plan.operations[operations.indexOf(operation)]!.trips;
      results.push({
        name: operation.name,
        kind: operation.kind,
        roundTrips: trips.length,
        statements: trips.reduce((sum, trip) => sum + trip.statements.length, 0),
        hairline: middle(rounds.map((round) => round.hairline)),
        bare: middle(rounds.map((round) => round.bare)),
        ratio: median(rounds.map((round) => round.hairline.requestsPerSecond / round.bare.requestsPerSecond)),
      });
    }
    return results;
  }

  residentMegabytes(): Record<Side, number> {
    return { hairline: residentMegabytes(this.pidOf('hairline')), bare: residentMegabytes(this.pidOf('bare')) };
  }

  async stop(): Promise<void> {
    for (const server of Object.values(this.servers)) {
      const gone = once(server, 'exit');
      server.kill('SIGTERM');
      await gone;
    }
    await this.database.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async startServers(): Promise<void> {
    const file = join(this.directory, 'plan.json');
    writeFileSync(file, JSON.stringify(this.plan));
    const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
    const environment = {
      ...process.env,
      DATABASE_URL: this.plan.databaseUrl,
      DATABASE_POOL_SIZE: String(POOL_SIZE),
      PORT: String(PORTS.hairline),
      RATE_LIMIT_PER_MINUTE: '0',
      NODE_ENV: 'production',
      ENCRYPTION_KEY,
      LOG_LEVEL: 'warn',
    };
    this.servers = {
      hairline: spawn(process.execPath, [...settingsOfStart(), at('../../src/main.js'), 'start'], {
        env: environment,
        stdio: ['ignore', 'ignore', 'inherit'],
      }),
      bare: spawn(process.execPath, [at('./bare-server.js'), file, String(PORTS.bare)], { stdio: ['ignore', 'ignore', 'inherit'] }),
    };
    process.once('exit', () => Object.values(this.servers).forEach((server) => server.kill('SIGKILL')));
    for (const side of ['hairline', 'bare'] as const) await this.waitFor(side);
  }

  private pidOf(side: Side): number {
    const pid = this.servers[side]?.pid;
    if (pid === undefined) throw new Error(`The ${side} server does not run.`);
    return pid;
  }

  private async waitFor(side: Side): Promise<void> {
    for (let attempt = 0; attempt < 600; attempt++) {
      try {
        await fetch(`http://127.0.0.1:${PORTS[side]}/health/live`);
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    throw new Error(`The ${side} server did not start.`);
  }

  /** Path and body of the next request of an operation that takes something. */
  private next(operation: Operation): { path: string; body: string } {
    const prepared = operation.takes === 'session' ? this.withNextSession(operation) : { ...this.prepared, seenPatientId: this.nextPatientId() };
    return { path: operation.path(prepared), body: JSON.stringify(operation.body!(prepared)) };
  }

  private nextPatientId(): string {
    this.patientsSeen++;
    return this.stock.patientIds[this.patientsSeen % this.stock.patientIds.length]!;
  }

  /** A session that no request has had yet. */
  private withNextSession(operation: Operation): Prepared {
    const sessionId = this.stock.sessionIds.pop();
    if (sessionId === undefined) throw new Error(`There are too few sessions for ${operation.name}: this machine is faster than was thought.`);
    const lotId = this.stock.lotIds[this.stock.sessionIds.length % this.stock.lotIds.length]!;
    return { ...this.prepared, sessionId, lotId };
  }

  private async load(side: Side, operation: Operation, seconds: number): Promise<Figures> {
    const pid = this.pidOf(side);
    const before = cpuSeconds(pid);
    const result = await autocannon({
      url: `http://127.0.0.1:${PORTS[side]}${operation.path(this.prepared)}`,
      method: operation.method,
      connections: this.options.connections,
      duration: seconds,
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
        ...(operation.ifMatch !== undefined && { 'if-match': `"${operation.ifMatch}"` }),
      },
      ...(operation.takes && { requests: [{ setupRequest: (request) => ({ ...request, ...this.next(operation) }) }] }),
      ...(operation.body && { body: JSON.stringify(operation.body(this.prepared)) }),
    });
    if (result.non2xx > 0 || result.errors > 0)
      throw new Error(`${side}, ${operation.name}: ${result.non2xx} answers were no success, ${result.errors} errors.`);
    return {
      requestsPerSecond: result.requests.total / result.duration,
      p50: result.latency.p50,
      p99: result.latency.p99,
      cpuMillisecondsPerRequest: ((cpuSeconds(pid) - before) * 1000) / result.requests.total,
      errors: result.errors,
    };
  }
}

const middle = (rounds: Figures[]): Figures => ({
  requestsPerSecond: median(rounds.map((round) => round.requestsPerSecond)),
  p50: median(rounds.map((round) => round.p50)),
  p99: median(rounds.map((round) => round.p99)),
  cpuMillisecondsPerRequest: median(rounds.map((round) => round.cpuMillisecondsPerRequest)),
  errors: 0,
});

interface Rehearsed {
  operation: Operation;
  trips: RoundTrip[];
  answer: unknown;
  status: number;
  /** Ids that this request made, and the one before did not have. */
  newIds: string[];
  /** The session that it took. */
  takenId: string | null;
}

/** People whom consultations take turns with: so many that nobody has more than a few, and few enough for their ids to be kept. */
const PEOPLE_SEEN = 10_000;

const somePeople = async (owner: pg.Client, clinicId: string): Promise<string[]> => {
  await owner.query(`SELECT set_config('app.clinic_id', $1, false)`, [clinicId]);
  const { rows } = await owner.query<{ id: string }>('SELECT id FROM patients ORDER BY id LIMIT $1', [PEOPLE_SEEN]);
  return rows.map(({ id }) => id);
};

/** Lots that sessions take turns with. */
const LOTS = 64;

/** More sessions a second than either server ends on any machine so far. */
const SESSIONS_PER_SECOND = 1500;

/** For the warm-up and every round of both servers, and what the rehearsal takes. */
const sessionsNeeded = ({ seconds, rounds }: BenchOptions): number => 2 * SESSIONS_PER_SECOND * (1 + seconds * rounds) + 100;

interface InProgress {
  planId: string;
  patientId: string;
  checkId: string;
  consentId: string;
}

/** Makes the plan active and as many sessions of it in progress: through the API it would take longer than the load. */
const beginSessions = async (owner: pg.Client, ready: InProgress & { clinicId: string; staffId: string; count: number }): Promise<string[]> => {
  const { planId, patientId, checkId, consentId, clinicId, staffId, count } = ready;
  say(`beginning ${count} sessions`);
  await owner.query(`SELECT set_config('app.clinic_id', $1, false)`, [clinicId]);
  await owner.query(`UPDATE treatment_plans SET status = 'active', consent_id = $2, version = version + 1 WHERE id = $1`, [planId, consentId]);
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO treatment_sessions (clinic_id, id, plan_id, patient_id, treatment, number, status, scheduled_on, started_at, check_id, performed_by, version,
       created_at, updated_at)
     SELECT $1, gen_random_uuid(), $2, $3, 'mesotherapy', n, 'in-progress', current_date, now() - interval '30 minutes', $4, $5, 2, now(), now()
       FROM generate_series(1, $6::integer) n RETURNING id`,
    [clinicId, planId, patientId, checkId, staffId, count],
  );
  await owner.query('ANALYZE treatment_sessions');
  return rows.map(({ id }) => id);
};

/** The ids in what was sent, the audit entries of reads left out: those have their own way. */
const idsIn = (trips: RoundTrip[]): string[] => [
  ...new Set(JSON.stringify(trips.filter((trip) => trip.statements[2]?.name !== 'audit.append')).match(UUID) ?? []),
];

/** Goes through every operation once in this process, and writes down the SQL of each when everything is warm. */
const rehearse = async (
  databaseUrl: string,
  token: string,
  patientIds: readonly string[],
  begin: (plan: InProgress) => Promise<string[]>,
): Promise<{ prepared: Prepared; recorded: Rehearsed[]; sessionIds: string[]; lotIds: string[] }> => {
  const app = await createApp({
    databaseUrl,
    databasePoolSize: 2,
    logLevel: 'silent',
    requestsPerMinute: 0,
    metricsToken: null,
    bodyLimitBytes: 1_048_576,
    trustProxy: false,
    files: { store: { kind: 'disk', directory: join(tmpdir(), 'hairline-bench-files') }, largestBytes: 20_971_520 },
    publicUrl: 'http://127.0.0.1:3000',
    encryptionKey: ENCRYPTION_KEY,
    mail: { smtpUrl: null, from: 'nobody@localhost' },
  });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  const call = async (method: string, path: string, body?: object, ifMatch?: number): Promise<{ status: number; body: Record<string, unknown> }> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }), ...(ifMatch && { 'if-match': `"${ifMatch}"` }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kolkata' }).format(new Date());
  const person = { names: [{ text: 'Bench Person' }], sexAtBirth: 'male', birthDate: '1980' };
  const patientId = (await call('POST', '/v1/patients', person)).body.id as string;
  const byName = Object.fromEntries(operations.map((operation) => [operation.name, operation]));
  const draft = { patientId, seenPatientId: patientId, planId: '', consultationId: '', checkId: '', today, sessionId: '', lotId: '' };
  const consultationId = (await call('POST', byName['whole consultation']!.path(draft), byName['whole consultation']!.body!(draft))).body.id as string;
  const checkId = (await call('POST', byName['contraindication check']!.path(draft), byName['contraindication check']!.body!(draft))).body.id as string;
  const ready = { ...draft, consultationId, checkId };
  const planId = (await call('POST', byName['plan creation']!.path(ready), byName['plan creation']!.body!(ready))).body.id as string;
  const givenId = (await call('POST', byName['plan creation']!.path(ready), byName['plan creation']!.body!(ready))).body.id as string;
  const consent = {
    kind: 'treatment',
    treatment: 'mesotherapy',
    documentVersion: '1',
    language: 'en',
    signatory: { name: 'Bench Person', relationship: 'self' },
  };
  const consentId = (await call('POST', `/v1/patients/${patientId}/consents`, { ...consent, signedAt: new Date().toISOString() })).body.id as string;
  const productId = (await call('POST', '/v1/products', productExamples.solution)).body.id as string;
  // As a session begins: with a check of what is to be used.
  const start = { treatment: 'mesotherapy', plannedOn: today, ingredients: ['biotin'], products: [productId] };
  const startId = (await call('POST', `/v1/patients/${patientId}/contraindication-checks`, start)).body.id as string;
  const sessionIds = await begin({ planId: givenId, patientId, checkId: startId, consentId });
  const locationId = (await call('POST', '/v1/stock-locations', { name: 'Bench' })).body.id as string;
  const received = { value: 1_000_000, unit: productExamples.solution.stockUnit };
  const lotIds: string[] = [];
  for (let number = 1; number <= LOTS; number++) {
    const lot = { productId, lotNumber: `B-${number}`, expiresOn: '2099-06-30', received, locationId };
    lotIds.push((await call('POST', '/v1/product-lots', lot)).body.id as string);
  }
  const prepared = { ...ready, planId, lotId: lotIds[0]! };
  const recorded: Rehearsed[] = [];
  let seen = 0;
  const taking = { session: () => sessionIds.pop()!, patient: () => patientIds[++seen]! };
  for (const operation of operations) {
    let takenId: string | null = null;
    const send = () => {
      takenId = operation.takes ? taking[operation.takes]() : null;
      return call(
        operation.method,
        operation.path({ ...prepared, sessionId: takenId ?? '', seenPatientId: takenId ?? '' }),
        operation.body?.(prepared),
        operation.ifMatch,
      );
    };
    for (let warm = 0; warm < 3; warm++) await send();
    const before = new Set(idsIn(await record(send)));
    let answered = await send();
    const trips = await record(async () => (answered = await send()));
    recorded.push({ operation, trips, answer: answered.body, status: answered.status, newIds: idsIn(trips).filter((id) => !before.has(id)), takenId });
  }
  await app.close();
  return { prepared, recorded, sessionIds, lotIds };
};
