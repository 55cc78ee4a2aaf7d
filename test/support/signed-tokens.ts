/** Tokens that the server's own key has signed, with whatever header and claims: what would be a token, were one thing not wrong with it. */
import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT, type JWK, type JWTHeaderParameters } from 'jose';
import { queryAsOperator } from '../../src/platform/database/operator.js';
import { listSigningKeys, listTrustedKeys, TOKEN_ALGORITHM } from '../../src/platform/access/signing-keys.js';
import { OPERATOR_AUDIENCE, OPERATOR_ISSUER } from '../../src/platform/access/tokens.js';
import { testEncryption, type TestApp } from './app.js';

export interface Signer {
  kid: string;
  publicJwk: JWK;
  privateJwk: JWK;
}

/** The key that signs the application's tokens. */
export const signerOf = async (app: TestApp): Promise<Signer> => {
  const key = listTrustedKeys(testEncryption, await queryAsOperator(app.owner, listSigningKeys)).find(({ signs }) => signs)!;
  return { kid: key.id, publicJwk: key.publicJwk, privateJwk: key.privateJwk };
};

/** The claims of a good operator's token for a person. */
export const goodClaims = (clinicId: string, staffId: string): Record<string, unknown> => {
  const now = Math.floor(Date.now() / 1000);
  return { iss: OPERATOR_ISSUER, aud: OPERATOR_AUDIENCE, sub: staffId, clinic: clinicId, kind: 'staff', jti: randomUUID(), iat: now, exp: now + 600 };
};

/** Signs the claims; members of the header and claims that are undefined are left out. */
export const signToken = async (signer: Signer, claims: Record<string, unknown>, header: Record<string, unknown> = {}): Promise<string> => {
  const whole = { alg: TOKEN_ALGORITHM, kid: signer.kid, typ: 'at+jwt', ...header } as JWTHeaderParameters;
  const present = <T extends object>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
  return new SignJWT(present(claims)).setProtectedHeader(present(whole)).sign(await importJWK(signer.privateJwk, TOKEN_ALGORITHM), {
    crit: Object.fromEntries([...((header['crit'] as string[] | undefined) ?? [])].map((name) => [name, true])),
  });
};
