/** Making access tokens and the keys that sign them: an operator's work, done with the role that owns the schema. */
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';

export const TOKEN_ALGORITHM = 'ES256';
export const TOKEN_AUDIENCE = 'hairline';
export const TOKEN_ISSUER = 'hairline';
export const TOKEN_LIFETIME_SECONDS = 3600;

/** Whatever can run a query as the schema's owner: a pg client or pool. */
export interface OperatorConnection {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

export interface TokenSubject {
  kind: 'staff' | 'client';
  id: string;
  clinicId: string;
}

interface SigningKeyRow {
  id: string;
  private_jwk: JWK;
}

/** Adds a key, with which all further tokens are signed. Older keys stay valid for checking until they retire. */
export const addSigningKey = async (connection: OperatorConnection): Promise<string> => {
  const { publicKey, privateKey } = await generateKeyPair(TOKEN_ALGORITHM, { extractable: true });
  const id = randomUUID();
  await connection.query('INSERT INTO signing_keys (id, algorithm, public_jwk, private_jwk) VALUES ($1, $2, $3, $4)', [
    id,
    TOKEN_ALGORITHM,
    JSON.stringify(await exportJWK(publicKey)),
    JSON.stringify(await exportJWK(privateKey)),
  ]);
  return id;
};

/** Makes a new key the signing one, and lets the others expire once no token signed with them can be valid any more. */
export const rotateSigningKeys = async (connection: OperatorConnection): Promise<string> => {
  const id = await addSigningKey(connection);
  await connection.query(`UPDATE signing_keys SET retired_at = now() + make_interval(secs => $2) WHERE id <> $1 AND retired_at IS NULL`, [
    id,
    TOKEN_LIFETIME_SECONDS,
  ]);
  return id;
};

const currentSigningKey = async (connection: OperatorConnection): Promise<SigningKeyRow> => {
  const find = 'SELECT id, private_jwk FROM signing_keys WHERE retired_at IS NULL ORDER BY created_at DESC LIMIT 1';
  const [key] = (await connection.query(find)).rows as SigningKeyRow[];
  if (key) return key;
  await addSigningKey(connection);
  return (await connection.query(find)).rows[0] as SigningKeyRow;
};

/** An access token for a person or a client. What its bearer may do stands in the database, not in the token. */
export const issueAccessToken = async (
  connection: OperatorConnection,
  subject: TokenSubject,
  options: { issuedAt: Date; lifetimeSeconds?: number },
): Promise<{ token: string; expiresAt: Date }> => {
  const key = await currentSigningKey(connection);
  const issued = Math.floor(options.issuedAt.getTime() / 1000);
  const expires = issued + (options.lifetimeSeconds ?? TOKEN_LIFETIME_SECONDS);
  const token = await new SignJWT({ clinic: subject.clinicId, kind: subject.kind })
    .setProtectedHeader({ alg: TOKEN_ALGORITHM, kid: key.id, typ: 'at+jwt' })
    .setIssuer(TOKEN_ISSUER)
    .setAudience(TOKEN_AUDIENCE)
    .setSubject(subject.id)
    .setJti(randomUUID())
    .setIssuedAt(issued)
    .setExpirationTime(expires)
    .sign(await importJWK(key.private_jwk, TOKEN_ALGORITHM));
  return { token, expiresAt: new Date(expires * 1000) };
};
