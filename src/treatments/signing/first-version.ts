import { hashContent } from '../../platform/signing/index.js';
import type { SessionVersionRecord } from '../sessions/session-versions.repository.js';
import { toSessionContent } from '../sessions/session.response.js';
import type { SessionRecord } from '../sessions/sessions.repository.js';

/** Derives the first version of a record that was completed before versions were stored: its content cannot have changed since. */
export const createFirstVersion = (session: SessionRecord): SessionVersionRecord => {
  const content = toSessionContent(session);
  return {
    sessionId: session.id,
    number: 1,
    content,
    contentHash: hashContent(content),
    recordedBy: session.performedBy!,
    recordedAt: session.endedAt!,
    reason: null,
    difference: null,
    takenOverFrom: null,
    takeOverReason: null,
  };
};
