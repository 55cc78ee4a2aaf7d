import { Injectable } from '@nestjs/common';
import { Database, columns, statement } from '../platform/database/index.js';
import type { PostalAddress } from '../kernel/postal-address.js';
import type { OpeningHours } from './domain/opening-hours.js';

export interface ClinicRecord {
  id: string;
  name: string;
  timeZone: string;
  country: string;
  currency: string;
  openingHours: OpeningHours;
  phone: string | null;
  email: string | null;
  address: PostalAddress | null;
  emergencyPhone: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const clinicRow = columns<ClinicRecord>({
  id: ['uuid', 'clinic_id'],
  name: 'text',
  timeZone: 'text',
  country: 'text',
  currency: 'text',
  openingHours: 'jsonb',
  phone: 'text?',
  email: 'text?',
  address: 'jsonb?',
  emergencyPhone: 'text?',
  version: 'integer',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
});

const get = statement('clinic.get', { row: clinicRow, sql: `SELECT ${clinicRow.list} FROM clinics WHERE clinic_id = current_clinic()` });
const lock = statement('clinic.lock', { row: clinicRow, sql: `SELECT ${clinicRow.list} FROM clinics WHERE clinic_id = current_clinic() FOR UPDATE` });
const change = statement('clinic.change', {
  parameters: {
    name: 'text',
    timeZone: 'text',
    country: 'text',
    currency: 'text',
    openingHours: 'jsonb',
    phone: 'text?',
    email: 'text?',
    address: 'jsonb?',
    emergencyPhone: 'text?',
    updatedAt: 'timestamptz',
  },
  row: clinicRow,
  sql: `UPDATE clinics SET name = :name, time_zone = :timeZone, country = :country, currency = :currency, opening_hours = :openingHours::jsonb, phone = :phone, email = :email, address = :address::jsonb,
          emergency_phone = :emergencyPhone, version = version + 1, updated_at = :updatedAt
    WHERE clinic_id = current_clinic() RETURNING ${clinicRow.list}`,
});

@Injectable()
export class ClinicRepository {
  constructor(private readonly database: Database) {}

  get(): Promise<ClinicRecord> {
    return this.database.one(get);
  }

  lock(): Promise<ClinicRecord> {
    return this.database.one(lock);
  }

  change(clinic: Omit<ClinicRecord, 'id' | 'version' | 'createdAt'>): Promise<ClinicRecord> {
    const { name, timeZone, country, currency, openingHours, phone, email, address, emergencyPhone, updatedAt } = clinic;
    const contact = { phone, email, address, emergencyPhone };
    return this.database.one(change, { name, timeZone, country, currency, openingHours, ...contact, updatedAt });
  }
}
