import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toMetadata, MetadataRefusal, readMetadata } from './client-metadata.js';

const bounds = { scopes: ['patient.read', 'check.run'], isAskable: (address: string) => address.startsWith('https://') };
const KEY = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', kid: 'one' };
const page = { client_name: 'A page', token_endpoint_auth_method: 'none', redirect_uris: ['https://app.clinic.example/back'] };
const system = { client_name: 'A system', grant_types: ['client_credentials'] };

const refusal = (sent: unknown): string => {
  try {
    readMetadata(sent, bounds);
    return 'accepted';
  } catch (error) {
    if (error instanceof MetadataRefusal) return error.error;
    throw error;
  }
};

describe('what an application says of itself', () => {
  it('makes a page in a browser, with the origin that it calls from', () => {
    expect(readMetadata({ ...page, scope: 'openid patient.read' }, bounds)).toEqual({
      name: 'A page',
      kind: 'public',
      scopes: ['patient.read'],
      redirectUris: ['https://app.clinic.example/back'],
      origins: ['https://app.clinic.example'],
      launchUrl: null,
      publicKeys: null,
      publicKeysUri: null,
    });
  });

  it('makes a system, with all the scopes that it may have where it names none', () => {
    expect(readMetadata(system, bounds)).toMatchObject({ kind: 'confidential', scopes: ['patient.read', 'check.run'], origins: [], redirectUris: [] });
    expect(readMetadata({ ...system, scope: '' }, bounds).scopes).toEqual([]);
  });

  it('takes keys, or where they are', () => {
    const method = { ...system, token_endpoint_auth_method: 'private_key_jwt' };
    expect(readMetadata({ ...method, jwks: { keys: [KEY] } }, bounds).publicKeys).toEqual({ keys: [KEY] });
    expect(readMetadata({ ...method, jwks_uri: 'https://keys.example/' }, bounds).publicKeysUri).toBe('https://keys.example/');
  });

  it.each<[unknown, string]>([
    [null, 'invalid_client_metadata'],
    [[], 'invalid_client_metadata'],
    ['text', 'invalid_client_metadata'],
    [{}, 'invalid_redirect_uri'],
    [{ ...system, client_name: undefined }, 'invalid_client_metadata'],
    [{ ...system, client_name: '  ' }, 'invalid_client_metadata'],
    [{ ...system, client_name: 'x'.repeat(201) }, 'invalid_client_metadata'],
    [{ ...system, client_name: 'a\u0000b' }, 'invalid_client_metadata'],
    [{ ...system, client_name: 'a\u202eb' }, 'invalid_client_metadata'],
    [{ ...system, client_name: 7 }, 'invalid_client_metadata'],
    [{ ...system, scope: 'patient.write' }, 'invalid_client_metadata'],
    [{ ...system, scope: 'clinic' }, 'invalid_client_metadata'],
    [{ ...system, scope: ['patient.read'] }, 'invalid_client_metadata'],
    [{ ...system, grant_types: ['password'] }, 'invalid_client_metadata'],
    [{ ...system, grant_types: ['implicit'] }, 'invalid_client_metadata'],
    [{ ...system, grant_types: 'client_credentials' }, 'invalid_client_metadata'],
    [{ ...system, response_types: ['token'] }, 'invalid_client_metadata'],
    [{ ...system, token_endpoint_auth_method: 'client_secret_jwt' }, 'invalid_client_metadata'],
    [{ ...system, token_endpoint_auth_method: 'tls_client_auth' }, 'invalid_client_metadata'],
    [{ ...system, token_endpoint_auth_method: 'private_key_jwt' }, 'invalid_client_metadata'],
    [{ ...system, token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [{ kty: 'oct', k: 'c2VjcmV0' }] } }, 'invalid_client_metadata'],
    [{ ...system, token_endpoint_auth_method: 'private_key_jwt', jwks: 'none' }, 'invalid_client_metadata'],
    [{ ...system, token_endpoint_auth_method: 'private_key_jwt', jwks_uri: 'http://169.254.169.254/' }, 'invalid_client_metadata'],
    [{ ...system, token_endpoint_auth_method: 'private_key_jwt', jwks_uri: 'https://keys.example/', jwks: { keys: [KEY] } }, 'invalid_client_metadata'],
    [{ ...page, grant_types: ['client_credentials'] }, 'invalid_client_metadata'],
    [{ ...page, redirect_uris: [] }, 'invalid_redirect_uri'],
    [{ ...page, redirect_uris: ['http://app.clinic.example/'] }, 'invalid_redirect_uri'],
    [{ ...page, redirect_uris: ['javascript:alert(1)'] }, 'invalid_redirect_uri'],
    [{ ...page, redirect_uris: ['https://app.clinic.example/#part'] }, 'invalid_redirect_uri'],
    [{ ...page, redirect_uris: [7] }, 'invalid_redirect_uri'],
    [{ ...page, redirect_uris: Array.from({ length: 21 }, (_, index) => `https://app.clinic.example/${index}`) }, 'invalid_redirect_uri'],
  ])('is refused: %j', (sent, error) => {
    expect(refusal(sent)).toBe(error);
  });

  it('never makes more than was allowed, whatever it says, and never fails in another way', () => {
    const anything = fc.dictionary(
      fc.constantFrom('client_name', 'scope', 'redirect_uris', 'grant_types', 'response_types', 'token_endpoint_auth_method', 'jwks', 'jwks_uri', 'other'),
      fc.oneof(
        fc.jsonValue(),
        fc.constantFrom('none', 'clinic', 'patient.read patient.write', 'private_key_jwt', ['https://a.example/'], ['client_credentials']),
      ),
    );
    fc.assert(
      fc.property(anything, (sent) => {
        if (refusal(sent) !== 'accepted') return;
        const application = readMetadata(sent, bounds);
        expect(application.scopes.every((scope) => bounds.scopes.includes(scope))).toBe(true);
      }),
    );
  });

  it('can be sent back as it was told, and means the same', () => {
    for (const sent of [page, system, { ...system, token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [KEY] } }]) {
      const application = readMetadata(sent, bounds);
      expect(readMetadata(toMetadata(application), bounds)).toEqual(application);
    }
  });
});
