/** What an operator does with the data keys: new ones, another root key around them, how far the sealing is. */
import { createId } from '../../kernel/id.js';
import { declareColumns } from '../database/columns.js';
import { queryAsOperator, runInTransaction } from '../database/operator.js';
import { declareStatement } from '../database/statement.js';
import { generateDataKey, getWrappingContext, type KeyPurpose } from '../database/data-keys.js';
import type { KeyManagement } from '../database/key-management.js';
import type { StatementConnection } from '../database/operator.js';

/** The kind of the job that seals notes and identifiers anew, which the migration and the command line ask for. */
export const SEAL_TEXTS = 'seal-texts';

interface WrappedKey {
  clinicId: string;
  purpose: KeyPurpose;
  version: number;
  wrapped: Buffer;
  rootKey: string;
}

const wrappedRow = declareColumns<WrappedKey>({ clinicId: 'uuid', purpose: 'text', version: 'integer', wrapped: 'bytea', rootKey: 'text' });

const newest = declareStatement('data-keys.newest', {
  row: declareColumns<{ clinicId: string; version: number }>({ clinicId: 'uuid', version: 'integer!' }),
  sql: `SELECT clinic_id AS "clinicId", max(version) AS version FROM data_keys WHERE purpose = 'data' GROUP BY clinic_id ORDER BY clinic_id`,
});
const addVersion = declareStatement('data-keys.add-version', {
  parameters: { clinicId: 'uuid', version: 'integer', wrapped: 'bytea', rootKey: 'text' },
  sql: `INSERT INTO data_keys (clinic_id, purpose, version, wrapped, root_key) VALUES (:clinicId, 'data', :version, :wrapped, :rootKey)`,
});
const enqueue = declareStatement('data-keys.enqueue-sealing', {
  parameters: { clinicId: 'uuid', id: 'uuid', kind: 'text' },
  sql: `INSERT INTO background_jobs (clinic_id, id, kind, input, permission, run_after, created_at) VALUES (:clinicId, :id, :kind, '{}', 'clinic.write', now(), now())`,
});
const wrappedByOthers = declareStatement('data-keys.wrapped-by-others', {
  parameters: { rootKey: 'text' },
  row: wrappedRow,
  sql: `SELECT ${wrappedRow.list} FROM data_keys WHERE root_key <> :rootKey ORDER BY clinic_id, purpose, version FOR UPDATE`,
});
const rewrap = declareStatement('data-keys.rewrap', {
  parameters: { clinicId: 'uuid', purpose: 'text', version: 'integer', wrapped: 'bytea', rootKey: 'text' },
  sql: `UPDATE data_keys SET wrapped = :wrapped, root_key = :rootKey WHERE clinic_id = :clinicId AND purpose = :purpose AND version = :version`,
});

/** How far the sealing of a clinic is. */
export interface KeyStatus {
  clinicId: string;
  /** The version of the data key that seals. */
  version: number;
  /** The root keys that wrap the clinic's keys. */
  rootKeys: readonly string[];
  /** The status of the newest job that seals; null where there was none. */
  status: string | null;
  done: number | null;
  total: number | null;
}

const statusRow = declareColumns<KeyStatus>({
  clinicId: 'uuid',
  version: 'integer!',
  rootKeys: 'text[]',
  status: 'text?',
  done: 'integer?',
  total: 'integer?',
});
const statuses = declareStatement('data-keys.status', {
  parameters: { kind: 'text' },
  row: statusRow,
  sql: `SELECT k.clinic_id AS "clinicId", k.version, k.root_keys AS "rootKeys", j.status, j.done, j.total
     FROM (SELECT clinic_id, max(version) FILTER (WHERE purpose = 'data') AS version, array_agg(DISTINCT root_key) AS root_keys FROM data_keys GROUP BY clinic_id) k
     LEFT JOIN LATERAL (SELECT status, done, total FROM background_jobs WHERE clinic_id = k.clinic_id AND kind = :kind ORDER BY created_at DESC LIMIT 1) j ON true
    ORDER BY k.clinic_id`,
});
const any = declareStatement('data-keys.any', {
  row: declareColumns<Omit<WrappedKey, 'rootKey'>>({ clinicId: 'uuid', purpose: 'text', version: 'integer', wrapped: 'bytea' }),
  sql: 'SELECT clinic_id AS "clinicId", purpose, version, wrapped FROM any_data_key()',
});

interface RotatedKey {
  clinicId: string;
  version: number;
  /** The job that seals anew what older keys sealed. */
  jobId: string;
}

/** Gives every clinic a new data key, which seals from then on, and asks for the job that seals the rest anew. */
export const rotateDataKeys = (connection: StatementConnection, management: KeyManagement): Promise<RotatedKey[]> =>
  runInTransaction(connection, async () => {
    const rotated: RotatedKey[] = [];
    for (const { clinicId, version: before } of await queryAsOperator(connection, newest)) {
      const version = before + 1;
      const wrapped = await management.wrap(generateDataKey(), getWrappingContext(clinicId, 'data', version));
      await queryAsOperator(connection, addVersion, { clinicId, version, wrapped, rootKey: management.rootKeyId });
      const jobId = createId();
      await queryAsOperator(connection, enqueue, { clinicId, id: jobId, kind: SEAL_TEXTS });
      rotated.push({ clinicId, version, jobId });
    }
    return rotated;
  });

/** Wraps every data key by the present root key. Returns how many were wrapped by another; fails where none of this server's opens one. */
export const rewrapDataKeys = (connection: StatementConnection, management: KeyManagement): Promise<number> =>
  runInTransaction(connection, async () => {
    const others = await queryAsOperator(connection, wrappedByOthers, { rootKey: management.rootKeyId });
    for (const { clinicId, purpose, version, wrapped } of others) {
      const context = getWrappingContext(clinicId, purpose, version);
      const key = await management.unwrap(wrapped, context);
      if (key === null) throw new Error('A data key is wrapped by a root key that this server does not have; nothing was changed.');
      await queryAsOperator(connection, rewrap, { clinicId, purpose, version, wrapped: await management.wrap(key, context), rootKey: management.rootKeyId });
    }
    return others.length;
  });

export const readKeyStatus = (connection: StatementConnection): Promise<KeyStatus[]> => queryAsOperator(connection, statuses, { kind: SEAL_TEXTS });

/** Whether the root key of this server opens the data keys of the database. Without any it is tried on a key of its own, so that it is known to answer. */
export const opensDataKeys = async (connection: StatementConnection, management: KeyManagement): Promise<boolean> => {
  const [kept] = await queryAsOperator(connection, any);
  if (kept) return (await management.unwrap(kept.wrapped, getWrappingContext(kept.clinicId, kept.purpose, kept.version))) !== null;
  const wrapped = await management.wrap(generateDataKey(), 'trial');
  return (await management.unwrap(wrapped, 'trial')) !== null;
};
