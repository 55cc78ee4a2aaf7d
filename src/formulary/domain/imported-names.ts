import { newId } from '../../kernel/id.js';
import type { FileName } from './formulary-file.js';

interface ImportedBy {
  importId: string;
  /** Null for the operator of the server. */
  recordedBy: string | null;
  /** The dermatologist who confirms them by importing them. */
  confirmedBy: string | null;
  at: Date;
}

/** The names of a file as they are recorded. */
export const importedNames = (names: readonly FileName[], { importId, recordedBy, confirmedBy, at }: ImportedBy) =>
  names.map(({ kind, name, normalized, codes, harmless, reason }) => ({
    id: newId(),
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
