import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-jwt';
import { KeyStore } from './key-store.js';
import { getPresentedToken } from './presented-token.js';
import { TOKEN_ALGORITHM } from './signing-keys.js';
import { parseClaims, type TokenClaims } from './token-claims.js';
import { OPERATOR_AUDIENCE, OPERATOR_ISSUER } from './tokens.js';

/** Where the API is reached: the origin of its address. */
export const PUBLIC_URL = Symbol('public url');

/** The issuer of the authorization server's tokens. Their audience is the origin itself. */
export const getIssuer = (publicUrl: string): string => `${publicUrl}/oauth`;

const parseTokenHeader = (token: string): { kid?: unknown; typ?: unknown } | null => {
  try {
    return JSON.parse(Buffer.from(token.split('.', 1)[0]!, 'base64url').toString('utf8')) as { kid?: unknown; typ?: unknown };
  } catch {
    return null;
  }
};

/** An access token says that it is one (RFC 9068): an ID token, signed by the same key, is not taken for one. */
export const findKeyIdOfAccessToken = (token: string): string | null => {
  const header = parseTokenHeader(token);
  return typeof header?.kid === 'string' && /^(application\/)?at\+jwt$/i.test(String(header.typ)) ? header.kid : null;
};

/** Checks an access token against the server's own key set, whoever issued it: an operator, or the authorization server. */
@Injectable()
export class TokenStrategy extends PassportStrategy(Strategy, 'access-token') {
  private readonly audiences: ReadonlyMap<unknown, string>;

  constructor(keys: KeyStore, @Inject(PUBLIC_URL) publicUrl: string) {
    const audiences = new Map([
      [OPERATOR_ISSUER, OPERATOR_AUDIENCE],
      [getIssuer(publicUrl), publicUrl],
    ]);
    super({
      jwtFromRequest: (request: { headers: { authorization?: string } }) => getPresentedToken(request)?.token ?? null,
      algorithms: [TOKEN_ALGORITHM],
      issuer: [...audiences.keys()],
      audience: [...audiences.values()],
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

  /** Of several issuers and audiences only those that belong together. */
  validate(payload: { iss?: unknown; aud?: unknown }): TokenClaims | false {
    return (this.audiences.get(payload.iss) === payload.aud && parseClaims(payload)) || false;
  }
}
