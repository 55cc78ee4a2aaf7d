/**
 * Who looked at or changed which patient's record. An entry is written before the answer leaves:
 *
 * - of a writing request, in its own transaction (`closing`), so that neither stands without the other;
 * - of a reading one or a refusal, in a batch: while one batch is on its way to the disk, the entries of the
 *   requests that arrive gather into the next. A request waits for its own batch, nobody for a timer: under load
 *   many answers share one commit, and when it is quiet a batch holds one entry.
 */
import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/id.js';
import { Clock } from '../../kernel/clock.js';
import { Database } from '../database/database.js';
import { bind, statement } from '../database/statement.js';
import type { BoundStatement } from '../database/statement.js';
import type { RequestContext } from '../context.js';

export type AuditOutcome = 'success' | 'replayed' | 'refused';

export interface AuditEntry {
  action: string;
  /** The patients that were shown, changed or asked for: one entry each; none makes one entry for no patient. */
  patientIds: readonly string[];
  resourceId: string | null;
  outcome: AuditOutcome;
  status: number;
}

/** Who an entry is about, where no principal was accepted: an expired token's subject, for example. */
export interface AuditActor {
  kind: 'staff' | 'client';
  id: string;
  role: string | null;
}

interface AuditRow {
  id: string;
  recorded_at: string;
  actor_kind: string;
  actor_id: string;
  actor_role: string | null;
  action: string;
  patient_id: string | null;
  resource_id: string | null;
  outcome: AuditOutcome;
  status: number;
  request_id: string;
  trace_id: string;
  source_address: string | null;
}

const append = statement('audit.append', {
  parameters: { entries: 'jsonb' },
  sql: `INSERT INTO audit_events (id, recorded_at, actor_kind, actor_id, actor_role, action, patient_id, resource_id, outcome, status, request_id, trace_id, source_address)
   SELECT id, recorded_at, actor_kind, actor_id, actor_role, action, patient_id, resource_id, outcome, status, request_id, trace_id, source_address
     FROM jsonb_to_recordset(:entries::jsonb) AS entry (id uuid, recorded_at timestamptz, actor_kind text, actor_id uuid, actor_role text, action text,
          patient_id uuid, resource_id uuid, outcome text, status integer, request_id uuid, trace_id text, source_address text)`,
});

interface Batch {
  rows: AuditRow[];
  written: Promise<void> | null;
}

const MAXIMUM_BATCH = 2_000;

@Injectable()
export class AuditTrail {
  private readonly gathering = new Map<string, Batch>();
  private readonly writing = new Map<string, Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The entry as a statement for the end of the request's own transaction. */
  closing(context: RequestContext, entry: AuditEntry): BoundStatement {
    return bind(append, { entries: this.rows(context, actorOf(context), entry) });
  }

  /** Writes the entry beside the request; settles when it is on the disk. */
  async record(context: RequestContext, clinicId: string, entry: AuditEntry, actor: AuditActor = actorOf(context)): Promise<void> {
    const rows = this.rows(context, actor, entry);
    let batch = this.gathering.get(clinicId);
    if (!batch || batch.rows.length >= MAXIMUM_BATCH) {
      batch = { rows: [], written: null };
      this.gathering.set(clinicId, batch);
    }
    batch.rows.push(...rows);
    batch.written ??= this.write(clinicId, batch);
    return batch.written;
  }

  private async write(clinicId: string, batch: Batch): Promise<void> {
    // One commit of a clinic at a time: what arrives meanwhile joins this batch.
    const before = this.writing.get(clinicId);
    const mine = (before ?? Promise.resolve()).then(async () => {
      if (this.gathering.get(clinicId) === batch) this.gathering.delete(clinicId);
      await this.database.apart(clinicId, [bind(append, { entries: batch.rows })], 'READ WRITE');
    });
    const settled = mine.catch(() => undefined);
    this.writing.set(clinicId, settled);
    try {
      await mine;
    } finally {
      if (this.writing.get(clinicId) === settled) this.writing.delete(clinicId);
    }
  }

  private rows(context: RequestContext, actor: AuditActor, entry: AuditEntry): AuditRow[] {
    const recordedAt = this.clock.now().toISOString();
    const patients: (string | null)[] = entry.patientIds.length > 0 ? [...entry.patientIds] : [null];
    return patients.map((patientId) => ({
      id: newId(),
      recorded_at: recordedAt,
      actor_kind: actor.kind,
      actor_id: actor.id,
      actor_role: actor.role,
      action: entry.action,
      patient_id: patientId,
      resource_id: entry.resourceId,
      outcome: entry.outcome,
      status: entry.status,
      request_id: context.requestId,
      trace_id: context.traceId,
      source_address: context.sourceAddress,
    }));
  }
}

const actorOf = (context: RequestContext): AuditActor => {
  if (!context.principal) throw new Error('An audit entry needs somebody who acts.');
  return { kind: context.principal.kind, id: context.principal.id, role: context.principal.role };
};
