/** What an operator does for people's accounts from the command line, as the role that owns the schema. */
import { secretHash } from '../platform/access/key-encryption.js';
import type { OperatorConnection } from '../platform/access/tokens.js';
import { linkAddress, linkLifetimes, newLinkToken } from './accounts/accounts.service.js';
import { hashPassword } from './accounts/passwords.js';

export interface Invitation {
  /** The address at which the person chooses a password: good once. */
  address: string;
  expiresAt: Date;
}

/** A link for somebody who cannot be reached by the server's own mail. */
export const inviteStaff = async (
  connection: OperatorConnection,
  person: { clinicId: string; id: string },
  { publicUrl, now }: { publicUrl: string; now: Date },
): Promise<Invitation> => {
  const token = newLinkToken();
  const expiresAt = new Date(now.getTime() + linkLifetimes.invitation);
  await connection.query('DELETE FROM login_links WHERE clinic_id = $1 AND staff_id = $2 AND used_at IS NULL', [person.clinicId, person.id]);
  await connection.query(
    `INSERT INTO login_links (clinic_id, token_hash, staff_id, purpose, created_at, expires_at) VALUES ($1, $2, $3, 'invitation', $4, $5)`,
    [person.clinicId, secretHash(token), person.id, now, expiresAt],
  );
  return { address: linkAddress(publicUrl, token), expiresAt };
};

/** Gives people of a demonstration a password that everybody knows. */
export const setPassword = async (connection: OperatorConnection, people: readonly { clinicId: string; id: string }[], password: string): Promise<void> => {
  const hash = await hashPassword(password);
  for (const { clinicId, id } of people) {
    await connection.query('INSERT INTO login_accounts (clinic_id, staff_id, password_hash, password_set_at) VALUES ($1, $2, $3, now())', [clinicId, id, hash]);
  }
};
