import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * What the clinic uses on people: products, their lots, where how much of each lot is, and who received it.
 *
 * `stock_movements` is the ledger. A trigger books each entry into `stock_levels`, which the application's role reads and
 * never writes: what is there is the sum of what was moved, is never below zero, and a lot that has expired or was
 * recalled is used on nobody without a reason, whatever runs at the same time.
 */
export class Products1763683200012 extends Migration {
  name = 'Products1763683200012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE products (
        clinic_id   uuid NOT NULL DEFAULT current_clinic(),
        id          uuid NOT NULL,
        kind        text NOT NULL,
        name        text NOT NULL,
        maker       text,
        ingredients jsonb NOT NULL,
        stock_unit  text NOT NULL,
        storage     jsonb,
        pigment     jsonb,
        needle      jsonb,
        status      text NOT NULL DEFAULT 'active',
        version     integer NOT NULL DEFAULT 1,
        created_at  timestamptz NOT NULL,
        updated_at  timestamptz NOT NULL,
        CONSTRAINT products_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT products_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT products_kind CHECK (kind IN ('mesotherapy-solution', 'pigment', 'anaesthetic', 'needle', 'cartridge', 'other')),
        CONSTRAINT products_name CHECK (length(name) BETWEEN 1 AND 200),
        CONSTRAINT products_ingredients CHECK (jsonb_typeof(ingredients) = 'array'
          AND (jsonb_array_length(ingredients) > 0 OR kind NOT IN ('mesotherapy-solution', 'pigment', 'anaesthetic'))),
        CONSTRAINT products_stock_unit CHECK (length(stock_unit) BETWEEN 1 AND 60),
        CONSTRAINT products_status CHECK (status IN ('active', 'retired'))
      );
      SELECT protect('products'), keep_history('products'), allow_application('products', 'SELECT, INSERT, UPDATE');

      -- What of a lot number tells lots apart: neither case, nor width, nor spaces, dashes and what nobody sees.
      CREATE FUNCTION lot_number_key(lot_number text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN upper(regexp_replace(normalize(lot_number, NFKC), '[[:space:]_\\u00AD\\u200B-\\u200D\\u2010-\\u2015\\u2212\\uFEFF-]+', '', 'g'));

      CREATE TABLE product_lots (
        clinic_id          uuid NOT NULL DEFAULT current_clinic(),
        id                 uuid NOT NULL,
        product_id         uuid NOT NULL,
        lot_number         text NOT NULL,
        -- That somebody has said that it is another lot than the one whose number is written alike.
        is_another         boolean NOT NULL DEFAULT false,
        -- The last day, in the clinic's time zone, on which it may be used.
        expires_on         date NOT NULL,
        recall_reason      text,
        recall_source      text,
        recalled_at        timestamptz,
        recall_recorded_by uuid,
        withdrawal_reason  text,
        withdrawn_at       timestamptz,
        withdrawn_by       uuid,
        version            integer NOT NULL DEFAULT 1,
        created_at         timestamptz NOT NULL,
        updated_at         timestamptz NOT NULL,
        CONSTRAINT product_lots_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT product_lots_product_fk FOREIGN KEY (clinic_id, product_id) REFERENCES products (clinic_id, id),
        CONSTRAINT product_lots_number_unique UNIQUE (clinic_id, product_id, lot_number),
        CONSTRAINT product_lots_number CHECK (length(lot_number) BETWEEN 1 AND 60),
        CONSTRAINT product_lots_recall CHECK (num_nonnulls(recall_reason, recalled_at, recall_recorded_by) IN (0, 3)
          AND (recall_source IS NULL OR recalled_at IS NOT NULL)),
        CONSTRAINT product_lots_withdrawal CHECK (num_nonnulls(withdrawal_reason, withdrawn_at, withdrawn_by) IN (0, 3)
          AND (withdrawn_at IS NULL OR recalled_at IS NOT NULL))
      );
      CREATE INDEX product_lots_expires_on ON product_lots (clinic_id, expires_on);
      CREATE UNIQUE INDEX product_lots_number_key_unique ON product_lots (clinic_id, product_id, lot_number_key(lot_number)) WHERE NOT is_another;
      CREATE INDEX product_lots_number_key ON product_lots (clinic_id, lot_number_key(lot_number));
      SELECT protect('product_lots'), keep_history('product_lots'), allow_application('product_lots', 'SELECT, INSERT, UPDATE');

      -- What a lot is counted in is what its ledger is written in.
      CREATE FUNCTION keep_stock_unit() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF NEW.stock_unit <> OLD.stock_unit AND EXISTS (SELECT FROM product_lots l WHERE l.clinic_id = OLD.clinic_id AND l.product_id = OLD.id) THEN
            RAISE EXCEPTION 'lots are counted in this unit' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'products_stock_unit_kept';
          END IF;
          RETURN NEW;
        END
        $$;
      CREATE TRIGGER products_stock_unit_kept BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION keep_stock_unit();

      CREATE TABLE stock_locations (
        clinic_id  uuid NOT NULL DEFAULT current_clinic(),
        id         uuid NOT NULL,
        name       text NOT NULL,
        status     text NOT NULL DEFAULT 'active',
        version    integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT stock_locations_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT stock_locations_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT stock_locations_name_unique UNIQUE (clinic_id, name),
        CONSTRAINT stock_locations_name CHECK (length(name) BETWEEN 1 AND 100),
        CONSTRAINT stock_locations_status CHECK (status IN ('active', 'retired'))
      );
      SELECT protect('stock_locations'), keep_history('stock_locations'), allow_application('stock_locations', 'SELECT, INSERT, UPDATE');
    `);

    await runner.query(`
      CREATE TABLE stock_levels (
        clinic_id   uuid NOT NULL DEFAULT current_clinic(),
        lot_id      uuid NOT NULL,
        location_id uuid NOT NULL,
        -- In the unit in which the product is kept.
        quantity    numeric(20, 4) NOT NULL DEFAULT 0,
        received    numeric(20, 4) NOT NULL DEFAULT 0,
        CONSTRAINT stock_levels_pk PRIMARY KEY (clinic_id, lot_id, location_id),
        CONSTRAINT stock_levels_lot_fk FOREIGN KEY (clinic_id, lot_id) REFERENCES product_lots (clinic_id, id),
        CONSTRAINT stock_levels_location_fk FOREIGN KEY (clinic_id, location_id) REFERENCES stock_locations (clinic_id, id),
        CONSTRAINT stock_levels_not_negative CHECK (quantity >= 0 AND received >= 0)
      );
      CREATE INDEX stock_levels_location ON stock_levels (clinic_id, location_id);
      SELECT protect('stock_levels'), allow_application('stock_levels', 'SELECT');

      CREATE TABLE stock_movements (
        clinic_id      uuid NOT NULL DEFAULT current_clinic(),
        id             uuid NOT NULL,
        lot_id         uuid NOT NULL,
        location_id    uuid NOT NULL,
        to_location_id uuid,
        kind           text NOT NULL,
        -- What it changes at the location: positive in, negative out. Of a count it follows from what was counted.
        quantity       numeric(20, 4) NOT NULL DEFAULT 0,
        counted        numeric(20, 4),
        -- What is at the location afterwards.
        balance        numeric(20, 4) NOT NULL,
        reason         text,
        patient_id     uuid,
        session_id     uuid,
        -- The use that it takes back.
        reverses       uuid,
        occurred_at    timestamptz NOT NULL,
        recorded_by    uuid NOT NULL,
        created_at     timestamptz NOT NULL,
        CONSTRAINT stock_movements_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT stock_movements_lot_fk FOREIGN KEY (clinic_id, lot_id) REFERENCES product_lots (clinic_id, id),
        CONSTRAINT stock_movements_location_fk FOREIGN KEY (clinic_id, location_id) REFERENCES stock_locations (clinic_id, id),
        CONSTRAINT stock_movements_to_location_fk FOREIGN KEY (clinic_id, to_location_id) REFERENCES stock_locations (clinic_id, id),
        CONSTRAINT stock_movements_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT stock_movements_session_fk FOREIGN KEY (clinic_id, session_id) REFERENCES treatment_sessions (clinic_id, id),
        CONSTRAINT stock_movements_kind CHECK (kind IN ('receipt', 'use', 'waste', 'transfer', 'correction', 'reversal')),
        CONSTRAINT stock_movements_sign CHECK (CASE WHEN kind IN ('receipt', 'reversal') THEN quantity > 0 WHEN kind = 'correction' THEN true ELSE quantity < 0 END),
        CONSTRAINT stock_movements_transfer CHECK ((kind = 'transfer') = (to_location_id IS NOT NULL) AND to_location_id IS DISTINCT FROM location_id),
        CONSTRAINT stock_movements_counted CHECK ((kind = 'correction') = (counted IS NOT NULL) AND counted >= 0),
        CONSTRAINT stock_movements_use CHECK (num_nonnulls(patient_id, session_id) = CASE WHEN kind IN ('use', 'reversal') THEN 2 ELSE 0 END),
        CONSTRAINT stock_movements_reason CHECK (length(reason) BETWEEN 1 AND 2000 AND (kind NOT IN ('waste', 'correction', 'reversal') OR reason IS NOT NULL)),
        CONSTRAINT stock_movements_reverses CHECK ((kind = 'reversal') = (reverses IS NOT NULL)),
        CONSTRAINT stock_movements_reverses_fk FOREIGN KEY (clinic_id, reverses) REFERENCES stock_movements (clinic_id, id),
        CONSTRAINT stock_movements_reversed_once UNIQUE (clinic_id, reverses)
      );
      CREATE INDEX stock_movements_lot ON stock_movements (clinic_id, lot_id, id);
      -- Who received a lot, in milliseconds however much else was moved.
      CREATE INDEX stock_movements_exposure ON stock_movements (clinic_id, lot_id, patient_id, id) WHERE patient_id IS NOT NULL;
      CREATE INDEX stock_movements_patient ON stock_movements (clinic_id, patient_id, id) WHERE patient_id IS NOT NULL;
      CREATE INDEX stock_movements_session ON stock_movements (clinic_id, session_id) WHERE session_id IS NOT NULL;
      SELECT protect('stock_movements'), append_only('stock_movements'), allow_application('stock_movements', 'SELECT, INSERT');

      -- A lot is used until the end of its last day, and as long as no recall stands: the row is held, so that a recall waits for the use, or the use
      -- for it. What was done was done: a use of another lot says why. What a session had used before is corrected whatever the lot has become since.
      CREATE FUNCTION require_usable_lot(used stock_movements) RETURNS void
        LANGUAGE plpgsql
        AS $$
        DECLARE lot product_lots;
        BEGIN
          SELECT * INTO lot FROM product_lots l WHERE l.clinic_id = current_clinic() AND l.id = used.lot_id FOR SHARE;
          IF (lot.expires_on < clinic_day(used.occurred_at) OR (lot.recalled_at <= used.occurred_at AND lot.withdrawn_at IS NULL)) AND used.reason IS NULL
            AND NOT EXISTS (SELECT FROM stock_movements u WHERE u.clinic_id = used.clinic_id AND u.session_id = used.session_id
              AND u.lot_id = used.lot_id AND u.kind = 'use') THEN
            RAISE EXCEPTION 'the lot has expired or was recalled' USING ERRCODE = 'check_violation', CONSTRAINT = 'product_lots_usable';
          END IF;
        END
        $$;

      -- Whoever takes a use back takes back all of it, where it was booked; whatever the lot has become since.
      CREATE FUNCTION require_reversed_use(reversal stock_movements) RETURNS void
        LANGUAGE plpgsql
        AS $$
        BEGIN
          PERFORM FROM stock_movements u WHERE u.clinic_id = reversal.clinic_id AND u.id = reversal.reverses AND u.kind = 'use'
            AND ROW(u.lot_id, u.location_id, u.session_id, u.patient_id, -u.quantity)
              = ROW(reversal.lot_id, reversal.location_id, reversal.session_id, reversal.patient_id, reversal.quantity);
          IF NOT FOUND THEN
            RAISE EXCEPTION 'only a use is reversed, and all of it' USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_movements_reverses_a_use';
          END IF;
        END
        $$;

      -- Books a movement, as owner: nobody else writes a level. Levels are locked in the order of their places, so that transfers there and back do not wait for each other for ever.
      CREATE FUNCTION book_stock_movement() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
        DECLARE
          place uuid;
          present numeric;
        BEGIN
          IF NEW.kind = 'use' THEN PERFORM require_usable_lot(NEW); END IF;
          IF NEW.kind = 'reversal' THEN PERFORM require_reversed_use(NEW); END IF;
          FOR place IN SELECT p FROM unnest(ARRAY[NEW.location_id, NEW.to_location_id]) p WHERE p IS NOT NULL ORDER BY p LOOP
            INSERT INTO stock_levels (clinic_id, lot_id, location_id) VALUES (NEW.clinic_id, NEW.lot_id, place) ON CONFLICT ON CONSTRAINT stock_levels_pk DO NOTHING;
            PERFORM FROM stock_levels l WHERE l.clinic_id = NEW.clinic_id AND l.lot_id = NEW.lot_id AND l.location_id = place FOR UPDATE;
          END LOOP;
          SELECT l.quantity INTO STRICT present FROM stock_levels l
           WHERE l.clinic_id = NEW.clinic_id AND l.lot_id = NEW.lot_id AND l.location_id = NEW.location_id;
          IF NEW.kind = 'correction' THEN NEW.quantity := NEW.counted - present; END IF;
          IF present + NEW.quantity < 0 THEN
            RAISE EXCEPTION 'there is not that much' USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_levels_not_negative', DETAIL = trim_scale(present)::text;
          END IF;
          NEW.balance := present + NEW.quantity;
          UPDATE stock_levels l SET quantity = l.quantity + NEW.quantity, received = l.received + CASE NEW.kind WHEN 'receipt' THEN NEW.quantity ELSE 0 END
           WHERE l.clinic_id = NEW.clinic_id AND l.lot_id = NEW.lot_id AND l.location_id = NEW.location_id;
          UPDATE stock_levels l SET quantity = l.quantity - NEW.quantity
           WHERE l.clinic_id = NEW.clinic_id AND l.lot_id = NEW.lot_id AND l.location_id = NEW.to_location_id;
          RETURN NEW;
        END
        $$;
      CREATE TRIGGER stock_movements_book BEFORE INSERT ON stock_movements FOR EACH ROW EXECUTE FUNCTION book_stock_movement();
    `);
  }
}
