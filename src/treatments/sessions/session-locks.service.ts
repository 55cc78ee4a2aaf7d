import { Injectable } from '@nestjs/common';
import { notFound } from '../../kernel/failure.js';
import { requireVersion } from '../../platform/http/index.js';
import { sessionStates, type SessionAction } from './domain/session-states.js';
import { SessionsRepository, type SessionRecord } from './sessions.repository.js';

/** Locks sessions for a change, at the version that the caller has seen. */
@Injectable()
export class SessionLocks {
  constructor(private readonly sessions: SessionsRepository) {}

  /** Locks a session at the caller's version. */
  async current(sessionId: string): Promise<SessionRecord> {
    const session = await this.sessions.lock(sessionId);
    if (!session) throw notFound('treatment session');
    requireVersion(session.version);
    return session;
  }

  /** Locks a session at the caller's version, in a state that allows the action. */
  async currentFor(sessionId: string, action: SessionAction): Promise<SessionRecord> {
    const session = await this.current(sessionId);
    sessionStates.next(session.status, action);
    return session;
  }
}
