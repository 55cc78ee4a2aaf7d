import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { toActor } from '../../platform/access/actors.js';
import { hashSecret } from '../../platform/access/key-encryption.js';
import { getCurrentPrincipal, Pages, type Page, type PageQuery } from '../../platform/http/index.js';
import type { NewRegistrationTokenResponse, RegistrationTokenInput, RegistrationTokenResponse } from './registration-token.dto.js';
import { RegistrationTokensRepository, type RegistrationToken } from './registration-tokens.repository.js';

const TOKEN_BYTES = 32;
const DAY_MILLISECONDS = 86_400_000;

const toResponse = ({ createdBy, createdAt, expiresAt, endedAt, ...token }: RegistrationToken): RegistrationTokenResponse => ({
  ...token,
  createdBy: toActor(createdBy),
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
});

@Injectable()
export class RegistrationTokensService {
  constructor(
    private readonly tokens: RegistrationTokensRepository,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async create({ name, scopes, maxRegistrations, validForDays }: RegistrationTokenInput): Promise<NewRegistrationTokenResponse> {
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + validForDays * DAY_MILLISECONDS);
    // The fixed prefix lets scanners of source code recognise a leaked token.
    const token = `hairline_register_${randomBytes(TOKEN_BYTES).toString('base64url')}`;
    const createdBy = getCurrentPrincipal().id;
    const made = await this.tokens.insert({ id: createId(), name, scopes, maxRegistrations, createdBy, createdAt, expiresAt, hash: hashSecret(token) });
    return { ...toResponse(made), token };
  }

  async get(id: string): Promise<RegistrationTokenResponse> {
    return toResponse(await this.find(id));
  }

  list(query: PageQuery): Promise<Page<RegistrationTokenResponse>> {
    return this.pages.read(query, {
      rows: (before: string | null, limit) => this.tokens.list(before, limit),
      position: (token) => token.id,
      item: toResponse,
      total: () => this.tokens.count(),
    });
  }

  /** Ends the token, so that no application can register with it any more. Registered applications stay. Ending it again changes nothing. */
  async end(id: string): Promise<RegistrationTokenResponse> {
    await this.find(id);
    await this.tokens.end(id, this.clock.now());
    return toResponse(await this.find(id));
  }

  private async find(id: string): Promise<RegistrationToken> {
    const token = await this.tokens.find(id);
    if (!token) throw createNotFoundFailure('registration token');
    return token;
  }
}
