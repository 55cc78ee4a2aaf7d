import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement } from '../../platform/database/index.js';
import type { StockLocationStatus } from '../domain/stock-location.js';

export interface StockLocation {
  id: string;
  name: string;
  status: StockLocationStatus;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const stockLocationRow = declareColumns<StockLocation>(
  { id: 'uuid', name: 'text', status: 'text', version: 'integer', createdAt: 'timestamptz', updatedAt: 'timestamptz' },
  's',
);

const find = declareStatement('stock-locations.find', {
  parameters: { id: 'uuid' },
  row: stockLocationRow,
  sql: `SELECT ${stockLocationRow.list} FROM stock_locations s WHERE s.clinic_id = current_clinic() AND s.id = :id`,
});
const lock = declareStatement('stock-locations.lock', {
  parameters: { id: 'uuid' },
  row: stockLocationRow,
  sql: `SELECT ${stockLocationRow.list} FROM stock_locations s WHERE s.clinic_id = current_clinic() AND s.id = :id FOR UPDATE`,
});
/** Locks places for sharing, so that a place is not retired until stock put there is committed. */
const holdAll = declareStatement('stock-locations.hold-all', {
  parameters: { ids: 'uuid[]' },
  row: stockLocationRow,
  sql: `SELECT ${stockLocationRow.list} FROM stock_locations s WHERE s.clinic_id = current_clinic() AND s.id = ANY (:ids) ORDER BY s.id FOR SHARE`,
});
const list = declareStatement('stock-locations.list', {
  parameters: { after: 'uuid?', limit: 'bigint' },
  row: stockLocationRow,
  sql: `SELECT ${stockLocationRow.list} FROM stock_locations s WHERE s.clinic_id = current_clinic() AND (:after::uuid IS NULL OR s.id > :after) ORDER BY s.id LIMIT :limit`,
});
const count = declareStatement('stock-locations.count', {
  row: total,
  sql: `SELECT count(*)::integer AS total FROM stock_locations WHERE clinic_id = current_clinic()`,
});
const insert = declareStatement('stock-locations.insert', {
  parameters: { id: 'uuid', name: 'text', status: 'text', updatedAt: 'timestamptz' },
  sql: `INSERT INTO stock_locations (id, name, status, created_at, updated_at) VALUES (:id, :name, :status, :updatedAt, :updatedAt)`,
});
const update = declareStatement('stock-locations.update', {
  parameters: { id: 'uuid', name: 'text', status: 'text', updatedAt: 'timestamptz' },
  sql: `UPDATE stock_locations SET name = :name, status = :status, updated_at = :updatedAt, version = version + 1 WHERE clinic_id = current_clinic() AND id = :id`,
});

const toParameters = ({ id, name, status, updatedAt }: StockLocation) => ({ id, name, status, updatedAt });

@Injectable()
export class StockLocationsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<StockLocation | null> {
    return this.database.findRow(find, { id });
  }

  lock(id: string): Promise<StockLocation | null> {
    return this.database.findRow(lock, { id });
  }

  holdAll(ids: readonly string[]): Promise<StockLocation[]> {
    return this.database.query(holdAll, { ids });
  }

  list(after: string | null, limit: number): Promise<StockLocation[]> {
    return this.database.query(list, { after, limit });
  }

  async count(): Promise<number> {
    return (await this.database.getRow(count)).total;
  }

  async insert(location: StockLocation): Promise<void> {
    await this.database.execute(insert, toParameters(location));
  }

  async update(location: StockLocation): Promise<void> {
    await this.database.execute(update, toParameters(location));
  }
}
