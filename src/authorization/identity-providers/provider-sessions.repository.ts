import { Injectable } from '@nestjs/common';
import { hashSecret } from '../../platform/access/key-encryption.js';
import { bindStatement, Database, declareColumns, declareStatement } from '../../platform/database/index.js';

/** The login at a provider that a session here came of. */
export interface ProviderSession {
  clinicId: string;
  providerId: string;
  subject: string;
  sid: string | null;
}

/** The session or the subject that a provider has logged out. */
export interface ProviderLogout {
  providerId: string;
  tokenHash: Buffer;
  subject: string | null;
  sid: string | null;
  loggedOutAt: Date;
}

const sessionRow = declareColumns<{ sessionHash: Buffer; grantHashes: Buffer[] }>({ sessionHash: 'bytea', grantHashes: 'bytea[]' });

const begin = declareStatement('provider-sessions.begin', {
  parameters: { sessionHash: 'bytea', providerId: 'uuid', subject: 'text', sid: 'text?', now: 'timestamptz' },
  sql: `INSERT INTO identity_provider_sessions (session_hash, identity_provider_id, subject, sid, created_at)
    VALUES (:sessionHash, :providerId, :subject, :sid, :now)
    ON CONFLICT ON CONSTRAINT identity_provider_sessions_pk DO UPDATE SET identity_provider_id = excluded.identity_provider_id, subject = excluded.subject,
      sid = excluded.sid, created_at = excluded.created_at`,
});
const noteGrant = declareStatement('provider-sessions.note-grant', {
  parameters: { sessionHash: 'bytea', grant: 'bytea' },
  sql: `UPDATE identity_provider_sessions SET grant_hashes = array_append(grant_hashes, :grant)
    WHERE clinic_id = current_clinic() AND session_hash = :sessionHash AND NOT grant_hashes @> ARRAY[:grant::bytea]`,
});
const noteLogout = declareStatement('provider-sessions.note-logout', {
  parameters: { providerId: 'uuid', tokenHash: 'bytea', subject: 'text?', sid: 'text?', loggedOutAt: 'timestamptz' },
  sql: `INSERT INTO identity_provider_logouts (identity_provider_id, token_hash, subject, sid, logged_out_at)
    VALUES (:providerId, :tokenHash, :subject, :sid, :loggedOutAt) ON CONFLICT ON CONSTRAINT identity_provider_logouts_pk DO NOTHING`,
});
const listEnded = declareStatement('provider-sessions.ended', {
  parameters: { providerId: 'uuid', subject: 'text?', sid: 'text?' },
  row: sessionRow,
  sql: `SELECT ${sessionRow.list} FROM identity_provider_sessions WHERE clinic_id = current_clinic() AND identity_provider_id = :providerId
      AND (:sid::text IS NULL OR sid = :sid OR sid IS NULL) AND (:subject::text IS NULL OR subject = :subject)`,
});
const revoke = declareStatement('provider-sessions.revoke', {
  parameters: { sessions: 'bytea[]', grants: 'bytea[]' },
  sql: 'SELECT revoke_artifacts_of_sessions(:sessions, :grants)',
});
const isLoggedOut = declareStatement('provider-sessions.is-logged-out', {
  parameters: { providerId: 'uuid', subject: 'text', sid: 'text?', issuedAt: 'timestamptz' },
  row: declareColumns<{ isEnded: boolean }>({ isEnded: 'boolean' }),
  sql: `SELECT EXISTS (SELECT FROM identity_provider_logouts l WHERE l.clinic_id = current_clinic() AND l.identity_provider_id = :providerId
      AND (l.sid = :sid::text OR (l.subject = :subject AND (l.sid IS NULL OR :sid::text IS NULL) AND l.logged_out_at >= :issuedAt))) AS "isEnded"`,
});
const findSession = declareStatement('provider-sessions.find', {
  parameters: { sessionHash: 'bytea' },
  row: declareColumns<{ providerId: string }>({ providerId: 'uuid' }),
  sql: `SELECT identity_provider_id AS "providerId" FROM identity_provider_sessions WHERE clinic_id = current_clinic() AND session_hash = :sessionHash`,
});
const forget = declareStatement('provider-sessions.forget', { sql: 'SELECT forget_identity_provider_sessions()' });

/** The hash by which the artifacts of the authorization server find a session of this uid. */
const hashSession = (uid: string): Buffer => hashSecret(`Session uid ${uid}`);

/** Which sessions and grants here came of which session at a provider. */
@Injectable()
export class ProviderSessionsRepository {
  constructor(private readonly database: Database) {}

  async begin(uid: string, { clinicId, ...session }: ProviderSession, now: Date): Promise<void> {
    await this.database.executeSeparately(clinicId, [bindStatement(begin, { ...session, sessionHash: hashSession(uid), now })], 'READ WRITE');
  }

  /** Stores what an application was allowed in the session. Does nothing for a session that came of no provider. */
  async noteGrant(clinicId: string, uid: string, grant: Buffer): Promise<void> {
    await this.database.executeSeparately(clinicId, [bindStatement(noteGrant, { sessionHash: hashSession(uid), grant })], 'READ WRITE');
  }

  /** The provider that the session came of; null where it came of none. */
  async findProviderId(clinicId: string, uid: string): Promise<string | null> {
    const [found] = await this.database.executeSeparately(clinicId, [bindStatement(findSession, { sessionHash: hashSession(uid) })], 'READ ONLY');
    return (found!.rows[0] as { providerId: string } | undefined)?.providerId ?? null;
  }

  /** Ends the sessions and grants, once for each token. False where the token was used before. */
  end(clinicId: string, logout: ProviderLogout): Promise<boolean> {
    return this.database.runInClinic(clinicId, async () => {
      if ((await this.database.execute(noteLogout, logout)) === 0) return false;
      const { providerId, subject, sid } = logout;
      const ended = await this.database.query(listEnded, { providerId, subject, sid });
      const grants = ended.flatMap(({ grantHashes }) => grantHashes);
      await this.database.query(revoke, { sessions: ended.map(({ sessionHash }) => sessionHash), grants });
      return true;
    });
  }

  /** Whether the provider has logged the session or the subject out since it issued a token. */
  async isLoggedOut(clinicId: string, of: { providerId: string; subject: string; sid: string | null; issuedAt: Date }): Promise<boolean> {
    const [found] = await this.database.executeSeparately(clinicId, [bindStatement(isLoggedOut, of)], 'READ ONLY');
    return (found!.rows[0] as { isEnded: boolean }).isEnded;
  }

  async forget(): Promise<void> {
    await this.database.executeSeparately(null, [bindStatement(forget)], 'READ WRITE');
  }
}
