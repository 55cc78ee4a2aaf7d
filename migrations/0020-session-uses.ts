import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The check of what was used in a session, plans that follow another one, and the events of these and of the lots that
 * were used in the timeline.
 *
 * Locks: short exclusive locks on treatment_sessions and treatment_plans for new columns without a volatile default.
 * Nothing is rewritten.
 */
export class SessionUses1763683200020 implements MigrationInterface {
  name = 'SessionUses1763683200020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE treatment_sessions
        ADD COLUMN completion_check_id uuid,
        ADD CONSTRAINT treatment_sessions_completion_check_fk FOREIGN KEY (clinic_id, completion_check_id) REFERENCES contraindication_checks (clinic_id, id),
        ADD CONSTRAINT treatment_sessions_completion_checked CHECK (completion_check_id IS NULL OR status = 'completed');
      CREATE INDEX treatment_sessions_completion_check ON treatment_sessions (clinic_id, completion_check_id) WHERE completion_check_id IS NOT NULL;

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
    return Promise.reject(
      new Error('What a session used was checked, and which plan follows which, is part of the record: this migration is not undone. Restore a backup.'),
    );
  }
}
