/** A record with something of everything, and the states in which it is open or closed to somebody. */
import type { Caller, TestApp, TestClinic } from './app.js';
import { anAppointment, aWaitingListEntry } from './place.js';
import { oneOfEach } from './one-of-each.js';

const tablesOf: Readonly<Record<string, string>> = {
  planId: 'treatment_plans',
  sessionId: 'treatment_sessions',
  checkId: 'contraindication_checks',
  consultationId: 'consultations',
  bloodTestId: 'blood_tests',
  scaleId: 'scales',
  photoId: 'photographs',
  publicationId: 'photograph_publications',
  conditionId: 'patient_conditions',
  allergyId: 'patient_allergies',
  medicationId: 'patient_medications',
  procedureId: 'patient_procedures',
  ratingId: 'plan_ratings',
  estimateId: 'estimates',
  adverseEventId: 'adverse_events',
  waitingListEntryId: 'waiting_list_entries',
};

export type RecordIds = Readonly<Record<string, string>>;

/** Makes the record, and answers its ids by the names that the paths of the API give them. */
export const makeRecord = async (app: TestApp, clinic: TestClinic): Promise<RecordIds> => {
  const { patientId, consentId } = await oneOfEach(clinic);
  const dermatologist = clinic.as('dermatologist');
  const [plan] = await app.sql<{ id: string }>(`SELECT id FROM treatment_plans WHERE patient_id = $1`, [patientId], clinic.id);
  const [session] = await app.sql<{ id: string }>(`SELECT id FROM treatment_sessions WHERE plan_id = $1 ORDER BY number`, [plan!.id], clinic.id);
  const rated = { kind: 'satisfaction', score: 8, assessor: 'patient', ratedAt: new Date().toISOString() };
  await dermatologist.post(`/v1/treatment-plans/${plan!.id}/ratings`, rated);
  await dermatologist.post(`/v1/treatment-plans/${plan!.id}/estimates`, {});
  const start = { performedBy: clinic.staff.technician, supervisedBy: clinic.staff.dermatologist, ingredients: ['lidocaine'] };
  const started = await dermatologist.post(`/v1/treatment-sessions/${session!.id}/start`, start, { ifMatch: 1 });
  if (started.status !== 200) throw new Error(started.text);
  const seen = { type: 'swelling', grade: 1, onsetAt: new Date().toISOString() };
  await dermatologist.post(`/v1/treatment-sessions/${session!.id}/adverse-events`, seen);
  const appointmentId = await anAppointment(clinic, patientId);
  await aWaitingListEntry(clinic, patientId);
  const found = await Promise.all(
    Object.entries(tablesOf).map(async ([name, table]): Promise<[string, string | undefined]> => {
      const [row] = await app.sql<{ id: string }>(`SELECT id FROM ${table} WHERE patient_id = $1 ORDER BY id LIMIT 1`, [patientId], clinic.id);
      return [name, row?.id];
    }),
  );
  const missing = found.filter(([, id]) => id === undefined).map(([name]) => name);
  if (missing.length > 0) throw new Error(`The record has no ${missing.join(', ')}.`);
  return { patientId, consentId, appointmentId, ...(Object.fromEntries(found) as Record<string, string>) };
};

const versionOf = async (caller: Caller, path: string): Promise<number> => (await caller.get(path)).body.version as number;

export const restrict = async (clinic: TestClinic, patientId: string, restriction: object): Promise<void> => {
  const path = `/v1/patients/${patientId}/access-restriction`;
  const dermatologist = clinic.as('dermatologist');
  const body = { kind: 'confidential', staffId: null, reason: 'Asked for by the patient', ...restriction };
  const { status, text } = await dermatologist.put(path, body, { ifMatch: await versionOf(dermatologist, path) });
  if (status !== 200) throw new Error(text);
};

export const askCareTeamOf = async (clinic: TestClinic, roles: string[]): Promise<void> => {
  const path = '/v1/clinic/access-policy';
  const admin = clinic.as('admin');
  const { body } = await admin.get(path);
  const { status, text } = await admin.put(path, { ...body, careTeamOf: roles }, { ifMatch: body.version as number });
  if (status !== 200) throw new Error(text);
};

/** Names the person beside those who are in the team. */
export const nameInCareTeam = async (clinic: TestClinic, patientId: string, person: Caller): Promise<void> => {
  const path = `/v1/patients/${patientId}/care-team`;
  const { body } = await clinic.as('dermatologist').get(path);
  const participants = [...(body.participants as object[]), { staffId: person.id }];
  const { status, text } = await clinic.as('dermatologist').put(path, { participants }, { ifMatch: body.version as number });
  if (status !== 200) throw new Error(text);
};

export const openInEmergency = async (person: Caller, patientId: string): Promise<string> => {
  const { status, text, body } = await person.post(`/v1/patients/${patientId}/emergency-accesses`, { reason: 'Collapsed in the waiting room' });
  if (status !== 201) throw new Error(text);
  return body.id as string;
};

/** Lets a day go by for the emergency access. */
export const expire = async (app: TestApp, clinic: TestClinic, emergencyAccessId: string): Promise<void> => {
  const owner = await app.owner.connect();
  try {
    await owner.query('BEGIN');
    await owner.query(`SELECT set_config('app.clinic_id', $1, true)`, [clinic.id]);
    const { rowCount } = await owner.query(
      `UPDATE emergency_accesses SET opened_at = opened_at - interval '1 day', expires_at = expires_at - interval '1 day', version = version + 1 WHERE id = $1`,
      [emergencyAccessId],
    );
    if (rowCount !== 1) throw new Error('There is no such emergency access.');
    await owner.query('COMMIT');
  } finally {
    owner.release();
  }
};
