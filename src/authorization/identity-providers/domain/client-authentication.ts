import { declareEnumeration } from '../../../kernel/enumeration.js';

/** How this server authenticates at an identity provider, in the names of OpenID Connect. */
export const clientAuthentications = declareEnumeration('IdentityProviderAuthentication', ['client_secret_basic', 'client_secret_post', 'private_key_jwt']);
export type ClientAuthentication = (typeof clientAuthentications)[number];
