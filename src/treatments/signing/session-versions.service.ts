import { Injectable } from '@nestjs/common';
import { Pages, type Page, type PageQuery, toActor } from '../../platform/http/index.js';
import { readVersionsPage } from '../../platform/signing/index.js';
import { SessionVersionsRepository } from '../sessions/session-versions.repository.js';
import type { SessionVersionResponse } from '../sessions/session.dto.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { createFirstVersion } from './first-version.js';

/** Reads the versions of the records of sessions. */
@Injectable()
export class SessionVersions {
  constructor(
    private readonly sessions: SessionsService,
    private readonly versions: SessionVersionsRepository,
    private readonly pages: Pages,
  ) {}

  /** Lists every version of the record, the first version first. */
  async list(sessionId: string, query: PageQuery): Promise<Page<SessionVersionResponse>> {
    const session = await this.sessions.require(sessionId);
    const completed = session.status === 'completed';
    return readVersionsPage(this.pages, query, {
      kept: (after, limit) => this.versions.list(sessionId, after, limit),
      first: completed && session.recordVersion === null ? createFirstVersion(session) : null,
      total: completed ? (session.recordVersion ?? 1) : 0,
      item: ({ recordedAt, difference, ...version }) => ({
        ...version,
        patientId: session.patientId,
        recordedBy: toActor(version.recordedBy),
        takenOverFrom: toActor(version.takenOverFrom),
        recordedAt: recordedAt.toISOString(),
        difference: difference ?? [],
      }),
    });
  }
}
