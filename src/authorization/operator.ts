/** How an operator manages accounts from the command line, as the role that owns the schema. */
import { hashSecret } from '../platform/access/key-encryption.js';
import type { OperatorConnection } from '../platform/access/tokens.js';
import { queryAsOperator } from '../platform/database/operator.js';
import { declareStatement } from '../platform/database/statement.js';
import { formatLinkAddress, linkLifetimes, createLinkToken } from './accounts/accounts.service.js';
import { hashPassword } from './accounts/passwords.js';

export interface Invitation {
  /** The address at which the person chooses a password, once. */
  address: string;
  expiresAt: Date;
}

const removeLinks = declareStatement('operator.remove-links', {
  parameters: { clinicId: 'uuid', staffId: 'uuid' },
  sql: 'DELETE FROM login_links WHERE clinic_id = :clinicId AND staff_id = :staffId AND used_at IS NULL',
});

const insertLink = declareStatement('operator.add-link', {
  parameters: { clinicId: 'uuid', tokenHash: 'bytea', staffId: 'uuid', now: 'timestamptz', expiresAt: 'timestamptz' },
  sql: `INSERT INTO login_links (clinic_id, token_hash, staff_id, purpose, created_at, expires_at)
     VALUES (:clinicId, :tokenHash, :staffId, 'invitation', :now, :expiresAt)`,
});

const insertAccount = declareStatement('operator.add-account', {
  parameters: { clinicId: 'uuid', staffId: 'uuid', hash: 'text' },
  sql: 'INSERT INTO login_accounts (clinic_id, staff_id, password_hash, password_set_at) VALUES (:clinicId, :staffId, :hash, now())',
});

/** Makes a link for a person whom the server's mail cannot reach. */
export const inviteStaff = async (
  connection: OperatorConnection,
  person: { clinicId: string; id: string },
  { publicUrl, now }: { publicUrl: string; now: Date },
): Promise<Invitation> => {
  const token = createLinkToken();
  const expiresAt = new Date(now.getTime() + linkLifetimes.invitation);
  const { clinicId, id: staffId } = person;
  await queryAsOperator(connection, removeLinks, { clinicId, staffId });
  await queryAsOperator(connection, insertLink, { clinicId, tokenHash: hashSecret(token), staffId, now, expiresAt });
  return { address: formatLinkAddress(publicUrl, token), expiresAt };
};

/** Sets a known password for the people of a demonstration. */
export const setPassword = async (connection: OperatorConnection, people: readonly { clinicId: string; id: string }[], password: string): Promise<void> => {
  const hash = await hashPassword(password);
  for (const { clinicId, id } of people) {
    await queryAsOperator(connection, insertAccount, { clinicId, staffId: id, hash });
  }
};
