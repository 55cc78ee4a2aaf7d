/** The keys that sign access tokens, as stored: the private half is encrypted with the server's key. */
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { declareColumns } from '../database/columns.js';
import { declareStatement } from '../database/statement.js';
import type { KeyEncryption } from './key-encryption.js';

export const TOKEN_ALGORITHM = 'ES256';
const PURPOSE = 'signing keys';

export interface KeptSigningKey {
  id: string;
  algorithm: string;
  publicJwk: JWK;
  /** The encrypted private half; null where the key no longer signs. */
  privateJwk: string | null;
  /** Until when the key verifies tokens; null for one that signs. */
  retiredAt: Date | null;
}

const keptRow = declareColumns<KeptSigningKey>({ id: 'text', algorithm: 'text', publicJwk: 'jsonb', privateJwk: 'text?', retiredAt: 'timestamptz?' });

export const listSigningKeys = declareStatement('access.keys', { row: keptRow, sql: `SELECT ${keptRow.list} FROM server_signing_keys()` });
export const keepSigningKey = declareStatement('access.add-key', {
  parameters: { id: 'text', algorithm: 'text', publicJwk: 'jsonb', sealed: 'text' },
  sql: 'SELECT add_signing_key(:id, :algorithm, :publicJwk, :sealed)',
});

export interface SigningKey {
  id: string;
  algorithm: string;
  publicJwk: JWK;
  privateJwk: JWK;
  signs: boolean;
}

/** Makes a key with an encrypted private half. */
export const makeSigningKey = async (encryption: KeyEncryption): Promise<{ id: string; algorithm: string; publicJwk: JWK; sealed: string }> => {
  const { publicKey, privateKey } = await generateKeyPair(TOKEN_ALGORITHM, { extractable: true });
  const id = randomUUID();
  const sealed = encryption.seal(PURPOSE, id, JSON.stringify(await exportJWK(privateKey))).toString('base64');
  return { id, algorithm: TOKEN_ALGORITHM, publicJwk: await exportJWK(publicKey), sealed };
};

/**
 * The keys that are this server's own. One whose private half does not open here, or belongs to another public half, was put there by
 * somebody else, or came with a copy of another installation's database: nothing that it signed is believed.
 */
export const listTrustedKeys = (encryption: KeyEncryption, kept: readonly KeptSigningKey[]): SigningKey[] =>
  kept.flatMap(({ id, algorithm, publicJwk, privateJwk: sealed, retiredAt }) => {
    const text = sealed === null ? null : encryption.open(PURPOSE, id, Buffer.from(sealed, 'base64'));
    if (text === null || algorithm !== TOKEN_ALGORITHM) return [];
    const privateJwk = JSON.parse(text) as JWK;
    const own = privateJwk.x === publicJwk.x && privateJwk.y === publicJwk.y;
    return own ? [{ id, algorithm, publicJwk, privateJwk, signs: retiredAt === null }] : [];
  });
