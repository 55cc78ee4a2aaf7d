import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/id.js';
import { Database, statement } from '../../platform/database/index.js';
import type { OpeningHours } from '../clinic.dto.js';
import type { ClosedDays } from './opening-days.dto.js';

export interface OpeningDaysRecord {
  followOpeningHours: boolean;
  closed: ClosedDays[];
  /** 0 where the clinic has said nothing yet. */
  version: number;
  openingHours: OpeningHours;
}

const select = `SELECT coalesce(d.follow_opening_hours, false) AS "followOpeningHours", coalesce(d.closed, '[]') AS closed,
    coalesce(d.version, 0) AS version, c.opening_hours AS "openingHours"
  FROM clinics c LEFT JOIN clinic_opening_days d ON d.clinic_id = c.clinic_id WHERE c.clinic_id = current_clinic()`;

const get = statement('opening-days.get', select);
/** Of the clinic itself, which is there before the first change. */
const lock = statement('opening-days.lock', 'SELECT FROM clinics WHERE clinic_id = current_clinic() FOR UPDATE');
const save = statement(
  'opening-days.save',
  `INSERT INTO clinic_opening_days AS d (id, follow_opening_hours, closed, created_at, updated_at) VALUES ($1, $2, $3::jsonb, $4, $4)
   ON CONFLICT ON CONSTRAINT clinic_opening_days_one
   DO UPDATE SET follow_opening_hours = excluded.follow_opening_hours, closed = excluded.closed, version = d.version + 1, updated_at = excluded.updated_at`,
);

@Injectable()
export class OpeningDaysRepository {
  constructor(private readonly database: Database) {}

  get(): Promise<OpeningDaysRecord> {
    return this.database.one<OpeningDaysRecord>(get);
  }

  async lock(): Promise<OpeningDaysRecord> {
    await this.database.query(lock);
    return this.get();
  }

  async save({ followOpeningHours, closed }: { followOpeningHours: boolean; closed: ClosedDays[] }, at: Date): Promise<void> {
    await this.database.execute(save, [newId(), followOpeningHours, JSON.stringify(closed), at]);
  }
}
