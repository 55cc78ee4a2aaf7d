import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement, declareSealedColumns } from '../../platform/database/index.js';
import type { Decimal } from '../domain/money.js';
import type { Bill, Cause } from '../domain/quote.js';
import type { BillDifference, BillWarning, QuoteAcceptance } from '../domain/bill-content.js';

/** The difference between a bill and its quote, with decimals in the bill's currency. */
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
  /** Warnings about the bill at the time it was written. */
  warnings: BillWarning[];
  createdBy: string;
  createdAt: Date;
}

const billColumns = {
  id: 'uuid',
  patientId: 'uuid',
  planId: 'uuid',
  estimateId: 'uuid',
  number: 'integer',
  currency: 'text',
  bill: 'jsonb',
  difference: 'jsonb',
  reason: 'text?',
  acceptance: 'jsonb?',
  warnings: 'jsonb',
  createdBy: 'uuid',
  createdAt: 'timestamptz',
} as const;
const billRow = declareColumns<StoredBill>(billColumns);

const find = declareStatement('bills.find', {
  parameters: { id: 'uuid' },
  row: billRow,
  sql: `SELECT ${billRow.list} FROM bills WHERE clinic_id = current_clinic() AND id = :id`,
});
const list = declareStatement('bills.list', {
  parameters: { planId: 'uuid', after: 'integer', limit: 'bigint' },
  row: billRow,
  sql: `SELECT ${billRow.list} FROM bills WHERE clinic_id = current_clinic() AND plan_id = :planId AND number > :after ORDER BY number LIMIT :limit`,
});
const count = declareStatement('bills.count', {
  parameters: { planId: 'uuid' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM bills WHERE clinic_id = current_clinic() AND plan_id = :planId`,
});
const sealed = declareSealedColumns('bills', { bill: 'sealed-notes', reason: 'sealed-text?', acceptance: 'sealed-notes?' });

const insert = declareStatement('bills.insert', {
  parameters: { ...billColumns, ...sealed },
  sql: `INSERT INTO bills (id, patient_id, plan_id, estimate_id, number, currency, bill, total, difference, reason, acceptance, warnings, created_by, created_at)
   VALUES (:id, :patientId, :planId, :estimateId, :number, :currency, :bill::jsonb, (:bill::jsonb ->> 'total')::numeric, :difference::jsonb, :reason, :acceptance::jsonb, :warnings::jsonb, :createdBy, :createdAt)`,
});

@Injectable()
export class BillsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<StoredBill | null> {
    return this.database.findRow(find, { id });
  }

  list(planId: string, after: number, limit: number): Promise<StoredBill[]> {
    return this.database.query(list, { planId, after, limit });
  }

  async count(planId: string): Promise<number> {
    return (await this.database.getRow(count, { planId })).total;
  }

  async insert(stored: StoredBill): Promise<void> {
    const { id, patientId, planId, estimateId, number, currency, bill, difference, reason, acceptance, warnings, createdBy, createdAt } = stored;
    await this.database.execute(insert, {
      id,
      patientId,
      planId,
      estimateId,
      number,
      currency,
      bill,
      difference,
      reason,
      acceptance,
      warnings,
      createdBy,
      createdAt,
    });
  }
}
