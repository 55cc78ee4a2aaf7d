import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
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
  /** Whether a newer quote, or a later acceptance of another one, took its place. */
  superseded: boolean;
}

/** The accepted quote of a plan is the one that was accepted last; an open one is superseded by any newer. */
const columns = `e.id, e.patient_id AS "patientId", e.plan_id AS "planId", e.number, e.currency, e.quote, e.valid_until AS "validUntil", e.note,
  e.price_list_version AS "priceListVersion", e.created_by AS "createdBy", e.created_at AS "createdAt", a.accepted_by AS "acceptedBy",
  a.accepted_at AS "acceptedAt",
  CASE WHEN a.estimate_id IS NULL
    THEN EXISTS (SELECT FROM estimates n WHERE n.clinic_id = e.clinic_id AND n.plan_id = e.plan_id AND n.number > e.number)
    ELSE EXISTS (SELECT FROM estimates n JOIN estimate_acceptances b ON b.clinic_id = n.clinic_id AND b.estimate_id = n.id
                  WHERE n.clinic_id = e.clinic_id AND n.plan_id = e.plan_id AND (b.recorded_at, n.number) > (a.recorded_at, e.number))
  END AS superseded`;
const from = `estimates e LEFT JOIN estimate_acceptances a ON a.clinic_id = e.clinic_id AND a.estimate_id = e.id`;

const find = statement('estimates.find', `SELECT ${columns} FROM ${from} WHERE e.clinic_id = current_clinic() AND e.id = $1`);
const list = statement(
  'estimates.list',
  `SELECT ${columns} FROM ${from} WHERE e.clinic_id = current_clinic() AND e.plan_id = $1 AND e.number > $2 ORDER BY e.number LIMIT $3`,
);
const count = statement('estimates.count', `SELECT count(*)::integer AS total FROM estimates WHERE clinic_id = current_clinic() AND plan_id = $1`);
const standing = statement(
  'estimates.standing',
  `SELECT ${columns} FROM ${from} WHERE e.clinic_id = current_clinic() AND e.plan_id = $1
    ORDER BY a.recorded_at DESC NULLS LAST, e.number DESC LIMIT 1`,
);
const insert = statement(
  'estimates.insert',
  `INSERT INTO estimates (id, patient_id, plan_id, number, currency, quote, total, valid_until, note, price_list_version, created_by, created_at)
   VALUES ($1, $2, $3, $4, $5, $6::jsonb, ($6::jsonb ->> 'total')::numeric, $7, $8, $9, $10, $11)`,
);
const accept = statement(
  'estimates.accept',
  `INSERT INTO estimate_acceptances (estimate_id, accepted_by, accepted_at, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5)`,
);

@Injectable()
export class EstimatesRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<StoredEstimate | null> {
    return this.database.maybe<StoredEstimate>(find, [id]);
  }

  /** The quote that holds for a plan: the one accepted last, else the newest; null where there is none. */
  standing(planId: string): Promise<StoredEstimate | null> {
    return this.database.maybe<StoredEstimate>(standing, [planId]);
  }

  list(planId: string, after: number, limit: number): Promise<StoredEstimate[]> {
    return this.database.query<StoredEstimate>(list, [planId, after, limit]);
  }

  async count(planId: string): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [planId])).total;
  }

  async insert(estimate: StoredEstimate): Promise<void> {
    const { id, patientId, planId, number, currency, quote, validUntil, note, priceListVersion, createdBy, createdAt } = estimate;
    await this.database.execute(insert, [
      id,
      patientId,
      planId,
      number,
      currency,
      JSON.stringify(quote),
      validUntil,
      note,
      priceListVersion,
      createdBy,
      createdAt,
    ]);
  }

  async accept(estimateId: string, { acceptedBy, acceptedAt }: Acceptance, recordedBy: string, at: Date): Promise<void> {
    await this.database.execute(accept, [estimateId, acceptedBy, acceptedAt, recordedBy, at]);
  }
}
