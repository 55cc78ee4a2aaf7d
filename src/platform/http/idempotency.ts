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
import { fail, invalid } from '../../kernel/failure.js';
import { statement } from '../database/statement.js';
import type { BoundStatement } from '../database/unit-of-work.js';

const claim = statement(
  'idempotency.claim',
  `WITH turn AS MATERIALIZED (
     SELECT pg_try_advisory_xact_lock(hashtextextended($1::uuid::text || $2, 0)) AS mine
   ), claimed AS (
     INSERT INTO idempotency_keys (caller_id, key, request_hash)
     SELECT $1, $2, $3 FROM turn WHERE mine
     ON CONFLICT ON CONSTRAINT idempotency_keys_pk DO UPDATE
       SET request_hash = excluded.request_hash, status = NULL, headers = NULL, body = NULL, patient_ids = NULL, created_at = now()
       WHERE idempotency_keys.created_at < now() - interval '24 hours'
     RETURNING true
   )
   SELECT turn.mine, EXISTS (SELECT FROM claimed) AS claimed, kept.request_hash AS "requestHash", kept.status, kept.headers, kept.body,
          kept.patient_ids AS "patientIds"
     FROM turn
     LEFT JOIN idempotency_keys kept ON kept.clinic_id = current_clinic() AND kept.caller_id = $1 AND kept.key = $2`,
);

const keep = statement(
  'idempotency.keep',
  `UPDATE idempotency_keys SET status = $3, headers = $4::jsonb, body = $5, patient_ids = $6::uuid[]
    WHERE clinic_id = current_clinic() AND caller_id = $1 AND key = $2`,
);

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

/** Thrown through the handler when the answer is known already. */
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
      throw invalid([{ pointer: '#Idempotency-Key', code: 'wrong-format', detail: 'Idempotency-Key must be 1 to 255 printable characters.' }]);
    }
    this.hash = createHash('sha256')
      .update(JSON.stringify([request.method, request.url, request.ifMatch ?? null, request.body ?? null]))
      .digest();
  }

  get opening(): BoundStatement {
    return { statement: claim, values: [this.callerId, this.key, this.hash] };
  }

  /** Lets the request go on if the key is its own; else replays or refuses. */
  judge(rows: unknown[]): void {
    const row = rows[0] as ClaimRow;
    if (!row.mine) throw fail('request-in-progress', 'A request with this Idempotency-Key is still being answered.');
    if (row.claimed) return;
    if (!row.requestHash?.equals(this.hash)) {
      throw fail('idempotency-key-reused', 'This Idempotency-Key was used for another request.');
    }
    throw new Replay({ status: row.status ?? 200, headers: row.headers ?? {}, body: row.body, patientIds: row.patientIds ?? [] });
  }

  closing(answer: KeptAnswer): BoundStatement {
    return {
      statement: keep,
      values: [this.callerId, this.key, answer.status, JSON.stringify(answer.headers), answer.body, answer.patientIds],
    };
  }
}
