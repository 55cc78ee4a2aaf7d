import { createId } from '../../kernel/id.js';
import type { FileName } from './formulary-file.js';

interface ImportedBy {
  importId: string;
  /** The person who imports the names; null where the operator of the server loads them. */
  recordedBy: string | null;
  /** The dermatologist who confirms the names by importing them; null where anybody else imports them. */
  confirmedBy: string | null;
  at: Date;
}

/** Builds the entries to store from the names of a file. */
export const createImportedNames = (names: readonly FileName[], { importId, recordedBy, confirmedBy, at }: ImportedBy) =>
  names.map(({ kind, name, normalized, codes, harmless, reason }) => ({
    id: createId(),
    kind,
    name,
    normalized,
    codes: [...codes],
    harmless,
    reason,
    origin: 'imported' as const,
    importId,
    recordedBy,
    recordedAt: at,
    confirmedBy,
    confirmedAt: confirmedBy === null ? null : at,
  }));
