/** Work on the patients of every clinic as the role that owns the schema, done when a database is brought up to date. */
import type { OperatorConnection } from '../platform/access/tokens.js';
import { declareColumns } from '../platform/database/columns.js';
import { runInClinic, queryAsOperator } from '../platform/database/operator.js';
import { declareRecordset } from '../platform/database/recordset.js';
import { declareStatement } from '../platform/database/statement.js';
import { KEYS_VERSION } from './domain/search-keys.js';
import { listKeysInClinic, type Keyed } from './patient-keys.js';

/** The number of patients in a batch, which bounds how long a registration waits meanwhile. */
const BATCH = 500;

const outdatedClinics = declareStatement('operator.clinics-with-outdated-keys', {
  parameters: { version: 'smallint' },
  row: declareColumns<{ id: string }>({ id: 'uuid' }),
  sql: `SELECT c.clinic_id AS id FROM clinics c
  WHERE EXISTS (SELECT FROM patient_search_keys k WHERE k.clinic_id = c.clinic_id AND k.version < :version) ORDER BY c.clinic_id`,
});

const outdatedKeys = declareStatement('operator.outdated-keys', {
  parameters: { version: 'smallint' },
  row: declareColumns<Keyed & { id: string }>({
    id: 'uuid',
    names: 'jsonb',
    phones: 'jsonb',
    birthDate: 'text?',
    medicalRecordNumber: 'text',
    mergedRecords: 'jsonb',
  }),
  sql: `SELECT p.id, p.names, p.phones, p.birth_date AS "birthDate", p.medical_record_number AS "medicalRecordNumber", p.merged_records AS "mergedRecords"
   FROM patient_search_keys k JOIN patients p ON p.clinic_id = k.clinic_id AND p.id = k.patient_id
  WHERE k.clinic_id = current_clinic() AND k.version < :version ORDER BY k.patient_id LIMIT ${BATCH} FOR UPDATE OF k`,
});

const remadeKeys = declareRecordset<{ id: string; keys: number[] }>({ id: 'uuid', keys: 'integer[]' });

const remakeKeys = declareStatement('operator.remake-keys', {
  parameters: { made: 'jsonb', version: 'smallint' },
  sql: `UPDATE patient_search_keys k SET keys = given.keys, version = :version FROM ${remadeKeys.from(':made')}
  WHERE k.clinic_id = current_clinic() AND k.patient_id = given.id`,
});

const remakeBatch = (connection: OperatorConnection, clinicId: string): Promise<number> =>
  runInClinic(connection, clinicId, async () => {
    const patients = await queryAsOperator(connection, outdatedKeys, { version: KEYS_VERSION });
    const made = patients.map((patient) => ({ id: patient.id, keys: listKeysInClinic(clinicId, patient) }));
    if (made.length > 0) await queryAsOperator(connection, remakeKeys, { made, version: KEYS_VERSION });
    return made.length;
  });

/**
 * Rebuilds search keys of older versions in batches, for all clinics, and answers the number of patients. After an interruption it continues where it stopped.
 * Until it ends, patients with old keys may not be found; nothing else depends on the keys.
 */
export const remakeSearchKeys = async (connection: OperatorConnection): Promise<number> => {
  const clinics = await queryAsOperator(connection, outdatedClinics, { version: KEYS_VERSION });
  let remade = 0;
  for (const { id } of clinics) {
    for (let made = await remakeBatch(connection, id); made > 0; made = await remakeBatch(connection, id)) remade += made;
  }
  return remade;
};
