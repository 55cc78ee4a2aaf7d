import { contentHash } from '../../platform/signing/index.js';
import type { SessionVersionRecord } from '../sessions/session-versions.repository.js';
import { contentOf } from '../sessions/session.response.js';
import type { SessionRecord } from '../sessions/sessions.repository.js';

/** Derives the first version of a record that was completed before versions were stored: its content cannot have changed since. */
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
