import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay, type Day } from '../../kernel/day.js';
import { ClinicService } from '../../clinic/index.js';
import { rulesetPublished, type RulesetPublished } from '../../contraindications/index.js';
import { Jobs, getRequester, type Job, type JobHandler, type Step } from '../../platform/jobs/index.js';
import { productCorrected, type ProductCorrected } from '../../products/index.js';
import type { Cause } from './domain/holding.js';
import { PlanScreening } from './screening.service.js';
import { ScreeningRepository, type OpenPlan } from './screening.repository.js';

/** The figures of a screening job. */
interface Figures {
  screened: number;
  /** The number of plans with another result of a rule than before. */
  changed: number;
  held: number;
}

type Position = string;

const PLANS_A_STEP = 200;

/** Screens plans chunk by chunk, in the order of their ids; a chunk is a transaction. */
@Injectable()
export class PlanChunks {
  constructor(
    private readonly screening: PlanScreening,
    private readonly clinics: ClinicService,
    private readonly clock: Clock,
  ) {}

  /** Screens the next chunk and adds up its figures. */
  async screenNext(
    { position, result, requestedBy }: Pick<Job<unknown, Position, Figures>, 'position' | 'result' | 'requestedBy'>,
    cause: Cause,
    lock: (after: Position | null, limit: number, today: Day) => Promise<OpenPlan[]>,
  ): Promise<Step<Position, Figures>> {
    const { timeZone } = await this.clinics.get();
    const plans = await lock(position, PLANS_A_STEP, toCalendarDay(this.clock.now(), timeZone));
    const screened = plans.length === 0 ? [] : await this.screening.screen(plans, { cause, by: getRequester({ requestedBy }), timeZone });
    return {
      position: plans.at(-1)?.id ?? position ?? '',
      done: plans.length,
      result: {
        screened: (result?.screened ?? 0) + plans.length,
        changed: (result?.changed ?? 0) + screened.filter((screenedPlan) => screenedPlan.screened.changed).length,
        held: (result?.held ?? 0) + screened.filter((screenedPlan) => screenedPlan.held).length,
      },
      finished: plans.length < PLANS_A_STEP,
    };
  }
}

/** Screens all open plans of a treatment after its rules were published. Each chunk uses the rules that are in force at its turn. */
@Injectable()
export class RescreenJob implements JobHandler<RulesetPublished, Position, Figures>, OnModuleInit {
  readonly kind = rulesetPublished;

  constructor(
    private readonly jobs: Jobs,
    private readonly plans: ScreeningRepository,
    private readonly chunks: PlanChunks,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  countTotal({ input }: Job<RulesetPublished, Position, Figures>): Promise<number> {
    return this.plans.count(input.treatment);
  }

  takeStep(job: Job<RulesetPublished, Position, Figures>): Promise<Step<Position, Figures>> {
    return this.chunks.screenNext(job, 'ruleset-published', (after, limit, today) => this.plans.lockAfter(job.input.treatment, after, limit, today));
  }
}

/** Screens the open plans that name a product after its ingredients were corrected. */
@Injectable()
export class ProductRescreenJob implements JobHandler<ProductCorrected, Position, Figures>, OnModuleInit {
  readonly kind = productCorrected;

  constructor(
    private readonly jobs: Jobs,
    private readonly plans: ScreeningRepository,
    private readonly chunks: PlanChunks,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  countTotal({ input }: Job<ProductCorrected, Position, Figures>): Promise<number> {
    return this.plans.countByProduct(input.productId);
  }

  takeStep(job: Job<ProductCorrected, Position, Figures>): Promise<Step<Position, Figures>> {
    return this.chunks.screenNext(job, 'product-corrected', (after, limit, today) => this.plans.lockOfProduct(job.input.productId, after, limit, today));
  }
}
