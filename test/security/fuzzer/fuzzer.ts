/**
 * Sends requests that are made from the API document to a running server, and holds each answer against what must be of any: no status from 500 on, nothing that
 * the document does not describe for its status, no id of another clinic. The same seed plans the same requests as long as the answers are the same.
 */
import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import type { Response } from 'supertest';
import { roles } from '../../../src/platform/access/policy.js';
import type { TestApp, TestClinic } from '../../support/app.js';
import { idsOf } from '../../support/ids-of-clinic.js';
import { assertConforms } from '../../support/openapi-validator.js';
import { KnownIds } from './ids.js';
import { RequestPlanner, type As, type Planned } from './requests.js';
import { Choices } from './values.js';

const ANY_ID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;
/** What the framework refuses before an operation is known: described once for all operations. */
const refusedBefore: ReadonlySet<number> = new Set([405, 408, 414, 431]);
const PATIENCE_MILLISECONDS = 120_000;

export interface Finding {
  /** The number of the request, and the seed with which it was planned. */
  number: number;
  seed: number;
  what: string;
  /** The request as a command; the token stands in `$TOKEN`. */
  curl: string;
}

export interface Outcome {
  requests: number;
  /** How often each status was answered. */
  statuses: ReadonlyMap<number, number>;
  /** The operations that answered with a status of 2xx at least once. */
  succeeded: ReadonlySet<string>;
  findings: readonly Finding[];
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  content: Buffer;
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The request as somebody can type it, without the token. */
const toCurl = (url: string, { method, url: path, as, headers, body }: Planned): string => {
  const isText = body === null || body.equals(Buffer.from(body.toString('utf8')));
  const shown = Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`);
  const data = body === null ? [] : isText ? [`--data-binary ${quote(body.toString('utf8'))}`] : ['--data-binary @-'];
  const before = isText ? '' : `echo ${body.toString('base64')} | base64 -d | `;
  const who = as === 'nobody' ? [] : [`-H "Authorization: Bearer $TOKEN"`];
  return `${before}curl -i -X ${method.toUpperCase()} ${quote(url + path)} ${[...who, ...shown, ...data].join(' ')}  # as ${as}`;
};

/** Ids of every row of the clinic: none of them belongs into an answer to another clinic. */
const listIds = async (app: TestApp, clinic: TestClinic): Promise<Set<string>> => {
  const { rows } = await app.owner.query<{ table: string; column: string }>(
    `SELECT c.relname AS "table", a.attname AS column FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.atttypid = 'uuid'::regtype AND a.attname = 'id'
        AND EXISTS (SELECT FROM pg_attribute o WHERE o.attrelid = c.oid AND o.attname = 'clinic_id')`,
  );
  const found = new Set<string>([clinic.id]);
  for (const { table, column } of rows)
    for (const row of await app.sql<{ id: string }>(`SELECT ${column}::text AS id FROM ${table}`, [], clinic.id)) found.add(row.id);
  return found;
};

export class Fuzzer {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 16 });
  private readonly statuses = new Map<number, number>();
  private readonly succeeded = new Set<string>();
  private readonly findings: Finding[] = [];
  private requests = 0;

  private constructor(
    private readonly url: string,
    private readonly tokens: Readonly<Record<Exclude<As, 'nobody'>, string>>,
    private readonly ids: KnownIds,
    private readonly foreign: ReadonlySet<string>,
  ) {}

  /** Makes two clinics with a record each: one that asks, one that is not to be seen. */
  static async prepare(app: TestApp, url: string): Promise<Fuzzer> {
    const [clinic, other] = [await app.clinic(), await app.clinic()];
    const [own, theirs] = [await idsOf(clinic), await idsOf(other)];
    const client = await clinic.asClient(['patient.read', 'patient.write', 'consultation.read', 'consultation.write', 'check.run', 'plan.read', 'plan.write']);
    const replaceable = (await clinic.another('technician')).id;
    const tokens = { ...Object.fromEntries(roles.map((role) => [role, clinic.as(role).token!])), client: client.token! } as Fuzzer['tokens'];
    const callers = new Set([...Object.values(clinic.staff), client.id]);
    const ids = new KnownIds({ ...own, staffId: replaceable }, theirs, callers);
    return new Fuzzer(url, tokens, ids, await listIds(app, other));
  }

  /** Sends so many requests, some at the same time; `onProgress` hears of each. */
  async run(count: number, { seed, atOnce = 1, onProgress }: { seed: number; atOnce?: number; onProgress?: (sent: number) => void }): Promise<Outcome> {
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < count) {
        const number = next++;
        await this.ask(number, seed + number);
        this.requests++;
        onProgress?.(this.requests);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    this.agent.destroy();
    return { requests: this.requests, statuses: this.statuses, succeeded: this.succeeded, findings: this.findings };
  }

  private async ask(number: number, seed: number): Promise<void> {
    const planned = new RequestPlanner(new Choices(seed), this.ids, new Date()).plan();
    let what: string | null;
    try {
      what = this.judge(planned, await this.send(planned));
    } catch (error) {
      what = (error as Error).message;
    }
    if (what !== null) this.findings.push({ number, seed, what: `${planned.operationId}: ${what.slice(0, 2_000)}`, curl: toCurl(this.url, planned) });
  }

  /** What is wrong with the answer; null where nothing is. */
  private judge({ operationId, method, url, body: sent }: Planned, { status, headers, content }: Answer): string | null {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    const text = content.toString('utf8');
    if (status >= 500) return `${status} ${text}`;
    const isJson = /json/.test(headers['content-type'] ?? '') && !/ndjson/.test(headers['content-type'] ?? '');
    const body: unknown = isJson && text !== '' ? JSON.parse(text) : {};
    if (refusedBefore.has(status)) return /^\/problems\//.test((body as { type?: string }).type ?? '') ? null : `no problem document: ${text}`;
    assertConforms(method, url, { status, headers, body, text } as unknown as Response);
    if (headers['x-request-id'] === undefined) return 'no X-Request-Id';
    const named = `${url} ${sent?.toString('utf8') ?? ''}`;
    // The audit trail names what callers of this clinic tried; and anybody may read what a clinic made public at its address.
    const leaked = (['listAuditEvents', 'getPublicClinic'].includes(operationId) ? [] : [...text.matchAll(ANY_ID)])
      .map(([id]) => id)
      .filter((id) => this.foreign.has(id) && !named.includes(id));
    if (leaked.length > 0) return `the answer names ${leaked[0]} of another clinic: ${text}`;
    if (status < 300) {
      this.succeeded.add(operationId);
      this.ids.learn(url.split('?', 1)[0]!, headers as Record<string, string | undefined>, body);
    }
    return null;
  }

  private send({ method, url, as, headers, body }: Planned): Promise<Answer> {
    const authorization = as === 'nobody' ? {} : { authorization: `Bearer ${this.tokens[as]}` };
    return new Promise((resolve, reject) => {
      const sent = request(
        this.url + url,
        {
          method: method.toUpperCase(),
          agent: this.agent,
          timeout: PATIENCE_MILLISECONDS,
          headers: { ...authorization, ...headers, ...(body && { 'content-length': body.length }) },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, content: Buffer.concat(chunks) }));
          answer.on('error', reject);
        },
      );
      sent.on('timeout', () => sent.destroy(new Error('no answer came')));
      sent.on('error', reject);
      sent.end(body ?? undefined);
    });
  }
}
