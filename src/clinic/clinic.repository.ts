import { Injectable } from '@nestjs/common';
import { Database, declareColumns, declareStatement } from '../platform/database/index.js';
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

const clinicRow = declareColumns<ClinicRecord>({
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

const get = declareStatement('clinic.get', { row: clinicRow, sql: `SELECT ${clinicRow.list} FROM clinics WHERE clinic_id = current_clinic()` });
const lock = declareStatement('clinic.lock', { row: clinicRow, sql: `SELECT ${clinicRow.list} FROM clinics WHERE clinic_id = current_clinic() FOR UPDATE` });
const change = declareStatement('clinic.change', {
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
    return this.database.getRow(get);
  }

  lock(): Promise<ClinicRecord> {
    return this.database.getRow(lock);
  }

  change(clinic: Omit<ClinicRecord, 'id' | 'version' | 'createdAt'>): Promise<ClinicRecord> {
    const { name, timeZone, country, currency, openingHours, phone, email, address, emergencyPhone, updatedAt } = clinic;
    const contact = { phone, email, address, emergencyPhone };
    return this.database.getRow(change, { name, timeZone, country, currency, openingHours, ...contact, updatedAt });
  }
}
