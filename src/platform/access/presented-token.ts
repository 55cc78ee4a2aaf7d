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

/** Further parameters of a challenge, such as `max_age`. */
type ChallengeParameters = Readonly<Record<string, string | number>>;

const formatChallenge = (scheme: Scheme, error: string | undefined, parameters: ChallengeParameters = {}): string => {
  const all = { realm: 'hairline', ...(scheme === 'DPoP' && { algs: proofAlgorithms.join(' ') }), ...(error && { error }), ...parameters };
  return `${scheme} ${Object.entries(all)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
};

/** The failure for a caller without a valid token. Its header says how to authenticate, or what is wrong. */
export const createUnauthenticatedFailure = (
  detail: string,
  error?: string,
  { scheme, nonce, parameters }: { scheme?: Scheme; nonce?: string; parameters?: ChallengeParameters } = {},
): Failure =>
  new Failure('unauthenticated', detail, {
    headers: {
      'WWW-Authenticate': scheme
        ? formatChallenge(scheme, error, parameters)
        : `${formatChallenge('Bearer', error, parameters)}, ${formatChallenge('DPoP', undefined)}`,
      ...(nonce !== undefined && { 'DPoP-Nonce': nonce }),
    },
  });
