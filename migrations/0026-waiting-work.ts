import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * Who has seen a laboratory report that came between visits, and one view of everything that waits for somebody. A new table and a view: nothing is rewritten.
 * The view is read with the rights of the caller (`security_invoker`), so that row-level security holds in each table.
 */
export class WaitingWork1763683200026 extends Migration {
  name = 'WaitingWork1763683200026';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE blood_test_acknowledgements (
        clinic_id       uuid NOT NULL DEFAULT current_clinic(),
        blood_test_id   uuid NOT NULL,
        acknowledged_by uuid NOT NULL,
        acknowledged_at timestamptz NOT NULL,
        CONSTRAINT blood_test_acknowledgements_pk PRIMARY KEY (clinic_id, blood_test_id),
        CONSTRAINT blood_test_acknowledgements_blood_test_fk FOREIGN KEY (clinic_id, blood_test_id) REFERENCES blood_tests (clinic_id, id)
      );
      SELECT protect('blood_test_acknowledgements'), append_only('blood_test_acknowledgements'),
             limit_with('blood_test_acknowledgements', 'blood_test_id', 'blood_tests'), allow_application('blood_test_acknowledgements', 'SELECT, INSERT');

      -- Each finds the few rows that wait among all that are done.
      CREATE INDEX consultations_to_sign ON consultations (clinic_id, started_at) WHERE status = 'draft';
      CREATE INDEX treatment_sessions_to_complete ON treatment_sessions (clinic_id, started_at) WHERE status = 'in-progress';
      CREATE INDEX blood_tests_between_visits ON blood_tests (clinic_id, created_at) WHERE consultation_id IS NULL AND duplicate_of IS NULL AND error_reason IS NULL;
      CREATE INDEX estimates_valid_until ON estimates (clinic_id, valid_until);

      CREATE VIEW waiting_work WITH (security_invoker = true) AS
        SELECT clinic_id, 'consultation-to-sign'::text AS kind, id AS resource_id, patient_id, started_at AS since, NULL::date AS due_on, responsible_id AS assigned_to
          FROM consultations WHERE status = 'draft'
        UNION ALL
        SELECT clinic_id, 'session-to-complete', id, patient_id, started_at, NULL, performed_by
          FROM treatment_sessions WHERE status = 'in-progress'
        UNION ALL
        SELECT clinic_id, 'session-to-countersign', id, patient_id, ended_at, NULL, supervised_by
          FROM treatment_sessions WHERE status = 'completed' AND supervised_by IS NOT NULL AND countersigned_by IS NULL
        UNION ALL
        SELECT b.clinic_id, 'result-to-see', b.id, b.patient_id, b.created_at, NULL,
               (SELECT c.responsible_id FROM consultations c
                 WHERE c.clinic_id = b.clinic_id AND c.patient_id = b.patient_id AND c.status <> 'entered-in-error' AND c.responsible_id IS NOT NULL
                 ORDER BY c.started_at DESC, c.id DESC LIMIT 1)
          FROM blood_tests b
         WHERE b.consultation_id IS NULL AND b.duplicate_of IS NULL AND b.error_reason IS NULL
           AND NOT EXISTS (SELECT FROM blood_test_acknowledgements a WHERE a.clinic_id = b.clinic_id AND a.blood_test_id = b.id)
        UNION ALL
        SELECT p.clinic_id, 'contradiction-to-resolve', p.id, p.patient_id, c.evaluated_at, NULL, p.created_by
          FROM treatment_plans p JOIN contraindication_checks c ON c.clinic_id = p.clinic_id
           AND c.id = coalesce((SELECT s.check_id FROM treatment_plan_screenings s WHERE s.clinic_id = p.clinic_id AND s.plan_id = p.id ORDER BY s.id DESC LIMIT 1), p.check_id)
         WHERE p.status IN ('proposed', 'accepted', 'active', 'on-hold') AND jsonb_array_length(c.contradictions) > 0
        UNION ALL
        SELECT p.clinic_id, 'hold-to-decide', p.id, p.patient_id,
               coalesce((SELECT max(t.occurred_at) FROM treatment_plan_transitions t WHERE t.clinic_id = p.clinic_id AND t.plan_id = p.id AND t.to_status = 'on-hold'), p.updated_at),
               NULL, p.created_by
          FROM treatment_plans p WHERE p.status = 'on-hold'
        UNION ALL
        SELECT e.clinic_id, 'adverse-event-to-decide', e.id, e.patient_id, e.created_at, NULL, p.created_by
          FROM adverse_events e JOIN treatment_plans p ON p.clinic_id = e.clinic_id AND p.id = e.plan_id
         WHERE e.awaiting_decision AND e.error_at IS NULL
        UNION ALL
        SELECT l.clinic_id, 'recalled-lot-to-remove', l.id, NULL, l.recalled_at, NULL, NULL
          FROM product_lots l
         WHERE l.recalled_at IS NOT NULL AND l.withdrawn_at IS NULL
           AND EXISTS (SELECT FROM stock_levels s WHERE s.clinic_id = l.clinic_id AND s.lot_id = l.id AND s.quantity > 0)
        UNION ALL
        SELECT e.clinic_id, 'estimate-to-expire', e.id, e.patient_id, e.created_at, e.valid_until, e.created_by
          FROM estimates e JOIN treatment_plans p ON p.clinic_id = e.clinic_id AND p.id = e.plan_id
         WHERE p.status NOT IN ('completed', 'cancelled')
           AND NOT EXISTS (SELECT FROM estimate_acceptances a WHERE a.clinic_id = e.clinic_id AND a.estimate_id = e.id)
           AND NOT EXISTS (SELECT FROM estimates later WHERE later.clinic_id = e.clinic_id AND later.plan_id = e.plan_id AND later.number > e.number);
      SELECT allow_application('waiting_work', 'SELECT');
    `);
  }
}
