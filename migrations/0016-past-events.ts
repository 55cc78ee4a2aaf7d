import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/** What an entry of each list is called. */
const kinds = { conditions: 'condition', allergies: 'allergy', medications: 'medication', procedures: 'procedure' } as const;
type List = keyof typeof kinds;
const lists = Object.keys(kinds) as List[];

const eventsOf = (list: List): string => {
  const kind = kinds[list];
  const happened = `CASE WHEN v.number = 1 THEN '${kind}-recorded' WHEN v.error_reason IS NOT NULL THEN '${kind}-entered-in-error' ELSE '${kind}-changed' END`;
  const absence = `CASE WHEN entry_holds(v.entry, v.error_reason) THEN 'no-known-allergies-stated' ELSE 'no-known-allergies-ended' END`;
  return `
  SELECT v.clinic_id, v.patient_id, v.recorded_at, ${list === 'allergies' ? `CASE WHEN states_no_allergy(v.entry) THEN ${absence} ELSE ${happened} END` : happened},
         '${kind}', v.id, v.recorded_by,
         jsonb_build_object('consultationId', v.consultation_id, 'version', v.number, 'reason', v.error_reason,
           'enteredInError', CASE WHEN v.number = 1 THEN v.wrong_by_now END)
    FROM patient_entry_versions v WHERE v.list = '${list}' AND v.moved_from IS NULL`;
};

/**
 * Each kind of event in a patient's record is what happened to what: `photograph-taken`, where it was `photograph`. The view is replaced; nothing is rewritten, and
 * nothing is locked for longer than that takes. What a report duplicates is told beside the view, as it is now.
 */
export class PastEvents1763683200016 extends Migration {
  name = 'PastEvents1763683200016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW patient_events WITH (security_invoker = true) AS
        SELECT clinic_id, id AS patient_id, created_at AS occurred_at, 'patient-registered' AS kind, 'patient' AS resource_type, id AS resource_id,
               NULL::uuid AS actor_id, '{}'::jsonb AS details FROM patients
        UNION ALL
        SELECT clinic_id, into_id, merged_at, 'record-merged', 'patient', patient_id, merged_by, jsonb_build_object('reason', reason) FROM patient_merges
        UNION ALL
        SELECT clinic_id, patient_id, merged_at, 'record-merged', 'patient', into_id, merged_by, jsonb_build_object('reason', reason) FROM patient_merges
        UNION ALL
        SELECT clinic_id, into_id, undone_at, 'record-unmerged', 'patient', patient_id, undone_by, jsonb_build_object('reason', undo_reason)
          FROM patient_merges WHERE undone_at IS NOT NULL
        UNION ALL
        SELECT clinic_id, patient_id, undone_at, 'record-unmerged', 'patient', into_id, undone_by, jsonb_build_object('reason', undo_reason)
          FROM patient_merges WHERE undone_at IS NOT NULL
        UNION ALL
        SELECT clinic_id, patient_id, signed_at, 'consent-signed', 'consent', id, recorded_by,
               jsonb_build_object('kind', kind, 'treatment', treatment) FROM consents
        UNION ALL
        SELECT clinic_id, patient_id, withdrawn_at, 'consent-withdrawn', 'consent', id, NULL::uuid,
               jsonb_build_object('kind', kind, 'treatment', treatment, 'reason', withdrawal_reason) FROM consents WHERE withdrawn_at IS NOT NULL
        UNION ALL
        SELECT clinic_id, patient_id, error_at, 'consent-entered-in-error', 'consent', id, error_by,
               jsonb_build_object('kind', kind, 'treatment', treatment, 'reason', error_reason) FROM consents WHERE error_at IS NOT NULL
        UNION ALL
        SELECT clinic_id, patient_id, started_at, 'consultation-started', 'consultation', id, recorded_by,
               jsonb_build_object('status', status, 'reason', reason) FROM consultations
        UNION ALL
        SELECT c.clinic_id, c.patient_id, v.signed_at, CASE v.number WHEN 1 THEN 'consultation-signed' ELSE 'consultation-amended' END, 'consultation', c.id,
               v.signed_by, jsonb_build_object('number', v.number, 'reason', v.reason)
          FROM consultations c JOIN consultation_versions v ON v.clinic_id = c.clinic_id AND v.consultation_id = c.id
        UNION ALL
        SELECT clinic_id, patient_id, collected_at, 'blood-test-recorded', 'blood-test', id, recorded_by,
               jsonb_build_object('laboratory', laboratory, 'enteredInError', error_reason) FROM blood_tests
        UNION ALL
        SELECT clinic_id, patient_id, performed_at, 'trichoanalysis-recorded', 'trichoanalysis', id, recorded_by,
               jsonb_build_object('region', region, 'enteredInError', error_reason) FROM trichoanalyses
        UNION ALL
        SELECT clinic_id, patient_id, assessed_at, 'scale-recorded', 'scale', id, recorded_by,
               jsonb_build_object('scale', scale, 'grade', grade, 'score', score, 'enteredInError', error_reason) FROM scales
        ${lists.map((list) => `UNION ALL ${eventsOf(list)}`).join('\n')}
        UNION ALL
        SELECT clinic_id, patient_id, taken_at, 'photograph-taken', 'photograph', id, recorded_by,
               jsonb_build_object('region', region, 'angle', angle, 'enteredInError', error_reason) FROM photographs
        UNION ALL
        SELECT clinic_id, patient_id, published_at, 'photograph-published', 'photograph', photograph_id, recorded_by,
               jsonb_build_object('place', place) FROM photograph_publications
        UNION ALL
        SELECT clinic_id, patient_id, taken_down_at, 'photograph-taken-down', 'photograph', photograph_id, taken_down_by,
               jsonb_build_object('place', place) FROM photograph_publications WHERE taken_down_at IS NOT NULL
        UNION ALL
        SELECT clinic_id, patient_id, evaluated_at, 'contraindications-checked', 'contraindication-check', id, checked_by,
               jsonb_build_object('treatment', treatment, 'outcome', outcome) FROM contraindication_checks
        UNION ALL
        SELECT c.clinic_id, c.patient_id, o.created_at, 'contraindication-overridden', 'contraindication-check', c.id, o.overridden_by,
               jsonb_build_object('ruleId', o.rule_id, 'reason', o.reason)
          FROM contraindication_checks c JOIN contraindication_overrides o ON o.clinic_id = c.clinic_id AND o.check_id = c.id
        UNION ALL
        SELECT c.clinic_id, c.patient_id, f.confirmed_at, 'contraindication-override-confirmed', 'contraindication-check', c.id, f.confirmed_by,
               jsonb_build_object('ruleId', o.rule_id)
          FROM contraindication_checks c
          JOIN contraindication_overrides o ON o.clinic_id = c.clinic_id AND o.check_id = c.id
          JOIN contraindication_override_confirmations f ON f.clinic_id = o.clinic_id AND f.override_id = o.id
        UNION ALL
        SELECT clinic_id, patient_id, created_at, 'plan-created', 'treatment-plan', id, created_by,
               jsonb_build_object('treatment', treatment, 'sessions', sessions) FROM treatment_plans
        UNION ALL
        SELECT p.clinic_id, p.patient_id, t.occurred_at, 'plan-' || CASE t.to_status WHEN 'active' THEN 'activated' WHEN 'on-hold' THEN 'held' ELSE t.to_status END, 'treatment-plan', p.id, t.actor_id,
               jsonb_build_object('treatment', p.treatment, 'action', t.action, 'reason', t.reason)
          FROM treatment_plans p JOIN treatment_plan_transitions t ON t.clinic_id = p.clinic_id AND t.plan_id = p.id
        UNION ALL
        SELECT clinic_id, patient_id, screened_at, 'plan-screened', 'treatment-plan', plan_id, screened_by,
               jsonb_build_object('cause', cause, 'outcomeBefore', outcome_before, 'outcomeNow', outcome_now, 'held', held) FROM treatment_plan_screenings
        UNION ALL
        SELECT clinic_id, patient_id, started_at, 'session-started', 'treatment-session', id, performed_by,
               jsonb_build_object('treatment', treatment, 'number', number) FROM treatment_sessions
         WHERE started_at IS NOT NULL AND status <> 'in-progress'
        UNION ALL
        SELECT clinic_id, patient_id, coalesce(ended_at, started_at, updated_at), 'session-' || CASE status WHEN 'in-progress' THEN 'started' WHEN 'no-show' THEN 'missed' ELSE status END, 'treatment-session', id, performed_by,
               jsonb_build_object('treatment', treatment, 'number', number, 'reason', reason) FROM treatment_sessions WHERE status <> 'scheduled'
        UNION ALL
        SELECT s.clinic_id, s.patient_id, v.recorded_at, 'session-amended', 'treatment-session', s.id, v.recorded_by,
               jsonb_build_object('treatment', s.treatment, 'number', s.number, 'reason', v.reason)
          FROM treatment_sessions s JOIN treatment_session_versions v ON v.clinic_id = s.clinic_id AND v.session_id = s.id AND v.number > 1
        UNION ALL
        SELECT clinic_id, patient_id, countersigned_at, 'session-countersigned', 'treatment-session', id, countersigned_by,
               jsonb_build_object('treatment', treatment, 'number', number) FROM treatment_sessions WHERE countersigned_at IS NOT NULL
        UNION ALL
        SELECT s.clinic_id, s.patient_id, coalesce(n.record ->> 'updated_at', s.updated_at::text)::timestamptz, 'session-moved', 'treatment-session', s.id, NULL::uuid,
               jsonb_build_object('treatment', s.treatment, 'number', s.number, 'from', h.record ->> 'scheduled_on',
                 'to', coalesce(n.record ->> 'scheduled_on', s.scheduled_on::text), 'reason', coalesce(n.record ->> 'reason', s.reason))
          FROM treatment_sessions s
          JOIN record_history h ON h.clinic_id = s.clinic_id AND h.table_name = 'treatment_sessions' AND h.row_id = s.id
          LEFT JOIN record_history n ON n.clinic_id = h.clinic_id AND n.table_name = h.table_name AND n.row_id = h.row_id AND n.version = h.version + 1
         WHERE h.record ->> 'scheduled_on' <> coalesce(n.record ->> 'scheduled_on', s.scheduled_on::text)
        UNION ALL
        SELECT clinic_id, patient_id, onset_at, 'adverse-event-recorded', 'adverse-event', id, recorded_by,
               jsonb_build_object('type', type, 'grade', grade, 'serious', serious, 'enteredInError', error_reason) FROM adverse_events
        UNION ALL
        SELECT e.clinic_id, e.patient_id, f.observed_at, 'adverse-event-followed-up', 'adverse-event', e.id, f.recorded_by,
               jsonb_build_object('type', e.type, 'number', f.number)
          FROM adverse_events e JOIN adverse_event_follow_ups f ON f.clinic_id = e.clinic_id AND f.event_id = e.id
        UNION ALL
        SELECT e.clinic_id, e.patient_id, d.decided_at, 'adverse-event-decided', 'adverse-event', e.id, d.decided_by,
               jsonb_build_object('type', e.type, 'decision', d.decision, 'reason', d.reason)
          FROM adverse_events e JOIN adverse_event_decisions d ON d.clinic_id = e.clinic_id AND d.event_id = e.id
        UNION ALL
        SELECT v.clinic_id, v.patient_id, v.recorded_at, CASE WHEN v.error_reason IS NULL THEN 'adverse-event-changed' ELSE 'adverse-event-entered-in-error' END,
               'adverse-event', v.id, v.recorded_by,
               jsonb_build_object('type', v.record ->> 'type', 'version', v.number, 'grade', v.record -> 'grade', 'reason', v.error_reason)
          FROM adverse_event_versions v
         WHERE v.moved_from IS NULL AND v.number > 1 AND (v.says_otherwise OR v.error_reason IS NOT NULL)
        UNION ALL
        SELECT clinic_id, patient_id, rated_at, 'plan-rated', 'plan-rating', id, recorded_by,
               jsonb_build_object('kind', kind, 'score', score, 'assessor', assessor, 'enteredInError', error_reason) FROM plan_ratings
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
        UNION ALL
        -- Whoever reads the timeline need not read prices: no amounts here.
        SELECT clinic_id, patient_id, created_at, 'estimate-made', 'estimate', id, created_by,
               jsonb_build_object('planId', plan_id, 'number', number) FROM estimates
        UNION ALL
        SELECT e.clinic_id, e.patient_id, a.accepted_at, 'estimate-accepted', 'estimate', e.id, a.recorded_by,
               jsonb_build_object('planId', e.plan_id, 'number', e.number)
          FROM estimates e JOIN estimate_acceptances a ON a.clinic_id = e.clinic_id AND a.estimate_id = e.id
        UNION ALL
        SELECT clinic_id, patient_id, created_at, 'bill-issued', 'treatment-plan', plan_id, created_by,
               jsonb_build_object('estimateId', estimate_id, 'number', number) FROM bills;
    `);
  }
}
