import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EnteredInErrorInput, Id, shows, type Page, Post, respond, Get } from '../../platform/http/index.js';
import { PlanRatingInput, RatingQuery, PlanRatingResponse } from './rating.dto.js';
import { RatingsService } from './ratings.service.js';

@ApiTags('Outcomes')
@Controller('v1')
export class RatingsController {
  constructor(private readonly ratings: RatingsService) {}

  /**
   * Record how a plan is rated
   * @remarks How satisfied the patient is, or how far pigment has faded; from the plan’s acceptance on, also long after its completion. What is
   * recorded never changes, but can be said to be entered in error.
   */
  @Post('treatment-plans/:planId/ratings', {
    permission: 'session.write',
    audit: { action: 'rating.create', patients: shows.result() },
    versioned: true,
    response: respond.created(PlanRatingResponse, (rating) => `/v1/plan-ratings/${rating.id}`),
    problems: ['invalid-transition'],
    examples: {
      'A satisfied patient': { kind: 'satisfaction', score: 8, assessor: 'patient', ratedAt: '2026-01-20T10:30:00+05:30' },
    },
  })
  createPlanRating(@Param('planId', Id) planId: string, @Body() rating: PlanRatingInput): Promise<PlanRatingResponse> {
    return this.ratings.record(planId, rating);
  }

  /**
   * List the ratings of a plan
   * @remarks Oldest first, also those that were entered in error.
   */
  @Get('treatment-plans/:planId/ratings', {
    permission: 'plan.read',
    audit: { action: 'rating.list', patients: shows.items() },
    response: respond.page(PlanRatingResponse),
  })
  listPlanRatings(@Param('planId', Id) planId: string, @Query() query: RatingQuery): Promise<Page<PlanRatingResponse>> {
    return this.ratings.list(planId, query);
  }

  /** Read a rating */
  @Get('plan-ratings/:ratingId', {
    permission: 'plan.read',
    audit: { action: 'rating.read', patients: shows.result() },
    versioned: true,
    response: respond.ok(PlanRatingResponse),
  })
  getPlanRating(@Param('ratingId', Id) ratingId: string): Promise<PlanRatingResponse> {
    return this.ratings.get(ratingId);
  }

  /** Say that a rating was entered in error */
  @Post('plan-ratings/:ratingId/entered-in-error', {
    permission: 'session.write',
    audit: { action: 'rating.entered-in-error', patients: shows.result() },
    versioned: true,
    response: respond.ok(PlanRatingResponse),
    problems: ['invalid-transition'],
    examples: {
      'Another plan': { reason: 'Recorded for another plan' },
    },
  })
  enterPlanRatingInError(@Param('ratingId', Id) ratingId: string, @Body() error: EnteredInErrorInput): Promise<PlanRatingResponse> {
    return this.ratings.enterInError(ratingId, error);
  }
}
