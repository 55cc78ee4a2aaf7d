import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Uses of lots that are taken back, the check of what was used in a session, plans that follow another one, and the
 * events of all of these in the timeline.
 *
 * Locks: short exclusive locks on stock_movements, treatment_sessions and treatment_plans for new columns without a
 * volatile default; the new checks of stock_movements read it once. Nothing is rewritten.
 */
export class SessionUses1763683200020 implements MigrationInterface {
  name = 'SessionUses1763683200020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE stock_movements
        ADD COLUMN reverses uuid,
        DROP CONSTRAINT stock_movements_kind,
        DROP CONSTRAINT stock_movements_sign,
        DROP CONSTRAINT stock_movements_use,
        DROP CONSTRAINT stock_movements_reason,
        ADD CONSTRAINT stock_movements_kind CHECK (kind IN ('receipt', 'use', 'waste', 'transfer', 'correction', 'reversal')),
        ADD CONSTRAINT stock_movements_sign CHECK (CASE WHEN kind IN ('receipt', 'reversal') THEN quantity > 0 WHEN kind = 'correction' THEN true ELSE quantity < 0 END),
        ADD CONSTRAINT stock_movements_use CHECK (num_nonnulls(patient_id, session_id) = CASE WHEN kind IN ('use', 'reversal') THEN 2 ELSE 0 END),
        ADD CONSTRAINT stock_movements_reason CHECK (length(reason) BETWEEN 1 AND 2000 AND (kind NOT IN ('waste', 'correction', 'reversal') OR reason IS NOT NULL)),
        ADD CONSTRAINT stock_movements_reverses CHECK ((kind = 'reversal') = (reverses IS NOT NULL)),
        ADD CONSTRAINT stock_movements_reverses_fk FOREIGN KEY (clinic_id, reverses) REFERENCES stock_movements (clinic_id, id),
        ADD CONSTRAINT stock_movements_reversed_once UNIQUE (clinic_id, reverses);

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

      CREATE OR REPLACE FUNCTION book_stock_movement() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
        DECLARE
          place uuid;
          present numeric;
        BEGIN
          IF NEW.kind = 'use' THEN PERFORM require_usable_lot(NEW.lot_id, NEW.occurred_at); END IF;
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

      ALTER TABLE treatment_sessions
        ADD COLUMN completion_check_id uuid,
        ADD CONSTRAINT treatment_sessions_completion_check_fk FOREIGN KEY (clinic_id, completion_check_id) REFERENCES contraindication_checks (clinic_id, id),
        ADD CONSTRAINT treatment_sessions_completion_checked CHECK (completion_check_id IS NULL OR status = 'completed');
      CREATE INDEX treatment_sessions_completion_check ON treatment_sessions (clinic_id, completion_check_id) WHERE completion_check_id IS NOT NULL;

      -- As before; an amendment may bring the check of what it adds with it.
      CREATE OR REPLACE FUNCTION keep_ended_session() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        DECLARE
          about_version CONSTANT text[] := ARRAY['record', 'ended_at', 'warnings', 'record_version', 'content_hash', 'completion_check_id', 'version', 'updated_at'];
          about_signature CONSTANT text[] := ARRAY['countersigned_by', 'countersigned_at', 'countersigned_version', 'countersign_taken_over_from',
            'countersign_take_over_reason', 'version', 'updated_at'];
        BEGIN
          IF OLD.status NOT IN ('completed', 'cancelled', 'no-show') THEN RETURN NEW; END IF;
          IF TG_OP = 'UPDATE' THEN
            IF only_moves(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
            IF OLD.status = 'completed' AND OLD.countersigned_by IS NULL AND NEW.countersigned_by IS NOT NULL
              AND NEW.countersigned_version = coalesce(OLD.record_version, 1)
              AND to_jsonb(OLD) - about_signature = to_jsonb(NEW) - about_signature THEN
              RETURN NEW;
            END IF;
            IF OLD.status = 'completed' AND to_jsonb(OLD) - about_version = to_jsonb(NEW) - about_version AND EXISTS (
                SELECT FROM treatment_session_versions v WHERE v.clinic_id = NEW.clinic_id AND v.session_id = NEW.id AND v.number = NEW.record_version
                  AND v.number = coalesce(OLD.record_version, 1) + 1 AND v.content_hash = NEW.content_hash AND v.recorded_in = pg_current_xact_id()) THEN
              RETURN NEW;
            END IF;
          END IF;
          RAISE EXCEPTION 'a session that has ended does not change' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treatment_sessions_ended_is_final';
        END
        $$;

      ALTER TABLE treatment_plans
        ADD COLUMN purpose text NOT NULL DEFAULT 'series',
        ADD COLUMN follows_plan_id uuid,
        -- What is worth a second look in it: code, pointer, detail.
        ADD COLUMN warnings jsonb NOT NULL DEFAULT '[]',
        ADD CONSTRAINT treatment_plans_purpose CHECK (purpose IN ('series', 'touch-up', 'reversal')),
        ADD CONSTRAINT treatment_plans_follows CHECK ((purpose = 'series') = (follows_plan_id IS NULL) AND follows_plan_id IS DISTINCT FROM id),
        ADD CONSTRAINT treatment_plans_warnings CHECK (jsonb_typeof(warnings) = 'array'),
        ADD CONSTRAINT treatment_plans_reversal CHECK (purpose <> 'reversal' OR treatment = 'scalp-micropigmentation'),
        ADD CONSTRAINT treatment_plans_follows_fk FOREIGN KEY (clinic_id, follows_plan_id) REFERENCES treatment_plans (clinic_id, id);
      CREATE INDEX treatment_plans_follows ON treatment_plans (clinic_id, follows_plan_id) WHERE follows_plan_id IS NOT NULL;
    `);

    // The view as it stands, and more: whichever migration came before has its part kept.
    await runner.query(`
      DO $do$
      BEGIN
        EXECUTE 'CREATE OR REPLACE VIEW patient_events WITH (security_invoker = true) AS ' || rtrim(pg_get_viewdef('patient_events'::regclass), E'; \\n') || $view$
          UNION ALL
          SELECT clinic_id, patient_id, started_at, 'session-in-progress', 'treatment-session', id, performed_by,
                 jsonb_build_object('treatment', treatment, 'number', number) FROM treatment_sessions
           WHERE started_at IS NOT NULL AND status <> 'in-progress'
          UNION ALL
          SELECT s.clinic_id, s.patient_id, coalesce(n.record ->> 'updated_at', s.updated_at::text)::timestamptz, 'session-moved', 'treatment-session', s.id, NULL::uuid,
                 jsonb_build_object('treatment', s.treatment, 'number', s.number, 'from', h.record ->> 'scheduled_on',
                   'to', coalesce(n.record ->> 'scheduled_on', s.scheduled_on::text), 'reason', coalesce(n.record ->> 'reason', s.reason))
            FROM treatment_sessions s
            JOIN record_history h ON h.clinic_id = s.clinic_id AND h.table_name = 'treatment_sessions' AND h.row_id = s.id
            LEFT JOIN record_history n ON n.clinic_id = h.clinic_id AND n.table_name = h.table_name AND n.row_id = h.row_id AND n.version = h.version + 1
           WHERE h.record ->> 'scheduled_on' <> coalesce(n.record ->> 'scheduled_on', s.scheduled_on::text)
          UNION ALL
          SELECT clinic_id, patient_id, screened_at, 'plan-screened', 'treatment-plan', plan_id, screened_by,
                 jsonb_build_object('cause', cause, 'outcomeBefore', outcome_before, 'outcomeNow', outcome_now, 'held', held) FROM treatment_plan_screenings
          UNION ALL
          SELECT e.clinic_id, e.patient_id, f.observed_at, 'adverse-event-followed-up', 'adverse-event', e.id, f.recorded_by,
                 jsonb_build_object('type', e.type, 'number', f.number)
            FROM adverse_events e JOIN adverse_event_follow_ups f ON f.clinic_id = e.clinic_id AND f.event_id = e.id
          -- Whoever reads the timeline need not read prices: no amounts here.
          UNION ALL
          SELECT clinic_id, patient_id, created_at, 'estimate-made', 'estimate', id, created_by,
                 jsonb_build_object('planId', plan_id, 'number', number) FROM estimates
          UNION ALL
          SELECT e.clinic_id, e.patient_id, a.accepted_at, 'estimate-accepted', 'estimate', e.id, a.recorded_by,
                 jsonb_build_object('planId', e.plan_id, 'number', e.number)
            FROM estimates e JOIN estimate_acceptances a ON a.clinic_id = e.clinic_id AND a.estimate_id = e.id
          UNION ALL
          SELECT clinic_id, patient_id, created_at, 'bill-issued', 'treatment-plan', plan_id, created_by,
                 jsonb_build_object('estimateId', estimate_id, 'number', number) FROM bills
          UNION ALL
          SELECT m.clinic_id, m.patient_id, CASE m.kind WHEN 'use' THEN m.occurred_at ELSE m.created_at END,
                 CASE m.kind WHEN 'use' THEN 'product-used' ELSE 'product-use-reversed' END, 'product-lot', m.lot_id, m.recorded_by,
                 jsonb_build_object('entryId', m.id, 'sessionId', m.session_id, 'product', p.name, 'lotNumber', l.lot_number,
                   'quantity', jsonb_build_object('value', trim_scale(abs(m.quantity)), 'unit', p.stock_unit), 'reason', m.reason, 'reverses', m.reverses)
            FROM stock_movements m JOIN product_lots l ON l.clinic_id = m.clinic_id AND l.id = m.lot_id
            JOIN products p ON p.clinic_id = l.clinic_id AND p.id = l.product_id WHERE m.patient_id IS NOT NULL
          UNION ALL
          SELECT DISTINCT m.clinic_id, m.patient_id, l.recalled_at, 'product-recalled', 'product-lot', l.id, l.recall_recorded_by,
                 jsonb_build_object('product', p.name, 'lotNumber', l.lot_number, 'reason', l.recall_reason, 'withdrawn', l.withdrawal_reason)
            FROM stock_movements m JOIN product_lots l ON l.clinic_id = m.clinic_id AND l.id = m.lot_id AND l.recalled_at IS NOT NULL
            JOIN products p ON p.clinic_id = l.clinic_id AND p.id = l.product_id
           WHERE m.kind = 'use' AND NOT EXISTS (SELECT FROM stock_movements x WHERE x.clinic_id = m.clinic_id AND x.reverses = m.id)
        $view$;
      END
      $do$;
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Uses that were taken back are part of the ledger: this migration is not undone. Restore a backup.'));
  }
}
