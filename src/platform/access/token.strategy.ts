import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { isId } from '../../kernel/id.js';
import { KeyStore } from './key-store.js';
import { TOKEN_ALGORITHM, TOKEN_AUDIENCE, TOKEN_ISSUER } from './tokens.js';

/** What a token that passed says. */
export interface TokenClaims {
  sub: string;
  clinic: string;
  kind: 'staff' | 'client';
  exp: number;
}

const keyIdOf = (token: string): string | null => {
  try {
    const header = JSON.parse(Buffer.from(token.split('.', 1)[0]!, 'base64url').toString('utf8')) as { kid?: unknown };
    return typeof header.kid === 'string' ? header.kid : null;
  } catch {
    return null;
  }
};

export const claimsOf = (payload: unknown): TokenClaims | null => {
  const claims = payload as Partial<TokenClaims> | null;
  const whole = isId(claims?.sub) && isId(claims.clinic) && (claims.kind === 'staff' || claims.kind === 'client') && typeof claims.exp === 'number';
  return whole ? (claims as TokenClaims) : null;
};

/** Checks a bearer token against the server's own key set. */
@Injectable()
export class TokenStrategy extends PassportStrategy(Strategy, 'access-token') {
  constructor(keys: KeyStore) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      algorithms: [TOKEN_ALGORITHM],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      secretOrKeyProvider: (_request, token: string, done) => {
        const id = keyIdOf(token);
        const found = id === null ? Promise.resolve(null) : keys.find(id);
        found.then(
          (key) => (key ? done(null, key as unknown as string) : done(new Error('The key is not one of this server.'))),
          (error: unknown) => done(error),
        );
      },
    });
  }

  validate(payload: unknown): TokenClaims | false {
    return claimsOf(payload) ?? false;
  }
}
