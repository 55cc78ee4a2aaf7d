import { Injectable } from '@nestjs/common';
import type { ClosedDays, OpeningHours } from '../../clinic/index.js';
import type { PostalAddress } from '../../kernel/postal-address.js';
import { Database, declareColumns, declareStatement, total } from '../../platform/database/index.js';
import type { BookableStatus } from '../domain/places.js';

export interface LocationRecord {
  id: string;
  name: string;
  timeZone: string | null;
  openingHours: OpeningHours | null;
  closed: ClosedDays[];
  holidayRegion: string | null;
  address: PostalAddress | null;
  phone: string | null;
  allowsOverbooking: boolean;
  status: BookableStatus;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const locationRow = declareColumns<LocationRecord>(
  {
    id: 'uuid',
    name: 'text',
    timeZone: 'text?',
    openingHours: 'jsonb?',
    closed: 'jsonb',
    holidayRegion: 'text?',
    address: 'jsonb?',
    phone: 'text?',
    allowsOverbooking: 'boolean',
    status: 'text',
    version: 'integer',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  },
  'l',
);

const content = {
  id: 'uuid',
  name: 'text',
  timeZone: 'text?',
  openingHours: 'jsonb?',
  closed: 'jsonb',
  holidayRegion: 'text?',
  address: 'jsonb?',
  phone: 'text?',
  allowsOverbooking: 'boolean',
  status: 'text',
  updatedAt: 'timestamptz',
} as const;

const find = declareStatement('locations.find', {
  parameters: { id: 'uuid' },
  row: locationRow,
  sql: `SELECT ${locationRow.list} FROM locations l WHERE l.clinic_id = current_clinic() AND l.id = :id`,
});
const lock = declareStatement('locations.lock', {
  parameters: { id: 'uuid' },
  row: locationRow,
  sql: `SELECT ${locationRow.list} FROM locations l WHERE l.clinic_id = current_clinic() AND l.id = :id FOR UPDATE`,
});
const list = declareStatement('locations.list', {
  parameters: { after: 'uuid?', limit: 'bigint' },
  row: locationRow,
  sql: `SELECT ${locationRow.list} FROM locations l WHERE l.clinic_id = current_clinic() AND (:after::uuid IS NULL OR l.id > :after) ORDER BY l.id LIMIT :limit`,
});
const count = declareStatement('locations.count', {
  row: total,
  sql: `SELECT count(*)::integer AS total FROM locations WHERE clinic_id = current_clinic()`,
});
const insert = declareStatement('locations.insert', {
  parameters: content,
  sql: `INSERT INTO locations (id, name, time_zone, opening_hours, closed, holiday_region, address, phone, allows_overbooking, status, created_at, updated_at)
    VALUES (:id, :name, :timeZone, :openingHours::jsonb, :closed::jsonb, :holidayRegion, :address::jsonb, :phone, :allowsOverbooking, :status, :updatedAt, :updatedAt)`,
});
const update = declareStatement('locations.update', {
  parameters: content,
  sql: `UPDATE locations SET name = :name, time_zone = :timeZone, opening_hours = :openingHours::jsonb, closed = :closed::jsonb, holiday_region = :holidayRegion,
          address = :address::jsonb, phone = :phone, allows_overbooking = :allowsOverbooking, status = :status, updated_at = :updatedAt, version = version + 1
    WHERE clinic_id = current_clinic() AND id = :id`,
});

const toParameters = ({ version: _version, createdAt: _createdAt, ...written }: LocationRecord) => written;

@Injectable()
export class LocationsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<LocationRecord | null> {
    return this.database.findRow(find, { id });
  }

  lock(id: string): Promise<LocationRecord | null> {
    return this.database.findRow(lock, { id });
  }

  list(after: string | null, limit: number): Promise<LocationRecord[]> {
    return this.database.query(list, { after, limit });
  }

  async count(): Promise<number> {
    return (await this.database.getRow(count)).total;
  }

  async insert(location: LocationRecord): Promise<void> {
    await this.database.execute(insert, toParameters(location));
  }

  async update(location: LocationRecord): Promise<void> {
    await this.database.execute(update, toParameters(location));
  }
}
