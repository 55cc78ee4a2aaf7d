import { IncludingQuery } from '../../patients/index.js';
import { OmitType } from '@nestjs/swagger';
import {
  AfterBirth,
  Day,
  Identifier,
  InLife,
  Instant,
  ListOf,
  Nested,
  OneOf,
  Optional,
  PageQuery,
  MeasuredQuantity,
  Note,
  Text,
  Whole,
  yesOrNo,
  type YesNo,
  Described,
  Decimal,
  SomeOf,
  Actor,
} from '../../platform/http/index.js';
import { CheckInBrief, IndicationDetails, RuleOverride } from '../../contraindications/index.js';
import { indicationCodes } from './domain/indications.js';
import { purposes, type Purpose } from './domain/follow-up.js';
import { planActions, planStates, planStatuses, type PlanAction, type PlanStatus } from './domain/plan-states.js';
import { areaUnits, zoneCodes, type ZoneCode } from './domain/zones.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import type * as domain from './domain/plan-content.js';

/** An area to be treated. */
export class PlannedArea implements domain.PlannedArea {
  /**
   * The zone, as on the scalp map (`GET /v1/scalp-zones`); each zone at most once.
   * @example vertex
   */
  @OneOf(zoneCodes) zone: ZoneCode;

  /** The size of the area in cm2 or another unit of area, up to 1000 cm2. When left out, the total counts the usual area of the zone. */
  @Optional() @Nested(MeasuredQuantity) size?: MeasuredQuantity;
}

/** How the treatment is to be given. */
export class PlannedProtocol {
  /**
   * The technique of mesotherapy, or the style of micropigmentation: one of the choices of the plan's protocol. As shipped, mesotherapy has
   * `injection`, `mesogun` and `microneedling`; micropigmentation has `shaved-look`, `density-fill`, `scar-camouflage`, `hairline` and
   * `beard`.
   * @example injection
   */
  @Optional() @Text({ max: 100 }) technique?: string;
}

/** The series of sessions. */
export class SeriesInput {
  /**
   * The number of sessions, within the limits of the clinic's protocol. As shipped, mesotherapy has 6 to 10 (S0-35) and scalp
   * micropigmentation at least 3 (S1-38).
   * @example 8
   */
  @Whole({ min: 1, max: 100 }) sessions: number;

  /**
   * The days between two sessions, within the limits of the clinic's protocol. As shipped, mesotherapy has 7 to 30 and scalp micropigmentation
   * 7 to 28. A session that would fall on a closed day is on the nearest open day.
   * @example 14
   */
  @Whole({ min: 1, max: 365 }) intervalDays: number;

  /**
   * The day of the first session, in the clinic's time zone.
   * @example 2026-12-01
   */
  @Day() @AfterBirth() startOn: string;
}

/** What the patient was told about the results to be expected. */
export class ExpectationsInput implements domain.Expectations {
  /**
   * The results that may be expected.
   * @example Less shedding after three sessions, denser look at the crown after six
   */
  @Note({ max: 5000 }) results: string;

  /**
   * The limits of the treatment, as the patient was told.
   * @example It does not bring back hair where follicles are gone; the effect fades without maintenance
   */
  @Note({ max: 5000 }) limits: string;

  /** The member of the clinic's staff who told the patient; the caller, when left out. */
  @Optional() @Identifier() toldBy?: string;

  /** When the patient was told; now, when left out. */
  @Optional() @Instant() @InLife() toldAt?: string;
}

/** What was said of the results to be expected, and by whom. */
export class StatedExpectations {
  /** The results that may be expected. */
  results: string;

  /** What the treatment will not do, as the patient was told. */
  limits: string;

  /** Who told the patient. */
  @Nested(Actor) toldBy: Actor;

  /** When, in UTC. */
  @Instant() toldAt: string;
}

/** Whether the hair is trimmed before micropigmentation (S1-23). */
export class HairTrimming implements domain.HairTrimming {
  /** Whether the patient agrees to the trimming. */
  @OneOf(yesOrNo) agreed: YesNo;

  /**
   * Why the patient does not agree; required with a refusal.
   * @example For looks at work
   */
  @Optional() @Note({ max: 1000 }) reason?: string;
}

/** The optional reason of a step of the plan. */
export class PlanStepInput {
  /**
   * The reason of the step. It is shown among the steps of the plan.
   * @example The patient is back
   */
  @Optional() @Note({ max: 2000 }) reason?: string;
}

/** The optional reasons of a step that makes a plan active. */
export class PlanActivationInput extends PlanStepInput {
  /**
   * Why the plan runs beside another active plan of the same treatment. Only a dermatologist may decide this, with at least 10 characters. It
   * is shown among the steps of the plan.
   * @example The left temple is treated by a study protocol of its own; discussed with the patient
   */
  @Optional() @Note({ max: 2000 }) parallelReason?: string;
}

/** What the patient agrees to with the plan, beside the consent on record. */
export class PlanAcceptanceInput extends PlanStepInput {
  /** Whether the hair may be trimmed, for scalp micropigmentation; replaces `hairTrimming` of the plan. */
  @Optional() @Nested(HairTrimming) hairTrimming?: HairTrimming;
}

/** Details of one indication of a plan. */
export class PlanIndicationDetails extends IndicationDetails {
  /** The code of the indication, one of `indications`. When left out, the details are those of the indication in words (`indication`). */
  @Optional() @OneOf(indicationCodes) indication?: string;
}

/** The parts of a draft plan that can be changed. The indications can be changed as long as the plan has not ended. */
export class PlanChange {
  /** The consultation on which the plan is based. It must be signed before the plan is proposed. */
  @Identifier() consultationId: string;

  /** The contraindication check on which the plan is based. */
  @Identifier() contraindicationCheckId: string;

  /**
   * The reason for this treatment, in words. The contraindication check reads it as it reads conditions; a reason that the check cannot read
   * needs a code in `indications`.
   * @example Androgenetic alopecia, thinning at the crown
   */
  @Optional() @Note({ max: 1000 }) indication?: string;

  /**
   * The codes of the indications, from the list of the treatment (`GET /v1/treatment-indications`).
   * @example ["androgenetic-alopecia"]
   */
  @Optional() @ListOf(OneOf(indicationCodes), { max: 20, unique: true }) indications?: string[];

  /**
   * Details of the indications, each indication at most once. A check asks for the age of a scar. For alopecia areata and scarring alopecia, a
   * check asks how long they have been stable and which therapy was tried.
   */
  @Optional() @ListOf(PlanIndicationDetails, { max: 20 }) indicationDetails?: PlanIndicationDetails[];

  /**
   * The patient's goals, and what was said about them.
   * @example Denser look at the crown within six months
   */
  @Optional() @Note({ max: 5000 }) goals?: string;

  /** The results to be expected and their limits, as the patient was told. */
  @Optional() @Nested(ExpectationsInput) expectations?: ExpectationsInput;

  /** Whether the patient agrees that the hair is trimmed, or why not; for scalp micropigmentation. */
  @Optional() @Nested(HairTrimming) hairTrimming?: HairTrimming;

  /** The areas to be treated; each zone of the scalp map at most once. */
  @Optional() @ListOf(PlannedArea, { max: 30 }) areas?: PlannedArea[];

  /** How the treatment is to be given. */
  @Optional() @Nested(PlannedProtocol) protocol?: PlannedProtocol;

  /** The series of sessions. */
  @Nested(SeriesInput) series: SeriesInput;
}

/** A plan of a series of sessions. */
export class TreatmentPlanInput extends PlanChange {
  /** The treatment of the plan. */
  @OneOf(treatments) treatment: Treatment;

  /**
   * The purpose of the plan; a series, when left out. A touch-up renews the result of an earlier plan; for mesotherapy it is the maintenance.
   * A reversal changes the hairline of an earlier micropigmentation (S1-43). For a touch-up and a reversal the protocol has no minimum number
   * of sessions.
   */
  @Optional() @OneOf(purposes) purpose?: Purpose;

  /**
   * The earlier plan that a touch-up or a reversal follows. It has the same patient and treatment, has ended, and had at least one session.
   * The protocol sets the minimum interval between its last session and a touch-up; as shipped, 28 days for micropigmentation and 30 for
   * mesotherapy. The `severity` of that limit decides whether an earlier touch-up is refused, or accepted with a warning.
   */
  @Optional() @Identifier() followsPlanId?: string;
}

/** A warning about a valid plan. */
export class TreatmentPlanWarning {
  /**
   * The code of the warning.
   * @example outside-protocol
   */
  code: string;

  /**
   * The place in the plan, as a JSON Pointer.
   * @example /series/startOn
   */
  pointer: string;

  /** The warning in words, with its source. */
  detail: string;
}

/** Why a plan is put on hold or cancelled. */
export class DecisionReasonInput {
  /**
   * The reason.
   * @example The patient travels for two months
   */
  @Note({ max: 2000 }) reason: string;
}

/** One step of a plan from one state to another. */
export class PlanTransition {
  /** The action. */
  @OneOf(planActions) action: PlanAction;

  /** The state before the step. */
  @OneOf(planStatuses) from: PlanStatus;

  /** The state after the step. */
  @OneOf(planStatuses) to: PlanStatus;

  /** The reason of the step; null where nobody gave a reason. */
  reason: string | null;

  /** Why a dermatologist allowed the plan to run beside another active plan of the treatment. Left out where no such reason was required. */
  parallelReason: string | null;

  /** The person or client that took the step. */
  @Nested(Actor) actor: Actor;

  /** When the step was taken, in UTC. */
  @Instant() occurredAt: string;
}

/** One step of a plan, as a list shows it. */
export class PlanTransitionResponse extends PlanTransition {
  /** The plan that took the step. */
  @Identifier() planId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The version of the plan after the step. */
  @Whole() planVersion: number;
}

/** The total of the areas of a plan. */
export class TotalPlannedArea {
  /**
   * The sum of the areas, in cm2.
   * @example 60
   */
  @Decimal() value: number;

  /**
   * The unit of the sum, in UCUM.
   * @example cm2
   */
  @OneOf(areaUnits) unit: 'cm2';

  /** Whether the total includes the usual area of a zone whose size was not stated. */
  estimated: boolean;
}

/** A plan of a series of sessions. */
export class TreatmentPlanResponse extends OmitType(TreatmentPlanInput, ['expectations']) {
  /** The results to be expected and their limits, as the patient was told. */
  @Nested(StatedExpectations) expectations?: StatedExpectations;

  /** The plan's id. */
  @Identifier() id: string;

  /**
   * The number by which people call the plan, unique in the clinic. The front desk's lists and the plan's documents show the same number.
   * @example T000042
   */
  @Text({ max: 20 }) planNumber: string;

  /** The patient. */
  @Identifier() patientId: string;

  @OneOf(planStatuses) @Described(`Where the plan is on its way. ${planStates.describe()}.`) status: PlanStatus;

  /** The purpose of the plan. */
  @OneOf(purposes) override purpose: Purpose;

  /** The actions that the state of the plan allows. */
  @ListOf(OneOf(planActions), { max: planActions.length }) allowed: PlanAction[];

  /** Warnings about the plan. */
  warnings: TreatmentPlanWarning[];

  /** The total of the areas; null where no area was stated. */
  @Nested(TotalPlannedArea) totalArea: TotalPlannedArea | null;

  /** The version of the clinic's protocol with which the plan was made. It applies to the plan and its sessions. */
  @Whole() protocolVersion: number;

  /** The consent on which the plan was accepted; null before the plan is accepted. */
  @Identifier() consentId: string | null;

  /**
   * The current check of the plan: the newest check in which a rule had another result than before, or `contraindicationCheckId`. The plan is
   * screened again whenever the patient's record changes or rules are published.
   */
  @Identifier() currentCheckId: string;

  /** The dermatologists' overrides of the current check, and the state of the overrides of the check before it. */
  overrides: RuleOverride[];

  /** The state to which the plan returns when it is resumed; null while the plan is not on hold. */
  @OneOf(planStatuses) heldFrom: PlanStatus | null;

  /** Every step of the plan, the oldest first. */
  transitions: PlanTransition[];

  /** Who made the plan. */
  @Nested(Actor) createdBy: Actor;

  /** When the plan was made, in UTC. */
  @Instant() createdAt: string;

  /** When the plan was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the plan, as in the ETag. */
  @Whole() version: number;
}

/** A plan that has not ended, with the check that counts for it. */
export class CheckedPlan {
  /** The plan. */
  @Nested(TreatmentPlanResponse) plan: TreatmentPlanResponse;

  /** The current check of the plan, without the findings that are clear. */
  @Nested(CheckInBrief) check: CheckInBrief;
}

/** A zone of the scalp map. */
export class ScalpZoneResponse {
  /**
   * The code by which areas name the zone.
   * @example vertex
   */
  @OneOf(zoneCodes) code: ZoneCode;

  /**
   * The name of the zone.
   * @example Vertex (crown)
   */
  name: string;

  /** The smallest usual area of an adult, in cm2. */
  @Decimal() usualLowCm2: number;

  /** The largest usual area of an adult, in cm2. */
  @Decimal() usualHighCm2: number;

  /** The source of the usual areas. */
  source: string;
}

/** Which indications to show. */
export class IndicationQuery extends PageQuery {
  /** Only the indications of these treatments. */
  @Optional() @SomeOf(treatments) treatment?: Treatment[];
}

/** An indication of a treatment, from the clinic's own documents. */
export class IndicationResponse {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /**
   * The code by which plans name the indication.
   * @example androgenetic-alopecia
   */
  code: string;

  /**
   * The name of the indication.
   * @example Androgenetic alopecia
   */
  name: string;

  /** The condition under which the indication applies; the dermatologist decides whether it is met. Null where there is no condition. */
  precondition: string | null;

  /**
   * The numbers of the statements in the clinic's documents.
   * @example S0-25, S0-52
   */
  source: string;
}

/** Which plans to show. */
export class PlanQuery extends IncludingQuery {
  /** Only the plans of this patient. */
  @Optional() @Identifier() patientId?: string;

  /** Only plans in one of these states. */
  @Optional() @SomeOf(planStatuses) status?: PlanStatus[];

  /** Only plans of these treatments. */
  @Optional() @SomeOf(treatments) treatment?: Treatment[];
}
