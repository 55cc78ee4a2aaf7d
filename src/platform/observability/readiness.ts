import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { migrations } from '../../../migrations/index.js';

/** Tells a load balancer whether this process should get requests. */
@Injectable()
export class Readiness implements BeforeApplicationShutdown {
  stopping = false;
  /** The newest migration of this build. */
  readonly schema = migrations.at(-1)!.name;

  beforeApplicationShutdown(): void {
    this.stopping = true;
  }
}
