/** What is done for every clinic as the role that owns the schema, when a database is brought up to date. */
import type { OperatorConnection } from '../platform/access/tokens.js';
import { columns, inClinic, queryAsOperator, recordset, statement } from '../platform/database/index.js';
import { KEYS_VERSION } from './domain/search-keys.js';
import { keysInClinic, type Keyed } from './patient-keys.js';

/** So many patients at a time: who registers meanwhile waits for no more. */
const BATCH = 500;

const outdatedClinics = statement('operator.clinics-with-outdated-keys', {
  parameters: { version: 'smallint' },
  row: columns<{ id: string }>({ id: 'uuid' }),
  sql: `SELECT c.clinic_id AS id FROM clinics c
  WHERE EXISTS (SELECT FROM patient_search_keys k WHERE k.clinic_id = c.clinic_id AND k.version < :version) ORDER BY c.clinic_id`,
});

const outdatedKeys = statement('operator.outdated-keys', {
  parameters: { version: 'smallint' },
  row: columns<Keyed & { id: string }>({
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

const remadeKeys = recordset<{ id: string; keys: number[] }>({ id: 'uuid', keys: 'integer[]' });

const remakeKeys = statement('operator.remake-keys', {
  parameters: { made: 'jsonb', version: 'smallint' },
  sql: `UPDATE patient_search_keys k SET keys = given.keys, version = :version FROM ${remadeKeys.from(':made')}
  WHERE k.clinic_id = current_clinic() AND k.patient_id = given.id`,
});

const remakeBatch = (connection: OperatorConnection, clinicId: string): Promise<number> =>
  inClinic(connection, clinicId, async () => {
    const patients = await queryAsOperator(connection, outdatedKeys, { version: KEYS_VERSION });
    const made = patients.map((patient) => ({ id: patient.id, keys: keysInClinic(clinicId, patient) }));
    if (made.length > 0) await queryAsOperator(connection, remakeKeys, { made, version: KEYS_VERSION });
    return made.length;
  });

/**
 * Makes search keys anew that were made in an earlier way, batch by batch, of all clinics; says of how many patients. Interrupted, it goes on where
 * it was. Until it is through, whom the old keys do not find is not found: nothing else depends on it.
 */
export const remakeSearchKeys = async (connection: OperatorConnection): Promise<number> => {
  const clinics = await queryAsOperator(connection, outdatedClinics, { version: KEYS_VERSION });
  let remade = 0;
  for (const { id } of clinics) {
    for (let made = await remakeBatch(connection, id); made > 0; made = await remakeBatch(connection, id)) remade += made;
  }
  return remade;
};
