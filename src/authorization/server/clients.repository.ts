import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';

/** An integration client as it comes to log in. */
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
  /** SHA-256 of each secret that is good. */
  secretHashes: Buffer[];
}

const find = statement(
  'login.client',
  `SELECT clinic_id AS "clinicId", clinic_name AS "clinicName", id, client_id AS "clientId", client_name AS name, kind, scopes,
          redirect_uris AS "redirectUris", origins, public_keys AS "publicKeys", secret_hashes AS "secretHashes" FROM login_client($1)`,
);
const noteUse = statement(
  'login.note-client-use',
  `INSERT INTO integration_client_uses AS u (integration_client_id, last_used_at) VALUES ($1, $2)
   ON CONFLICT ON CONSTRAINT integration_client_uses_pk DO UPDATE SET last_used_at = excluded.last_used_at
    WHERE u.last_used_at < excluded.last_used_at - interval '1 minute'`,
);

@Injectable()
export class LoginClientsRepository {
  constructor(private readonly database: Database) {}

  async find(clientId: string): Promise<LoginClient | null> {
    const [found] = await this.database.apart(null, [{ statement: find, values: [clientId] }], 'READ ONLY');
    return (found!.rows[0] as LoginClient | undefined) ?? null;
  }

  /** To the minute: a busy client costs no write for each token. */
  async noteUse(clinicId: string, id: string, at: Date): Promise<void> {
    await this.database.apart(clinicId, [{ statement: noteUse, values: [id, at] }], 'READ WRITE');
  }
}
