import { contentHash } from '../../platform/signing/index.js';
import type { SessionVersionRecord } from '../sessions/session-versions.repository.js';
import { contentOf } from '../sessions/session.response.js';
import type { SessionRecord } from '../sessions/sessions.repository.js';

/** What was completed before versions were kept: the content of today is the one of then, for it cannot have changed. */
export const firstVersion = (session: SessionRecord): SessionVersionRecord => {
  const content = contentOf(session);
  return {
    sessionId: session.id,
    number: 1,
    content,
    contentHash: contentHash(content),
    recordedBy: session.performedBy!,
    recordedAt: session.endedAt!,
    reason: null,
    difference: null,
    takenOverFrom: null,
    takeOverReason: null,
  };
};
