import { enumOf } from '../../kernel/enumeration.js';
import { assessors, cautions, measureIds, regions, scales, type Assessor, type Caution, type MeasureId, type Scale } from '../../consultations/index.js';
import { angles, photographRegions, type Angle, type PhotographRegion } from '../../photographs/index.js';
import { Identifier, Instant, ListOf, MayBeAbsent, Nested, OneOf, Whole, Decimal } from '../../platform/http/index.js';
import { planStatuses, type PlanStatus } from '../../treatments/index.js';
import { ratingKinds } from '../ratings/domain/rating.js';
import { PlanRatingResponse } from '../ratings/rating.dto.js';
import { missingCodes, missingKinds, type MissingCode, type MissingKind } from './domain/missing.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';

type Region = (typeof regions)[number];

const outcomeFigures = enumOf('OutcomeMeasure', [...measureIds, ...scales, ...ratingKinds]);
export type OutcomeFigure = (typeof outcomeFigures)[number];

/** Which chart to draw. */
export class OutcomeChartQuery {
  /**
   * What to draw: a measure of a trichoanalysis, a scale or a kind of rating.
   * @example hair-density
   */
  @OneOf(outcomeFigures) measure: OutcomeFigure;

  /** The region; needed for a measure of a trichoanalysis, and only there. */
  @MayBeAbsent() @OneOf(regions) region?: Region;

  /** By whom it was assessed, of a scale; the patient for DLQI and GAIS and the clinician for all others, when it is left out. */
  @MayBeAbsent() @OneOf(assessors) assessor?: Assessor;
}

const sourceTypes = enumOf('OutcomeSourceType', ['trichoanalysis', 'scale']);

/** The record that says it. */
export class OutcomeSource {
  /** What kind of record. */
  @OneOf(sourceTypes) type: (typeof sourceTypes)[number];

  /** Its id. */
  @Identifier() id: string;
}

/** A figure at an instant. */
export class OutcomePoint {
  /** The figure. */
  @Decimal() value: number;

  /**
   * Its unit in UCUM.
   * @example /cm2
   */
  unit: string;

  /** When it was found, in UTC. */
  at: string;

  /** The record that says it. */
  source: OutcomeSource;
}

/** What was graded at an instant. */
export class ScalePoint {
  /** The score of SALT and DLQI; of graded scales the rank of the grade, from 1. */
  @Decimal() value: number;

  /** The grade; null for scales with a score. */
  grade: string | null;

  /** What a grade of GAIS means, in words; null elsewhere. */
  meaning: string | null;

  /** When it was assessed, in UTC. */
  at: string;

  /** The record that says it. */
  source: OutcomeSource;
}

/** What changed from the baseline to the latest. */
export class OutcomeChange {
  /** The latest less the baseline, in the unit; of percentages, in percentage points; of grades, the number of grades. */
  @Decimal() absolute: number;

  /** The change in per cent of the baseline; null where that is 0, or a grade. */
  @Decimal() percent: number | null;

  /** Calendar days of the clinic from the one to the other. */
  @Whole({ min: 0 }) days: number;

  /** Completed sessions of the plan that began between the two. */
  @Whole({ min: 0 }) sessions: number;
}

/** One measure of one region over the course of the plan. */
export class MeasureOutcome {
  /** The region. */
  @OneOf(regions) region: Region;

  /** Whether the region is one of the plan’s areas. */
  treated: boolean;

  /** The measure. */
  @OneOf(measureIds) measure: MeasureId;

  /**
   * The measure, for people.
   * @example Hair density
   */
  display: string;

  /** The last one before the first session began; before any session began, the last one so far. Null where there is none. */
  @Nested(OutcomePoint) baseline: OutcomePoint | null;

  /** The last one since the first session began; null where there is none. */
  @Nested(OutcomePoint) latest: OutcomePoint | null;

  /** What changed from the one to the other; null where one of them is missing. */
  @Nested(OutcomeChange) change: OutcomeChange | null;

  /** Why the two may not be comparable: they were made in another way. */
  @ListOf(OneOf(cautions), { max: cautions.length }) cautions: Caution[];

  /** Every figure of the patient, oldest first. */
  points: OutcomePoint[];
}

/** One scale, by one assessor, over the course of the plan. */
export class ScaleOutcome {
  /** The scale. */
  @OneOf(scales) scale: Scale;

  /** By whom it was assessed. */
  @OneOf(assessors) assessor: Assessor;

  /** The last one before the first session began; null where there is none, and for GAIS, which is itself against a baseline. */
  @Nested(ScalePoint) baseline: ScalePoint | null;

  /** The last one since the first session began; null where there is none. */
  @Nested(ScalePoint) latest: ScalePoint | null;

  /** What changed from the one to the other; null where one of them is missing. */
  @Nested(OutcomeChange) change: OutcomeChange | null;

  /** Everything that was graded, oldest first. */
  points: ScalePoint[];
}

/** One half of a pair of photographs. */
export class PairedPhotograph {
  /** The photograph: `GET /v1/photos/{photoId}/content`. */
  @Identifier() photoId: string;

  /** When it was taken, in UTC. */
  @Instant() takenAt: string;
}

/** Photographs to be held side by side. */
export class PairOfPhotographs {
  /** The region of both. */
  @OneOf(photographRegions) region: PhotographRegion;

  /** The angle of both. */
  @OneOf(angles) angle: Angle;

  /** The last one before the first session began; null where there is none. */
  @Nested(PairedPhotograph) before: PairedPhotograph | null;

  /** The last one since the first session began; null where there is none. */
  @Nested(PairedPhotograph) after: PairedPhotograph | null;
}

/** Something that is not there, and without which less can be told. */
export class MissingOutcome {
  /** What kind of record. */
  @OneOf(missingKinds) of: MissingKind;

  /** The measure, the scale or the kind of rating; null for photographs. */
  name: string | null;

  /** The region; null for what is of the whole person. */
  region: string | null;

  /** Whether it is missing from before the first session, or since. */
  @OneOf(missingCodes) code: MissingCode;

  /**
   * For people.
   * @example No figure of hair density in the region vertex before the first session.
   */
  detail: string;
}

/** What became of the plan’s sessions. */
export class SessionsSoFar {
  /** How many the plan has, those that were cancelled included. */
  @Whole({ min: 0 }) planned: number;

  /** How many were completed. */
  @Whole({ min: 0 }) completed: number;

  /** To how many the patient did not come. */
  @Whole({ min: 0 }) noShows: number;

  /** When the first one began, also one that was broken off, in UTC; null as long as none has. */
  @Instant() firstStartedAt: string | null;

  /** When the last completed one began, in UTC; null as long as none was completed. */
  @Instant() lastCompletedAt: string | null;
}

/** How a plan has turned out so far. */
export class PlanOutcomesResponse {
  /** The plan. */
  @Identifier() planId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** Where the plan is on its way. */
  @OneOf(planStatuses) status: PlanStatus;

  /** What became of its sessions. */
  sessions: SessionsSoFar;

  /** Each measure of each region of which there is a figure, treated regions first. */
  measures: MeasureOutcome[];

  /** Each scale by which the patient was graded. */
  scales: ScaleOutcome[];

  /** The ratings of the plan, oldest first; those that were entered in error left out. */
  ratings: PlanRatingResponse[];

  /** Photographs to be held side by side; those that were entered in error left out. */
  photographs: PairOfPhotographs[];

  /** What is not there to tell more. */
  missing: MissingOutcome[];
}
