import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Janitor } from '../../platform/janitor.js';
import { ArtifactsRepository } from '../artifacts/artifacts.repository.js';
import { Launches } from '../smart/launches.service.js';
import { ProviderSessionsRepository } from '../identity-providers/provider-sessions.repository.js';

/** Deletes expired logins, sessions and tokens, four times an hour. */
@Injectable()
export class LoginJanitor extends Janitor {
  protected readonly everyMilliseconds = 900_000;
  protected readonly failure = 'what has expired of logins could not be removed; the next turn tries again';

  constructor(
    private readonly artifacts: ArtifactsRepository,
    private readonly launches: Launches,
    private readonly providerSessions: ProviderSessionsRepository,
    logger: PinoLogger,
  ) {
    super(logger);
  }

  protected override async sweep(): Promise<void> {
    await this.artifacts.forget();
    await this.launches.forget();
    await this.providerSessions.forget();
  }
}
