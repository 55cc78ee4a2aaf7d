import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-jwt';
import { ForeignTokens } from './foreign-tokens.js';
import { INSTALLATION_PROVIDER, type InstallationProvider } from './installation-provider.js';
import { KeyStore } from './key-store.js';
import { getPresentedToken } from './presented-token.js';
import { TOKEN_ALGORITHM } from './signing-keys.js';
import { getFhirBase, parseClaims, type TokenClaims } from './token-claims.js';
import { OPERATOR_AUDIENCE, OPERATOR_ISSUER } from './tokens.js';

/** The injection token of the API's public origin. */
export const PUBLIC_URL = Symbol('public url');

/** The issuer of the authorization server's tokens. Their audience is the origin itself, or the FHIR interface under it. */
export const getIssuer = (publicUrl: string): string => `${publicUrl}/oauth`;

/** The members of the header of this server's own tokens. Any other, such as `jku`, `jwk` or `crit`, asks for something that is not done here. */
const headerMembers: ReadonlySet<string> = new Set(['alg', 'kid', 'typ']);

/** Decodes the header (0) or the payload (1) of a token, without verifying anything. */
const parseTokenPart = (token: string, part: 0 | 1): Record<string, unknown> | null => {
  try {
    return JSON.parse(Buffer.from(token.split('.', 2)[part] ?? '', 'base64url').toString('utf8')) as Record<string, unknown> | null;
  } catch {
    return null;
  }
};

/** The id of the key of an access token (RFC 9068); null for any other token, such as an ID token that the same key signed. */
export const findKeyIdOfAccessToken = (token: string): string | null => {
  const header = parseTokenPart(token, 0);
  if (typeof header?.kid !== 'string' || typeof header.typ !== 'string') return null;
  const isAccessToken = /^(application\/)?at\+jwt$/i.test(header.typ) && Object.keys(header).every((name) => headerMembers.has(name));
  return isAccessToken ? header.kid : null;
};

interface Asking {
  headers: { authorization?: string };
}

/**
 * Verifies an access token: with the server's own keys, whether an operator or the authorization server issued it, or as a token of an identity provider. The
 * issuer that a token claims decides which: no token is tried as both.
 */
@Injectable()
export class TokenStrategy extends PassportStrategy(Strategy, 'access-token') {
  private readonly audiences: ReadonlyMap<unknown, readonly unknown[]>;

  constructor(
    keys: KeyStore,
    private readonly foreign: ForeignTokens,
    @Inject(PUBLIC_URL) publicUrl: string,
    @Inject(INSTALLATION_PROVIDER) provider: InstallationProvider | null,
  ) {
    const audiences = new Map([[OPERATOR_ISSUER, [OPERATOR_AUDIENCE]]]);
    // Tokens of the time before a provider took the place of the logins here are not accepted any more.
    if (!provider) audiences.set(getIssuer(publicUrl), [publicUrl, getFhirBase(publicUrl)]);
    super({
      jwtFromRequest: (request: Asking) => getPresentedToken(request)?.token ?? null,
      algorithms: [TOKEN_ALGORITHM],
      issuer: [...audiences.keys()],
      audience: [...audiences.values()].flat(),
      secretOrKeyProvider: (_request, token: string, done) => {
        const id = findKeyIdOfAccessToken(token);
        const found = id === null ? Promise.resolve(null) : keys.find(id);
        found.then(
          (key) => (key ? done(null, key as unknown as string) : done(new Error('The key is not one of this server.'))),
          (error: unknown) => done(error),
        );
      },
    });
    this.audiences = audiences;
  }

  /** Passport calls this for each request. */
  override authenticate(request: Parameters<Strategy['authenticate']>[0], options?: object): void {
    const token = getPresentedToken(request)?.token;
    const issuer = token === undefined ? undefined : parseTokenPart(token, 1)?.iss;
    if (token === undefined || typeof issuer !== 'string' || this.audiences.has(issuer)) return super.authenticate(request, options);
    this.foreign.verify(token).then(
      (claims) => (claims ? this.success(claims) : this.fail(new Error('No identity provider of a clinic has issued it for this API.') as never)),
      (error: unknown) => this.error(error as Error),
    );
  }

  /** Accepts an issuer and an audience only where they belong together. */
  validate(payload: { iss?: unknown; aud?: unknown }): TokenClaims | false {
    return (this.audiences.get(payload.iss)?.includes(payload.aud) && parseClaims(payload)) || false;
  }
}
