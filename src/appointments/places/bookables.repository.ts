import { Injectable } from '@nestjs/common';
import { Database, declareColumns, declareStatement, total } from '../../platform/database/index.js';
import type { BookableStatus } from '../domain/places.js';

/** A room or a device: what appointments occupy beside people. */
export interface BookableRecord {
  id: string;
  resourceType: BookableType;
  locationId: string;
  name: string;
  kind: string;
  serialNumber: string | null;
  status: BookableStatus;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export type BookableType = 'room' | 'device';

interface BookableFilter {
  resourceType: BookableType;
  locationId: readonly string[] | null;
  kind: readonly string[] | null;
}

const bookableRow = declareColumns<BookableRecord>(
  {
    id: 'uuid',
    resourceType: 'text',
    locationId: 'uuid',
    name: 'text',
    kind: 'text',
    serialNumber: 'text?',
    status: 'text',
    version: 'integer',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  },
  'b',
);

const content = {
  id: 'uuid',
  resourceType: 'text',
  locationId: 'uuid',
  name: 'text',
  kind: 'text',
  serialNumber: 'text?',
  status: 'text',
  updatedAt: 'timestamptz',
} as const;

const filter = { resourceType: 'text', locationId: 'uuid[]?', kind: 'text[]?' } as const;
const FILTERED = `b.clinic_id = current_clinic() AND b.resource_type = :resourceType AND (:locationId::uuid[] IS NULL OR b.location_id = ANY (:locationId))
      AND (:kind::text[] IS NULL OR b.kind = ANY (:kind))`;

const find = declareStatement('bookables.find', {
  parameters: { resourceType: 'text', id: 'uuid' },
  row: bookableRow,
  sql: `SELECT ${bookableRow.list} FROM bookables b WHERE b.clinic_id = current_clinic() AND b.resource_type = :resourceType AND b.id = :id`,
});
const lock = declareStatement('bookables.lock', {
  parameters: { resourceType: 'text', id: 'uuid' },
  row: bookableRow,
  sql: `SELECT ${bookableRow.list} FROM bookables b WHERE b.clinic_id = current_clinic() AND b.resource_type = :resourceType AND b.id = :id FOR UPDATE`,
});
const list = declareStatement('bookables.list', {
  parameters: { ...filter, after: 'uuid?', limit: 'bigint' },
  row: bookableRow,
  sql: `SELECT ${bookableRow.list} FROM bookables b WHERE ${FILTERED} AND (:after::uuid IS NULL OR b.id > :after) ORDER BY b.id LIMIT :limit`,
});
const count = declareStatement('bookables.count', {
  parameters: filter,
  row: total,
  sql: `SELECT count(*)::integer AS total FROM bookables b WHERE ${FILTERED}`,
});
const insert = declareStatement('bookables.insert', {
  parameters: content,
  sql: `INSERT INTO bookables (id, resource_type, location_id, name, kind, serial_number, status, created_at, updated_at)
    VALUES (:id, :resourceType, :locationId, :name, :kind, :serialNumber, :status, :updatedAt, :updatedAt)`,
});
const update = declareStatement('bookables.update', {
  parameters: content,
  sql: `UPDATE bookables SET location_id = :locationId, name = :name, kind = :kind, serial_number = :serialNumber, status = :status, updated_at = :updatedAt, version = version + 1
    WHERE clinic_id = current_clinic() AND resource_type = :resourceType AND id = :id`,
});

const toParameters = ({ version: _version, createdAt: _createdAt, ...written }: BookableRecord) => written;

@Injectable()
export class BookablesRepository {
  constructor(private readonly database: Database) {}

  find(resourceType: BookableType, id: string): Promise<BookableRecord | null> {
    return this.database.findRow(find, { resourceType, id });
  }

  lock(resourceType: BookableType, id: string): Promise<BookableRecord | null> {
    return this.database.findRow(lock, { resourceType, id });
  }

  list(wanted: BookableFilter, after: string | null, limit: number): Promise<BookableRecord[]> {
    return this.database.query(list, { ...wanted, after, limit });
  }

  async count(wanted: BookableFilter): Promise<number> {
    return (await this.database.getRow(count, wanted)).total;
  }

  async insert(bookable: BookableRecord): Promise<void> {
    await this.database.execute(insert, toParameters(bookable));
  }

  async update(bookable: BookableRecord): Promise<void> {
    await this.database.execute(update, toParameters(bookable));
  }
}
