/**
 * Who asks, and may they? In this order: the token (passport, remembered by its hash until it expires), the proof of the key that it is
 * bound to, the person or client behind it, the network that it comes from, the rate limit, the permission that the route declares.
 */
import { createHash } from 'node:crypto';
import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { createFailure } from '../../kernel/failure.js';
import { Clock } from '../../kernel/clock.js';
import { isWithin } from '../../kernel/network.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { getCurrentRequest, type RequestContext } from '../context.js';
import { getRouteDeclaration } from '../http/route.js';
import { ClientAllowances } from './client-allowances.js';
import { Directory } from './directory.js';
import { createLogInElsewhereFailure, INSTALLATION_PROVIDER, type InstallationProvider } from './installation-provider.js';
import { findPatientLimits } from './patient-limits.js';
import { describeForeignNetwork, type Principal } from './principal.js';
import { RateLimiter } from './rate-limiter.js';
import { KeyStore } from './key-store.js';
import { getPresentedToken, createUnauthenticatedFailure, type PresentedToken } from './presented-token.js';
import { ProofOfPossession } from './proof-of-possession.js';
import { isOfFhir, parseClaims, type TokenClaims } from './token-claims.js';
import { findKeyIdOfAccessToken } from './token.strategy.js';

const MAXIMUM_REMEMBERED = 10_000;

@Injectable()
export class AccessGuard extends AuthGuard('access-token') {
  private readonly verified = new LRUCache<string, TokenClaims>({ max: MAXIMUM_REMEMBERED });

  constructor(
    private readonly directory: Directory,
    private readonly limiter: RateLimiter,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly keys: KeyStore,
    private readonly proofs: ProofOfPossession,
    private readonly allowances: ClientAllowances,
    @Inject(INSTALLATION_PROVIDER) private readonly provider: InstallationProvider | null,
  ) {
    super();
  }

  override async canActivate(execution: ExecutionContext): Promise<boolean> {
    const { access, ownLogIn, limitedByAddress } = getRouteDeclaration(execution.getHandler());
    const context = getCurrentRequest();
    context.handler = execution.getHandler();
    const reply = execution.switchToHttp().getResponse<FastifyReply>();
    if (limitedByAddress) await this.limiter.spend(`public:${context.sourceAddress}`, reply);
    if (access === 'public') return true;
    const claims = await this.readClaims(execution, context, reply);
    const principal = await this.directory.find(claims);
    if (!principal) throw createUnauthenticatedFailure('The person or client that this token was made for is no longer active.', 'invalid_token');
    context.principal = principal;
    context.clinicId = principal.clinic.id;
    await this.holdToNetworks(principal, context, reply);
    await this.limiter.spend(principal.id, reply);
    await this.allowances.spend(principal, reply);
    if (!access || !principal.permissions.has(access.permission)) {
      throw createFailure('forbidden', access ? `This needs the permission ${access.permission}, which the caller does not have.` : 'Nobody may call this.');
    }
    if (ownLogIn && this.provider) throw createLogInElsewhereFailure(this.provider);
    context.patientLimits = findPatientLimits(principal, access.permission, this.clock.now());
    return true;
  }

  /** Refuses a client outside of the networks that its clinic allows, whoever has its token. */
  private async holdToNetworks({ client }: Principal, { sourceAddress }: RequestContext, reply: FastifyReply): Promise<void> {
    if (!client || client.allowedNetworks.length === 0 || isWithin(sourceAddress, client.allowedNetworks)) return;
    await this.limiter.spend(`refused:${sourceAddress}`, reply);
    throw createFailure('forbidden', describeForeignNetwork(sourceAddress));
  }

  /** Answers passport's refusal of a token. The refusal of a known subject goes into the audit trail. */
  override handleRequest<Claims>(error: unknown, claims: Claims | false | undefined, info: unknown, execution: ExecutionContext): Claims {
    if (claims) return claims;
    const refusal = info instanceof Error ? info : error;
    if (refusal && (refusal as { code?: unknown }).code !== undefined) throw refusal as Error;
    const expired = refusal instanceof Error && refusal.name === 'TokenExpiredError';
    const isMissing = getPresentedToken(execution.switchToHttp().getRequest<FastifyRequest>()) === null;
    throw isMissing
      ? createUnauthenticatedFailure('This needs an access token.')
      : Object.assign(createUnauthenticatedFailure(expired ? 'The access token has expired.' : 'The access token is not valid here.', 'invalid_token'), {
          expired,
        });
  }

  private async readClaims(execution: ExecutionContext, context: RequestContext, reply: FastifyReply): Promise<TokenClaims> {
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    const presented = getPresentedToken(request);
    const token = presented?.token ?? null;
    const claims = await this.verifyToken(execution, context, reply, token);
    try {
      if (claims.isForFhir !== isOfFhir(request.url)) {
        throw createUnauthenticatedFailure('The access token is meant for another interface of this server.', 'invalid_token');
      }
      await this.requireProof(request, presented!, claims);
    } catch (refusal) {
      await this.limiter.spend(`refused:${context.sourceAddress}`, reply);
      throw refusal;
    }
    return claims;
  }

  /** Requires a proof of the key for a bound token, and none for any other. */
  private async requireProof(request: FastifyRequest, { scheme, token }: PresentedToken, claims: TokenClaims): Promise<void> {
    if (claims.boundTo !== undefined && scheme === 'DPoP') return this.proofs.require(request, token, claims);
    if (claims.boundTo !== undefined)
      throw createUnauthenticatedFailure('The access token is bound to a key: send it as DPoP, with a proof.', 'invalid_token', { scheme: 'DPoP' });
    if (scheme === 'DPoP') throw createUnauthenticatedFailure('The access token is bound to no key: send it as Bearer.', 'invalid_token', { scheme: 'DPoP' });
  }

  private async verifyToken(execution: ExecutionContext, context: RequestContext, reply: FastifyReply, token: string | null): Promise<TokenClaims> {
    const key = token === null ? null : createHash('sha256').update(token).digest('base64');
    const remembered = key === null ? undefined : this.verified.get(key);
    // The key may have been revoked since.
    if (remembered && remembered.exp * 1000 > this.clock.now().getTime() && (await this.keys.find(remembered.kid!))) return remembered;
    try {
      await super.canActivate(execution);
    } catch (refusal) {
      await this.limiter.spend(`refused:${context.sourceAddress}`, reply);
      if ((refusal as { expired?: boolean }).expired && token) await this.auditExpiredToken(context, token);
      throw refusal;
    }
    const request = execution.switchToHttp().getRequest<FastifyRequest & { user?: TokenClaims }>();
    // Of tokens of identity providers their own verifier remembers what it may.
    if (request.user!.isForeign) return request.user!;
    const claims = { ...request.user!, kid: findKeyIdOfAccessToken(token!)! };
    if (key !== null) this.verified.set(key, claims, { ttl: Math.max(1, claims.exp * 1000 - this.clock.now().getTime()) });
    return claims;
  }

  /** Records the refusal of an expired token. Its signature was valid, so its subject is known. */
  private async auditExpiredToken(context: RequestContext, token: string): Promise<void> {
    const claims = parseClaims(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));
    if (!claims) return;
    await this.audit.record(
      context,
      claims.clinic,
      { action: 'token.expired', patientIds: [], resourceId: null, outcome: 'refused', status: 401 },
      { kind: claims.kind, id: claims.sub, role: null },
    );
  }
}
