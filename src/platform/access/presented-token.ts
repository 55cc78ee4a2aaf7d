import { Failure } from '../../kernel/failure.js';

/** How a caller presents an access token: alone (RFC 6750), or with a proof of the key that it is bound to (RFC 9449). */
type Scheme = 'Bearer' | 'DPoP';

export interface PresentedToken {
  scheme: Scheme;
  token: string;
}

/** The algorithms of proofs. */
export const proofAlgorithms = ['ES256', 'Ed25519', 'EdDSA'] as const;

/** The token in the header; null where there is none of an accepted scheme. */
export const getPresentedToken = ({ headers }: { headers: { authorization?: string | undefined } }): PresentedToken | null => {
  const [, scheme, token] = /^(bearer|dpop) +(\S.*)$/i.exec(headers.authorization ?? '') ?? [];
  if (scheme === undefined || token === undefined) return null;
  return { scheme: scheme.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer', token: token.trim() };
};

const formatChallenge = (scheme: Scheme, error: string | undefined): string =>
  [`${scheme} realm="hairline"`, ...(scheme === 'DPoP' ? [`algs="${proofAlgorithms.join(' ')}"`] : []), ...(error ? [`error="${error}"`] : [])].join(', ');

/** The failure for a caller without a valid token. Its header says how to authenticate, or what is wrong. */
export const createUnauthenticatedFailure = (detail: string, error?: string, { scheme, nonce }: { scheme?: Scheme; nonce?: string } = {}): Failure =>
  new Failure('unauthenticated', detail, {
    headers: {
      'WWW-Authenticate': scheme ? formatChallenge(scheme, error) : `${formatChallenge('Bearer', error)}, ${formatChallenge('DPoP', undefined)}`,
      ...(nonce !== undefined && { 'DPoP-Nonce': nonce }),
    },
  });
