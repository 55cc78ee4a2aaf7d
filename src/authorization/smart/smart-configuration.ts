/** What the server can do of SMART App Launch 2.2, for applications that look for it (`.well-known/smart-configuration`). Pure. */
import { resourceTypes } from '../../platform/access/smart/fhir-policy.js';
import { getIssuer } from '../../platform/access/token.strategy.js';
import { loginScopes } from './login-scopes.js';

/** Only what a test shows (test/api/authorization/smart). */
const capabilities = [
  'launch-ehr',
  'launch-standalone',
  'client-public',
  'client-confidential-symmetric',
  'client-confidential-asymmetric',
  'sso-openid-connect',
  'context-banner',
  'context-ehr-patient',
  'context-ehr-encounter',
  'context-standalone-patient',
  'permission-offline',
  'permission-online',
  'permission-patient',
  'permission-user',
  'permission-v1',
  'permission-v2',
];

const levels = ['patient', 'user', 'system'];

export const buildSmartConfiguration = (publicUrl: string): object => {
  const issuer = getIssuer(publicUrl);
  return {
    issuer,
    jwks_uri: `${issuer}/jwks`,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    registration_endpoint: `${issuer}/register`,
    introspection_endpoint: `${issuer}/introspect`,
    revocation_endpoint: `${issuer}/revoke`,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: [...loginScopes, ...levels.flatMap((level) => ['*', ...resourceTypes].map((type) => `${level}/${type}.cruds`))],
    capabilities,
  };
};
