import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/** Holds the appointment that a request became to the appointments of the same clinic. The table is new and short: the check of its rows takes no time. */
export class RequestAppointments1763683200031 extends Migration {
  name = 'RequestAppointments1763683200031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE appointment_requests
        ADD CONSTRAINT appointment_requests_appointment_fk FOREIGN KEY (clinic_id, appointment_id) REFERENCES appointments (clinic_id, id);
    `);
  }
}
