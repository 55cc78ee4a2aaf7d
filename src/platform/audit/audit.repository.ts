import { Injectable } from '@nestjs/common';
import type { Role } from '../access/policy.js';
import { Database } from '../database/database.js';
import { declareColumns, total } from '../database/columns.js';
import { declareStatement } from '../database/statement.js';

export interface AuditRecord {
  id: string;
  recordedAt: Date;
  actorKind: 'staff' | 'client' | 'patient-link';
  actorId: string;
  actorRole: Role | null;
  action: string;
  patientId: string | null;
  resourceId: string | null;
  outcome: 'success' | 'replayed' | 'refused';
  status: number;
  requestId: string;
  traceId: string;
  sourceAddress: string | null;
  emergencyAccessId: string | null;
}

export interface AuditFilter {
  patientId: string | null;
  actorId: string | null;
  from: string | null;
  to: string | null;
}

const event = declareColumns<AuditRecord>({
  id: 'uuid',
  recordedAt: 'timestamptz',
  actorKind: 'text',
  actorId: 'uuid',
  actorRole: 'text?',
  action: 'text',
  patientId: 'uuid?',
  resourceId: 'uuid?',
  outcome: 'text',
  status: 'integer',
  requestId: 'uuid',
  traceId: 'text',
  sourceAddress: 'text?',
  emergencyAccessId: 'uuid?',
});

const filtering = { patientId: 'uuid?', actorId: 'uuid?', from: 'timestamptz?', to: 'timestamptz?' } as const;
const filter = `(:patientId::uuid IS NULL OR patient_id = :patientId) AND (:actorId::uuid IS NULL OR actor_id = :actorId)
   AND (:from::timestamptz IS NULL OR recorded_at >= :from) AND (:to::timestamptz IS NULL OR recorded_at < :to)`;

/**
 * Lists entries, the newest first: ids are UUIDs of version 7 and follow the time. Each filter has a statement of its own, because with one statement for all
 * PostgreSQL would settle on one plan, and read the whole trail for one patient.
 */
const declareStatements = (name: string, condition: string) => ({
  list: declareStatement(`audit.list${name}`, {
    parameters: { ...filtering, before: 'uuid?', limit: 'bigint' },
    row: event,
    sql: `SELECT ${event.list} FROM audit_events
      WHERE clinic_id = current_clinic() AND ${condition} ${filter} AND (:before::uuid IS NULL OR id < :before)
      ORDER BY id DESC LIMIT :limit`,
  }),
  count: declareStatement(`audit.count${name}`, {
    parameters: filtering,
    row: total,
    sql: `SELECT count(*)::integer AS total FROM audit_events WHERE clinic_id = current_clinic() AND ${condition} ${filter}`,
  }),
});

const ofAll = declareStatements('', '');
const ofPatient = declareStatements('-of-patient', 'patient_id = :patientId AND');
const ofActor = declareStatements('-of-actor', 'actor_id = :actorId AND');

const chooseStatements = (by: AuditFilter) => (by.patientId !== null ? ofPatient : by.actorId !== null ? ofActor : ofAll);

@Injectable()
export class AuditRepository {
  constructor(private readonly database: Database) {}

  list(by: AuditFilter, before: string | null, limit: number): Promise<AuditRecord[]> {
    return this.database.query(chooseStatements(by).list, { ...by, before, limit });
  }

  async count(by: AuditFilter): Promise<number> {
    return (await this.database.getRow(chooseStatements(by).count, by)).total;
  }
}
