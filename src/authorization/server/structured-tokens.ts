/**
 * Introspection (RFC 7662) and revocation (RFC 7009) of access tokens, which are JSON Web Tokens (RFC 9068). The provider authenticates the
 * client, knows no such token, and says so; what it then has not done is done here.
 */
import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, type JWTPayload } from 'jose';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { Directory } from '../../platform/access/directory.js';
import { KeyStore } from '../../platform/access/key-store.js';
import { TOKEN_ALGORITHM } from '../../platform/access/signing-keys.js';
import { parseClaims, computeTokenSubject, getFhirBase, type TokenClaims } from '../../platform/access/token-claims.js';
import { getIssuer, findKeyIdOfAccessToken, PUBLIC_URL } from '../../platform/access/token.strategy.js';
import { ArtifactsRepository } from '../artifacts/artifacts.repository.js';
import { Launches } from '../smart/launches.service.js';
import { describeLaunch, formatFhirUser, SmartAnswers } from '../smart/smart-answers.js';
import { findOwnClient, type ClientWithMetadata } from './clients.js';

const UNKNOWN = 'unsupported_token_type';

interface Verified {
  payload: JWTPayload;
  claims: TokenClaims;
}

@Injectable()
export class StructuredTokens {
  constructor(
    private readonly keys: KeyStore,
    private readonly directory: Directory,
    private readonly artifacts: ArtifactsRepository,
    private readonly launches: Launches,
    private readonly smart: SmartAnswers,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  /** Completes the provider's answer. */
  async complete(ctx: KoaContextWithOIDC): Promise<void> {
    // An address that the provider does not know has no client.
    const clinicId = findOwnClient((ctx.oidc as KoaContextWithOIDC['oidc'] | undefined)?.client)?.clinicId ?? null;
    await this.smart.complete(ctx, this.publicUrl, clinicId);
    if ((ctx.body as { error?: unknown } | undefined)?.error !== UNKNOWN) return;
    const { route, client, params } = ctx.oidc as unknown as { route: string; client?: ClientWithMetadata; params: { token?: string } };
    if (!client || typeof params.token !== 'string') return;
    if (route === 'introspection') ctx.body = await this.introspect(client, params.token);
    else if (route === 'revocation') await this.revoke(ctx, client, params.token);
    else return;
    ctx.status = (ctx.body as { error?: unknown } | undefined)?.error === undefined ? 200 : 400;
  }

  /** Introspects a token. A client that may not know the token is told that it is not active, as for a token that does not exist. */
  private async introspect(client: ClientWithMetadata, token: string): Promise<object> {
    const verified = await this.verify(token);
    if (!verified || !mayKnow(client, verified) || !(await this.directory.find(verified.claims))) return { active: false };
    const type = verified.claims.boundTo === undefined ? 'Bearer' : 'DPoP';
    return { active: true, token_type: type, ...verified.payload, ...(await this.describeLaunch(verified.claims)) };
  }

  /** The patient, the consultation and the person of a token of the FHIR interface. */
  private async describeLaunch({ isForFhir, clinic, grant, sub, scope = '' }: TokenClaims): Promise<object> {
    if (!isForFhir || grant === undefined) return {};
    const launched = await this.launches.findByGrant(clinic, Buffer.from(grant, 'base64url'));
    return { ...describeLaunch(launched), ...(scope.split(' ').includes('fhirUser') && { fhirUser: formatFhirUser(this.publicUrl, sub) }) };
  }

  private async revoke(ctx: KoaContextWithOIDC, client: ClientWithMetadata, token: string): Promise<void> {
    const verified = await this.verify(token);
    ctx.body = '';
    if (!verified) return;
    if (verified.payload.client_id !== client.clientId) {
      ctx.body = { error: 'invalid_request', error_description: 'client is not authorized to revoke the presented token' };
      return;
    }
    await this.artifacts.revokeToken(computeTokenSubject(verified.claims.jti));
  }

  private async verify(token: string): Promise<Verified | null> {
    const id = findKeyIdOfAccessToken(token);
    const key = id === null ? null : await this.keys.find(id);
    if (!key) return null;
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [TOKEN_ALGORITHM],
        issuer: getIssuer(this.publicUrl),
        audience: [this.publicUrl, getFhirBase(this.publicUrl)],
      });
      const claims = parseClaims(payload);
      return claims && { payload, claims };
    } catch {
      return null;
    }
  }
}

/** Whether the client may know the token: its own, or, for a client that authenticated, one of its clinic. */
const mayKnow = (client: ClientWithMetadata, { payload, claims }: Verified): boolean =>
  payload.client_id === client.clientId || (client.clientAuthMethod !== 'none' && findOwnClient(client)?.clinicId === claims.clinic);
