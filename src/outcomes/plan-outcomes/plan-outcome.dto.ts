import { declareEnumeration } from '../../kernel/enumeration.js';
import { assessors, cautions, measureIds, regions, scales, type Assessor, type Caution, type MeasureId, type Scale } from '../../consultations/index.js';
import { angles, photographRegions, type Angle, type PhotographRegion } from '../../photographs/index.js';
import { Identifier, Instant, ListOf, MayBeAbsent, Nested, OneOf, Whole, Decimal } from '../../platform/http/index.js';
import { planStatuses, type PlanStatus } from '../../treatments/index.js';
import { ratingKinds } from '../ratings/domain/rating.js';
import { PlanRatingResponse } from '../ratings/rating.dto.js';
import { missingCodes, missingKinds, type MissingCode, type MissingKind } from './domain/missing.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';

type Region = (typeof regions)[number];

const outcomeFigures = declareEnumeration('OutcomeMeasure', [...measureIds, ...scales, ...ratingKinds]);
export type OutcomeFigure = (typeof outcomeFigures)[number];

/** The figure to draw. */
export class OutcomeChartQuery {
  /**
   * The figure: a measure of a trichoanalysis, a scale or a kind of rating.
   * @example hair-density
   */
  @OneOf(outcomeFigures) measure: OutcomeFigure;

  /** The region; required for a measure of a trichoanalysis, and only allowed there. */
  @MayBeAbsent() @OneOf(regions) region?: Region;

  /** Who assessed a scale. When left out, it is the patient for DLQI and GAIS, and the clinician for all other scales. */
  @MayBeAbsent() @OneOf(assessors) assessor?: Assessor;
}

const sourceTypes = declareEnumeration('OutcomeSourceType', ['trichoanalysis', 'scale']);

/** The record from which a figure comes. */
export class OutcomeSource {
  /** The type of record. */
  @OneOf(sourceTypes) type: (typeof sourceTypes)[number];

  /** The record's id. */
  @Identifier() id: string;
}

/** A figure at one time. */
export class OutcomePoint {
  /** The value of the figure. */
  @Decimal() value: number;

  /**
   * The unit of the figure, in UCUM.
   * @example /cm2
   */
  unit: string;

  /** When the figure was recorded, in UTC. */
  at: string;

  /** The record from which the figure comes. */
  source: OutcomeSource;
}

/** A grade or score at one time. */
export class ScalePoint {
  /** The score for SALT and DLQI; for graded scales, the rank of the grade, from 1. */
  @Decimal() value: number;

  /** The grade; null for scales with a score. */
  grade: string | null;

  /** The meaning of a grade of GAIS, in words; null for other scales. */
  meaning: string | null;

  /** When the patient was assessed, in UTC. */
  at: string;

  /** The record from which the grade or score comes. */
  source: OutcomeSource;
}

/** The change from the baseline to the latest figure. */
export class OutcomeChange {
  /** The latest figure minus the baseline, in their unit. For percentages, it is in percentage points; for grades, it is a number of grades. */
  @Decimal() absolute: number;

  /** The change in per cent of the baseline; null where the baseline is 0 or a grade. */
  @Decimal() percent: number | null;

  /** The number of calendar days of the clinic between the two figures. */
  @Whole({ min: 0 }) days: number;

  /** The number of completed sessions of the plan that began between the two figures. */
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
   * The name of the measure, for people.
   * @example Hair density
   */
  display: string;

  /** The baseline: the last figure before the first session began; while no session has begun, the last figure. Null where there is none. */
  @Nested(OutcomePoint) baseline: OutcomePoint | null;

  /** The last figure since the first session began; null where there is none. */
  @Nested(OutcomePoint) latest: OutcomePoint | null;

  /** The change from the baseline to the latest figure; null where one of them is missing. */
  @Nested(OutcomeChange) change: OutcomeChange | null;

  /** Reasons why the two figures may not be comparable: they were measured in different ways. */
  @ListOf(OneOf(cautions), { max: cautions.length }) cautions: Caution[];

  /** All figures of the patient, the oldest first. */
  points: OutcomePoint[];
}

/** One scale, by one assessor, over the course of the plan. */
export class ScaleOutcome {
  /** The scale. */
  @OneOf(scales) scale: Scale;

  /** Who assessed the scale. */
  @OneOf(assessors) assessor: Assessor;

  /** The last assessment before the first session began. Null where there is none, and for GAIS, which is itself a comparison with a baseline. */
  @Nested(ScalePoint) baseline: ScalePoint | null;

  /** The last assessment since the first session began; null where there is none. */
  @Nested(ScalePoint) latest: ScalePoint | null;

  /** The change from the baseline to the latest assessment; null where one of them is missing. */
  @Nested(OutcomeChange) change: OutcomeChange | null;

  /** All assessments, the oldest first. */
  points: ScalePoint[];
}

/** One of a pair of photographs. */
export class PairedPhotograph {
  /** The photograph's id, for `GET /v1/photos/{photoId}/content`. */
  @Identifier() photoId: string;

  /** When the photograph was taken, in UTC. */
  @Instant() takenAt: string;
}

/** Two photographs to compare side by side. */
export class PairOfPhotographs {
  /** The region of both photographs. */
  @OneOf(photographRegions) region: PhotographRegion;

  /** The angle of both photographs. */
  @OneOf(angles) angle: Angle;

  /** The last photograph before the first session began; null where there is none. */
  @Nested(PairedPhotograph) before: PairedPhotograph | null;

  /** The last photograph since the first session began; null where there is none. */
  @Nested(PairedPhotograph) after: PairedPhotograph | null;
}

/** A record that is missing for a complete comparison. */
export class MissingOutcome {
  /** The type of the missing record. */
  @OneOf(missingKinds) of: MissingKind;

  /** The measure, the scale or the kind of rating; null for photographs. */
  name: string | null;

  /** The region; null for a record that concerns the whole person. */
  region: string | null;

  /** Whether a record from before the first session is missing, or one from since. */
  @OneOf(missingCodes) code: MissingCode;

  /**
   * An explanation, for people.
   * @example No figure of hair density in the region vertex before the first session.
   */
  detail: string;
}

/** The counts of the plan’s sessions. */
export class SessionsSoFar {
  /** The number of sessions of the plan, cancelled ones included. */
  @Whole({ min: 0 }) planned: number;

  /** The number of completed sessions. */
  @Whole({ min: 0 }) completed: number;

  /** The number of sessions that the patient missed. */
  @Whole({ min: 0 }) noShows: number;

  /** When the first session began, in UTC; null while none has. A session that was broken off counts. */
  @Instant() firstStartedAt: string | null;

  /** When the last completed session began, in UTC; null while none was completed. */
  @Instant() lastCompletedAt: string | null;
}

/** The outcome of a plan so far. */
export class PlanOutcomesResponse {
  /** The plan. */
  @Identifier() planId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The state of the plan. */
  @OneOf(planStatuses) status: PlanStatus;

  /** The counts of its sessions. */
  sessions: SessionsSoFar;

  /** Each measure of each region with a figure, treated regions first. */
  measures: MeasureOutcome[];

  /** Each scale on which the patient was assessed. */
  scales: ScaleOutcome[];

  /** The ratings of the plan, the oldest first, without those entered in error. */
  ratings: PlanRatingResponse[];

  /** Pairs of photographs to compare, without photographs entered in error. */
  photographs: PairOfPhotographs[];

  /** The records that are missing for a complete comparison. */
  missing: MissingOutcome[];
}
