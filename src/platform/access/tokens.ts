/** Makes access tokens and the keys that sign them, for an operator with the role that owns the schema. */
import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import { declareColumns } from '../database/columns.js';
import { queryAsOperator } from '../database/operator.js';
import { declareStatement } from '../database/statement.js';
import type { KeyEncryption } from './key-encryption.js';
import { keepSigningKey, listSigningKeys, makeSigningKey, listTrustedKeys, TOKEN_ALGORITHM, type SigningKey } from './signing-keys.js';

/** The issuer and audience of operators' tokens. Tokens of the authorization server name its address. */
export const OPERATOR_AUDIENCE = 'hairline';
export const OPERATOR_ISSUER = 'hairline';
const TOKEN_LIFETIME_SECONDS = 3600;

/** A pg client or pool of the schema's owner. */
export interface OperatorConnection {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

export interface TokenSubject {
  kind: 'staff' | 'client';
  id: string;
  clinicId: string;
}

const retireOtherKeys = declareStatement('operator.retire-keys', {
  parameters: { id: 'text', seconds: 'integer' },
  sql: 'UPDATE signing_keys SET retired_at = now() + make_interval(secs => :seconds::integer) WHERE id <> :id AND retired_at IS NULL',
});

const removeKey = declareStatement('operator.remove-key', {
  parameters: { id: 'text' },
  row: declareColumns<{ id: string }>({ id: 'text' }),
  sql: 'DELETE FROM signing_keys WHERE id = :id RETURNING id',
});

const removeKeys = declareStatement('operator.remove-keys', { sql: 'DELETE FROM signing_keys' });
const removeLogins = declareStatement('operator.remove-logins', { sql: 'DELETE FROM authorization_artifacts' });

/** Adds a key that signs all further tokens. Older keys verify tokens until they retire. */
const addSigningKey = async (connection: OperatorConnection, encryption: KeyEncryption): Promise<string> => {
  const key = await makeSigningKey(encryption);
  await queryAsOperator(connection, keepSigningKey, key);
  return key.id;
};

/** Makes a new signing key. The others retire once no token that they signed can be valid. */
export const rotateSigningKeys = async (connection: OperatorConnection, encryption: KeyEncryption): Promise<string> => {
  const id = await addSigningKey(connection, encryption);
  await queryAsOperator(connection, retireOtherKeys, { id, seconds: TOKEN_LIFETIME_SECONDS });
  return id;
};

/** Revokes a leaked key at once: no token that it signed is accepted. False where there is no such key. */
export const revokeSigningKey = async (connection: OperatorConnection, id: string): Promise<boolean> =>
  (await queryAsOperator(connection, removeKey, { id })).length > 0;

/**
 * Ends every key and every login: for a copy of a database that is to know nothing of what the original let in, and after a leak of which nobody knows how far it
 * goes. People log in again, systems get new tokens with the secrets that they have.
 */
export const revokeEverything = async (connection: OperatorConnection): Promise<void> => {
  await queryAsOperator(connection, removeLogins);
  await queryAsOperator(connection, removeKeys);
};

const getCurrentSigningKey = async (connection: OperatorConnection, encryption: KeyEncryption): Promise<SigningKey> => {
  const find = async () => listTrustedKeys(encryption, await queryAsOperator(connection, listSigningKeys)).find((key) => key.signs);
  const key = await find();
  if (key) return key;
  await addSigningKey(connection, encryption);
  return (await find())!;
};

/** Makes an access token for a person or a client. The database, not the token, says what its bearer may do. */
export const issueAccessToken = async (
  connection: OperatorConnection,
  encryption: KeyEncryption,
  subject: TokenSubject,
  options: { issuedAt: Date; lifetimeSeconds?: number },
): Promise<{ token: string; expiresAt: Date }> => {
  const key = await getCurrentSigningKey(connection, encryption);
  const issued = Math.floor(options.issuedAt.getTime() / 1000);
  const expires = issued + (options.lifetimeSeconds ?? TOKEN_LIFETIME_SECONDS);
  const token = await new SignJWT({ clinic: subject.clinicId, kind: subject.kind })
    .setProtectedHeader({ alg: TOKEN_ALGORITHM, kid: key.id, typ: 'at+jwt' })
    .setIssuer(OPERATOR_ISSUER)
    .setAudience(OPERATOR_AUDIENCE)
    .setSubject(subject.id)
    .setJti(randomUUID())
    .setIssuedAt(issued)
    .setExpirationTime(expires)
    .sign(await importJWK(key.privateJwk, TOKEN_ALGORITHM));
  return { token, expiresAt: new Date(expires * 1000) };
};
