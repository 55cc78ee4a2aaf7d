/**
 * How many requests a minute an integration client may make, over all processes together. A process takes a slice of the client's minute from the
 * database, and counts it by itself: an eighth of what is left, one at least. So most requests cost no round trip, and never are more let through
 * than the limit in a minute of the database's clock. Fewer may be, where another process holds a slice that it does not use up: an eighth of the
 * limit for each, at the very most.
 */
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { LRUCache } from 'lru-cache';
import { Failure } from '../../kernel/failure.js';
import { declareColumns } from '../database/columns.js';
import { Database } from '../database/database.js';
import { bindStatement, declareStatement } from '../database/statement.js';
import type { Principal } from './principal.js';

const WINDOW_SECONDS = 60;
const MAXIMUM_KNOWN = 10_000;

interface Slice {
  /** The requests left in the slice. */
  left: number;
  /** The requests of the minute that no process has taken. */
  untaken: number;
  /** When the minute ends, by this process's clock, in milliseconds. */
  until: number;
}

interface Given {
  slice: number;
  untaken: number;
  seconds: number;
}

const SLICE = 'least(greatest(1, ceil((:limit::integer - taken) / 8.0)::integer), :limit::integer - taken)';
const formatSlice = (taken: string): string => `greatest(0, ${SLICE.replaceAll('taken', taken)})`;

const takeSlice = declareStatement('access.take-slice', {
  parameters: { id: 'uuid', limit: 'integer' },
  row: declareColumns<Given>({ slice: 'integer', untaken: 'integer', seconds: 'double precision' }),
  sql: `INSERT INTO integration_client_allowances AS a (integration_client_id, minute, taken, slice)
    VALUES (:id, date_trunc('minute', clock_timestamp()), ${formatSlice('0')}, ${formatSlice('0')})
    ON CONFLICT ON CONSTRAINT integration_client_allowances_pk DO UPDATE SET
      minute = greatest(a.minute, excluded.minute),
      taken = CASE WHEN a.minute >= excluded.minute THEN a.taken + ${formatSlice('a.taken')} ELSE excluded.taken END,
      slice = CASE WHEN a.minute >= excluded.minute THEN ${formatSlice('a.taken')} ELSE excluded.slice END
    RETURNING slice, greatest(0, :limit - taken) AS untaken, extract(epoch FROM minute + interval '1 minute' - clock_timestamp())::double precision AS seconds`,
});

@Injectable()
export class ClientAllowances {
  private readonly slices = new LRUCache<string, Slice>({ max: MAXIMUM_KNOWN });
  private readonly taking = new Map<string, Promise<void>>();

  constructor(private readonly database: Database) {}

  /** Takes a request from the minute of the caller's client, and sets the headers with the rest. */
  async spend({ client, clinic }: Principal, reply: FastifyReply): Promise<void> {
    if (!client || client.requestsPerMinute === null) return;
    const { id, requestsPerMinute: limit } = client;
    // A changed limit begins anew: a request refused under the old limit may be allowed under the new.
    const key = `${id} ${limit}`;
    for (;;) {
      const slice = this.slices.get(key);
      const millisecondsLeft = slice ? slice.until - performance.now() : 0;
      if (slice && millisecondsLeft > 0 && slice.left > 0) {
        slice.left--;
        return describe(reply, limit, slice.left + slice.untaken, millisecondsLeft);
      }
      if (slice && millisecondsLeft > 0 && slice.untaken === 0) {
        describe(reply, limit, 0, millisecondsLeft);
        throw new Failure('too-many-requests', `The application’s allowance of ${limit} requests a minute is used up.`, {
          headers: { 'Retry-After': String(Math.max(1, Math.ceil(millisecondsLeft / 1000))) },
        });
      }
      await this.take(key, clinic.id, id, limit);
    }
  }

  /** Takes one slice at a time. Requests that wait meanwhile share it. */
  private take(key: string, clinicId: string, id: string, limit: number): Promise<void> {
    const under = this.taking.get(key) ?? this.ask(key, clinicId, id, limit).finally(() => this.taking.delete(key));
    this.taking.set(key, under);
    return under;
  }

  private async ask(key: string, clinicId: string, id: string, limit: number): Promise<void> {
    const [answer] = await this.database.executeSeparately(clinicId, [bindStatement(takeSlice, { id, limit })], 'READ WRITE');
    const { slice, untaken, seconds } = answer!.rows[0] as Given;
    this.slices.set(key, { left: slice, untaken, until: performance.now() + seconds * 1000 });
  }
}

/** Adds the limit to the headers, on a line beside the limit of the process. */
const describe = (reply: FastifyReply, limit: number, left: number, milliseconds: number): void => {
  const add = (name: string, value: string) => void reply.header(name, [reply.getHeader(name), value].filter(Boolean).join(', '));
  add('RateLimit-Policy', `"client";q=${limit};w=${WINDOW_SECONDS}`);
  add('RateLimit', `"client";r=${left};t=${Math.ceil(milliseconds / 1000)}`);
};
