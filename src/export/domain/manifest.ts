/** The manifest of an exported archive: the files that it contains, and those that are missing. */

/** A file of the archive. */
export interface ManifestFile {
  path: string;
  mediaType: string;
  /** The name of the file in record.pdf, such as Photograph 3; left out where the file's own name is clear. */
  title?: string;
  byteSize: number;
  /** The SHA-256 in lower-case hexadecimal. */
  sha256: string;
}

/**
 * Why a file is missing. `unreadable`: the file store does not have the file, or cannot be reached. `damaged`: the stored file differs from the original or
 * ends too early, and the archive has the readable part. `not-made`: the document could not be made. `entered-in-error`: the file was entered in error and is
 * not shown.
 */
export type MissingReason = 'unreadable' | 'damaged' | 'not-made' | 'entered-in-error';

/** A file that is not in the archive, or not complete. */
export interface MissingFile {
  path: string;
  mediaType: string;
  reason: MissingReason;
  /** The size and SHA-256 of the original; null for a file made for the export. */
  expected: { byteSize: number; sha256: string } | null;
}

export interface Manifest {
  format: 'hairline-export';
  formatVersion: 1;
  patientId: string;
  exportedAt: string;
  /** Every file of the archive except the manifest. */
  files: ManifestFile[];
  missing: MissingFile[];
}

const reasons: Record<MissingReason, string> = {
  unreadable: 'it could not be read from where the clinic keeps its files; ask for the export again later',
  damaged: 'it is not, or not whole, what was kept',
  'not-made': 'the document could not be made; record.json has its content',
  'entered-in-error': 'it was entered in error and is shown to nobody any more',
};

const describeMissing = (missing: readonly MissingFile[]): string[] =>
  missing.length === 0
    ? ['Nothing is missing.']
    : ['Not in this archive, or not whole:', ...missing.map(({ path, reason }) => `  ${path}: ${reasons[reason]}.`)];

export interface ReadmeFacts {
  clinic: string;
  /** The contact lines of the clinic. */
  contact: readonly string[];
  exportedAt: string;
  /** The number of the record into which this one was merged; null where it was not merged. */
  mergedInto: string | null;
  missing: readonly MissingFile[];
}

/** Writes the readme, which explains the files to whoever opens the archive. It names the clinic and no person. */
export const renderReadme = ({ clinic, contact, exportedAt, mergedInto, missing }: ReadmeFacts): string =>
  [
    `The record of one patient of ${clinic}, as it stood at ${exportedAt}.`,
    ...contact,
    '',
    ...(mergedInto === null
      ? []
      : [
          'THIS RECORD WAS MERGED INTO ANOTHER ONE OF THE SAME PERSON. What was recorded belongs to that one now:',
          `ask for the export of the record ${mergedInto}. This archive holds what stayed here.`,
          '',
        ]),
    'record.pdf      the record, to read and to print.',
    'record.json     the same and more, for machines: everything that the clinic holds, in the shapes of its API.',
    'consultations/  each consultation as a document, by its id.',
    'photographs/    the photographs, by their id; record.json says of each when and where it was taken.',
    'consents/       the signatures and signed papers of consents, by the id of the consent.',
    'manifest.json   the size and SHA-256 of every file here, what record.pdf calls it (Photograph 3), and what is missing.',
    '',
    ...describeMissing(missing),
    '',
    'What was entered in error is in record.json, and says so. Not part of the export: who looked at the record when (the clinic’s audit',
    'trail), what unsigned drafts and list entries said before they were changed, and the small versions of photographs.',
    'A signed consultation can be verified: docs/verify-content-hash.mjs of the product computes the hash of each signed version anew.',
    '',
  ].join('\n');
