export { AuthorizationModule } from './authorization.module.js';
export type { IdentityProviderResponse } from './identity-providers/identity-provider.dto.js';
export { ProviderAccessTokens } from './identity-providers/provider-access-tokens.js';
export { AuthorizationServer } from './server/authorization-server.js';
export { setPassword } from './operator.js';
