import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { statement } from '../database/statement.js';

export interface AuditRecord {
  id: string;
  recordedAt: Date;
  actorKind: 'staff' | 'client';
  actorId: string;
  actorRole: string | null;
  action: string;
  patientId: string | null;
  resourceId: string | null;
  outcome: 'success' | 'replayed' | 'refused';
  status: number;
  requestId: string;
  traceId: string;
  sourceAddress: string | null;
}

export interface AuditFilter {
  patientId: string | null;
  actorId: string | null;
  from: string | null;
  to: string | null;
}

const columns = `id, recorded_at AS "recordedAt", actor_kind AS "actorKind", actor_id AS "actorId", actor_role AS "actorRole", action,
  patient_id AS "patientId", resource_id AS "resourceId", outcome, status, request_id AS "requestId", trace_id AS "traceId",
  source_address AS "sourceAddress"`;

const filter = `($1::uuid IS NULL OR patient_id = $1) AND ($2::uuid IS NULL OR actor_id = $2)
   AND ($3::timestamptz IS NULL OR recorded_at >= $3) AND ($4::timestamptz IS NULL OR recorded_at < $4)`;

/**
 * Newest first: the ids are UUIDs of version 7 and so follow the time. With one statement for all filters PostgreSQL
 * would in time settle on one plan for all, and walk the whole trail for one patient.
 */
const selecting = (name: string, condition: string) => ({
  list: statement(
    `audit.list${name}`,
    `SELECT ${columns} FROM audit_events
      WHERE clinic_id = current_clinic() AND ${condition} ${filter} AND ($5::uuid IS NULL OR id < $5)
      ORDER BY id DESC LIMIT $6`,
  ),
  count: statement(`audit.count${name}`, `SELECT count(*)::integer AS total FROM audit_events WHERE clinic_id = current_clinic() AND ${condition} ${filter}`),
});

const ofAll = selecting('', '');
const ofPatient = selecting('-of-patient', 'patient_id = $1 AND');
const ofActor = selecting('-of-actor', 'actor_id = $2 AND');

const statementsFor = (by: AuditFilter) => (by.patientId !== null ? ofPatient : by.actorId !== null ? ofActor : ofAll);

@Injectable()
export class AuditRepository {
  constructor(private readonly database: Database) {}

  list(by: AuditFilter, before: string | null, limit: number): Promise<AuditRecord[]> {
    return this.database.query(statementsFor(by).list, [by.patientId, by.actorId, by.from, by.to, before, limit]);
  }

  async count(by: AuditFilter): Promise<number> {
    return (await this.database.one<{ total: number }>(statementsFor(by).count, [by.patientId, by.actorId, by.from, by.to])).total;
  }
}
