import { Injectable } from '@nestjs/common';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { requireVersion } from '../../platform/http/index.js';
import { sessionStates, type SessionAction } from './domain/session-states.js';
import { SessionsRepository, type SessionRecord } from './sessions.repository.js';

/** Locks sessions for a change, at the version that the caller has seen. */
@Injectable()
export class SessionLocks {
  constructor(private readonly sessions: SessionsRepository) {}

  /** Locks a session at the caller's version. */
  async lockCurrent(sessionId: string): Promise<SessionRecord> {
    const session = await this.sessions.lock(sessionId);
    if (!session) throw createNotFoundFailure('treatment session');
    requireVersion(session.version);
    return session;
  }

  /** Locks a session at the caller's version, in a state that allows the action. */
  async lockForAction(sessionId: string, action: SessionAction): Promise<SessionRecord> {
    const session = await this.lockCurrent(sessionId);
    sessionStates.next(session.status, action);
    return session;
  }
}
