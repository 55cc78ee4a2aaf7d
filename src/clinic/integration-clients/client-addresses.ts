/** Validates the addresses and keys of an application. Pure. */
import type { FieldErrorCode } from '../../kernel/field-error.js';
import type { FieldError } from '../../kernel/failure.js';
import { parseNetwork } from '../../kernel/network.js';
import { isWebOrigin, LOOPBACK, parseWebAddress } from '../../kernel/web-address.js';
import { isSigningKeySet } from '../../platform/access/client-keys.js';
import type { ClientAddresses } from './integration-client.dto.js';

/** Whether a text is a redirect address: `https`, `http` on the loopback interface, or a private scheme with a dot (RFC 8252). */
const isRedirect = (text: string): boolean => {
  const url = parseWebAddress(text);
  if (!url || text.includes('#') || text.includes('*') || url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' ? LOOPBACK.test(url.hostname) : /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/.test(url.protocol);
};

const isOfBrowser = (text: string): boolean => isRedirect(text) && /^https?:/.test(text);

const createErrorAt = (pointer: string, code: FieldErrorCode, detail: string): FieldError => ({ pointer, code, detail });

/** Finds all errors in the addresses, keys and networks of a client. */
export const validateAddresses = (
  { redirectUris = [], origins = [], launchUrl = null, publicKeys = null, publicKeysUri = null, allowedNetworks = [] }: ClientAddresses,
  { kind, isAskable }: { kind: string; isAskable: (address: string) => boolean },
): FieldError[] => {
  const errors: FieldError[] = [];
  redirectUris.forEach((uri, index) => {
    if (!isRedirect(uri))
      errors.push(createErrorAt(`/redirectUris/${index}`, 'invalid-redirect', 'It is no whole address that people can safely be sent back to.'));
  });
  origins.forEach((origin, index) => {
    if (!isWebOrigin(origin)) errors.push(createErrorAt(`/origins/${index}`, 'invalid-origin', 'Write it as https://app.clinic.example, without a path.'));
  });
  if (launchUrl !== null && !isOfBrowser(launchUrl)) {
    errors.push(createErrorAt('/launchUrl', 'invalid-launch-address', 'Give an https address (or one of this machine) that a browser can open.'));
  }
  if (publicKeys !== null) {
    if (!isSigningKeySet(publicKeys))
      errors.push(createErrorAt('/publicKeys', 'invalid-keys', 'Give a JSON Web Key Set of public keys that sign: EC, RSA of 2048 bits or more, Ed25519.'));
    else if (kind === 'public') errors.push(createErrorAt('/publicKeys', 'invalid-keys', 'A public client keeps no key.'));
  }
  if (publicKeysUri !== null) {
    if (publicKeys !== null) errors.push(createErrorAt('/publicKeysUri', 'invalid-keys', 'Give the keys, or where they are: not both.'));
    else if (kind === 'public') errors.push(createErrorAt('/publicKeysUri', 'invalid-keys', 'A public client keeps no key.'));
    else if (!isAskable(publicKeysUri)) errors.push(createErrorAt('/publicKeysUri', 'invalid-keys-address', 'Give an https address that anybody can reach.'));
  }
  allowedNetworks.forEach((network, index) => {
    if (parseNetwork(network) === null)
      errors.push(createErrorAt(`/allowedNetworks/${index}`, 'invalid-network', 'Write a network as 203.0.113.0/24, or one address.'));
  });
  return errors;
};
