import { Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, Get, respond } from '../http/index.js';
import { JobResponse } from './job.dto.js';
import { Jobs } from './jobs.service.js';

@ApiTags('Jobs')
@Controller('v1/jobs')
export class JobsController {
  constructor(private readonly jobs: Jobs) {}

  /**
   * Follow work in the background
   * @remarks Its progress, and at the end what came of it. Seen by those who may see what it is about; it shows figures and no patient.
   */
  @Get(':jobId', {
    permission: 'me.read',
    audit: 'none',
    response: respond.ok(JobResponse, 'The job.'),
  })
  getJob(@Param('jobId', Id) jobId: string): Promise<JobResponse> {
    return this.jobs.get(jobId);
  }
}
