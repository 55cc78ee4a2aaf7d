/** What is done for every clinic as the role that owns the schema, when a database is brought up to date. */
import type { OperatorConnection } from '../platform/access/tokens.js';
import { KEYS_VERSION } from './domain/search-keys.js';
import { keysInClinic, type Keyed } from './patient-keys.js';

/** So many patients at a time: who registers meanwhile waits for no more. */
const BATCH = 500;

const CLINICS = `SELECT c.clinic_id AS id FROM clinics c
  WHERE EXISTS (SELECT FROM patient_search_keys k WHERE k.clinic_id = c.clinic_id AND k.version < $1) ORDER BY c.clinic_id`;

const OUTDATED = `SELECT p.id, p.names, p.phones, p.birth_date AS "birthDate", p.medical_record_number AS "medicalRecordNumber", p.merged_records AS "mergedRecords"
   FROM patient_search_keys k JOIN patients p ON p.clinic_id = k.clinic_id AND p.id = k.patient_id
  WHERE k.clinic_id = current_clinic() AND k.version < $1 ORDER BY k.patient_id LIMIT ${BATCH} FOR UPDATE OF k`;

const REMAKE = `UPDATE patient_search_keys k SET keys = made.keys, version = $2
   FROM (SELECT id, ARRAY(SELECT jsonb_array_elements_text(keys)::integer) AS keys FROM jsonb_to_recordset($1::jsonb) AS one (id uuid, keys jsonb)) AS made
  WHERE k.clinic_id = current_clinic() AND k.patient_id = made.id`;

const remakeBatch = async (connection: OperatorConnection, clinicId: string): Promise<number> => {
  await connection.query('BEGIN');
  try {
    await connection.query(`SELECT set_config('app.clinic_id', $1, true)`, [clinicId]);
    const rows = (await connection.query(OUTDATED, [KEYS_VERSION])).rows as (Keyed & { id: string })[];
    const made = rows.map((patient) => ({ id: patient.id, keys: keysInClinic(clinicId, patient) }));
    if (made.length > 0) await connection.query(REMAKE, [JSON.stringify(made), KEYS_VERSION]);
    await connection.query('COMMIT');
    return made.length;
  } catch (error) {
    await connection.query('ROLLBACK');
    throw error;
  }
};

/**
 * Makes search keys anew that were made in an earlier way, batch by batch, of all clinics; says of how many patients. Interrupted, it goes on where
 * it was. Until it is through, whom the old keys do not find is not found: nothing else depends on it.
 */
export const remakeSearchKeys = async (connection: OperatorConnection): Promise<number> => {
  const clinics = (await connection.query(CLINICS, [KEYS_VERSION])).rows as { id: string }[];
  let remade = 0;
  for (const { id } of clinics) {
    for (let made = await remakeBatch(connection, id); made > 0; made = await remakeBatch(connection, id)) remade += made;
  }
  return remade;
};
