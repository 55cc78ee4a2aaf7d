/** The versions of a record in answers. */
import { listDifferences } from '../../kernel/difference.js';
import { toActor } from '../access/actors.js';
import type { AdverseEventVersionResponse } from './version.dto.js';

/** A version as a repository reads it. */
export interface RecordVersion {
  number: number;
  /** The person or client who recorded the version: its content, or its move to another record of the same person. */
  recordedBy: string | null;
  recordedAt: Date;
  /** Why the record was entered in error; null where it was not, at this version. */
  errorReason: string | null;
  /** Why the record moved to another patient record; null where it did not. */
  moveReason: string | null;
}

const getAction = ({ number, errorReason, moveReason }: RecordVersion): AdverseEventVersionResponse['action'] =>
  number === 1 ? 'recorded' : moveReason !== null ? 'moved' : errorReason !== null ? 'entered-in-error' : 'changed';

/**
 * Builds a page of versions, the earliest first, each with its difference to the previous one. `read` answers the versions after a number; the version before
 * the page is read too.
 */
export const listVersionRows = async <Version extends RecordVersion>(
  after: number | null,
  limit: number,
  read: (after: number, limit: number) => Promise<Version[]>,
): Promise<{ version: Version; before: Version | undefined }[]> => {
  const last = after ?? 0;
  const first = Math.max(last - 1, 0);
  const versions = await read(first, limit + last - first);
  return versions.map((version, index) => ({ version, before: versions[index - 1] })).filter(({ version }) => version.number > last);
};

/** Builds the answer for a version. `contentOf` gives its content in the form in which a client sends it. */
export const toVersionResponse = <Version extends RecordVersion>(
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
    action: getAction(version),
    content: { ...contentOf(version) },
    recordedBy: toActor(version.recordedBy),
    recordedAt: version.recordedAt.toISOString(),
    reason: version.moveReason ?? version.errorReason,
    difference: before ? listDifferences(whole(before), whole(version)) : [],
  };
};
