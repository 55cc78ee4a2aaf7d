import { createFieldError } from '../../kernel/field-error.js';
import { Injectable } from '@nestjs/common';
import type { ChartSpec } from '../../charts/index.js';
import { createChartAnswer, measureIds, regions, ScalesService, TrichoanalysesService, type MeasureId, type Scale } from '../../consultations/index.js';
import { createInvalidInputFailure, type FieldError } from '../../kernel/failure.js';
import { PhotographsService } from '../../photographs/index.js';
import { getCurrentPrincipal, type FileAnswer } from '../../platform/http/index.js';
import { PlansService, SessionsService, type TreatmentPlanResponse } from '../../treatments/index.js';
import { ratingKinds, type RatingKind } from '../ratings/domain/rating.js';
import { RatingsService } from '../ratings/ratings.service.js';
import { listMissing } from './domain/missing.js';
import type { SessionDates } from './domain/series.js';
import { buildMeasureOutcomeChart, buildRatingOutcomeChart, buildScaleOutcomeChart } from './outcome-chart.js';
import type { OutcomeChartQuery, OutcomeFigure, PlanOutcomesResponse } from './plan-outcome.dto.js';
import { toSessionDates, listMeasureOutcomes, listPhotographOutcomes, listScaleOutcomes, countSessionsSoFar } from './plan-outcomes.response.js';

const isRegion = (zone: string): boolean => (regions as readonly string[]).includes(zone);

/** Lists the plan's areas that findings and photographs also name. */
const listTreatedRegions = ({ areas = [] }: TreatmentPlanResponse): string[] => [...new Set(areas.map(({ zone }) => zone as string).filter(isRegion))];

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

  /** Reads the outcome of the plan so far; fails as not found where the clinic has no such plan. */
  async get(planId: string): Promise<PlanOutcomesResponse> {
    const [plan, sessions, ratings] = await Promise.all([this.plans.get(planId), this.sessions.listAllByPlan(planId), this.ratings.listCurrent(planId)]);
    const { patientId, treatment, status } = plan;
    const [looks, entries, photographs] = await Promise.all([
      this.trichoanalyses.listLooks(patientId),
      this.scales.listCurrent(patientId),
      this.photographs.listCurrent(patientId),
    ]);
    const sessionDates = toSessionDates(sessions, getCurrentPrincipal().clinic.timeZone);
    const treated = listTreatedRegions(plan);
    const found = {
      measures: listMeasureOutcomes(looks, treated, sessionDates),
      scales: listScaleOutcomes(entries, sessionDates),
      ratings,
      photographs: listPhotographOutcomes(photographs, sessionDates),
    };
    const since = ratings.filter(({ ratedAt }) => sessionDates.firstAt !== null && ratedAt >= sessionDates.firstAt);
    return {
      planId,
      patientId,
      treatment,
      status,
      sessions: countSessionsSoFar(sessions, sessionDates),
      ...found,
      missing: listMissing({ treatment, begun: sessionDates.firstAt !== null, treated, ...found, ratings: since }),
    };
  }

  /** Draws one figure over time, with the plan's sessions. */
  async renderChart(planId: string, query: OutcomeChartQuery): Promise<FileAnswer> {
    const [plan, sessions] = await Promise.all([this.plans.get(planId), this.sessions.listAllByPlan(planId)]);
    const errors = validateChart(query);
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    return createChartAnswer(plan.patientId, await this.buildChartSpec(plan, query, toSessionDates(sessions, getCurrentPrincipal().clinic.timeZone)));
  }

  private async buildChartSpec(plan: TreatmentPlanResponse, { measure, region, assessor }: OutcomeChartQuery, sessionDates: SessionDates): Promise<ChartSpec> {
    const { id: planId, patientId } = plan;
    if (isMeasure(measure)) {
      const looks = await this.trichoanalyses.listLooks(patientId);
      return buildMeasureOutcomeChart(
        plan,
        measure,
        region!,
        looks.filter((look) => look.region === region),
        sessionDates,
      );
    }
    if (isRating(measure)) {
      const ratings = await this.ratings.listCurrent(planId);
      return buildRatingOutcomeChart(
        measure,
        ratings.filter(({ kind }) => kind === measure),
        sessionDates,
      );
    }
    const by = assessor ?? (usuallyThePatients.includes(measure) ? 'patient' : 'clinician');
    const entries = await this.scales.listCurrent(patientId);
    return buildScaleOutcomeChart(
      measure,
      by,
      entries.filter((entry) => entry.scale === measure && entry.assessor === by),
      sessionDates,
    );
  }
}

const usuallyThePatients: readonly Scale[] = ['dlqi', 'gais'];
const isMeasure = (figure: OutcomeFigure): figure is MeasureId => (measureIds as readonly string[]).includes(figure);
const isRating = (figure: OutcomeFigure): figure is RatingKind => (ratingKinds as readonly string[]).includes(figure);

/** Lists members of the query that cannot be combined. */
const validateChart = ({ measure, region, assessor }: OutcomeChartQuery): FieldError[] => {
  const ofRegion = isMeasure(measure);
  const graded = !ofRegion && !isRating(measure);
  return [
    ...(ofRegion && region === undefined
      ? [createFieldError('?region', 'required', `The measure ${measure} is of a region: send one, such as region=vertex.`)]
      : []),
    ...(!ofRegion && region !== undefined ? [createFieldError('?region', 'not-allowed', `${measure} is of the whole person: leave region out.`)] : []),
    ...(!graded && assessor !== undefined ? [createFieldError('?assessor', 'not-allowed', 'Only a scale is asked for by its assessor: leave it out.')] : []),
  ];
};
