import { Injectable } from '@nestjs/common';
import { AccessChanges } from '../../platform/access/access-changes.js';
import { Database, statement } from '../../platform/database/index.js';

/** A person who may log in: one of the staff of one clinic. */
export interface LoginPerson {
  clinicId: string;
  clinicName: string;
  staffId: string;
  name: string;
  /** In lower case. */
  email: string;
  role: string;
  /** Null until the person has set a password. */
  passwordHash: string | null;
  language: string | null;
}

export interface LoginLink {
  clinicId: string;
  staffId: string;
  purpose: LinkPurpose;
}

export type LinkPurpose = 'invitation' | 'recovery';

const columns = `clinic_id AS "clinicId", clinic_name AS "clinicName", staff_id AS "staffId", name, email, role, password_hash AS "passwordHash", language`;

const byAddress = statement('login.by-address', `SELECT ${columns} FROM login_people($1, NULL)`);
const byId = statement('login.by-id', `SELECT ${columns} FROM login_people(NULL, $1)`);
const findLink = statement('login.find-link', `SELECT clinic_id AS "clinicId", staff_id AS "staffId", purpose FROM login_link($1)`);
const dropLinks = statement('login.drop-links', 'DELETE FROM login_links WHERE clinic_id = current_clinic() AND staff_id = $1 AND used_at IS NULL');
const addLink = statement('login.add-link', 'INSERT INTO login_links (token_hash, staff_id, purpose, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)');
const useLink = statement(
  'login.use-link',
  `UPDATE login_links SET used_at = $2 WHERE clinic_id = current_clinic() AND token_hash = $1 AND used_at IS NULL AND expires_at > $2`,
);
const setPassword = statement(
  'login.set-password',
  `INSERT INTO login_accounts (staff_id, password_hash, password_set_at) VALUES ($1, $2, $3)
   ON CONFLICT ON CONSTRAINT login_accounts_pk DO UPDATE SET password_hash = excluded.password_hash, password_set_at = excluded.password_set_at`,
);
const endSessions = statement('login.end-sessions', 'SELECT revoke_artifacts_of_account($1)');

@Injectable()
export class AccountsRepository {
  constructor(
    private readonly database: Database,
    private readonly changes: AccessChanges,
  ) {}

  async byAddress(address: string): Promise<LoginPerson[]> {
    const [found] = await this.database.apart(null, [{ statement: byAddress, values: [address] }], 'READ ONLY');
    return found!.rows as LoginPerson[];
  }

  async byId(staffId: string): Promise<LoginPerson | null> {
    const [found] = await this.database.apart(null, [{ statement: byId, values: [staffId] }], 'READ ONLY');
    return (found!.rows[0] as LoginPerson | undefined) ?? null;
  }

  async findLink(tokenHash: Buffer): Promise<LoginLink | null> {
    const [found] = await this.database.apart(null, [{ statement: findLink, values: [tokenHash] }], 'READ ONLY');
    return (found!.rows[0] as LoginLink | undefined) ?? null;
  }

  /** The one link of the person that is good from now on. */
  async replaceLink(clinicId: string, link: { tokenHash: Buffer; staffId: string; purpose: LinkPurpose; createdAt: Date; expiresAt: Date }): Promise<void> {
    const { tokenHash, staffId, purpose, createdAt, expiresAt } = link;
    await this.database.apart(
      clinicId,
      [
        { statement: dropLinks, values: [staffId] },
        { statement: addLink, values: [tokenHash, staffId, purpose, createdAt, expiresAt] },
      ],
      'READ WRITE',
    );
  }

  /** Uses the link up for a new password, and ends whatever the person was logged in to. False when the link is good no more. */
  async setPasswordByLink({ clinicId, staffId }: LoginLink, tokenHash: Buffer, passwordHash: string, now: Date): Promise<boolean> {
    const isSet = await this.database.inClinic(clinicId, async () => {
      if ((await this.database.execute(useLink, [tokenHash, now])) === 0) return false;
      await this.database.execute(setPassword, [staffId, passwordHash, now]);
      await this.database.execute(dropLinks, [staffId]);
      await this.database.query(endSessions, [staffId]);
      return true;
    });
    this.changes.tell();
    return isSet;
  }
}
