/**
 * Who looked at or changed which patient's record. An entry is written before the answer leaves:
 *
 * - of a writing request, in its own transaction (`closing`), so that neither stands without the other;
 * - of a reading one or a refusal, in a batch: while one batch is on its way to the disk, the entries of the
 *   requests that arrive gather into the next. A request waits for its own batch, nobody for a timer: under load
 *   many answers share one commit, and when it is quiet a batch holds one entry.
 */
import { Injectable } from '@nestjs/common';
import { declareEnumeration } from '../../kernel/enumeration.js';
import { createId } from '../../kernel/id.js';
import { Clock } from '../../kernel/clock.js';
import { Database } from '../database/database.js';
import { declareRecordset } from '../database/recordset.js';
import { bindStatement, declareStatement } from '../database/statement.js';
import type { BoundStatement } from '../database/statement.js';
import type { RequestContext } from '../context.js';

export const auditOutcomes = declareEnumeration('AuditOutcome', ['success', 'replayed', 'refused']);
export type AuditOutcome = (typeof auditOutcomes)[number];

export interface AuditEntry {
  action: string;
  /** The patients that were shown, changed or asked for, with one entry each. Without any, one entry names no patient. */
  patientIds: readonly string[];
  resourceId: string | null;
  outcome: AuditOutcome;
  status: number;
}

/** The actor of an entry where no principal was accepted, such as the subject of an expired token. */
export interface AuditActor {
  kind: 'staff' | 'client' | 'patient-link';
  id: string;
  role: string | null;
}

interface AuditRow {
  id: string;
  recordedAt: string;
  actorKind: string;
  actorId: string;
  actorRole: string | null;
  action: string;
  patientId: string | null;
  resourceId: string | null;
  outcome: AuditOutcome;
  status: number;
  requestId: string;
  traceId: string;
  sourceAddress: string | null;
}

const entries = declareRecordset<AuditRow>({
  id: 'uuid',
  recordedAt: 'timestamptz',
  actorKind: 'text',
  actorId: 'uuid',
  actorRole: 'text',
  action: 'text',
  patientId: 'uuid',
  resourceId: 'uuid',
  outcome: 'text',
  status: 'integer',
  requestId: 'uuid',
  traceId: 'text',
  sourceAddress: 'text',
});
const append = declareStatement('audit.append', {
  parameters: { entries: 'jsonb' },
  // An entry of a patient whose record the actor has open in an emergency names that access.
  sql: `INSERT INTO audit_events (${entries.columns}, emergency_access_id) SELECT ${entries.values},
     (SELECT a.id FROM emergency_accesses a WHERE a.clinic_id = current_clinic() AND a.patient_id = given."patientId" AND a.opened_by = given."actorId"
         AND a.opened_at <= given."recordedAt" AND a.expires_at > given."recordedAt" ORDER BY a.opened_at LIMIT 1)
     FROM ${entries.from(':entries')}`,
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

  /** The entry as a statement for the end of the request's transaction. */
  createClosingStatement(context: RequestContext, entry: AuditEntry): BoundStatement {
    return bindStatement(append, { entries: this.createRows(context, getActor(context), entry) });
  }

  /** Writes the entry in the transaction of the work under way, so that neither stands without the other. */
  async add(context: RequestContext, actor: AuditActor, entry: AuditEntry): Promise<void> {
    await this.database.execute(append, { entries: this.createRows(context, actor, entry) });
  }

  /** Writes the entry beside the request; settles when it is durable. */
  async record(context: RequestContext, clinicId: string, entry: AuditEntry, actor: AuditActor = getActor(context)): Promise<void> {
    const rows = this.createRows(context, actor, entry);
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
    // A clinic has one commit at a time: entries that arrive meanwhile join this batch.
    const before = this.writing.get(clinicId);
    const mine = (before ?? Promise.resolve()).then(async () => {
      if (this.gathering.get(clinicId) === batch) this.gathering.delete(clinicId);
      await this.database.executeSeparately(clinicId, [bindStatement(append, { entries: batch.rows })], 'READ WRITE');
    });
    const settled = mine.catch(() => undefined);
    this.writing.set(clinicId, settled);
    try {
      await mine;
    } finally {
      if (this.writing.get(clinicId) === settled) this.writing.delete(clinicId);
    }
  }

  private createRows(context: RequestContext, actor: AuditActor, entry: AuditEntry): AuditRow[] {
    const recordedAt = this.clock.now().toISOString();
    const patients: (string | null)[] = entry.patientIds.length > 0 ? [...entry.patientIds] : [null];
    return patients.map((patientId) => ({
      id: createId(),
      recordedAt,
      actorKind: actor.kind,
      actorId: actor.id,
      actorRole: actor.role,
      action: entry.action,
      patientId,
      resourceId: entry.resourceId,
      outcome: entry.outcome,
      status: entry.status,
      requestId: context.requestId,
      traceId: context.traceId,
      sourceAddress: context.sourceAddress,
    }));
  }
}

const getActor = (context: RequestContext): AuditActor => {
  if (!context.principal) throw new Error('An audit entry needs somebody who acts.');
  return { kind: context.principal.kind, id: context.principal.id, role: context.principal.role };
};
