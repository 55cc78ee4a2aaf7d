/**
 * Files below one directory. An unfinished file lies in `incoming/` under a name of its own. It is flushed and then renamed to its address, whose directory is
 * flushed too: after a crash the content is there whole or not at all.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { BytePart } from '../http/ranges.js';
import { parseBlobPath, BlobStore, formatBlobPath, createStoreUnavailableFailure, type BlobAddress, type StoredBlob } from './blob-store.js';

const INCOMING = 'incoming';
const OWNER_ONLY = 0o700;
const OWNER_READS = 0o600;

const isAbsent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

const flushDirectory = async (directory: string): Promise<void> => {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const writeFlushed = async (file: string, content: Buffer): Promise<void> => {
  const handle = await open(file, 'wx', OWNER_READS);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

export class DiskStore extends BlobStore {
  constructor(private readonly root: string) {
    super();
  }

  override async put(address: BlobAddress, content: Buffer): Promise<void> {
    const target = join(this.root, formatBlobPath(address));
    const beside = join(this.root, INCOMING, randomUUID());
    try {
      await mkdir(dirname(beside), { recursive: true, mode: OWNER_ONLY });
      await this.makeDirectory(dirname(target));
      await writeFlushed(beside, content);
      await rename(beside, target);
      await flushDirectory(dirname(target));
    } catch (error) {
      await rm(beside, { force: true }).catch(() => undefined);
      throw createStoreUnavailableFailure(error);
    }
  }

  override async open(address: BlobAddress, part: BytePart | null): Promise<Readable> {
    const handle = await open(join(this.root, formatBlobPath(address)), 'r');
    return handle.createReadStream(part ?? {});
  }

  override async *listStoredBefore(instant: Date): AsyncIterable<StoredBlob> {
    for await (const path of this.listFilesBelow('', 3)) {
      const address = parseBlobPath(path);
      if (!address) continue;
      const storedAt = await this.findStoredAt(path);
      if (storedAt && storedAt < instant) yield { ...address, storedAt };
    }
  }

  override async remove(address: BlobAddress): Promise<void> {
    await rm(join(this.root, formatBlobPath(address)), { force: true });
  }

  override async discardUnfinished(before: Date): Promise<void> {
    for await (const path of this.listFilesBelow(INCOMING, 1)) {
      const storedAt = await this.findStoredAt(path);
      if (storedAt && storedAt < before) await rm(join(this.root, path), { force: true });
    }
  }

  /** Creates a directory and flushes the directory above it, which has a new entry. */
  private async makeDirectory(directory: string): Promise<void> {
    const first = await mkdir(directory, { recursive: true, mode: OWNER_ONLY });
    if (first === undefined) return;
    for (let made = directory; made.length >= first.length; made = dirname(made)) await flushDirectory(dirname(made));
  }

  private async findStoredAt(path: string): Promise<Date | null> {
    try {
      return (await stat(join(this.root, path))).mtime;
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  }

  /** The paths of all files at one depth below a path. */
  private async *listFilesBelow(path: string, depth: number): AsyncIterable<string> {
    try {
      for await (const entry of await opendir(join(this.root, path))) {
        const inner = path === '' ? entry.name : `${path}/${entry.name}`;
        if (depth === 1 && entry.isFile()) yield inner;
        if (depth > 1 && entry.isDirectory() && inner !== INCOMING) yield* this.listFilesBelow(inner, depth - 1);
      }
    } catch (error) {
      if (!isAbsent(error)) throw error;
    }
  }
}
