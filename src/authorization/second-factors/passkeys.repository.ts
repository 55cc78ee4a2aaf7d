import { Injectable } from '@nestjs/common';
import { bindStatement, declareColumns, Database, declareStatement } from '../../platform/database/index.js';
import { SecondFactorsRepository, type Owner } from './second-factors.repository.js';

/** A passkey in a login, with its owner, who was not known before. */
export interface FoundPasskey extends Owner {
  id: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
}

export interface KeptPasskey {
  id: string;
  credentialId: Buffer;
  transports: string[];
  isSynced: boolean;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

const foundRow = declareColumns<FoundPasskey>({ clinicId: 'uuid', staffId: 'uuid', id: 'uuid', publicKey: 'bytea', counter: 'bigint', transports: 'text[]' });
const keptRow = declareColumns<KeptPasskey>({
  id: 'uuid',
  credentialId: 'bytea',
  transports: 'text[]',
  isSynced: 'boolean',
  name: 'text',
  createdAt: 'timestamptz',
  lastUsedAt: 'timestamptz?',
});

const find = declareStatement('passkeys.find', {
  parameters: { credentialId: 'bytea' },
  row: foundRow,
  sql: `SELECT ${foundRow.list} FROM login_passkey(:credentialId)`,
});
const list = declareStatement('passkeys.list', {
  parameters: { staffId: 'uuid' },
  row: keptRow,
  sql: `SELECT ${keptRow.list} FROM login_passkeys WHERE clinic_id = current_clinic() AND staff_id = :staffId ORDER BY created_at, id`,
});
const insert = declareStatement('passkeys.insert', {
  parameters: {
    id: 'uuid',
    staffId: 'uuid',
    credentialId: 'bytea',
    publicKey: 'bytea',
    counter: 'bigint',
    transports: 'text[]',
    isSynced: 'boolean',
    name: 'text',
    now: 'timestamptz',
  },
  sql: `INSERT INTO login_passkeys (id, staff_id, credential_id, public_key, counter, transports, is_synced, name, created_at)
   VALUES (:id, :staffId, :credentialId, :publicKey, :counter, :transports, :isSynced, :name, :now) ON CONFLICT DO NOTHING`,
});
const noteUse = declareStatement('passkeys.note-use', {
  parameters: { id: 'uuid', counter: 'bigint', isSynced: 'boolean', now: 'timestamptz' },
  sql: `UPDATE login_passkeys SET counter = :counter, is_synced = :isSynced, last_used_at = :now
    WHERE clinic_id = current_clinic() AND id = :id AND (counter < :counter OR (counter = 0 AND :counter = 0))`,
});
const drop = declareStatement('passkeys.drop', {
  parameters: { staffId: 'uuid', id: 'uuid?' },
  sql: 'DELETE FROM login_passkeys WHERE clinic_id = current_clinic() AND staff_id = :staffId AND (:id::uuid IS NULL OR id = :id)',
});

@Injectable()
export class PasskeysRepository {
  constructor(
    private readonly database: Database,
    private readonly factors: SecondFactorsRepository,
  ) {}

  async find(credentialId: Buffer): Promise<FoundPasskey | null> {
    const [found] = await this.database.executeSeparately(null, [bindStatement(find, { credentialId })], 'READ ONLY');
    return (found!.rows[0] as FoundPasskey | undefined) ?? null;
  }

  list(owner: Owner): Promise<KeptPasskey[]> {
    return this.factors.runInClinicOf(owner, () => this.database.query(list, { staffId: owner.staffId }));
  }

  /** False where the passkey is stored already. */
  async insert(owner: Owner, passkey: Omit<KeptPasskey, 'createdAt' | 'lastUsedAt'> & { publicKey: Buffer; counter: number }, now: Date): Promise<boolean> {
    const { id, credentialId, publicKey, counter, transports, isSynced, name } = passkey;
    const kept = { id, credentialId, publicKey, counter, transports, isSynced, name, now, staffId: owner.staffId };
    return (await this.factors.runInClinicOf(owner, () => this.database.execute(insert, kept))) === 1;
  }

  /** Stores the counter. False where it did not grow: then the passkey was copied, or its answer was sent twice. */
  async noteUse(found: FoundPasskey, counter: number, isSynced: boolean, now: Date): Promise<boolean> {
    return (await this.factors.runInClinicOf(found, () => this.database.execute(noteUse, { id: found.id, counter, isSynced, now }))) === 1;
  }

  /** Deletes one passkey of the person, or all. */
  async drop(owner: Owner, id: string | null): Promise<boolean> {
    return (await this.factors.runInClinicOf(owner, () => this.database.execute(drop, { staffId: owner.staffId, id }))) > 0;
  }
}
