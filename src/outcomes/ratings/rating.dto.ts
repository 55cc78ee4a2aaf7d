import {
  CheckedBy,
  EnteredInError,
  Identifier,
  InLife,
  Instant,
  MayBeAbsent,
  OneOf,
  PageQuery,
  Text,
  Whole,
  SomeOf,
  Actor,
  Nested,
} from '../../platform/http/index.js';
import { assessors, ratingKinds, type Assessor, type RatingKind } from './domain/rating.js';
import { ownErrors } from './domain/rating.js';

/** What was rated. */
@CheckedBy<PlanRatingInput>(ownErrors, 'kind', 'score', 'assessor')
export class PlanRatingInput {
  /**
   * `satisfaction` of the patient, of any treatment; `fading` of pigment, of scalp micropigmentation only. Improvement (GAIS) and life
   * quality (DLQI) are recorded with the patient’s scales, and are among the outcomes of the plan too.
   */
  @OneOf(ratingKinds) kind: RatingKind;

  /**
   * Satisfaction 0 not at all to 10 entirely. Fading 0 not faded, 1 slightly, 2 moderately, 3 strongly, 4 hardly visible any more.
   * @example 8
   */
  @Whole({ min: 0, max: 10 }) score: number;

  /** By whom. Satisfaction is the patient’s own; fading is judged by either. */
  @OneOf(assessors) assessor: Assessor;

  /**
   * When.
   * @example 2026-01-20T10:30:00+05:30
   */
  @Instant() @InLife() ratedAt: string;

  /** After which session of the plan; left out where it is of the plan as a whole. */
  @MayBeAbsent() @Identifier() sessionId?: string;

  /**
   * Anything to add.
   * @example Pleased with the crown, less with the temples
   */
  @MayBeAbsent() @Text({ max: 2000 }) note?: string;
}

/** A rating of a plan. */
export class PlanRatingResponse {
  /** Its id. */
  @Identifier() id: string;

  /** The plan. */
  @Identifier() planId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** After which session; null where it is of the plan as a whole. */
  @Identifier() sessionId: string | null;

  /** What was rated. */
  @OneOf(ratingKinds) kind: RatingKind;

  /** The score. */
  @Whole({ min: 0, max: 10 }) score: number;

  /** What the score of fading means, in words; null for satisfaction. */
  meaning: string | null;

  /** By whom. */
  @OneOf(assessors) assessor: Assessor;

  /** When it was rated, in UTC. */
  @Instant() ratedAt: string;

  /** What was added; null where nothing was. */
  note: string | null;

  /** That it was entered in error; null while it stands. It is then in no outcome. */
  enteredInError: EnteredInError | null;

  /** The person or client that recorded it. */
  @Nested(Actor) recordedBy: Actor;

  /** When it was recorded, in UTC. */
  @Instant() createdAt: string;

  /** When it was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version, as in the ETag. */
  @Whole() version: number;
}

/** Which ratings to show. */
export class RatingQuery extends PageQuery {
  /** Only those of these kinds. */
  @MayBeAbsent() @SomeOf(ratingKinds) kind?: RatingKind[];
}
