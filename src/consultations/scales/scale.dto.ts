import {
  CheckedBy,
  Day,
  Decimal,
  EnteredInError,
  Identifier,
  InLife,
  Instant,
  ListOf,
  Nested,
  OneOf,
  Optional,
  PageQuery,
  Note,
  Whole,
  SomeOf,
  Actor,
} from '../../platform/http/index.js';
import { assessors, grades, saltClasses, scales, type Assessor, type Grade, type SaltClass, type Scale } from './domain/scale.js';
import { validateNotInFuture } from '../../kernel/instant.js';
import { validateScaleContent } from './domain/scale.js';

/** The hair loss of each part of the scalp, in per cent from 0 to 100. The SALT score is computed from these four shares. */
export class SaltInput {
  /**
   * Hair loss at the top of the scalp, in per cent. The top is 40 % of the scalp's surface.
   * @example 30
   */
  @Decimal({ min: 0, max: 100 }) top: number;

  /**
   * Hair loss at the back of the scalp, in per cent. The back is 24 % of the surface.
   * @example 10
   */
  @Decimal({ min: 0, max: 100 }) back: number;

  /**
   * Hair loss at the left side of the scalp, in per cent. The left side is 18 % of the surface.
   * @example 5
   */
  @Decimal({ min: 0, max: 100 }) left: number;

  /**
   * Hair loss at the right side of the scalp, in per cent. The right side is 18 % of the surface.
   * @example 0
   */
  @Decimal({ min: 0, max: 100 }) right: number;
}

/** A grading on one scale. Scores and classes are computed; a score or class that is sent is refused. */
@CheckedBy<ScaleAssessmentInput>(({ assessedAt }, { now }) => validateNotInFuture(assessedAt, '/assessedAt', now), 'assessedAt')
@CheckedBy<ScaleAssessmentInput>(validateScaleContent, 'scale', 'assessor', 'grade', 'salt', 'dlqi')
export class ScaleAssessmentInput {
  /**
   * The scale: Norwood–Hamilton (male pattern), Ludwig (female pattern), Sinclair (female pattern, mid-line part), Savin (frontal density), SALT (alopecia
   * areata), GAIS (aesthetic improvement against a baseline) or DLQI (life quality). The Fitzpatrick skin type is the patient’s `skinType`.
   */
  @OneOf(scales) scale: Scale;

  /**
   * When the grading was made.
   * @example 2026-01-20T10:30:00+05:30
   */
  @Instant() @InLife() assessedAt: string;

  /** Who made the grading. The patient answers DLQI. Either the patient or the clinician grades GAIS. */
  @OneOf(assessors) assessor: Assessor;

  /** The id of the consultation in which the grading was made. The consultation must be of the same patient. */
  @Optional() @Identifier() consultationId?: string;

  /** The day of the baseline. Required for GAIS, and refused for every other scale. */
  @Optional() @Day() @InLife() baselineOn?: string;

  /**
   * The grade, for graded scales: Norwood–Hamilton I, II, IIa, III, IIIa, III-vertex, IV, IVa, V, Va, VI, VII; Ludwig I to III; Sinclair 1 to 5; Savin 1 to 8;
   * GAIS 1 very much improved, 2 much improved, 3 improved, 4 no change, 5 worse.
   */
  @Optional() @OneOf(grades) grade?: Grade;

  /** The four shares of SALT. Required for SALT, and refused for every other scale. */
  @Optional() @Nested(SaltInput) salt?: SaltInput;

  /**
   * The ten answers of DLQI in the order of the questionnaire, each from 0 (not at all) to 3 (very much). Required for DLQI, and refused for every other scale.
   * @example [1, 2, 0, 1, 1, 0, 0, 1, 0, 1]
   */
  @Optional() @ListOf(Whole({ min: 0, max: 3 }), { min: 10, max: 10 }) dlqi?: number[];

  /** A note. Required for Norwood–Hamilton where the patient's sex at birth is female. */
  @Optional() @Note({ max: 5000 }) note?: string;
}

/** A grading, with the score and class that are computed from it. */
export class ScaleAssessmentResponse extends ScaleAssessmentInput {
  /** The id of the grading. */
  @Identifier() id: string;

  /** The id of the patient. */
  @Identifier() patientId: string;

  /** The computed score: SALT 0 to 100 with one decimal, DLQI 0 to 30; null for graded scales. */
  @Decimal() score: number | null;

  /** The class of SALT: S0 none, S1 under 25, S2 under 50, S3 under 75, S4 under 100, S5 all hair lost; null for other scales. */
  @OneOf(saltClasses) class: SaltClass | null;

  /** The meaning of a GAIS grade in words; null for other scales. */
  meaning: string | null;

  /** Why, when and by whom the grading was entered in error; null otherwise. A grading entered in error appears in no chart. */
  enteredInError: EnteredInError | null;

  /** The person or client that recorded the grading. */
  @Nested(Actor) recordedBy: Actor;

  /** When the grading was recorded, in UTC. */
  @Instant() createdAt: string;

  /** When the grading was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the record, as in the ETag. */
  @Whole() version: number;
}

/** Filters for the list of gradings. */
export class ScaleQuery extends PageQuery {
  /** Only gradings on these scales. */
  @Optional() @SomeOf(scales) scale?: Scale[];
}

/** The chart to draw. */
export class ScaleChartQuery {
  /**
   * The scale to draw.
   * @example salt
   */
  @OneOf(scales) scale: Scale;

  /** Only gradings by this assessor. Where it is left out, the patient for DLQI and the clinician for all other scales. */
  @Optional() @OneOf(assessors) assessor?: Assessor;
}
