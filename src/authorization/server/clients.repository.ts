import { Injectable } from '@nestjs/common';
import { bindStatement, declareColumns, Database, declareStatement } from '../../platform/database/index.js';

/** An integration client, for a login. */
export interface LoginClient {
  clinicId: string;
  clinicName: string;
  id: string;
  clientId: string;
  name: string;
  kind: 'public' | 'confidential';
  scopes: string[];
  redirectUris: string[];
  origins: string[];
  publicKeys: { keys: object[] } | null;
  /** The address of its keys; null where it has none. */
  publicKeysUri: string | null;
  /** The networks from which it may be used; empty for every network. */
  allowedNetworks: string[];
  /** Whether it registered itself. People can then allow it no more than its own scopes. */
  registeredItself: boolean;
  /** The SHA-256 of each valid secret. */
  secretHashes: Buffer[];
}

const clientRow = declareColumns<LoginClient>({
  clinicId: 'uuid',
  clinicName: 'text',
  id: 'uuid',
  clientId: 'text',
  name: ['text', 'client_name'],
  kind: 'text',
  scopes: 'text[]',
  redirectUris: 'text[]',
  origins: 'text[]',
  publicKeys: 'jsonb?',
  publicKeysUri: 'text?',
  allowedNetworks: 'text[]',
  registeredItself: 'boolean',
  secretHashes: 'bytea[]',
});
const find = declareStatement('login.client', {
  parameters: { clientId: 'text' },
  row: clientRow,
  sql: `SELECT ${clientRow.list} FROM login_client(:clientId)`,
});
const noteUse = declareStatement('login.note-client-use', {
  parameters: { id: 'uuid', at: 'timestamptz' },
  sql: `INSERT INTO integration_client_uses AS u (integration_client_id, last_used_at) VALUES (:id, :at)
   ON CONFLICT ON CONSTRAINT integration_client_uses_pk DO UPDATE SET last_used_at = excluded.last_used_at
    WHERE u.last_used_at < excluded.last_used_at - interval '1 minute'`,
});

const noteSecretUse = declareStatement('login.note-secret-use', {
  parameters: { id: 'uuid', hash: 'bytea', at: 'timestamptz' },
  sql: `UPDATE integration_client_secrets SET last_used_at = :at::timestamptz
   WHERE clinic_id = current_clinic() AND integration_client_id = :id AND secret_hash = :hash
     AND (last_used_at IS NULL OR last_used_at < :at::timestamptz - interval '1 minute')`,
});

@Injectable()
export class LoginClientsRepository {
  constructor(private readonly database: Database) {}

  async find(clientId: string): Promise<LoginClient | null> {
    const [found] = await this.database.executeSeparately(null, [bindStatement(find, { clientId })], 'READ ONLY');
    return (found!.rows[0] as LoginClient | undefined) ?? null;
  }

  /** Stores the use, to the minute, so that a busy client does not cause a write for each token. */
  async noteUse(clinicId: string, id: string, secretHash: Buffer | null, at: Date): Promise<void> {
    const ofSecret = secretHash ? [bindStatement(noteSecretUse, { id, hash: secretHash, at })] : [];
    await this.database.executeSeparately(clinicId, [bindStatement(noteUse, { id, at }), ...ofSecret], 'READ WRITE');
  }
}
