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

/** The dates of the entries of the patient's lists, and whether one may lie after a death: what was prescribed, or expected, need not have come. */
const datesOfEntries = `(VALUES ('onset', false), ('startedOn', false), ('lastTakenOn', false), ('endsOn', true), ('performedOn', false))
          AS f (field, may_follow_death)`;
/** What was only intended has no date at which it happened. */
const happened = (entry: string): string =>
  `${entry} ->> f.field IS NOT NULL AND (f.field <> 'startedOn' OR coalesce(${entry} ->> 'status', 'active') NOT IN ('intended', 'not-taken'))`;

const dated = ({ type, table, column, standing, place }: { type: string; table: string; column: string; standing: string; place: string }): string => `
        UNION ALL
        SELECT clinic_id, patient_id, '${type}', id, '${place}', ${column}, NULL, false FROM ${table} WHERE ${column} IS NOT NULL AND ${standing}`;

/**
 * The whole record of a patient as two lists: everything that happened, and every date. Views over what the features keep, which cost nothing until they are
 * read. They are read with the rights of the caller (`security_invoker`), so row-level security holds in each table.
 */
export class RecordOfPatient1763683200015 extends Migration {
  name = 'RecordOfPatient1763683200015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW patient_events WITH (security_invoker = true) AS
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
        SELECT clinic_id, patient_id, collected_at, 'blood-test', 'blood-test', id, recorded_by,
               jsonb_build_object('laboratory', laboratory, 'enteredInError', error_reason, 'duplicateOf', duplicate_of) FROM blood_tests
        UNION ALL
        SELECT clinic_id, patient_id, performed_at, 'trichoanalysis', 'trichoanalysis', id, recorded_by,
               jsonb_build_object('region', region, 'enteredInError', error_reason) FROM trichoanalyses
        UNION ALL
        SELECT clinic_id, patient_id, assessed_at, 'scale', 'scale', id, recorded_by,
               jsonb_build_object('scale', scale, 'grade', grade, 'score', score, 'enteredInError', error_reason) FROM scales
        ${lists.map((list) => `UNION ALL ${eventsOf(list)}`).join('\n')}
        UNION ALL
        SELECT clinic_id, patient_id, taken_at, 'photograph', 'photograph', id, recorded_by,
               jsonb_build_object('region', region, 'angle', angle, 'enteredInError', error_reason) FROM photographs
        UNION ALL
        SELECT clinic_id, patient_id, published_at, 'photograph-published', 'photograph', photograph_id, recorded_by,
               jsonb_build_object('place', place) FROM photograph_publications
        UNION ALL
        SELECT clinic_id, patient_id, taken_down_at, 'photograph-taken-down', 'photograph', photograph_id, taken_down_by,
               jsonb_build_object('place', place) FROM photograph_publications WHERE taken_down_at IS NOT NULL
        UNION ALL
        SELECT clinic_id, patient_id, evaluated_at, 'contraindication-check', 'contraindication-check', id, checked_by,
               jsonb_build_object('treatment', treatment, 'outcome', outcome) FROM contraindication_checks
        UNION ALL
        SELECT c.clinic_id, c.patient_id, o.created_at, 'contraindication-override', 'contraindication-check', c.id, o.overridden_by,
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
        SELECT p.clinic_id, p.patient_id, t.occurred_at, 'plan-' || t.to_status, 'treatment-plan', p.id, t.actor_id,
               jsonb_build_object('treatment', p.treatment, 'action', t.action, 'reason', t.reason)
          FROM treatment_plans p JOIN treatment_plan_transitions t ON t.clinic_id = p.clinic_id AND t.plan_id = p.id
        UNION ALL
        SELECT clinic_id, patient_id, screened_at, 'plan-screened', 'treatment-plan', plan_id, screened_by,
               jsonb_build_object('cause', cause, 'outcomeBefore', outcome_before, 'outcomeNow', outcome_now, 'held', held) FROM treatment_plan_screenings
        UNION ALL
        SELECT clinic_id, patient_id, started_at, 'session-in-progress', 'treatment-session', id, performed_by,
               jsonb_build_object('treatment', treatment, 'number', number) FROM treatment_sessions
         WHERE started_at IS NOT NULL AND status <> 'in-progress'
        UNION ALL
        SELECT clinic_id, patient_id, coalesce(ended_at, started_at, updated_at), 'session-' || status, 'treatment-session', id, performed_by,
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
        SELECT clinic_id, patient_id, onset_at, 'adverse-event', 'adverse-event', id, recorded_by,
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
      SELECT allow_application('patient_events', 'SELECT');
    `);

    await runner.query(`
      -- Each date of a record that stands, so that a birth date or a day of death that is corrected can be held against it: an instant, or a date known to
      -- the year, the month or the day.
      CREATE VIEW patient_dates WITH (security_invoker = true) AS
        SELECT clinic_id, patient_id, 'consultation' AS resource_type, id AS resource_id, '/startedAt' AS place, started_at AS at, NULL::text AS on_date,
               false AS may_follow_death FROM consultations WHERE status <> 'entered-in-error'
        UNION ALL
        SELECT clinic_id, patient_id, 'consultation', id, '/vitalSigns/measuredAt', (vital_signs ->> 'measuredAt')::timestamptz, NULL, false
          FROM consultations WHERE status <> 'entered-in-error' AND vital_signs ->> 'measuredAt' IS NOT NULL
        UNION ALL
        SELECT c.clinic_id, c.patient_id, 'consultation', c.id, '/medicalHistory/pregnancy/' || f.field, NULL, c.medical_history #>> ARRAY['pregnancy', f.field], f.may_follow_death
          FROM consultations c, (VALUES ('assessedOn', false), ('dueOn', true)) AS f (field, may_follow_death)
         WHERE c.status <> 'entered-in-error' AND c.medical_history #>> ARRAY['pregnancy', f.field] IS NOT NULL
        UNION ALL
        SELECT c.clinic_id, c.patient_id, 'consultation', c.id, '/medicalHistory/' || l.list || '/' || (e.number - 1) || '/' || f.field, NULL, e.entry ->> f.field, f.may_follow_death
          FROM consultations c, (VALUES ('conditions'), ('medications'), ('procedures')) AS l (list),
               jsonb_array_elements(CASE jsonb_typeof(c.medical_history -> l.list) WHEN 'array' THEN c.medical_history -> l.list ELSE '[]' END) WITH ORDINALITY AS e (entry, number),
               ${datesOfEntries}
         WHERE c.status <> 'entered-in-error' AND ${happened('e.entry')}
        UNION ALL
        SELECT c.clinic_id, c.patient_id, 'consultation', c.id, '/assessment/diagnoses/' || (e.number - 1) || '/onset', NULL, e.entry ->> 'onset', false
          FROM consultations c,
               jsonb_array_elements(CASE jsonb_typeof(c.assessment -> 'diagnoses') WHEN 'array' THEN c.assessment -> 'diagnoses' ELSE '[]' END) WITH ORDINALITY AS e (entry, number)
         WHERE c.status <> 'entered-in-error' AND e.entry ->> 'onset' IS NOT NULL
        ${['condition', 'medication', 'procedure']
          .map(
            (type) => `UNION ALL
        SELECT t.clinic_id, t.patient_id, '${type}', t.id, '/' || f.field, NULL, t.entry ->> f.field, f.may_follow_death
          FROM patient_${type}s t, ${datesOfEntries}
         WHERE t.error_reason IS NULL AND ${happened('t.entry')}`,
          )
          .join('\n        ')}
        ${[
          { type: 'blood-test', table: 'blood_tests', column: 'collected_at', standing: 'error_reason IS NULL', place: '/collectedAt' },
          { type: 'trichoanalysis', table: 'trichoanalyses', column: 'performed_at', standing: 'error_reason IS NULL', place: '/performedAt' },
          { type: 'scale', table: 'scales', column: 'assessed_at', standing: 'error_reason IS NULL', place: '/assessedAt' },
          { type: 'photograph', table: 'photographs', column: 'taken_at', standing: `status = 'current'`, place: '/takenAt' },
          { type: 'consent', table: 'consents', column: 'signed_at', standing: 'true', place: '/signedAt' },
          {
            type: 'treatment-session',
            table: 'treatment_sessions',
            column: 'started_at',
            standing: `status IN ('in-progress', 'completed')`,
            place: '/startedAt',
          },
          { type: 'treatment-session', table: 'treatment_sessions', column: 'ended_at', standing: `status = 'completed'`, place: '/endedAt' },
          { type: 'adverse-event', table: 'adverse_events', column: 'onset_at', standing: 'error_reason IS NULL', place: '/onsetAt' },
          { type: 'adverse-event', table: 'adverse_events', column: 'resolved_at', standing: 'error_reason IS NULL', place: '/resolvedAt' },
          { type: 'rating', table: 'plan_ratings', column: 'rated_at', standing: 'error_reason IS NULL', place: '/ratedAt' },
        ]
          .map(dated)
          .join('')}
        UNION ALL
        SELECT clinic_id, patient_id, 'scale', id, '/baselineOn', NULL, baseline_on::text, false FROM scales WHERE error_reason IS NULL AND baseline_on IS NOT NULL;
      SELECT allow_application('patient_dates', 'SELECT');
    `);
  }
}
