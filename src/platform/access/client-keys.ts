/** The public keys with which a client authenticates (RFC 7517). Pure. */
import { createPublicKey, type JsonWebKey } from 'node:crypto';

const MOST_KEYS = 20;
const SHORTEST_RSA_BITS = 2_048;
const curves = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

/** The members of private and shared keys, which a public key does not have. */
const privateParts = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'];

/** The members of a key that are read; others are left out. */
const parts = ['kty', 'crv', 'x', 'y', 'n', 'e', 'kid', 'alg', 'use'];

const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const isSigningKey = (key: JsonWebKey): boolean => {
  try {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = createPublicKey({ key, format: 'jwk' });
    if (type === 'rsa') return (details?.modulusLength ?? 0) >= SHORTEST_RSA_BITS;
    return type === 'ed25519' || (type === 'ec' && curves.has(details?.namedCurve ?? ''));
  } catch {
    return false;
  }
};

const importSigningKey = (key: unknown): object | null => {
  if (!isPlain(key) || privateParts.some((part) => part in key) || (key.use ?? 'sig') !== 'sig') return null;
  const read = Object.fromEntries(parts.filter((part) => part in key).map((part) => [part, key[part]]));
  const isText = Object.values(read).every((value) => typeof value === 'string' && value !== '');
  return isText && isSigningKey(read) ? read : null;
};

/** The signing keys of a set; null where it is no set, or has too many keys. */
export const importSigningKeys = (set: unknown): object[] | null => {
  const keys = isPlain(set) ? set.keys : null;
  if (!Array.isArray(keys) || keys.length > MOST_KEYS) return null;
  return keys.map(importSigningKey).filter((key) => key !== null);
};

/** Whether the set has a key, and each of its keys is a public signing key. */
export const isSigningKeySet = (set: unknown): boolean => {
  const count = isPlain(set) && Array.isArray(set.keys) ? set.keys.length : 0;
  return count > 0 && importSigningKeys(set)?.length === count;
};
