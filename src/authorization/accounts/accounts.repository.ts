import { Injectable } from '@nestjs/common';
import { AccessChanges } from '../../platform/access/access-changes.js';
import { bindStatement, declareColumns, Database, declareStatement } from '../../platform/database/index.js';
import type { SecondFactorPolicy } from '../domain/strength.js';

/** A person who may log in: one of the staff of one clinic. */
export interface LoginPerson {
  clinicId: string;
  clinicName: string;
  staffId: string;
  name: string;
  /** The e-mail address, in lower case. */
  email: string;
  role: string;
  /** The hash of the password; null until the person has set one. */
  passwordHash: string | null;
  language: string | null;
  hasAuthenticator: boolean;
  hasPasskey: boolean;
  /** The clinic's present policy; null where the clinic has not set one. */
  secondFactorPolicy: SecondFactorPolicy | null;
  /** Whether the clinic lets its people in with passwords and passkeys of their own, and not with an identity provider alone. */
  allowsLocalLogIn: boolean;
}

export interface LoginLink {
  clinicId: string;
  staffId: string;
  purpose: LinkPurpose;
}

export type LinkPurpose = 'invitation' | 'recovery';

const personRow = declareColumns<LoginPerson>({
  clinicId: 'uuid',
  clinicName: 'text',
  staffId: 'uuid',
  name: 'text',
  email: 'text',
  role: 'text',
  passwordHash: 'text?',
  language: 'text?',
  hasAuthenticator: 'boolean',
  hasPasskey: 'boolean',
  secondFactorPolicy: 'jsonb?',
  allowsLocalLogIn: ['boolean', 'allows_local_log_in(clinic_id)'],
});
const linkRow = declareColumns<LoginLink>({ clinicId: 'uuid', staffId: 'uuid', purpose: 'text' });

const byAddress = declareStatement('login.by-address', {
  parameters: { address: 'text' },
  row: personRow,
  sql: `SELECT ${personRow.list} FROM login_people(:address, NULL)`,
});
const byId = declareStatement('login.by-id', {
  parameters: { staffId: 'uuid' },
  row: personRow,
  sql: `SELECT ${personRow.list} FROM login_people(NULL, :staffId)`,
});
const findLink = declareStatement('login.find-link', {
  parameters: { tokenHash: 'bytea' },
  row: linkRow,
  sql: `SELECT ${linkRow.list} FROM login_link(:tokenHash)`,
});
const dropLinks = declareStatement('login.drop-links', {
  parameters: { staffId: 'uuid' },
  sql: 'DELETE FROM login_links WHERE clinic_id = current_clinic() AND staff_id = :staffId AND used_at IS NULL',
});
const addLink = declareStatement('login.add-link', {
  parameters: { tokenHash: 'bytea', staffId: 'uuid', purpose: 'text', createdAt: 'timestamptz', expiresAt: 'timestamptz' },
  sql: `INSERT INTO login_links (token_hash, staff_id, purpose, created_at, expires_at) VALUES (:tokenHash, :staffId, :purpose, :createdAt, :expiresAt)`,
});
const useLink = declareStatement('login.use-link', {
  parameters: { tokenHash: 'bytea', now: 'timestamptz' },
  sql: `UPDATE login_links SET used_at = :now WHERE clinic_id = current_clinic() AND token_hash = :tokenHash AND used_at IS NULL AND expires_at > :now`,
});
const setPassword = declareStatement('login.set-password', {
  parameters: { staffId: 'uuid', passwordHash: 'text', now: 'timestamptz' },
  sql: `INSERT INTO login_accounts (staff_id, password_hash, password_set_at) VALUES (:staffId, :passwordHash, :now)
   ON CONFLICT ON CONSTRAINT login_accounts_pk DO UPDATE SET password_hash = excluded.password_hash, password_set_at = excluded.password_set_at`,
});
const endSessions = declareStatement('login.end-sessions', { parameters: { staffId: 'uuid' }, sql: 'SELECT revoke_artifacts_of_account(:staffId)' });

@Injectable()
export class AccountsRepository {
  constructor(
    private readonly database: Database,
    private readonly changes: AccessChanges,
  ) {}

  async listByAddress(address: string): Promise<LoginPerson[]> {
    const [found] = await this.database.executeSeparately(null, [bindStatement(byAddress, { address })], 'READ ONLY');
    return found!.rows as LoginPerson[];
  }

  async findById(staffId: string): Promise<LoginPerson | null> {
    const [found] = await this.database.executeSeparately(null, [bindStatement(byId, { staffId })], 'READ ONLY');
    return (found!.rows[0] as LoginPerson | undefined) ?? null;
  }

  async findLink(tokenHash: Buffer): Promise<LoginLink | null> {
    const [found] = await this.database.executeSeparately(null, [bindStatement(findLink, { tokenHash })], 'READ ONLY');
    return (found!.rows[0] as LoginLink | undefined) ?? null;
  }

  /** Replaces the person's link. Earlier links are no longer valid. */
  async replaceLink(clinicId: string, link: { tokenHash: Buffer; staffId: string; purpose: LinkPurpose; createdAt: Date; expiresAt: Date }): Promise<void> {
    await this.database.executeSeparately(clinicId, [bindStatement(dropLinks, { staffId: link.staffId }), bindStatement(addLink, link)], 'READ WRITE');
  }

  /** Sets the password, in a transaction of the person's clinic. */
  async setPassword(staffId: string, passwordHash: string, now: Date): Promise<void> {
    await this.database.execute(setPassword, { staffId, passwordHash, now });
    await this.database.execute(dropLinks, { staffId });
  }

  /** Uses the link for a new password, and ends all sessions of the person. False where the link is no longer valid. */
  async setPasswordByLink({ clinicId, staffId }: LoginLink, tokenHash: Buffer, passwordHash: string, now: Date): Promise<boolean> {
    const isSet = await this.database.runInClinic(clinicId, async () => {
      if ((await this.database.execute(useLink, { tokenHash, now })) === 0) return false;
      await this.setPassword(staffId, passwordHash, now);
      await this.database.query(endSessions, { staffId });
      return true;
    });
    this.changes.tell();
    return isSet;
  }
}
