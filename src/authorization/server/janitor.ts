import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { ArtifactsRepository } from './artifacts.repository.js';

const EVERY_MILLISECONDS = 900_000;

/** Four times an hour, removes logins, sessions and tokens that have expired. */
@Injectable()
export class LoginJanitor implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly artifacts: ArtifactsRepository,
    private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), EVERY_MILLISECONDS).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }

  private async sweep(): Promise<void> {
    try {
      await this.artifacts.forget();
    } catch (error) {
      this.logger.warn({ err: error }, 'what has expired of logins could not be removed; the next turn tries again');
    }
  }
}
