import { Injectable } from '@nestjs/common';
import { Database, statement } from '../platform/database/index.js';
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

const columns = `clinic_id AS id, name, time_zone AS "timeZone", country, currency, opening_hours AS "openingHours", phone, email, address,
  emergency_phone AS "emergencyPhone", version, created_at AS "createdAt", updated_at AS "updatedAt"`;

const get = statement('clinic.get', `SELECT ${columns} FROM clinics WHERE clinic_id = current_clinic()`);
const lock = statement('clinic.lock', `SELECT ${columns} FROM clinics WHERE clinic_id = current_clinic() FOR UPDATE`);
const change = statement(
  'clinic.change',
  `UPDATE clinics SET name = $1, time_zone = $2, country = $3, currency = $4, opening_hours = $5::jsonb, phone = $6, email = $7, address = $8::jsonb,
          emergency_phone = $9, version = version + 1, updated_at = $10
    WHERE clinic_id = current_clinic() RETURNING ${columns}`,
);

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
    const contact = [phone, email, address && JSON.stringify(address), emergencyPhone];
    return this.database.one(change, [name, timeZone, country, currency, JSON.stringify(openingHours), ...contact, updatedAt]);
  }
}
