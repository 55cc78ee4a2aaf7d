import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Access,
  Answers,
  AnswersPage,
  Audited,
  Creates,
  EnteredInErrorInput,
  Example,
  Fails,
  Id,
  shows,
  Versioned,
  type Page,
} from '../../platform/http/index.js';
import { RatingInput, RatingQuery, RatingResponse } from './rating.dto.js';
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
  @Post('treatment-plans/:planId/ratings')
  @Access('session.write')
  @Audited('rating.create', shows.result())
  @Versioned()
  @Example('A satisfied patient', { kind: 'satisfaction', score: 8, assessor: 'patient', ratedAt: '2026-01-20T10:30:00+05:30' })
  @Creates(RatingResponse, (rating) => `/v1/plan-ratings/${rating.id}`)
  @Fails('invalid-transition')
  createPlanRating(@Param('planId', Id) planId: string, @Body() rating: RatingInput): Promise<RatingResponse> {
    return this.ratings.record(planId, rating);
  }

  /**
   * List the ratings of a plan
   * @remarks Oldest first, also those that were entered in error.
   */
  @Get('treatment-plans/:planId/ratings')
  @Access('plan.read')
  @Audited('rating.list', shows.items())
  @AnswersPage(RatingResponse)
  listPlanRatings(@Param('planId', Id) planId: string, @Query() query: RatingQuery): Promise<Page<RatingResponse>> {
    return this.ratings.list(planId, query);
  }

  /** Read a rating */
  @Get('plan-ratings/:ratingId')
  @Access('plan.read')
  @Audited('rating.read', shows.result())
  @Versioned()
  @Answers(RatingResponse)
  getPlanRating(@Param('ratingId', Id) ratingId: string): Promise<RatingResponse> {
    return this.ratings.get(ratingId);
  }

  /** Say that a rating was entered in error */
  @Post('plan-ratings/:ratingId/entered-in-error')
  @Access('session.write')
  @Audited('rating.entered-in-error', shows.result())
  @Versioned()
  @Example('Another plan', { reason: 'Recorded for another plan' })
  @Answers(RatingResponse)
  @Fails('invalid-transition')
  enterPlanRatingInError(@Param('ratingId', Id) ratingId: string, @Body() error: EnteredInErrorInput): Promise<RatingResponse> {
    return this.ratings.enterInError(ratingId, error);
  }
}
