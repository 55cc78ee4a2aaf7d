import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Everything that happened to a patient, as one list: a view over what the features keep, which costs nothing until it
 * is read. It is read with the rights of the caller (`security_invoker`), so row-level security holds in each table.
 *
 * Locks nothing.
 */
export class Timeline1763683200010 implements MigrationInterface {
  name = 'Timeline1763683200010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW patient_events WITH (security_invoker = true) AS
        SELECT clinic_id, id AS patient_id, created_at AS occurred_at, 'patient-registered' AS kind, 'patient' AS resource_type, id AS resource_id,
               NULL::uuid AS actor_id, '{}'::jsonb AS details FROM patients
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
        UNION ALL
        SELECT clinic_id, patient_id, taken_at, 'photograph', 'photograph', id, recorded_by,
               jsonb_build_object('region', region, 'angle', angle, 'enteredInError', error_reason) FROM photographs
        UNION ALL
        SELECT clinic_id, patient_id, signed_at, 'consent-signed', 'consent', id, recorded_by,
               jsonb_build_object('kind', kind, 'treatment', treatment) FROM consents
        UNION ALL
        SELECT clinic_id, patient_id, withdrawn_at, 'consent-withdrawn', 'consent', id, NULL::uuid,
               jsonb_build_object('kind', kind, 'treatment', treatment, 'reason', withdrawal_reason) FROM consents WHERE withdrawn_at IS NOT NULL
        UNION ALL
        SELECT clinic_id, patient_id, evaluated_at, 'contraindication-check', 'contraindication-check', id, checked_by,
               jsonb_build_object('treatment', treatment, 'outcome', outcome) FROM contraindication_checks
        UNION ALL
        SELECT c.clinic_id, c.patient_id, o.created_at, 'contraindication-override', 'contraindication-check', c.id, o.overridden_by,
               jsonb_build_object('ruleId', o.rule_id, 'reason', o.reason)
          FROM contraindication_checks c JOIN contraindication_overrides o ON o.clinic_id = c.clinic_id AND o.check_id = c.id
        UNION ALL
        SELECT clinic_id, patient_id, created_at, 'plan-created', 'treatment-plan', id, created_by,
               jsonb_build_object('treatment', treatment, 'sessions', sessions) FROM treatment_plans
        UNION ALL
        SELECT p.clinic_id, p.patient_id, t.occurred_at, 'plan-' || t.to_status, 'treatment-plan', p.id, t.actor_id,
               jsonb_build_object('treatment', p.treatment, 'action', t.action, 'reason', t.reason)
          FROM treatment_plans p JOIN treatment_plan_transitions t ON t.clinic_id = p.clinic_id AND t.plan_id = p.id
        UNION ALL
        SELECT clinic_id, patient_id, coalesce(ended_at, started_at, updated_at), 'session-' || status, 'treatment-session', id, performed_by,
               jsonb_build_object('treatment', treatment, 'number', number, 'reason', reason) FROM treatment_sessions WHERE status <> 'scheduled'
        ${['condition', 'allergy', 'medication', 'procedure']
          .map(
            (kind) => `UNION ALL
        SELECT clinic_id, patient_id, created_at, '${kind}-recorded', '${kind}', id, recorded_by,
               jsonb_build_object('consultationId', consultation_id, 'enteredInError', error_reason)
          FROM patient_${kind === 'allergy' ? 'allergies' : `${kind}s`}`,
          )
          .join('\n        ')}
        UNION ALL
        SELECT clinic_id, into_id, merged_at, 'record-merged', 'patient', patient_id, merged_by, jsonb_build_object('reason', reason) FROM patient_merges
        UNION ALL
        SELECT clinic_id, patient_id, merged_at, 'record-merged', 'patient', into_id, merged_by, jsonb_build_object('reason', reason) FROM patient_merges
        UNION ALL
        SELECT clinic_id, into_id, undone_at, 'record-unmerged', 'patient', patient_id, undone_by, jsonb_build_object('reason', undo_reason)
          FROM patient_merges WHERE undone_at IS NOT NULL
        UNION ALL
        SELECT clinic_id, patient_id, undone_at, 'record-unmerged', 'patient', into_id, undone_by, jsonb_build_object('reason', undo_reason)
          FROM patient_merges WHERE undone_at IS NOT NULL;
      SELECT allow_application('patient_events', 'SELECT');

    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM application_privileges WHERE object = 'patient_events'; DROP VIEW patient_events`);
  }
}
