import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay } from '../../kernel/day.js';
import { createId } from '../../kernel/id.js';
import { ScreeningsService, type Screened } from '../../contraindications/index.js';
import { getCurrentPrincipal, Pages, type Rescreening, type AffectedPlan, type Page, type PageQuery, toActor } from '../../platform/http/index.js';
import { listObstacles } from '../plans/domain/gates.js';
import { findNamedIndications, type PlanWithIndications } from '../plans/domain/plan-indications.js';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { PlansRepository } from '../plans/plans.repository.js';
import type { PlanScreeningResponse } from './screening.dto.js';
import { PlanHolds } from '../plans/plan-holds.service.js';
import { describeHoldReason, mustBeHeld, type Cause } from './domain/holding.js';
import { ScreeningRepository, type OpenPlan } from './screening.repository.js';

export interface ScreeningOccasion {
  cause: Cause;
  /** The person in whose name the plans are screened. */
  by: string;
  timeZone: string;
}

/** A plan that was screened again, and the consequences for it. */
export interface ScreenedPlan {
  plan: Pick<OpenPlan, 'id' | 'patientId' | 'treatment' | 'status' | 'checkId' | 'plannedOn' | keyof PlanWithIndications>;
  screened: Screened;
  held: boolean;
}

/** The reason for which the plans of a patient who has died end. */
const PATIENT_DIED = 'The patient has died.';

const listContraindications = ({ check }: Screened): string[] =>
  listObstacles(check)
    .filter(({ outcome }) => outcome === 'contraindicated')
    .map(({ title }) => title);

/** Screens plans again when the facts or rules on which they are based have changed, and puts on hold the plans that are now ruled out. */
@Injectable()
export class PlanScreening implements Rescreening {
  constructor(
    private readonly plans: ScreeningRepository,
    private readonly known: PlansRepository,
    private readonly holds: PlanHolds,
    private readonly screenings: ScreeningsService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Lists the screenings of a plan that differed from the one before, the oldest first. */
  async list(planId: string, query: PageQuery): Promise<Page<PlanScreeningResponse>> {
    if (!(await this.known.find(planId))) throw createNotFoundFailure('treatment plan');
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.plans.list(planId, after, limit),
      position: (screening) => screening.id,
      item: (screening) => ({ ...screening, screenedBy: toActor(screening.screenedBy), screenedAt: screening.screenedAt.toISOString() }),
      total: () => this.plans.countByPlan(planId),
    });
  }

  /**
   * Screens the open plans of a patient whose record changed in this transaction; a single query where there are none. For a patient who has
   * died, every open plan ends, after a last check that says so.
   */
  async screenPatient(patientId: string): Promise<AffectedPlan[]> {
    const { id: by, clinic } = getCurrentPrincipal();
    const now = this.clock.now();
    const [plans, over] = await Promise.all([
      this.plans.lockOfPatient(patientId, toCalendarDay(now, clinic.timeZone)),
      this.known.endPlansOfDeceased(patientId, PATIENT_DIED, by, now),
    ]);
    if (plans.length === 0) return [];
    const ended = new Set(over);
    const standing = plans.map((plan) => (ended.has(plan.id) ? { ...plan, status: 'cancelled' as const } : plan));
    const screened = await this.screen(standing, { cause: 'record-changed', by, timeZone: clinic.timeZone });
    return screened.map(({ plan, screened: { outcomeBefore, outcomeNow, changed, check }, held }) => ({
      planId: plan.id,
      outcomeBefore,
      outcomeNow,
      held,
      ended: ended.has(plan.id),
      contraindicationCheckId: changed || held ? check.id : plan.checkId,
    }));
  }

  /**
   * Screens plans, stores the results that differ from before, and puts plans on hold where required. A repetition finds nothing new and
   * changes nothing.
   */
  async screen(plans: readonly ScreenedPlan['plan'][], { cause, by, timeZone }: ScreeningOccasion): Promise<ScreenedPlan[]> {
    const subjects = plans.map((plan) => ({ ...plan, indications: findNamedIndications(plan) }));
    const results = await this.screenings.screen(subjects, { timeZone, checkedBy: by });
    const all = results.map((screened, index): ScreenedPlan => {
      const plan = plans[index]!;
      return { plan, screened, held: mustBeHeld(plan.status, screened.outcomeNow) };
    });
    const kept = all.filter(({ screened, held }) => screened.changed || held);
    // The statements run one after the other on one connection, in one round trip, because the screenings refer to the checks.
    await Promise.all([
      this.screenings.keep(kept.map(({ screened }) => screened)),
      this.plans.insert(
        kept.map(({ plan, screened: { check, outcomeBefore, outcomeNow }, held }) => ({
          id: createId(),
          planId: plan.id,
          patientId: plan.patientId,
          checkId: check.id,
          outcomeBefore,
          outcomeNow,
          held,
        })),
        { cause, by, at: this.clock.now() },
      ),
      this.holds.hold(
        all
          .filter(({ held }) => held)
          .map(({ plan, screened }) => ({
            planId: plan.id,
            reason: describeHoldReason(cause, screened.check.ruleset.version, listContraindications(screened)),
          })),
        by,
      ),
    ]);
    return all;
  }
}
