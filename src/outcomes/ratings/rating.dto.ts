import {
  CheckedBy,
  EnteredInError,
  Identifier,
  InLife,
  Instant,
  MayBeAbsent,
  OneOf,
  PageQuery,
  Note,
  Whole,
  SomeOf,
  Actor,
  Nested,
} from '../../platform/http/index.js';
import { assessors, ratingKinds, type Assessor, type RatingKind } from './domain/rating.js';
import { validateScoreAndAssessor } from './domain/rating.js';

/** A rating of a plan. */
@CheckedBy<PlanRatingInput>(validateScoreAndAssessor, 'kind', 'score', 'assessor')
export class PlanRatingInput {
  /**
   * The kind of rating. `satisfaction` is the patient's, for any treatment; `fading` is that of pigment, for scalp micropigmentation only.
   * Improvement (GAIS) and life quality (DLQI) are recorded with the patient’s scales, and are also part of the plan's outcome.
   */
  @OneOf(ratingKinds) kind: RatingKind;

  /**
   * The score. Satisfaction has 0 (not at all) to 10 (entirely). Fading has 0 (not faded), 1 (slightly), 2 (moderately), 3 (strongly) and 4
   * (hardly visible any more).
   * @example 8
   */
  @Whole({ min: 0, max: 10 }) score: number;

  /** Who rated the plan. Satisfaction is rated by the patient, fading by the patient or the clinician. */
  @OneOf(assessors) assessor: Assessor;

  /**
   * When the plan was rated.
   * @example 2026-01-20T10:30:00+05:30
   */
  @Instant() @InLife() ratedAt: string;

  /** The session of the plan after which it was rated. Left out where the rating concerns the plan as a whole. */
  @MayBeAbsent() @Identifier() sessionId?: string;

  /**
   * A note on the rating.
   * @example Pleased with the crown, less with the temples
   */
  @MayBeAbsent() @Note({ max: 2000 }) note?: string;
}

/** A rating of a plan. */
export class PlanRatingResponse {
  /** The rating's id. */
  @Identifier() id: string;

  /** The plan. */
  @Identifier() planId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The session after which the plan was rated; null where the rating concerns the plan as a whole. */
  @Identifier() sessionId: string | null;

  /** The kind of rating. */
  @OneOf(ratingKinds) kind: RatingKind;

  /** The score of the rating. */
  @Whole({ min: 0, max: 10 }) score: number;

  /** The meaning of a score of fading, in words; null for satisfaction. */
  meaning: string | null;

  /** Who rated the plan. */
  @OneOf(assessors) assessor: Assessor;

  /** When the plan was rated, in UTC. */
  @Instant() ratedAt: string;

  /** The note on the rating; null where there is none. */
  note: string | null;

  /** Why, when and by whom the rating was entered in error; null otherwise. A rating entered in error is part of no outcome. */
  enteredInError: EnteredInError | null;

  /** The person or client that recorded the rating. */
  @Nested(Actor) recordedBy: Actor;

  /** When the rating was recorded, in UTC. */
  @Instant() createdAt: string;

  /** When the rating was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the rating, as in the ETag. */
  @Whole() version: number;
}

/** Which ratings to show. */
export class RatingQuery extends PageQuery {
  /** Only ratings of these kinds. */
  @MayBeAbsent() @SomeOf(ratingKinds) kind?: RatingKind[];
}
