import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lots whose numbers differ only in case, spaces or dashes are one lot, unless somebody says that they are not; and a lot that had expired or was
 * recalled, and was used all the same, is booked as exactly that, with the reason in its entry of the ledger.
 *
 * Lots of a product that are twins already keep their numbers: all but the first are marked as other lots, and are shown beside each other.
 *
 * Locks: a short exclusive lock on product_lots for a new column with a constant default, while a unique index is built over the lots; they are few.
 */
export class LotsAndTheirUses1763683200034 implements MigrationInterface {
  name = 'LotsAndTheirUses1763683200034';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What of a lot number tells lots apart: neither case, nor width, nor spaces, dashes and what nobody sees.
      CREATE FUNCTION lot_number_key(lot_number text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN upper(regexp_replace(normalize(lot_number, NFKC), '[[:space:]_\\u00AD\\u200B-\\u200D\\u2010-\\u2015\\u2212\\uFEFF-]+', '', 'g'));

      -- That somebody has said that it is another lot than the one whose number is written alike.
      ALTER TABLE product_lots ADD COLUMN is_another boolean NOT NULL DEFAULT false;

      -- Nobody changes these lots: no version and no history of them, and those of all clinics at once.
      ALTER TABLE product_lots NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER product_lots_history;
      UPDATE product_lots l SET is_another = true
       WHERE EXISTS (SELECT FROM product_lots earlier WHERE earlier.clinic_id = l.clinic_id AND earlier.product_id = l.product_id
         AND lot_number_key(earlier.lot_number) = lot_number_key(l.lot_number) AND (earlier.created_at, earlier.id) < (l.created_at, l.id));
      ALTER TABLE product_lots FORCE ROW LEVEL SECURITY, ENABLE TRIGGER product_lots_history;

      CREATE UNIQUE INDEX product_lots_number_key_unique ON product_lots (clinic_id, product_id, lot_number_key(lot_number)) WHERE NOT is_another;
      CREATE INDEX product_lots_number_key ON product_lots (clinic_id, lot_number_key(lot_number));
    `);

    await runner.query(`
      -- A lot is used until the end of its last day, and as long as no recall stands: the row is held, so that a recall waits for the use, or the use
      -- for it. What was done was done: a use of another lot says why. What a session had used before is corrected whatever the lot has become since.
      CREATE FUNCTION require_usable_lot(used stock_movements) RETURNS void
        LANGUAGE plpgsql
        AS $$
        DECLARE
          lot product_lots;
          used_on date;
        BEGIN
          SELECT * INTO lot FROM product_lots l WHERE l.clinic_id = current_clinic() AND l.id = used.lot_id FOR SHARE;
          SELECT (used.occurred_at AT TIME ZONE c.time_zone)::date INTO used_on FROM clinics c WHERE c.clinic_id = current_clinic();
          IF (lot.expires_on < used_on OR (lot.recalled_at <= used.occurred_at AND lot.withdrawn_at IS NULL)) AND used.reason IS NULL
            AND NOT EXISTS (SELECT FROM stock_movements u WHERE u.clinic_id = used.clinic_id AND u.session_id = used.session_id
              AND u.lot_id = used.lot_id AND u.kind = 'use') THEN
            RAISE EXCEPTION 'the lot has expired or was recalled' USING ERRCODE = 'check_violation', CONSTRAINT = 'product_lots_usable';
          END IF;
        END
        $$;

      -- The trigger's function as it stands, but for the question that it asks.
      DO $do$
      BEGIN
        EXECUTE replace(pg_get_functiondef('book_stock_movement'::regproc), 'require_usable_lot(NEW.lot_id, NEW.occurred_at)', 'require_usable_lot(NEW)');
      END
      $do$;
      DROP FUNCTION require_usable_lot(uuid, timestamptz);
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('What was used of an expired lot, and why, is part of the record: this migration is not undone. Restore a backup.'));
  }
}
