import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { ManifestFile, MissingFile, MissingReason } from '../domain/manifest.js';

/** A file to add. */
export interface ArchivedFile {
  path: string;
  mediaType: string;
  /** The name of the file in record.pdf, where the file's own name is an id. */
  title?: string;
  /** Whether to compress the file. Pictures and PDFs do not become smaller. */
  compress: boolean;
  /** The size and SHA-256 that the stored file must have; null for a file made for this archive. */
  expected: { byteSize: number; sha256: string } | null;
  open(): Promise<Readable>;
}

/** The size and SHA-256 of a file as read, and whether reading failed. */
interface StreamedFile {
  byteSize: number;
  sha256: string;
  failed: boolean;
}

/**
 * Writes a zip while its receiver reads it. One file is open at a time and is read at the receiver's speed. A file that cannot be read is listed as missing,
 * and the archive continues, because its answer has begun already.
 */
export class Archive {
  readonly files: ManifestFile[] = [];
  readonly missing: MissingFile[] = [];
  private readonly zip = new ZipFile();
  private reading: Readable | null = null;
  private closed = false;

  constructor(
    private readonly at: Date,
    private readonly onTrouble: (error: unknown, path: string) => void,
  ) {
    this.zip.on('error', (error) => this.stream.destroy(error as Error));
    // The sender of the stream listens for errors, too. This listener covers the time before.
    this.stream.on('error', () => undefined);
    this.stream.once('close', () => {
      this.closed = true;
      this.reading?.destroy();
    });
  }

  get stream(): Readable {
    return this.zip.outputStream as Readable;
  }

  /** Adds a file. Resolves when the file is in the archive or listed as missing; fails only when the receiver has closed the connection. */
  async add(file: ArchivedFile): Promise<void> {
    const source = await this.open(file);
    if (this.closed) source?.destroy();
    this.requireReader();
    if (!source) return;
    const { byteSize, sha256, failed } = await this.write(file, source);
    const { path, mediaType, title, expected } = file;
    if (failed || (expected && expected.sha256 !== sha256)) this.leaveOut(file, 'damaged');
    else this.files.push({ path, mediaType, ...(title !== undefined && { title }), byteSize, sha256 });
  }

  leaveOut({ path, mediaType, expected }: Pick<ArchivedFile, 'path' | 'mediaType' | 'expected'>, reason: MissingReason): void {
    this.missing.push({ path, mediaType, reason, expected });
  }

  end(): void {
    this.zip.end();
  }

  private async open(file: ArchivedFile): Promise<Readable | null> {
    try {
      return await file.open();
    } catch (error) {
      this.onTrouble(error, file.path);
      this.leaveOut(file, file.expected ? 'unreadable' : 'not-made');
      return null;
    }
  }

  private async write({ path, compress }: ArchivedFile, source: Readable): Promise<StreamedFile> {
    const hash = createHash('sha256');
    const reading: StreamedFile = { byteSize: 0, sha256: '', failed: false };
    const onTrouble = this.onTrouble;
    const measured = async function* (): AsyncGenerator<Buffer> {
      try {
        for await (const chunk of source as AsyncIterable<Buffer>) {
          hash.update(chunk);
          reading.byteSize += chunk.length;
          yield chunk;
        }
      } catch (error) {
        // The bytes that were sent cannot be taken back. The entry ends here, and the manifest lists the file as missing.
        reading.failed = true;
        onTrouble(error, path);
      }
    };
    this.reading = Readable.from(measured(), { objectMode: false });
    this.zip.addReadStream(this.reading, path, { compress, mtime: this.at });
    try {
      await finished(this.reading, { cleanup: true });
    } finally {
      source.destroy();
      this.reading = null;
    }
    return { ...reading, sha256: hash.digest('hex') };
  }

  private requireReader(): void {
    if (this.closed) throw new ArchiveAbandoned();
  }
}

/** The receiver of the archive has closed the connection. */
export class ArchiveAbandoned extends Error {}
