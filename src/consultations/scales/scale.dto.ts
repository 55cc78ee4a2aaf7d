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
  Text,
  Whole,
  SomeOf,
  Actor,
} from '../../platform/http/index.js';
import { assessors, grades, saltClasses, scales, type Assessor, type Grade, type SaltClass, type Scale } from './domain/scale.js';
import { futureErrors } from '../../kernel/instant.js';
import { ownErrors } from './domain/scale.js';

/** Loss of hair of each part of the scalp, in per cent, 0 to 100; the score is computed of them. */
export class SaltInput {
  /**
   * The top of the scalp: 40 % of its surface.
   * @example 30
   */
  @Decimal({ min: 0, max: 100 }) top: number;

  /**
   * The back: 24 %.
   * @example 10
   */
  @Decimal({ min: 0, max: 100 }) back: number;

  /**
   * The left side: 18 %.
   * @example 5
   */
  @Decimal({ min: 0, max: 100 }) left: number;

  /**
   * The right side: 18 %.
   * @example 0
   */
  @Decimal({ min: 0, max: 100 }) right: number;
}

/** What was graded. Scores and classes are computed, and refused when they are sent. */
@CheckedBy<ScaleAssessmentInput>(({ assessedAt }, { now }) => futureErrors(assessedAt, '/assessedAt', now), 'assessedAt')
@CheckedBy<ScaleAssessmentInput>(ownErrors, 'scale', 'assessor', 'grade', 'salt', 'dlqi')
export class ScaleAssessmentInput {
  /**
   * By which scale: Norwood–Hamilton (male pattern), Ludwig (female pattern), Sinclair (female pattern, mid-line part), Savin (frontal
   * density), SALT (alopecia areata), GAIS (aesthetic improvement against a baseline) or DLQI (life quality). The Fitzpatrick skin type
   * is the patient’s `skinType`.
   */
  @OneOf(scales) scale: Scale;

  /**
   * When it was assessed.
   * @example 2026-01-20T10:30:00+05:30
   */
  @Instant() @InLife() assessedAt: string;

  /** By whom. DLQI is answered by the patient; GAIS by either. */
  @OneOf(assessors) assessor: Assessor;

  /** The consultation in which it was assessed; one of the same patient. */
  @Optional() @Identifier() consultationId?: string;

  /** The day of the baseline; needed for GAIS, and only there. */
  @Optional() @Day() @InLife() baselineOn?: string;

  /**
   * The grade, of graded scales: Norwood–Hamilton I, II, IIa, III, IIIa, III-vertex, IV, IVa, V, Va, VI, VII; Ludwig I to III; Sinclair 1
   * to 5; Savin 1 to 8; GAIS 1 very much improved, 2 much improved, 3 improved, 4 no change, 5 worse.
   */
  @Optional() @OneOf(grades) grade?: Grade;

  /** The four percentages of SALT, and only there. */
  @Optional() @Nested(SaltInput) salt?: SaltInput;

  /**
   * The ten answers of DLQI in the order of the questionnaire, each 0 not at all to 3 very much, and only there.
   * @example [1, 2, 0, 1, 1, 0, 0, 1, 0, 1]
   */
  @Optional() @ListOf(Whole({ min: 0, max: 3 }), { min: 10, max: 10 }) dlqi?: number[];

  /** Anything to add; needed for Norwood–Hamilton with sex at birth female. */
  @Optional() @Text({ max: 5000 }) note?: string;
}

/** What was graded, with what follows from it. */
export class ScaleAssessmentResponse extends ScaleAssessmentInput {
  /** Its id. */
  @Identifier() id: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** SALT 0 to 100 with one decimal, DLQI 0 to 30; null for graded scales. Computed, never typed. */
  @Decimal() score: number | null;

  /** The class of SALT: S0 none, S1 under 25, S2 under 50, S3 under 75, S4 under 100, S5 all; null elsewhere. */
  @OneOf(saltClasses) class: SaltClass | null;

  /** What a grade of GAIS means, in words; null elsewhere. */
  meaning: string | null;

  /** That it was entered in error; null while it stands. It is then in no chart. */
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

/** Which entries to show. */
export class ScaleQuery extends PageQuery {
  /** Only those of these scales. */
  @Optional() @SomeOf(scales) scale?: Scale[];
}

/** Which chart to draw. */
export class ScaleChartQuery {
  /**
   * The scale.
   * @example salt
   */
  @OneOf(scales) scale: Scale;

  /** By whom it was assessed; when left out, the patient for DLQI and the clinician for all others. */
  @Optional() @OneOf(assessors) assessor?: Assessor;
}
