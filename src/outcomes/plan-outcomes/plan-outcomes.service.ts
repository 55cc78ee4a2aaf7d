import { Injectable } from '@nestjs/common';
import { chartAnswer, regions, ScalesService, TrichoanalysesService } from '../../consultations/index.js';
import { PhotographsService } from '../../photographs/index.js';
import { currentPrincipal, type FileAnswer } from '../../platform/http/index.js';
import { PlansService, SessionsService, type PlanResponse } from '../../treatments/index.js';
import { RatingsService } from '../ratings/ratings.service.js';
import { missingOf } from './domain/missing.js';
import { outcomeChart } from './outcome-chart.js';
import type { OutcomeChartQuery, PlanOutcomesResponse } from './plan-outcome.dto.js';
import { courseOf, measureOutcomes, measureSeries, photographOutcomes, scaleOutcomes, sessionsSoFar } from './plan-outcomes.response.js';

const isRegion = (zone: string): boolean => (regions as readonly string[]).includes(zone);

/** The plan's areas that findings and photographs speak of too. */
const treatedRegions = ({ areas = [] }: PlanResponse): string[] => [...new Set(areas.map(({ zone }) => zone as string).filter(isRegion))];

@Injectable()
export class PlanOutcomesService {
  constructor(
    private readonly plans: PlansService,
    private readonly sessions: SessionsService,
    private readonly trichoanalyses: TrichoanalysesService,
    private readonly scales: ScalesService,
    private readonly photographs: PhotographsService,
    private readonly ratings: RatingsService,
  ) {}

  /** How the plan has turned out so far; fails as not found when the clinic has no such plan. */
  async get(planId: string): Promise<PlanOutcomesResponse> {
    const [plan, sessions, ratings] = await Promise.all([this.plans.get(planId), this.sessions.allOfPlan(planId), this.ratings.standing(planId)]);
    const { patientId, treatment, status } = plan;
    const [looks, entries, photographs] = await Promise.all([
      this.trichoanalyses.looksOf(patientId),
      this.scales.standingOf(patientId),
      this.photographs.currentOf(patientId),
    ]);
    const course = courseOf(sessions, currentPrincipal().clinic.timeZone);
    const treated = treatedRegions(plan);
    const found = {
      measures: measureOutcomes(looks, treated, course),
      scales: scaleOutcomes(entries, course),
      ratings,
      photographs: photographOutcomes(photographs, course),
    };
    const since = ratings.filter(({ ratedAt }) => course.firstAt !== null && ratedAt >= course.firstAt);
    return {
      planId,
      patientId,
      treatment,
      status,
      sessions: sessionsSoFar(sessions, course),
      ...found,
      missing: missingOf({ treatment, begun: course.firstAt !== null, treated, ...found, ratings: since }),
    };
  }

  /** One measure of one region, with the plan's sessions. */
  async chart(planId: string, { measure, region }: OutcomeChartQuery): Promise<FileAnswer> {
    const [{ patientId }, sessions] = await Promise.all([this.plans.get(planId), this.sessions.allOfPlan(planId)]);
    const looks = (await this.trichoanalyses.looksOf(patientId)).filter((look) => look.region === region);
    const { timeZone } = currentPrincipal().clinic;
    const course = courseOf(sessions, timeZone);
    const given = sessions.filter(({ status }) => status === 'completed').map(({ number, startedAt }) => ({ number, at: startedAt! }));
    return chartAnswer(patientId, outcomeChart({ measure, region, looks, given, series: measureSeries(measure, looks, course), timeZone }));
  }
}
