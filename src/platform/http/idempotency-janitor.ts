import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Database } from '../database/database.js';
import { columns } from '../database/columns.js';
import { bind, statement } from '../database/statement.js';
import { NO_CLINIC } from '../database/unit-of-work.js';

const forget = statement('idempotency.forget', {
  row: columns<{ forget_idempotency_keys: number }>({ forget_idempotency_keys: 'bigint' }),
  sql: 'SELECT forget_idempotency_keys()',
});
const EVERY_MILLISECONDS = 3_600_000;

/** Once an hour, forgets the idempotency keys that are older than a day. */
@Injectable()
export class IdempotencyJanitor implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly database: Database,
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
      await this.database.apart(NO_CLINIC, [bind(forget)], 'READ WRITE');
    } catch (error) {
      this.logger.warn({ err: error }, 'old idempotency keys could not be forgotten; the next hour tries again');
    }
  }
}
