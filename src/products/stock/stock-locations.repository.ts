import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import type { StockLocationStatus } from '../domain/stock-location.js';

export interface StockLocation {
  id: string;
  name: string;
  status: StockLocationStatus;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const columns = `s.id, s.name, s.status, s.version, s.created_at AS "createdAt", s.updated_at AS "updatedAt"`;

const find = statement('stock-locations.find', `SELECT ${columns} FROM stock_locations s WHERE s.clinic_id = current_clinic() AND s.id = $1`);
const lock = statement('stock-locations.lock', `SELECT ${columns} FROM stock_locations s WHERE s.clinic_id = current_clinic() AND s.id = $1 FOR UPDATE`);
/** Share-locked: a place is not retired before what is put there is committed. */
const holdAll = statement(
  'stock-locations.hold-all',
  `SELECT ${columns} FROM stock_locations s WHERE s.clinic_id = current_clinic() AND s.id = ANY ($1) ORDER BY s.id FOR SHARE`,
);
const list = statement(
  'stock-locations.list',
  `SELECT ${columns} FROM stock_locations s WHERE s.clinic_id = current_clinic() AND ($1::uuid IS NULL OR s.id > $1) ORDER BY s.id LIMIT $2`,
);
const count = statement('stock-locations.count', `SELECT count(*)::integer AS total FROM stock_locations WHERE clinic_id = current_clinic()`);
const insert = statement('stock-locations.insert', `INSERT INTO stock_locations (id, name, status, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)`);
const update = statement(
  'stock-locations.update',
  `UPDATE stock_locations SET name = $2, status = $3, updated_at = $4, version = version + 1 WHERE clinic_id = current_clinic() AND id = $1`,
);

const valuesOf = ({ id, name, status, updatedAt }: StockLocation): unknown[] => [id, name, status, updatedAt];

@Injectable()
export class StockLocationsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<StockLocation | null> {
    return this.database.maybe<StockLocation>(find, [id]);
  }

  lock(id: string): Promise<StockLocation | null> {
    return this.database.maybe<StockLocation>(lock, [id]);
  }

  holdAll(ids: readonly string[]): Promise<StockLocation[]> {
    return this.database.query<StockLocation>(holdAll, [ids]);
  }

  list(after: string | null, limit: number): Promise<StockLocation[]> {
    return this.database.query<StockLocation>(list, [after, limit]);
  }

  async count(): Promise<number> {
    return (await this.database.one<{ total: number }>(count)).total;
  }

  async insert(location: StockLocation): Promise<void> {
    await this.database.execute(insert, valuesOf(location));
  }

  async update(location: StockLocation): Promise<void> {
    await this.database.execute(update, valuesOf(location));
  }
}
