/** What the API says of itself as a protected resource (RFC 9728): who issues the tokens that it accepts. */
import type { FastifyInstance } from 'fastify';
import type { InstallationProvider } from '../../platform/access/installation-provider.js';
import { scopes, WHOLE_ROLE } from '../../platform/access/policy.js';
import { proofAlgorithms } from '../../platform/access/presented-token.js';
import { getIssuer } from '../../platform/access/token.strategy.js';

const PATH = '/.well-known/oauth-protected-resource';

export const mountProtectedResource = (scope: FastifyInstance, publicUrl: string, provider: InstallationProvider | null): void => {
  const metadata = {
    resource: publicUrl,
    resource_name: 'Hairline',
    resource_documentation: `${publicUrl}/docs`,
    authorization_servers: [provider?.issuer ?? getIssuer(publicUrl)],
    scopes_supported: provider?.scopes ?? ['openid', WHOLE_ROLE, ...scopes],
    bearer_methods_supported: ['header'],
    dpop_signing_alg_values_supported: proofAlgorithms,
  };
  scope.get(PATH, (_request, reply) => reply.header('Content-Type', 'application/json').send(Buffer.from(JSON.stringify(metadata))));
};
