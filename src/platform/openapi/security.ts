/** How a caller gets a token, in the API document. */
import type { InstallationProvider } from '../access/installation-provider.js';
import { scopes, listScopesGranting, WHOLE_ROLE, type Permission } from '../access/policy.js';

/** The code flow, for pages, with all scopes. */
export const createCodeFlow = (publicUrl: string) => ({
  type: 'oauth2' as const,
  description: 'Log in as a person of the clinic, with the authorization code flow and PKCE.',
  flows: {
    authorizationCode: {
      authorizationUrl: `${publicUrl}/oauth/authorize`,
      tokenUrl: `${publicUrl}/oauth/token`,
      refreshUrl: `${publicUrl}/oauth/token`,
      scopes: {
        openid: 'Who the person is.',
        offline_access: 'Go on while the person is not there.',
        [WHOLE_ROLE]: 'All that the role of the person may do.',
        ...Object.fromEntries(scopes.map((scope) => [scope, `Of it, ${scope}.`])),
      },
    },
  },
});

/** Client credentials, for systems. */
export const createClientCredentials = (publicUrl: string) => ({
  type: 'oauth2' as const,
  description: 'Act as an integration client, with its secret or its key.',
  flows: {
    clientCredentials: { tokenUrl: `${publicUrl}/oauth/token`, scopes: Object.fromEntries(scopes.map((scope) => [scope, `As a client, ${scope}.`])) },
  },
});

/** The identity provider at which everybody logs in, where this server has no logins of its own. */
export const createProviderLogIn = ({ name, issuer }: InstallationProvider) => ({
  type: 'openIdConnect' as const,
  description: `Log in at ${name}, as a person or a system.`,
  openIdConnectUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
});

/** The alternatives for a caller: a token from anywhere, or a flow that gets one. */
export const listSecurityRequirements = (permission: Permission, provider: InstallationProvider | null): Record<string, string[]>[] =>
  provider
    ? [{ bearer: [] }, { logIn: [...provider.scopes] }]
    : [{ bearer: [] }, { logIn: [WHOLE_ROLE] }, ...listScopesGranting(permission).map((scope) => ({ client: [scope] }))];
