import { Injectable } from '@nestjs/common';
import type { Treatment } from '../../kernel/treatment.js';
import { Database, declareColumns, declareStatement } from '../../platform/database/index.js';
import type { Entry } from '../../record/index.js';

/** What decides a patient's alerts, apart from consents and checks. */
export interface DayFacts {
  patientId: string;
  birthDate: string | null;
  allergies: { id: string; entry: Entry }[];
  plans: { id: string; treatment: Treatment; status: string; checkId: string }[];
  undecidedEventIds: readonly string[];
  hasPhotographs: boolean;
  uncountersigned: { id: string; treatment: Treatment; number: number }[];
}

const facts = declareStatement('day.facts', {
  parameters: { patientIds: 'uuid[]' },
  row: declareColumns<DayFacts>({
    patientId: 'uuid',
    birthDate: 'text?',
    allergies: 'jsonb!',
    plans: 'jsonb!',
    undecidedEventIds: 'uuid[]!',
    hasPhotographs: 'boolean!',
    uncountersigned: 'jsonb!',
  }),
  sql: `SELECT p.id AS "patientId", p.birth_date AS "birthDate",
     (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'entry', a.entry) ORDER BY a.id), '[]') FROM patient_allergies a
       WHERE a.clinic_id = p.clinic_id AND a.patient_id = p.id AND a.error_reason IS NULL) AS allergies,
     (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'treatment', t.treatment, 'status', t.status, 'checkId',
               coalesce((SELECT s.check_id FROM treatment_plan_screenings s WHERE s.clinic_id = t.clinic_id AND s.plan_id = t.id ORDER BY s.id DESC LIMIT 1), t.check_id)) ORDER BY t.id), '[]')
        FROM treatment_plans t WHERE t.clinic_id = p.clinic_id AND t.patient_id = p.id AND t.status NOT IN ('completed', 'cancelled')) AS plans,
     ARRAY(SELECT e.id FROM adverse_events e WHERE e.clinic_id = p.clinic_id AND e.patient_id = p.id AND e.awaiting_decision AND e.error_at IS NULL ORDER BY e.id) AS "undecidedEventIds",
     EXISTS (SELECT FROM photographs h WHERE h.clinic_id = p.clinic_id AND h.patient_id = p.id AND h.status = 'current') AS "hasPhotographs",
     (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'treatment', s.treatment, 'number', s.number) ORDER BY s.id), '[]') FROM treatment_sessions s
       WHERE s.clinic_id = p.clinic_id AND s.patient_id = p.id AND s.status = 'completed' AND s.supervised_by IS NOT NULL AND s.countersigned_by IS NULL) AS uncountersigned
    FROM patients p WHERE p.clinic_id = current_clinic() AND p.id = ANY (:patientIds)`,
});

/** Of some patients, those of whose care team the caller is, and whose records the caller has opened in an emergency. */
const openToCareTeam = declareStatement('day.open-to-care-team', {
  parameters: { patientIds: 'uuid[]', callerId: 'uuid', at: 'timestamptz' },
  row: declareColumns<{ patientId: string }>({ patientId: 'uuid' }),
  sql: `SELECT m.patient_id AS "patientId" FROM care_team_members m
    WHERE m.clinic_id = current_clinic() AND m.patient_id = ANY (:patientIds) AND m.staff_id = :callerId AND m.ended_at IS NULL
   UNION SELECT e.patient_id FROM emergency_accesses e
    WHERE e.clinic_id = current_clinic() AND e.patient_id = ANY (:patientIds) AND e.opened_by = :callerId AND e.opened_at <= :at AND e.expires_at > :at`,
});

/** Reads what a day shows of its patients, of all of them at once. */
@Injectable()
export class DayRepository {
  constructor(private readonly database: Database) {}

  listFacts(patientIds: readonly string[]): Promise<DayFacts[]> {
    return this.database.query(facts, { patientIds });
  }

  async listOpenToCareTeam(patientIds: readonly string[], callerId: string, at: Date): Promise<string[]> {
    return (await this.database.query(openToCareTeam, { patientIds, callerId, at })).map(({ patientId }) => patientId);
  }
}
