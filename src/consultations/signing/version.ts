import { getCurrentPrincipal } from '../../platform/http/index.js';
import type { SignatureTakeOver } from '../../platform/signing/index.js';
import { buildSignedContent, type SignedContent } from '../consultation.response.js';
import type { ConsultationRecord } from '../domain/consultation-record.js';
import type { VersionRecord } from './versions.repository.js';

/** Makes the version of a signature. */
export const createVersion = (signed: ConsultationRecord, content: SignedContent): Omit<VersionRecord, keyof SignatureTakeOver> => ({
  consultationId: signed.id,
  number: signed.versionNumber!,
  content,
  contentHash: signed.contentHash!,
  signedBy: signed.signedBy!,
  signedAt: signed.signedAt!,
  reason: null,
  difference: null,
});

/**
 * Makes the first version of a consultation that was signed before versions were stored. Its current content is the signed content, because it cannot have
 * changed.
 */
export const createFirstVersion = (record: ConsultationRecord): VersionRecord => ({
  ...createVersion({ ...record, versionNumber: 1 }, buildSignedContent(record, getCurrentPrincipal().clinic.timeZone)),
  takenOverFrom: null,
  takeOverReason: null,
});
