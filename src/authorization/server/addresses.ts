/** The addresses of the authorization server. */

export const PREFIX = '/oauth';
export const LARGEST_FORM_BYTES = 16_384;

/** The further addresses of the metadata: RFC 8414 puts the issuer's path at the end, and some clients read the root alone. */
export const metadataElsewhere = [
  '/.well-known/oauth-authorization-server/oauth',
  '/.well-known/oauth-authorization-server',
  '/.well-known/openid-configuration',
];
