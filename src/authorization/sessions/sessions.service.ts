import { Injectable } from '@nestjs/common';
import { StaffService } from '../../clinic/index.js';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import { ArtifactsRepository, type KeptSession } from '../artifacts/artifacts.repository.js';
import type { LogInSession, LogInSessionListResponse } from './session.dto.js';

const toResponse = ({ id, model, clientId, device, createdAt, seenAt, expiresAt }: KeptSession): LogInSession => ({
  id,
  kind: model === 'Session' ? 'browser' : 'application',
  clientId,
  device,
  startedAt: createdAt.toISOString(),
  lastSeenAt: seenAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});

/** The caller's own login: its grant, or the session of the browser. */
export type OwnLogIn = { grant: Buffer | null } | { session: string };

@Injectable()
export class SessionsService {
  constructor(
    private readonly artifacts: ArtifactsRepository,
    private readonly staff: StaffService,
  ) {}

  /** The caller's sessions. A system has none, because it never logs in on a page. */
  async listOwn(): Promise<LogInSessionListResponse> {
    return this.list(getCurrentPrincipal().id);
  }

  async endOwn(sessionId: string): Promise<void> {
    await this.end(getCurrentPrincipal().id, sessionId);
  }

  async listByStaff(staffId: string): Promise<LogInSessionListResponse> {
    await this.staff.get(staffId);
    return this.list(staffId);
  }

  /** Ends all sessions of a person. */
  async endAllByStaff(staffId: string): Promise<void> {
    await this.staff.get(staffId);
    for (const session of await this.artifacts.listSessions(staffId)) await this.artifacts.end(session);
  }

  /** Ends all sessions of a person but one, in a transaction of the person's clinic. */
  async endAllBut(staffId: string, own: OwnLogIn): Promise<void> {
    const sessions = await this.artifacts.listSessions(staffId);
    const kept = sessions.filter((session) => this.artifacts.isPartOf(session, own));
    const keptToo = new Set(kept.flatMap((session) => this.artifacts.listGrants(session)).map((grant) => grant.toString('base64')));
    for (const session of sessions) {
      const grants = this.artifacts.listGrants(session);
      if (!kept.includes(session) && !grants.some((grant) => keptToo.has(grant.toString('base64')))) await this.artifacts.end(session);
    }
    this.artifacts.tellChange();
  }

  /** The sessions of a person for a page, in a transaction of the person's clinic. */
  async listSessions(staffId: string): Promise<LogInSession[]> {
    return (await this.artifacts.listSessions(staffId)).map(toResponse);
  }

  async endByStaff(staffId: string, sessionId: string): Promise<void> {
    await this.end(staffId, sessionId);
    this.artifacts.tellChange();
  }

  private async list(staffId: string): Promise<LogInSessionListResponse> {
    return { items: (await this.artifacts.listSessions(staffId)).map(toResponse) };
  }

  private async end(staffId: string, sessionId: string): Promise<void> {
    const session = (await this.artifacts.listSessions(staffId)).find(({ id }) => id === sessionId);
    if (!session) throw createNotFoundFailure('session');
    await this.artifacts.end(session);
  }
}
