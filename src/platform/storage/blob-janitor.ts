import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '../../kernel/clock.js';
import { BlobStore, type StoredBlob } from './blob-store.js';
import { Blobs } from './blobs.js';

const EVERY_MILLISECONDS = 6 * 3_600_000;
const DAY_MILLISECONDS = 86_400_000;
const BATCH = 500;

/**
 * Removes, at the start and every six hours, content older than a day that no clinic has on record. A process that died, or a transaction that failed, left it
 * between the store and the row.
 */
@Injectable()
export class BlobJanitor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly store: BlobStore,
    private readonly blobs: Blobs,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    const run = () => (this.running = this.running.then(() => this.attempt()));
    this.timer = setInterval(() => void run(), EVERY_MILLISECONDS).unref();
    void run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** Returns how much content it removed. */
  async sweep(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - DAY_MILLISECONDS);
    await this.store.discardUnfinished(before);
    let removed = 0;
    let batch: StoredBlob[] = [];
    for await (const blob of this.store.listStoredBefore(before)) {
      if (this.stopping) return removed;
      batch.push(blob);
      if (batch.length < BATCH) continue;
      removed += await this.removeUnknown(batch);
      batch = [];
    }
    return removed + (await this.removeUnknown(batch));
  }

  private async removeUnknown(batch: readonly StoredBlob[]): Promise<number> {
    let removed = 0;
    for (const [clinicId, ofClinic] of Map.groupBy(batch, (blob) => blob.clinicId)) {
      const hashes = await this.blobs.listUnknownAmong(
        clinicId,
        ofClinic.map((blob) => blob.hash),
      );
      for (const hash of hashes) if (!this.stopping && (await this.blobs.removeUnknown({ clinicId, hash }))) removed++;
    }
    return removed;
  }

  private async attempt(): Promise<void> {
    try {
      const removed = await this.sweep();
      if (removed > 0) this.logger.info({ removed }, 'stored content that no record knows was removed');
    } catch (error) {
      this.logger.warn({ err: error }, 'the store of files could not be swept; the next turn tries again');
    }
  }
}
