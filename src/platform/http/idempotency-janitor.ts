import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Database } from '../database/database.js';
import { declareColumns } from '../database/columns.js';
import { bindStatement, declareStatement } from '../database/statement.js';
import { NO_CLINIC } from '../database/unit-of-work.js';
import { Janitor } from '../janitor.js';

const forget = declareStatement('idempotency.forget', {
  row: declareColumns<{ forget_idempotency_keys: number }>({ forget_idempotency_keys: 'bigint' }),
  sql: 'SELECT forget_idempotency_keys()',
});

/** Deletes, once an hour, the idempotency keys that are older than a day. */
@Injectable()
export class IdempotencyJanitor extends Janitor {
  protected readonly everyMilliseconds = 3_600_000;
  protected readonly failure = 'old idempotency keys could not be forgotten; the next hour tries again';

  constructor(
    private readonly database: Database,
    logger: PinoLogger,
  ) {
    super(logger);
  }

  protected override async sweep(): Promise<void> {
    await this.database.executeSeparately(NO_CLINIC, [bindStatement(forget)], 'READ WRITE');
  }
}
