/** The versions of a record, as they are answered. */
import { differences } from '../../kernel/difference.js';
import { actor } from '../access/actors.js';
import type { AdverseEventVersionResponse } from './version.dto.js';

/** A version, as a repository reads it. */
export interface RecordVersion {
  number: number;
  /** Who wrote it: what was said in it, or that it belongs to another record of the same person. */
  recordedBy: string | null;
  recordedAt: Date;
  /** Why it was an error, by then. */
  errorReason: string | null;
  /** Why it moved from one record to another; null where it did not. */
  moveReason: string | null;
}

const actionOf = ({ number, errorReason, moveReason }: RecordVersion): AdverseEventVersionResponse['action'] =>
  number === 1 ? 'recorded' : moveReason !== null ? 'moved' : errorReason !== null ? 'entered-in-error' : 'changed';

/**
 * Versions that a page shows, the first first, each with its difference to the one before. `read` answers those after a number; the one before
 * the page is read along.
 */
export const versionRows = async <Version extends RecordVersion>(
  after: number | null,
  limit: number,
  read: (after: number, limit: number) => Promise<Version[]>,
): Promise<{ version: Version; before: Version | undefined }[]> => {
  const last = after ?? 0;
  const first = Math.max(last - 1, 0);
  const versions = await read(first, limit + last - first);
  return versions.map((version, index) => ({ version, before: versions[index - 1] })).filter(({ version }) => version.number > last);
};

/** A version as it is answered; `contentOf` tells what was said in it, in the form in which it is sent. */
export const versionResponse = <Version extends RecordVersion>(
  patientId: string,
  { version, before }: { version: Version; before: Version | undefined },
  contentOf: (version: Version) => object,
): AdverseEventVersionResponse => {
  const whole = (version: Version): object => ({
    ...contentOf(version),
    ...(version.errorReason !== null && { enteredInError: { reason: version.errorReason } }),
  });
  return {
    patientId,
    number: version.number,
    action: actionOf(version),
    content: { ...contentOf(version) },
    recordedBy: actor(version.recordedBy),
    recordedAt: version.recordedAt.toISOString(),
    reason: version.moveReason ?? version.errorReason,
    difference: before ? differences(whole(before), whole(version)) : [],
  };
};
