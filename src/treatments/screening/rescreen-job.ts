import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf } from '../../kernel/day.js';
import { ClinicService } from '../../clinic/index.js';
import { rulesetPublished, type RulesetPublished } from '../../contraindications/index.js';
import { Jobs, type Job, type JobHandler, type Step } from '../../platform/jobs/index.js';
import { PlanScreening } from './screening.service.js';
import { ScreeningRepository } from './screening.repository.js';

/** What came of it. */
interface Figures {
  screened: number;
  /** Plans of which a rule says something else than before. */
  changed: number;
  held: number;
}

type Position = string;

const PLANS_A_STEP = 200;

/**
 * Screens all open plans of a treatment after its rules were published: a chunk of plans is a transaction, in the order of
 * their ids. It asks the rules that are in force when a chunk's turn comes.
 */
@Injectable()
export class RescreenJob implements JobHandler<RulesetPublished, Position, Figures>, OnModuleInit {
  readonly kind = rulesetPublished;

  constructor(
    private readonly jobs: Jobs,
    private readonly plans: ScreeningRepository,
    private readonly screening: PlanScreening,
    private readonly clinics: ClinicService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  total({ input }: Job<RulesetPublished, Position, Figures>): Promise<number> {
    return this.plans.count(input.treatment);
  }

  async step({ input, position, result, requestedBy }: Job<RulesetPublished, Position, Figures>): Promise<Step<Position, Figures>> {
    const { timeZone } = await this.clinics.get();
    const plans = await this.plans.lockAfter(input.treatment, position, PLANS_A_STEP, dayOf(this.clock.now(), timeZone));
    const screened = plans.length === 0 ? [] : await this.screening.screen(plans, { cause: 'ruleset-published', by: requestedBy, timeZone });
    return {
      position: plans.at(-1)?.id ?? position ?? '',
      done: plans.length,
      result: {
        screened: (result?.screened ?? 0) + plans.length,
        changed: (result?.changed ?? 0) + screened.filter((one) => one.screened.changed).length,
        held: (result?.held ?? 0) + screened.filter((one) => one.held).length,
      },
      finished: plans.length < PLANS_A_STEP,
    };
  }
}
