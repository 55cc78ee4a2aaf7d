/**
 * The yardstick: fastify and pg, nothing else. It checks the same token in the same way (remembered by its hash),
 * and sends for each request the very statements that Hairline sends, in the same round trips, with the same pool
 * settings, row-level security and audit entries (batched alike), with fresh ids where the request makes some.
 * It validates nothing, decides nothing, and answers a constant.
 */
import { createHash, createPublicKey, verify, type JsonWebKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fastify from 'fastify';
import pg from 'pg';
import { v7 } from 'uuid';
import type { RoundTrip, SentStatement } from './record.js';

export interface Plan {
  databaseUrl: string;
  poolSize: number;
  publicJwk: JsonWebKey;
  operations: {
    method: 'GET' | 'POST';
    route: string;
    query: string;
    status: number;
    answer: unknown;
    trips: RoundTrip[];
    newIds: string[];
    patientIds: string[];
    /** The id in the path of what was recorded, where each request has another in its place; the route then has `:id` there. */
    takenId: string | null;
    /** An id of what was recorded that each request replaces with the next of these. */
    spread: { id: string; among: string[] } | null;
  }[];
}

const plan = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Plan;
const pool = new pg.Pool({ connectionString: plan.databaseUrl, max: plan.poolSize, pipeline: true });
const key: KeyObject = createPublicKey({ key: plan.publicJwk, format: 'jwk' });
const verified = new Map<string, number>();

const authenticate = (header: string | undefined): void => {
  const token = header!.slice(7);
  const hash = createHash('sha256').update(token).digest('base64');
  const known = verified.get(hash);
  if (known !== undefined && known * 1000 > Date.now()) return;
  const [head, body, signature] = token.split('.') as [string, string, string];
  const good = verify('sha256', Buffer.from(`${head}.${body}`), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  if (!good) throw new Error('bad token');
  verified.set(hash, (JSON.parse(Buffer.from(body, 'base64url').toString()) as { exp: number }).exp);
};

const send = (client: pg.PoolClient, { name, text, values }: SentStatement): Promise<unknown> =>
  client.query(name === null ? { text, values } : { name, text, values });

const isAudit = (trip: RoundTrip): boolean => trip.statements.length === 4 && trip.statements[2]!.name === 'audit.append';

/** Reads leave their audit entries in batches, one commit at a time, as Hairline does. */
let gathering: { rows: unknown[]; written: Promise<void> } | null = null;
let writing: Promise<void> = Promise.resolve();
const audit = (trip: RoundTrip, rows: unknown[]): Promise<void> => {
  if (!gathering) {
    const batch = { rows: [] as unknown[], written: Promise.resolve() };
    batch.written = writing.then(async () => {
      gathering = null;
      const client = await pool.connect();
      const [begin, clinic, append, commit] = trip.statements as [SentStatement, SentStatement, SentStatement, SentStatement];
      await Promise.all([send(client, begin), send(client, clinic), send(client, { ...append, values: [JSON.stringify(batch.rows)] }), send(client, commit)]);
      client.release();
    });
    writing = batch.written;
    gathering = batch;
  }
  gathering.rows.push(...rows);
  return gathering.written;
};

const server = fastify({ logger: false });

interface Answer {
  status: number;
  answer: unknown;
}

const answering = new Map<string, (id: string | undefined) => Promise<Answer>>();
for (const operation of plan.operations) {
  const work = operation.trips.filter((trip) => !isAudit(trip));
  const auditTrip = operation.trips.find(isAudit);
  const auditText = auditTrip ? JSON.stringify(JSON.parse(auditTrip.statements[2]!.values[0] as string)) : '[]';
  const template = JSON.stringify(work);
  let turn = 0;
  const auditIds = (JSON.parse(auditText) as { id: string }[]).map((row) => row.id);
  answering.set(`${operation.method} ${operation.route}?${operation.query}`, async (id) => {
    let text = operation.takenId !== null && id !== undefined ? template.replaceAll(operation.takenId, id) : template;
    if (operation.spread) text = text.replaceAll(operation.spread.id, operation.spread.among[turn++ % operation.spread.among.length]!);
    for (const made of operation.newIds) text = text.replaceAll(made, v7());
    const trips = operation.newIds.length > 0 || operation.takenId !== null ? (JSON.parse(text) as RoundTrip[]) : work;
    const clients = new Map<number, pg.PoolClient>();
    try {
      for (const trip of trips) {
        let client = clients.get(trip.connection);
        if (!client) clients.set(trip.connection, (client = await pool.connect()));
        await Promise.all(trip.statements.map((statement) => send(client, statement)));
        if (trip.statements.at(-1)!.text === 'COMMIT') {
          client.release();
          clients.delete(trip.connection);
        }
      }
    } catch (error) {
      for (const client of clients.values()) client.release(true);
      process.stderr.write(`bare server: ${(error as Error).message}\n`);
      throw error;
    }
    if (auditTrip) {
      let rows = auditText;
      for (const id of auditIds) rows = rows.replace(id, v7());
      await audit(auditTrip, JSON.parse(rows) as unknown[]);
    }
    return { status: operation.status, answer: operation.answer };
  });
}

const routes = new Map(plan.operations.map((operation) => [`${operation.method} ${operation.route}`, operation]));
for (const { method, route } of routes.values()) {
  server.route({
    method,
    url: route,
    handler: async (request, reply) => {
      authenticate(request.headers.authorization);
      const [path, query = ''] = request.url.split('?');
      const { id } = request.params as { id?: string };
      const { status, answer } = await answering.get(`${method} ${id === undefined ? path : route}?${query}`)!(id);
      return reply.status(status).send(answer);
    },
  });
}

process.on(
  'SIGTERM',
  () =>
    void server
      .close()
      .then(() => pool.end())
      .then(() => process.exit(0)),
);
await server.listen({ port: Number(process.argv[3]), host: '127.0.0.1' });
process.stdout.write('ready\n');
