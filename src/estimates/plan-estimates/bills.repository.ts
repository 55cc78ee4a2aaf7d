import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import type { Decimal } from '../domain/money.js';
import type { Bill, Cause } from '../domain/quote.js';
import type { BillDifference, BillWarning, QuoteAcceptance } from '../domain/bill-content.js';

/** How a bill compares with its quote: decimals in its currency. */
export interface StoredDifference extends Pick<BillDifference, 'percent' | 'verdict'> {
  amount: Decimal;
  causes: Cause[];
}

export interface StoredBill {
  id: string;
  patientId: string;
  planId: string;
  estimateId: string;
  number: number;
  currency: string;
  bill: Bill;
  difference: StoredDifference;
  reason: string | null;
  acceptance: QuoteAcceptance | null;
  /** What was worth a second look when it was written. */
  warnings: BillWarning[];
  createdBy: string;
  createdAt: Date;
}

const columns = `id, patient_id AS "patientId", plan_id AS "planId", estimate_id AS "estimateId", number, currency, bill, difference, reason, acceptance, warnings,
  created_by AS "createdBy", created_at AS "createdAt"`;

const list = statement(
  'bills.list',
  `SELECT ${columns} FROM bills WHERE clinic_id = current_clinic() AND plan_id = $1 AND number > $2 ORDER BY number LIMIT $3`,
);
const count = statement('bills.count', `SELECT count(*)::integer AS total FROM bills WHERE clinic_id = current_clinic() AND plan_id = $1`);
const insert = statement(
  'bills.insert',
  `INSERT INTO bills (id, patient_id, plan_id, estimate_id, number, currency, bill, total, difference, reason, acceptance, warnings, created_by, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, ($7::jsonb ->> 'total')::numeric, $8::jsonb, $9, $10::jsonb, $11::jsonb, $12, $13)`,
);

@Injectable()
export class BillsRepository {
  constructor(private readonly database: Database) {}

  list(planId: string, after: number, limit: number): Promise<StoredBill[]> {
    return this.database.query<StoredBill>(list, [planId, after, limit]);
  }

  async count(planId: string): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [planId])).total;
  }

  async insert(stored: StoredBill): Promise<void> {
    const { id, patientId, planId, estimateId, number, currency, bill, difference, reason, acceptance, warnings, createdBy, createdAt } = stored;
    await this.database.execute(insert, [
      id,
      patientId,
      planId,
      estimateId,
      number,
      currency,
      JSON.stringify(bill),
      JSON.stringify(difference),
      reason,
      acceptance && JSON.stringify(acceptance),
      JSON.stringify(warnings),
      createdBy,
      createdAt,
    ]);
  }
}
