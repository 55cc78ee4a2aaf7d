/**
 * A POST that is repeated with the same Idempotency-Key is done once. The key is claimed in the transaction that
 * does the work, so that there is never a key without its change or a change without its key:
 *
 *   no row, lock free          -> claim it and do the work; the answer is kept with the key at COMMIT
 *   row with the same request  -> replay the answer that it holds
 *   row with another request   -> 422
 *   lock held                  -> the first is still running: 409
 *
 * A request that fails rolls its claim back, so that it may be repeated.
 */
import { createHash } from 'node:crypto';
import { createFailure, createInvalidInputFailure } from '../../kernel/failure.js';
import { declareColumns } from '../database/columns.js';
import { declareSealedColumns } from '../database/sealing.js';
import { bindStatement, declareStatement } from '../database/statement.js';
import type { BoundStatement } from '../database/statement.js';

const claim = declareStatement('idempotency.claim', {
  parameters: { callerId: 'uuid', key: 'text', hash: 'bytea' },
  row: declareColumns<ClaimRow>({
    mine: 'boolean',
    claimed: 'boolean',
    requestHash: 'bytea?',
    status: 'integer?',
    headers: 'jsonb?',
    body: 'text?',
    patientIds: 'uuid[]?',
  }),
  sql: `WITH turn AS MATERIALIZED (
     SELECT pg_try_advisory_xact_lock(hashtextextended(:callerId::uuid::text || :key, 0)) AS mine
   ), claimed AS (
     INSERT INTO idempotency_keys (caller_id, key, request_hash)
     SELECT :callerId, :key, :hash FROM turn WHERE mine
     ON CONFLICT ON CONSTRAINT idempotency_keys_pk DO UPDATE
       SET request_hash = excluded.request_hash, status = NULL, headers = NULL, body = NULL, patient_ids = NULL, created_at = now()
       WHERE idempotency_keys.created_at < now() - interval '24 hours'
     RETURNING true
   )
   SELECT turn.mine, EXISTS (SELECT FROM claimed) AS claimed, kept.request_hash AS "requestHash", kept.status, kept.headers, kept.body,
          kept.patient_ids AS "patientIds"
     FROM turn
     LEFT JOIN idempotency_keys kept ON kept.clinic_id = current_clinic() AND kept.caller_id = :callerId AND kept.key = :key`,
});

/** A kept answer may quote anything: it is sealed as a whole. */
const sealed = declareSealedColumns('idempotency_keys', { body: 'sealed-text?' });

const keep = declareStatement('idempotency.keep', {
  parameters: { callerId: 'uuid', key: 'text', status: 'integer', headers: 'jsonb', body: sealed.body, patientIds: 'uuid[]' },
  sql: `UPDATE idempotency_keys SET status = :status, headers = :headers::jsonb, body = :body, patient_ids = :patientIds::uuid[]
    WHERE clinic_id = current_clinic() AND caller_id = :callerId AND key = :key`,
});

interface ClaimRow {
  mine: boolean;
  claimed: boolean;
  requestHash: Buffer | null;
  status: number | null;
  headers: Record<string, string> | null;
  body: string | null;
  patientIds: string[] | null;
}

export interface KeptAnswer {
  status: number;
  headers: Record<string, string>;
  body: string | null;
  patientIds: string[];
}

/** Thrown through the handler where the answer is known already. */
export class Replay extends Error {
  constructor(readonly answer: KeptAnswer) {
    super('replayed');
  }
}

export class IdempotencyClaim {
  private readonly hash: Buffer;

  constructor(
    private readonly callerId: string,
    private readonly key: string,
    request: { method: string; url: string; ifMatch: string | undefined; body: unknown },
  ) {
    if (!/^[\x20-\x7e]{1,255}$/.test(key)) {
      throw createInvalidInputFailure([
        { pointer: '#Idempotency-Key', code: 'wrong-format', detail: 'Idempotency-Key must be 1 to 255 printable characters of ASCII, such as a UUID.' },
      ]);
    }
    this.hash = createHash('sha256')
      .update(JSON.stringify([request.method, request.url, request.ifMatch ?? null, request.body ?? null]))
      .digest();
  }

  get opening(): BoundStatement {
    return bindStatement(claim, { callerId: this.callerId, key: this.key, hash: this.hash });
  }

  /** Lets the request go on where the key is its own; else replays the answer or refuses. */
  settle(rows: unknown[]): void {
    const row = rows[0] as ClaimRow;
    if (!row.mine) throw createFailure('request-in-progress', 'A request with this Idempotency-Key is still being answered.');
    if (row.claimed) return;
    if (!row.requestHash?.equals(this.hash)) {
      throw createFailure('idempotency-key-reused', 'This Idempotency-Key was used for another request.');
    }
    throw new Replay({ status: row.status ?? 200, headers: row.headers ?? {}, body: row.body, patientIds: row.patientIds ?? [] });
  }

  createClosingStatement(answer: KeptAnswer): BoundStatement {
    return bindStatement(keep, { ...answer, callerId: this.callerId, key: this.key });
  }
}
