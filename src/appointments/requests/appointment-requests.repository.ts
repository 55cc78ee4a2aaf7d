import { Injectable } from '@nestjs/common';
import type { Language } from '../../kernel/language.js';
import { Database, declareColumns, declareSealedColumns, declareStatement, total } from '../../platform/database/index.js';
import type { RequestStatus, Wish } from '../domain/requests.js';

interface RequestRecord {
  id: string;
  status: RequestStatus;
  appointmentTypeId: string;
  wishes: Wish[];
  name: string;
  phone: string | null;
  email: string | null;
  remark: string | null;
  language: Language;
  consentVersion: number;
  receivedAt: Date;
  appointmentId: string | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  declineReason: string | null;
  version: number;
}

/** A request, with the patient of the appointment that it became. */
export interface RequestRow extends RequestRecord {
  patientId: string | null;
}

export type NewRequest = Omit<RequestRecord, 'status' | 'appointmentId' | 'decidedBy' | 'decidedAt' | 'declineReason' | 'version'> & { contentHash: Buffer };
export type Decision = Pick<RequestRecord, 'id' | 'status' | 'appointmentId' | 'decidedBy' | 'decidedAt' | 'declineReason'>;

/** Who asks is sealed as well: nothing of it is searched, and it is erased in the end. */
const sealed = declareSealedColumns('appointment_requests', {
  name: 'sealed-text',
  phone: 'sealed-text?',
  email: 'sealed-text?',
  remark: 'sealed-text?',
  declineReason: 'sealed-text?',
});

const row = declareColumns<RequestRow>(
  {
    id: 'uuid',
    status: 'text',
    appointmentTypeId: 'uuid',
    wishes: 'jsonb',
    name: 'text',
    phone: 'text?',
    email: 'text?',
    remark: 'text?',
    language: 'text',
    consentVersion: 'integer',
    receivedAt: 'timestamptz',
    appointmentId: 'uuid?',
    decidedBy: 'uuid?',
    decidedAt: 'timestamptz?',
    declineReason: 'text?',
    version: 'integer',
    patientId: ['uuid?', '(SELECT a.patient_id FROM appointments a WHERE a.clinic_id = r.clinic_id AND a.id = r.appointment_id)'],
  },
  'r',
);

const insert = declareStatement('appointment-requests.insert', {
  parameters: {
    id: 'uuid',
    appointmentTypeId: 'uuid',
    wishes: 'jsonb',
    name: sealed.name,
    phone: sealed.phone,
    email: sealed.email,
    remark: sealed.remark,
    language: 'text',
    consentVersion: 'integer',
    contentHash: 'bytea',
    receivedAt: 'timestamptz',
  },
  sql: `INSERT INTO appointment_requests (id, status, appointment_type_id, wishes, name, phone, email, remark, language, consent_version, content_hash, received_at)
    VALUES (:id, 'new', :appointmentTypeId, :wishes::jsonb, :name, :phone, :email, :remark, :language, :consentVersion, :contentHash, :receivedAt)
    ON CONFLICT (clinic_id, content_hash) WHERE status = 'new' DO NOTHING`,
});
const find = declareStatement('appointment-requests.find', {
  parameters: { id: 'uuid' },
  row,
  sql: `SELECT ${row.list} FROM appointment_requests r WHERE r.clinic_id = current_clinic() AND r.id = :id`,
});
const lock = declareStatement('appointment-requests.lock', {
  parameters: { id: 'uuid' },
  row,
  sql: `SELECT ${row.list} FROM appointment_requests r WHERE r.clinic_id = current_clinic() AND r.id = :id FOR UPDATE OF r`,
});
const filter = { status: 'text[]?', from: 'timestamptz?', to: 'timestamptz?' } as const;
const FILTERED = `r.clinic_id = current_clinic() AND (:status::text[] IS NULL OR r.status = ANY (:status))
      AND (:from::timestamptz IS NULL OR r.received_at >= :from) AND (:to::timestamptz IS NULL OR r.received_at < :to)`;
const list = declareStatement('appointment-requests.list', {
  parameters: { ...filter, afterReceipt: 'timestamptz?', afterId: 'uuid?', limit: 'bigint' },
  row,
  sql: `SELECT ${row.list} FROM appointment_requests r WHERE ${FILTERED}
      AND (:afterId::uuid IS NULL OR (r.received_at, r.id) > (:afterReceipt::timestamptz, :afterId)) ORDER BY r.received_at, r.id LIMIT :limit`,
});
const count = declareStatement('appointment-requests.count', {
  parameters: filter,
  row: total,
  sql: `SELECT count(*)::integer AS total FROM appointment_requests r WHERE ${FILTERED}`,
});
const decide = declareStatement('appointment-requests.decide', {
  parameters: {
    id: 'uuid',
    status: 'text',
    appointmentId: 'uuid?',
    decidedBy: 'uuid?',
    decidedAt: 'timestamptz?',
    declineReason: sealed.declineReason,
  },
  sql: `UPDATE appointment_requests SET status = :status, appointment_id = :appointmentId, decided_by = :decidedBy, decided_at = :decidedAt, decline_reason = :declineReason, version = version + 1
    WHERE clinic_id = current_clinic() AND id = :id`,
});
const erase = declareStatement('appointment-requests.erase', {
  parameters: { before: 'timestamptz', limit: 'bigint' },
  sql: `DELETE FROM appointment_requests WHERE clinic_id = current_clinic() AND id IN (
      SELECT o.id FROM appointment_requests o WHERE o.clinic_id = current_clinic() AND coalesce(o.decided_at, o.received_at) < :before ORDER BY o.id LIMIT :limit)`,
});

export interface RequestFilter {
  status: readonly RequestStatus[] | null;
  from: Date | null;
  to: Date | null;
}

/** The place of a request in the list, which is in the order of receipt. */
export interface RequestPosition {
  receivedAt: string;
  id: string;
}

@Injectable()
export class AppointmentRequestsRepository {
  constructor(private readonly database: Database) {}

  /** Stores a request, unless one of the same content waits already. */
  async insert(request: NewRequest): Promise<void> {
    await this.database.execute(insert, request);
  }

  find(id: string): Promise<RequestRow | null> {
    return this.database.findRow(find, { id });
  }

  lock(id: string): Promise<RequestRow | null> {
    return this.database.findRow(lock, { id });
  }

  list(by: RequestFilter, after: RequestPosition | null, limit: number): Promise<RequestRow[]> {
    return this.database.query(list, { ...by, afterReceipt: after === null ? null : new Date(after.receivedAt), afterId: after?.id ?? null, limit });
  }

  async count(by: RequestFilter): Promise<number> {
    return (await this.database.getRow(count, by)).total;
  }

  async decide({ id, status, appointmentId, decidedBy, decidedAt, declineReason }: Decision): Promise<void> {
    await this.database.execute(decide, { id, status, appointmentId, decidedBy, decidedAt, declineReason });
  }

  /** Erases requests that were decided, or received and not decided, before the instant. Answers how many. */
  remove(before: Date, limit: number): Promise<number> {
    return this.database.execute(erase, { before, limit });
  }
}
