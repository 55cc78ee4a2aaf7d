import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { MILLISECONDS_PER_DAY } from '../../kernel/instant.js';
import { Jobs, type Job, type JobHandler, type Step } from '../../platform/jobs/index.js';
import { AppointmentRequestsRepository } from './appointment-requests.repository.js';
import { RequestSettingsService } from './request-settings.service.js';

interface Figures {
  erased: number;
}

const KIND = 'erase-appointment-requests';
const REQUESTS_A_STEP = 500;

/** Erases, each night, the requests whose time is over: names, numbers and words of people who may be no patients are not kept longer than the clinic says. */
@Injectable()
export class RequestErasureJob implements JobHandler<unknown, number, Figures>, OnModuleInit {
  readonly kind = KIND;

  constructor(
    private readonly jobs: Jobs,
    private readonly requests: AppointmentRequestsRepository,
    private readonly settings: RequestSettingsService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
    this.jobs.schedule({ name: KIND, kind: KIND, input: {}, permission: 'clinic.write', dailyAt: '03:40' });
  }

  countTotal(): Promise<number> {
    return Promise.resolve(0);
  }

  async takeStep({ position, result }: Job<unknown, number, Figures>): Promise<Step<number, Figures>> {
    const { content } = await this.settings.getCurrent();
    const before = new Date(this.clock.now().getTime() - content.retentionDays * MILLISECONDS_PER_DAY);
    const erased = await this.requests.remove(before, REQUESTS_A_STEP);
    return { position: (position ?? 0) + 1, done: erased, result: { erased: (result?.erased ?? 0) + erased }, finished: erased < REQUESTS_A_STEP };
  }
}
