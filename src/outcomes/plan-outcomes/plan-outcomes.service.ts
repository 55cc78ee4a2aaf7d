import { fieldError } from '../../kernel/field-error.js';
import { Injectable } from '@nestjs/common';
import type { ChartSpec } from '../../charts/index.js';
import { chartAnswer, measureIds, regions, ScalesService, TrichoanalysesService, type MeasureId, type Scale } from '../../consultations/index.js';
import { invalid, type FieldError } from '../../kernel/failure.js';
import { PhotographsService } from '../../photographs/index.js';
import { currentPrincipal, type FileAnswer } from '../../platform/http/index.js';
import { PlansService, SessionsService, type TreatmentPlanResponse } from '../../treatments/index.js';
import { ratingKinds, type RatingKind } from '../ratings/domain/rating.js';
import { RatingsService } from '../ratings/ratings.service.js';
import { missingOf } from './domain/missing.js';
import type { SessionDates } from './domain/series.js';
import { measureOutcomeChart, ratingOutcomeChart, scaleOutcomeChart } from './outcome-chart.js';
import type { OutcomeChartQuery, OutcomeFigure, PlanOutcomesResponse } from './plan-outcome.dto.js';
import { sessionDatesOf, measureOutcomes, photographOutcomes, scaleOutcomes, sessionsSoFar } from './plan-outcomes.response.js';

const isRegion = (zone: string): boolean => (regions as readonly string[]).includes(zone);

/** Lists the plan's areas that findings and photographs also name. */
const treatedRegions = ({ areas = [] }: TreatmentPlanResponse): string[] => [...new Set(areas.map(({ zone }) => zone as string).filter(isRegion))];

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
    const [plan, sessions, ratings] = await Promise.all([this.plans.get(planId), this.sessions.allOfPlan(planId), this.ratings.standing(planId)]);
    const { patientId, treatment, status } = plan;
    const [looks, entries, photographs] = await Promise.all([
      this.trichoanalyses.looksOf(patientId),
      this.scales.standingOf(patientId),
      this.photographs.currentOf(patientId),
    ]);
    const sessionDates = sessionDatesOf(sessions, currentPrincipal().clinic.timeZone);
    const treated = treatedRegions(plan);
    const found = {
      measures: measureOutcomes(looks, treated, sessionDates),
      scales: scaleOutcomes(entries, sessionDates),
      ratings,
      photographs: photographOutcomes(photographs, sessionDates),
    };
    const since = ratings.filter(({ ratedAt }) => sessionDates.firstAt !== null && ratedAt >= sessionDates.firstAt);
    return {
      planId,
      patientId,
      treatment,
      status,
      sessions: sessionsSoFar(sessions, sessionDates),
      ...found,
      missing: missingOf({ treatment, begun: sessionDates.firstAt !== null, treated, ...found, ratings: since }),
    };
  }

  /** Draws one figure over time, with the plan's sessions. */
  async chart(planId: string, query: OutcomeChartQuery): Promise<FileAnswer> {
    const [plan, sessions] = await Promise.all([this.plans.get(planId), this.sessions.allOfPlan(planId)]);
    const errors = chartErrors(query);
    if (errors.length > 0) throw invalid(errors);
    return chartAnswer(plan.patientId, await this.specOf(plan, query, sessionDatesOf(sessions, currentPrincipal().clinic.timeZone)));
  }

  private async specOf(plan: TreatmentPlanResponse, { measure, region, assessor }: OutcomeChartQuery, sessionDates: SessionDates): Promise<ChartSpec> {
    const { id: planId, patientId } = plan;
    if (isMeasure(measure)) {
      const looks = await this.trichoanalyses.looksOf(patientId);
      return measureOutcomeChart(
        plan,
        measure,
        region!,
        looks.filter((look) => look.region === region),
        sessionDates,
      );
    }
    if (isRating(measure)) {
      const ratings = await this.ratings.standing(planId);
      return ratingOutcomeChart(
        measure,
        ratings.filter(({ kind }) => kind === measure),
        sessionDates,
      );
    }
    const by = assessor ?? (usuallyThePatients.includes(measure) ? 'patient' : 'clinician');
    const entries = await this.scales.standingOf(patientId);
    return scaleOutcomeChart(
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
const chartErrors = ({ measure, region, assessor }: OutcomeChartQuery): FieldError[] => {
  const ofRegion = isMeasure(measure);
  const graded = !ofRegion && !isRating(measure);
  return [
    ...(ofRegion && region === undefined ? [fieldError('?region', 'required', `The measure ${measure} is of a region: send one, such as region=vertex.`)] : []),
    ...(!ofRegion && region !== undefined ? [fieldError('?region', 'not-allowed', `${measure} is of the whole person: leave region out.`)] : []),
    ...(!graded && assessor !== undefined ? [fieldError('?assessor', 'not-allowed', 'Only a scale is asked for by its assessor: leave it out.')] : []),
  ];
};
