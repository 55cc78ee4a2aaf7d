import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Failure } from '../../kernel/failure.js';

export const REQUESTS_PER_MINUTE = Symbol('requests per minute');

const WINDOW_SECONDS = 60;

/**
 * Limits the requests in a minute of each caller, and of each network address that sends bad tokens. It protects one process; a limit over all processes
 * belongs to the load balancer.
 */
@Injectable()
export class RateLimiter {
  private readonly limiter: RateLimiterMemory | null;

  constructor(@Inject(REQUESTS_PER_MINUTE) private readonly perMinute: number) {
    this.limiter = perMinute > 0 ? new RateLimiterMemory({ points: perMinute, duration: WINDOW_SECONDS }) : null;
  }

  /** Takes a request from the caller's minute, and sets the headers with the rest. */
  async spend(caller: string, reply: FastifyReply): Promise<void> {
    if (!this.limiter) return;
    try {
      this.describe(await this.limiter.consume(caller), reply);
    } catch (spent) {
      if (!(spent instanceof RateLimiterRes)) throw spent;
      this.describe(spent, reply);
      const seconds = Math.max(1, Math.ceil(spent.msBeforeNext / 1000));
      throw new Failure('too-many-requests', `The allowance of ${this.perMinute} requests a minute is used up.`, {
        headers: { 'Retry-After': String(seconds) },
      });
    }
  }

  /** Sets RateLimit and RateLimit-Policy after draft-ietf-httpapi-ratelimit-headers. */
  private describe(left: RateLimiterRes, reply: FastifyReply): void {
    void reply.header('RateLimit-Policy', `"default";q=${this.perMinute};w=${WINDOW_SECONDS}`);
    void reply.header('RateLimit', `"default";r=${left.remainingPoints};t=${Math.ceil(left.msBeforeNext / 1000)}`);
  }
}
