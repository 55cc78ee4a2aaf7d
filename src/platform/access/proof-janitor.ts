import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Database } from '../database/database.js';
import { bindStatement, declareStatement } from '../database/statement.js';
import { NO_CLINIC } from '../database/unit-of-work.js';
import { Janitor } from '../janitor.js';

const forget = declareStatement('access.forget-proofs', { sql: 'SELECT forget_used_proofs()' });

/** Deletes, every five minutes, the stored proofs that are too old to be accepted again. */
@Injectable()
export class ProofJanitor extends Janitor {
  protected readonly everyMilliseconds = 300_000;
  protected readonly failure = 'used proofs of keys could not be forgotten; the next turn tries again';

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
