/**
 * Tokens that are bound to a key (RFC 9449, DPoP). The caller proves with each request that it has the key. So a stolen token is worthless, and a proof is
 * valid for one request, once.
 */
import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify, type JWK, type JWTPayload } from 'jose';
import { Clock } from '../../kernel/clock.js';
import type { Failure } from '../../kernel/failure.js';
import { declareColumns } from '../database/columns.js';
import { Database } from '../database/database.js';
import { bindStatement, declareStatement } from '../database/statement.js';
import { KeyEncryption, hashSecret } from './key-encryption.js';
import { proofAlgorithms, createUnauthenticatedFailure } from './presented-token.js';
import { isGoodNonce, computeNextNonce, NONCE_LIFETIME_SECONDS } from './proof-nonces.js';
import type { TokenClaims } from './token-claims.js';
import { PUBLIC_URL } from './token.strategy.js';

/** The greatest difference between the time of a proof and the clock of this machine. */
const WINDOW_SECONDS = 60;
const LONGEST_PROOF = 4_096;
const LONGEST_ID = 256;

/** The purpose of the key that makes nonces. */
const NONCES = 'dpop nonces';

/** The secret of the nonces, which the authorization server uses too. */
export const getNonceSecret = (encryption: KeyEncryption): Buffer => encryption.derive(NONCES)[0]!;

const take = declareStatement('access.take-proof', {
  parameters: { hash: 'bytea', seconds: 'double precision' },
  row: declareColumns<{ first: boolean }>({ first: 'boolean' }),
  sql: `INSERT INTO used_proofs (proof_hash, expires_at) VALUES (:hash, now() + make_interval(secs => :seconds))
    ON CONFLICT ON CONSTRAINT used_proofs_pk DO NOTHING RETURNING true AS first`,
});

interface Proof {
  payload: JWTPayload;
  key: JWK;
}

@Injectable()
export class ProofOfPossession {
  private readonly secret: Buffer;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    encryption: KeyEncryption,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {
    this.secret = getNonceSecret(encryption);
  }

  /** Refuses the request unless its proof is of the token's key, for this very request, and new. */
  async require(request: FastifyRequest, token: string, { clinic, boundTo }: TokenClaims): Promise<void> {
    const { payload, key } = await this.verifyProof(request.headers.dpop);
    const wrong = this.findFault(payload, request, token) ?? ((await calculateJwkThumbprint(key)) === boundTo ? null : 'is of another key than the token');
    if (wrong !== null) throw this.createRefusal(`The proof in the DPoP header ${wrong}.`);
    this.requireFreshness(payload);
    const hash = hashSecret(`proof ${boundTo} ${payload.jti}`);
    const [taken] = await this.database.executeSeparately(
      clinic,
      [bindStatement(take, { hash, seconds: NONCE_LIFETIME_SECONDS + WINDOW_SECONDS })],
      'READ WRITE',
    );
    if (taken!.rows.length === 0) throw this.createRefusal('The proof in the DPoP header was used before: make a new one for each request.');
  }

  private async verifyProof(sent: string | string[] | undefined): Promise<Proof> {
    if (typeof sent !== 'string' || sent.length > LONGEST_PROOF)
      throw this.createRefusal('The access token is bound to a key: send one proof of it in the DPoP header.');
    try {
      const currentDate = this.clock.now();
      const { payload, protectedHeader } = await jwtVerify(sent, EmbeddedJWK, { algorithms: [...proofAlgorithms], typ: 'dpop+jwt', currentDate });
      return { payload, key: protectedHeader.jwk! };
    } catch {
      throw this.createRefusal('The DPoP header holds no valid proof: send a JSON Web Token of the type dpop+jwt, signed by the key.');
    }
  }

  private findFault({ jti, htm, htu, ath, iat }: JWTPayload, request: FastifyRequest, token: string): string | null {
    if (typeof jti !== 'string' || jti === '' || jti.length > LONGEST_ID) return 'has no id (jti)';
    if (typeof iat !== 'number') return 'has no time (iat)';
    if (htm !== request.method) return 'is for another method (htm)';
    if (typeof htu !== 'string' || getAddress(htu) !== getAddress(this.publicUrl + request.originalUrl)) return 'is for another address (htu)';
    if (ath !== createHash('sha256').update(token).digest('base64url')) return 'is for another token (ath)';
    return null;
  }

  /** Refuses an old proof. With a nonce of this server the time of the caller's clock does not matter. */
  private requireFreshness({ iat, nonce }: JWTPayload): void {
    const now = this.clock.now();
    if (nonce === undefined && Math.abs(now.getTime() / 1000 - iat!) <= WINDOW_SECONDS) return;
    if (typeof nonce === 'string' && isGoodNonce(this.secret, nonce, now)) return;
    throw this.createRefusal('The proof in the DPoP header is too old or too new: make a new one with the nonce of the DPoP-Nonce header.', 'use_dpop_nonce');
  }

  private createRefusal(detail: string, error = 'invalid_dpop_proof'): Failure {
    return createUnauthenticatedFailure(detail, error, {
      scheme: 'DPoP',
      ...(error === 'use_dpop_nonce' && { nonce: computeNextNonce(this.secret, this.clock.now()) }),
    });
  }
}

/** The address without its query and fragment; null where it is none. */
const getAddress = (text: string): string | null => {
  if (!URL.canParse(text)) return null;
  const { origin, pathname } = new URL(text);
  return origin + pathname;
};
