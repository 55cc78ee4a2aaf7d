/** What an application may name as its addresses and keys. Pure. */
import type { FieldErrorCode } from '../../kernel/field-error.js';
import type { FieldError } from '../../kernel/failure.js';
import type { ClientAddresses } from './integration-client.dto.js';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const MOST_KEYS = 20;

const parsed = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

/** `https`, `http` on the machine itself, or a scheme of one's own, which has a dot as a domain has (RFC 8252). */
const isRedirect = (text: string): boolean => {
  const url = parsed(text);
  if (!url || text.includes('#') || text.includes('*') || url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' ? LOOPBACK.test(url.hostname) : /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/.test(url.protocol);
};

const isOrigin = (text: string): boolean => {
  const url = parsed(text);
  return url !== null && url.origin === text && (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname)));
};

const privateParts = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'priv'];

/** A public key of a kind that signs; a private or shared one does not belong here. */
const isPublicKey = (key: unknown): boolean => {
  if (typeof key !== 'object' || key === null || Array.isArray(key)) return false;
  const { kty } = key as { kty?: unknown };
  return ['EC', 'RSA', 'OKP'].includes(String(kty)) && !privateParts.some((part) => part in key);
};

const errorAt = (pointer: string, code: FieldErrorCode, detail: string): FieldError => ({ pointer, code, detail });

/** Everything that is wrong with the addresses and keys of a client. */
export const addressErrors = ({ redirectUris = [], origins = [], publicKeys = null }: ClientAddresses, kind: string): FieldError[] => {
  const errors: FieldError[] = [];
  redirectUris.forEach((uri, index) => {
    if (!isRedirect(uri)) errors.push(errorAt(`/redirectUris/${index}`, 'invalid-redirect', 'It is no whole address that people can safely be sent back to.'));
  });
  origins.forEach((origin, index) => {
    if (!isOrigin(origin)) errors.push(errorAt(`/origins/${index}`, 'invalid-origin', 'Write it as https://app.clinic.example, without a path.'));
  });
  if (publicKeys !== null) {
    const { keys } = publicKeys as { keys?: unknown };
    const isSet = Array.isArray(keys) && keys.length > 0 && keys.length <= MOST_KEYS && keys.every(isPublicKey);
    if (!isSet) errors.push(errorAt('/publicKeys', 'invalid-keys', 'Give a JSON Web Key Set of public keys: EC, RSA or OKP.'));
    else if (kind === 'public') errors.push(errorAt('/publicKeys', 'invalid-keys', 'A public client keeps no key.'));
  }
  return errors;
};
