import { Global, Module } from '@nestjs/common';
import { JobRunner } from './job-runner.js';
import { JobsController } from './jobs.controller.js';
import { JobsRepository } from './jobs.repository.js';
import { Jobs } from './jobs.service.js';

/** Background jobs, for every feature. */
@Global()
@Module({ controllers: [JobsController], providers: [JobsRepository, Jobs, JobRunner], exports: [Jobs] })
export class JobsModule {}
