import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/index.js';
import { SealingJob } from './sealing-job.js';
import { SealingRepository } from './sealing.repository.js';

/** Keeps what is sealed under the present data keys. */
@Module({ imports: [JobsModule], providers: [SealingJob, SealingRepository] })
export class SealingModule {}
