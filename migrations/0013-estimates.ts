import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/** What treatments cost: quotes, their acceptance, final bills. */
export class Estimates1763683200013 extends Migration {
  name = 'Estimates1763683200013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE estimates (
        clinic_id          uuid NOT NULL DEFAULT current_clinic(),
        id                 uuid NOT NULL,
        patient_id         uuid NOT NULL,
        plan_id            uuid NOT NULL,
        number             integer NOT NULL,
        currency           text NOT NULL,
        quote              jsonb NOT NULL,
        -- Tax included, in the currency.
        total              numeric(16, 4) NOT NULL,
        valid_until        date NOT NULL,
        note               text,
        -- 0 is the list that the product ships.
        price_list_version integer NOT NULL,
        created_by         uuid NOT NULL,
        created_at         timestamptz NOT NULL,
        CONSTRAINT estimates_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT estimates_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT estimates_plan_fk FOREIGN KEY (clinic_id, plan_id) REFERENCES treatment_plans (clinic_id, id),
        CONSTRAINT estimates_number_unique UNIQUE (clinic_id, plan_id, number),
        CONSTRAINT estimates_number CHECK (number > 0),
        CONSTRAINT estimates_total CHECK (total >= 0 AND total = (quote ->> 'total')::numeric),
        CONSTRAINT estimates_note CHECK (length(note) BETWEEN 1 AND 2000)
      );
      CREATE INDEX estimates_patient ON estimates (clinic_id, patient_id);
      SELECT protect('estimates'), append_only('estimates'), allow_application('estimates', 'SELECT, INSERT');

      -- One quote of a plan is accepted at a time: a later acceptance takes the place of an earlier one.
      CREATE TABLE estimate_acceptances (
        clinic_id   uuid NOT NULL DEFAULT current_clinic(),
        estimate_id uuid NOT NULL,
        accepted_by text NOT NULL,
        accepted_at timestamptz NOT NULL,
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT estimate_acceptances_pk PRIMARY KEY (clinic_id, estimate_id),
        CONSTRAINT estimate_acceptances_estimate_fk FOREIGN KEY (clinic_id, estimate_id) REFERENCES estimates (clinic_id, id),
        CONSTRAINT estimate_acceptances_accepted_by CHECK (length(accepted_by) BETWEEN 1 AND 200),
        CONSTRAINT estimate_acceptances_past CHECK (accepted_at <= recorded_at)
      );
      SELECT protect('estimate_acceptances'), append_only('estimate_acceptances'), allow_application('estimate_acceptances', 'SELECT, INSERT');

      CREATE TABLE bills (
        clinic_id   uuid NOT NULL DEFAULT current_clinic(),
        id          uuid NOT NULL,
        patient_id  uuid NOT NULL,
        plan_id     uuid NOT NULL,
        estimate_id uuid NOT NULL,
        number      integer NOT NULL,
        currency    text NOT NULL,
        bill        jsonb NOT NULL,
        total       numeric(16, 4) NOT NULL,
        difference  jsonb NOT NULL,
        -- What is worth a second look in it, as it was when it was written.
        warnings    jsonb NOT NULL DEFAULT '[]',
        reason      text,
        acceptance  jsonb,
        created_by  uuid NOT NULL,
        created_at  timestamptz NOT NULL,
        CONSTRAINT bills_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT bills_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT bills_plan_fk FOREIGN KEY (clinic_id, plan_id) REFERENCES treatment_plans (clinic_id, id),
        CONSTRAINT bills_estimate_fk FOREIGN KEY (clinic_id, estimate_id) REFERENCES estimates (clinic_id, id),
        CONSTRAINT bills_number_unique UNIQUE (clinic_id, plan_id, number),
        CONSTRAINT bills_number CHECK (number > 0),
        CONSTRAINT bills_total CHECK (total >= 0 AND total = (bill ->> 'total')::numeric),
        CONSTRAINT bills_beyond_tolerance CHECK (difference ->> 'verdict' <> 'beyond' OR reason IS NOT NULL),
        CONSTRAINT bills_warnings CHECK (jsonb_typeof(warnings) = 'array')
      );
      CREATE INDEX bills_patient ON bills (clinic_id, patient_id);
      CREATE INDEX bills_estimate ON bills (clinic_id, estimate_id);
      SELECT protect('bills'), append_only('bills'), allow_application('bills', 'SELECT, INSERT');
    `);
  }
}
