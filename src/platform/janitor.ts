import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { PinoLogger } from 'nestjs-pino';

/** Removes expired rows at intervals while the process runs. A failure is logged, and the next run tries again. */
export abstract class Janitor implements OnApplicationBootstrap, OnApplicationShutdown {
  protected abstract readonly everyMilliseconds: number;
  /** The line in the log for a failure. */
  protected abstract readonly failure: string;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly logger: PinoLogger) {}

  protected abstract sweep(): Promise<void>;

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.takeTurn(), this.everyMilliseconds).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }

  private async takeTurn(): Promise<void> {
    try {
      await this.sweep();
    } catch (error) {
      this.logger.warn({ err: error }, this.failure);
    }
  }
}
