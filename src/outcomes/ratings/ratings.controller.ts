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
   * Record a rating of a plan
   * @remarks A rating of the patient's satisfaction or of the fading of pigment. Possible from the plan’s acceptance on, also long after its
   * completion. A rating never changes, but can be marked as entered in error.
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
   * @remarks The oldest rating comes first. Ratings entered in error are included.
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

  /** Mark a rating as entered in error */
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
