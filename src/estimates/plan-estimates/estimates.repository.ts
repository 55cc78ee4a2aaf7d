import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement, declareSealedColumns } from '../../platform/database/index.js';
import type { Quote } from '../domain/quote.js';

export interface Acceptance {
  acceptedBy: string;
  acceptedAt: Date;
}

export interface StoredEstimate {
  id: string;
  patientId: string;
  planId: string;
  number: number;
  currency: string;
  quote: Quote;
  validUntil: string;
  note: string | null;
  priceListVersion: number;
  createdBy: string;
  createdAt: Date;
  acceptedBy: string | null;
  acceptedAt: Date | null;
  /** Whether a newer quote, or a later acceptance of another quote, replaced this quote. */
  superseded: boolean;
}

/** The accepted quote of a plan is the quote that was accepted last. A quote that is not accepted is superseded by any newer quote. */
const estimateRow = declareColumns<StoredEstimate>(
  {
    id: 'uuid',
    patientId: 'uuid',
    planId: 'uuid',
    number: 'integer',
    currency: 'text',
    quote: 'jsonb',
    validUntil: 'date',
    note: 'text?',
    priceListVersion: 'integer',
    createdBy: 'uuid',
    createdAt: 'timestamptz',
    acceptedBy: ['text?', 'a.accepted_by'],
    acceptedAt: ['timestamptz?', 'a.accepted_at'],
    superseded: [
      'boolean',
      `CASE WHEN a.estimate_id IS NULL
    THEN EXISTS (SELECT FROM estimates n WHERE n.clinic_id = e.clinic_id AND n.plan_id = e.plan_id AND n.number > e.number)
    ELSE EXISTS (SELECT FROM estimates n JOIN estimate_acceptances b ON b.clinic_id = n.clinic_id AND b.estimate_id = n.id
                  WHERE n.clinic_id = e.clinic_id AND n.plan_id = e.plan_id AND (b.recorded_at, n.number) > (a.recorded_at, e.number))
  END`,
    ],
  },
  'e',
);
const from = `estimates e LEFT JOIN estimate_acceptances a ON a.clinic_id = e.clinic_id AND a.estimate_id = e.id`;

const find = declareStatement('estimates.find', {
  parameters: { id: 'uuid' },
  row: estimateRow,
  sql: `SELECT ${estimateRow.list} FROM ${from} WHERE e.clinic_id = current_clinic() AND e.id = :id`,
});
const list = declareStatement('estimates.list', {
  parameters: { planId: 'uuid', after: 'integer', limit: 'bigint' },
  row: estimateRow,
  sql: `SELECT ${estimateRow.list} FROM ${from} WHERE e.clinic_id = current_clinic() AND e.plan_id = :planId AND e.number > :after ORDER BY e.number LIMIT :limit`,
});
const count = declareStatement('estimates.count', {
  parameters: { planId: 'uuid' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM estimates WHERE clinic_id = current_clinic() AND plan_id = :planId`,
});
const standing = declareStatement('estimates.standing', {
  parameters: { planId: 'uuid' },
  row: estimateRow,
  sql: `SELECT ${estimateRow.list} FROM ${from} WHERE e.clinic_id = current_clinic() AND e.plan_id = :planId
    ORDER BY a.recorded_at DESC NULLS LAST, e.number DESC LIMIT 1`,
});
const sealed = declareSealedColumns('estimates', { quote: 'sealed-notes', note: 'sealed-text?' });

const insert = declareStatement('estimates.insert', {
  parameters: {
    id: 'uuid',
    patientId: 'uuid',
    planId: 'uuid',
    number: 'integer',
    currency: 'text',
    quote: sealed.quote,
    validUntil: 'date',
    note: sealed.note,
    priceListVersion: 'integer',
    createdBy: 'uuid',
    createdAt: 'timestamptz',
  },
  sql: `INSERT INTO estimates (id, patient_id, plan_id, number, currency, quote, total, valid_until, note, price_list_version, created_by, created_at)
   VALUES (:id, :patientId, :planId, :number, :currency, :quote::jsonb, (:quote::jsonb ->> 'total')::numeric, :validUntil, :note, :priceListVersion, :createdBy, :createdAt)`,
});
const accept = declareStatement('estimates.accept', {
  parameters: { estimateId: 'uuid', acceptedBy: 'text', acceptedAt: 'timestamptz', recordedBy: 'uuid', at: 'timestamptz' },
  sql: `INSERT INTO estimate_acceptances (estimate_id, accepted_by, accepted_at, recorded_by, recorded_at) VALUES (:estimateId, :acceptedBy, :acceptedAt, :recordedBy, :at)`,
});

@Injectable()
export class EstimatesRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<StoredEstimate | null> {
    return this.database.findRow(find, { id });
  }

  /** Finds the current quote of a plan: the quote accepted last, otherwise the newest; null where there is none. */
  findCurrent(planId: string): Promise<StoredEstimate | null> {
    return this.database.findRow(standing, { planId });
  }

  list(planId: string, after: number, limit: number): Promise<StoredEstimate[]> {
    return this.database.query(list, { planId, after, limit });
  }

  async count(planId: string): Promise<number> {
    return (await this.database.getRow(count, { planId })).total;
  }

  async insert(estimate: StoredEstimate): Promise<void> {
    const { id, patientId, planId, number, currency, quote, validUntil, note, priceListVersion, createdBy, createdAt } = estimate;
    await this.database.execute(insert, { id, patientId, planId, number, currency, quote, validUntil, note, priceListVersion, createdBy, createdAt });
  }

  async accept(estimateId: string, { acceptedBy, acceptedAt }: Acceptance, recordedBy: string, at: Date): Promise<void> {
    await this.database.execute(accept, { estimateId, acceptedBy, acceptedAt, recordedBy, at });
  }
}
