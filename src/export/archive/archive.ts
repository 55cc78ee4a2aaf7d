import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { ManifestFile, MissingFile, MissingReason } from '../domain/manifest.js';

/** A file to add. */
export interface ArchivedFile {
  path: string;
  mediaType: string;
  /** What the record calls it on paper, where its name is an id. */
  title?: string;
  /** Whether it becomes smaller; pictures and PDFs do not. */
  compress: boolean;
  /** What it must be; null for what is made now. */
  expected: { byteSize: number; sha256: string } | null;
  open(): Promise<Readable>;
}

/** What was read of a file. */
interface StreamedFile {
  byteSize: number;
  sha256: string;
  failed: boolean;
}

/**
 * A zip that is written while it is read: one file is open at a time, and is read as fast as whoever receives the archive takes it. A file
 * that cannot be read is noted, and the archive goes on: its answer has begun long before.
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
    // Heard by whoever sends it as well; before that nobody listens yet.
    this.stream.on('error', () => undefined);
    this.stream.once('close', () => {
      this.closed = true;
      this.reading?.destroy();
    });
  }

  get stream(): Readable {
    return this.zip.outputStream as Readable;
  }

  /** Resolves when the file is in the archive or noted as missing; fails only when nobody wants the archive any more. */
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
        // What was sent of it cannot be taken back: the entry ends here, and the manifest says so.
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

/** Whoever asked for the archive is gone. */
export class ArchiveAbandoned extends Error {}
