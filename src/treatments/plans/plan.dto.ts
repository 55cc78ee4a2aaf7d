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
  Text,
  Whole,
  yesOrNo,
  type YesNo,
  Described,
  Decimal,
  SomeOf,
  Actor,
} from '../../platform/http/index.js';
import { IndicationDetails, RuleOverride } from '../../contraindications/index.js';
import { indicationCodes } from './domain/indications.js';
import { purposes, type Purpose } from './domain/follow-up.js';
import { planActions, planStates, planStatuses, type PlanAction, type PlanStatus } from './domain/plan-states.js';
import { areaUnits, zoneCodes, type ZoneCode } from './domain/zones.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import type * as domain from './domain/plan-content.js';

/** An area to be treated. */
export class PlannedArea implements domain.PlannedArea {
  /**
   * Which area, as on the scalp map (`GET /v1/scalp-zones`); each at most once.
   * @example vertex
   */
  @OneOf(zoneCodes) zone: ZoneCode;

  /** Its size, in cm2 or another unit of area, up to 1000 cm2. Left out, the usual area of the zone stands in for it in the total. */
  @Optional() @Nested(MeasuredQuantity) size?: MeasuredQuantity;
}

/** How the treatment is to be given. */
export class PlannedProtocol {
  /**
   * Technique of mesotherapy, or style of micropigmentation: one of the choices of the plan's protocol. As shipped, mesotherapy has `injection`,
   * `mesogun` and `microneedling`; micropigmentation `shaved-look`, `density-fill`, `scar-camouflage`, `hairline` and `beard`.
   * @example injection
   */
  @Optional() @Text({ max: 100 }) technique?: string;
}

/** The series of sessions. */
export class SeriesInput {
  /**
   * How many sessions, within the clinic's protocol; as shipped, mesotherapy 6 to 10 (S0-35), scalp micropigmentation at least 3 (S1-38).
   * @example 8
   */
  @Whole({ min: 1, max: 100 }) sessions: number;

  /**
   * Days between two sessions, within the clinic's protocol; as shipped, mesotherapy 7 to 30, scalp micropigmentation 7 to 28. On closed days the session is on the nearest open one.
   * @example 14
   */
  @Whole({ min: 1, max: 365 }) intervalDays: number;

  /**
   * The day of the first session, in the clinic's time zone.
   * @example 2026-12-01
   */
  @Day() @AfterBirth() startOn: string;
}

/** What was said of the results to be expected. */
export class ExpectationsInput implements domain.Expectations {
  /**
   * The results that may be expected.
   * @example Less shedding after three sessions, denser look at the crown after six
   */
  @Text({ max: 5000 }) results: string;

  /**
   * What the treatment will not do, as the patient was told.
   * @example It does not bring back hair where follicles are gone; the effect fades without maintenance
   */
  @Text({ max: 5000 }) limits: string;

  /** Who told the patient, of the clinic's staff; the caller, when left out. */
  @Optional() @Identifier() toldBy?: string;

  /** When; now, when left out. */
  @Optional() @Instant() @InLife() toldAt?: string;
}

/** What was said of the results to be expected, and by whom. */
export class Expectations {
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
  /** Whether the patient agrees. */
  @OneOf(yesOrNo) agreed: YesNo;

  /**
   * Why not; needed with a refusal.
   * @example For looks at work
   */
  @Optional() @Text({ max: 1000 }) reason?: string;
}

/** What may be said with a step that needs no reason. */
export class PlanStepInput {
  /**
   * Why, where there is something to say: it stands among the steps of the plan.
   * @example The patient is back
   */
  @Optional() @Text({ max: 2000 }) reason?: string;
}

/** What may be said when a plan becomes active. */
export class PlanActivationInput extends PlanStepInput {
  /**
   * Why it runs beside another active plan of the same treatment: a dermatologist alone decides that, in 10 characters at least. It stands among the
   * steps of the plan.
   * @example The left temple is treated by a study protocol of its own; discussed with the patient
   */
  @Optional() @Text({ max: 2000 }) parallelReason?: string;
}

/** What the patient agrees to with the plan, beside the consent that is on record. */
export class PlanAcceptanceInput extends PlanStepInput {
  /** For scalp micropigmentation: whether the hair may be trimmed; replaces what the plan says of it. */
  @Optional() @Nested(HairTrimming) hairTrimming?: HairTrimming;
}

/** What is known of one indication of a plan. */
export class PlanIndicationDetails extends IndicationDetails {
  /** Which of `indications`; left out, the words of `indication` are meant. */
  @Optional() @OneOf(indicationCodes) indication?: string;
}

/** What can be changed of a plan while it is a draft; what it is for, as long as it has not ended. */
export class PlanChange {
  /** The consultation on which the plan rests; signed by the time it is proposed. */
  @Identifier() consultationId: string;

  /** The contraindication check on which the plan rests. */
  @Identifier() contraindicationCheckId: string;

  /**
   * Why this treatment. The check reads it as it reads conditions; what nobody can read needs a code in `indications`.
   * @example Androgenetic alopecia, thinning at the crown
   */
  @Optional() @Text({ max: 1000 }) indication?: string;

  /**
   * The same by code, from the list of the treatment (`GET /v1/treatment-indications`).
   * @example ["androgenetic-alopecia"]
   */
  @Optional() @ListOf(OneOf(indicationCodes), { max: 20, unique: true }) indications?: string[];

  /**
   * What is known of them; each at most once. A check asks of a scar how old it is; of alopecia areata and scarring alopecia, how long they have
   * been stable and which therapy was tried.
   */
  @Optional() @ListOf(PlanIndicationDetails, { max: 20 }) indicationDetails?: PlanIndicationDetails[];

  /**
   * What the patient hopes for, and what was said about it.
   * @example Denser look at the crown within six months
   */
  @Optional() @Text({ max: 5000 }) goals?: string;

  /** The results to be expected and their limits, as the patient was told. */
  @Optional() @Nested(ExpectationsInput) expectations?: ExpectationsInput;

  /** For scalp micropigmentation: whether the patient agrees that the hair is trimmed, or why not. */
  @Optional() @Nested(HairTrimming) hairTrimming?: HairTrimming;

  /** What is to be treated; each zone of the scalp map at most once. */
  @Optional() @ListOf(PlannedArea, { max: 30 }) areas?: PlannedArea[];

  /** How it is to be given. */
  @Optional() @Nested(PlannedProtocol) protocol?: PlannedProtocol;

  /** The series. */
  @Nested(SeriesInput) series: SeriesInput;
}

/** A plan of a series of sessions. */
export class TreatmentPlanInput extends PlanChange {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /**
   * What it is for: a series, when left out; a touch-up of what an earlier plan did (of mesotherapy: its maintenance); or a reversal, which changes
   * the hairline of an earlier micropigmentation (S1-43). Of the latter two the protocol asks for no fewest number of sessions.
   */
  @Optional() @OneOf(purposes) purpose?: Purpose;

  /**
   * The plan that a touch-up or a reversal follows: one of this patient and treatment that has ended, and of which a session took place. A touch-up
   * sooner after its last session than the protocol has it (as shipped 28 days for micropigmentation, 30 for mesotherapy) is refused, or taken with a
   * warning, by the `severity` of that limit.
   */
  @Optional() @Identifier() followsPlanId?: string;
}

/** Something worth a second look in a plan that is in order. */
export class TreatmentPlanWarning {
  /**
   * What it is.
   * @example outside-protocol
   */
  code: string;

  /**
   * Where in the plan, as a JSON Pointer.
   * @example /series/startOn
   */
  pointer: string;

  /** In words, with its source. */
  detail: string;
}

/** Why a plan is held or cancelled. */
export class DecisionReasonInput {
  /**
   * Why.
   * @example The patient travels for two months
   */
  @Text({ max: 2000 }) reason: string;
}

/** One step that a plan took. */
export class PlanTransition {
  /** What was done. */
  @OneOf(planActions) action: PlanAction;

  /** The state before. */
  @OneOf(planStatuses) from: PlanStatus;

  /** The state after. */
  @OneOf(planStatuses) to: PlanStatus;

  /** Why; null where nobody gave a reason. */
  reason: string | null;

  /** Why a dermatologist let it run beside another active plan of the treatment; null where nobody had to say. */
  parallelReason: string | null;

  /** The person or client that did it. */
  @Nested(Actor) actor: Actor;

  /** When, in UTC. */
  @Instant() occurredAt: string;
}

/** One step that a plan took, as a list shows it. */
export class PlanTransitionResponse extends PlanTransition {
  /** The plan. */
  @Identifier() planId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The version of the plan that the step made. */
  @Whole() planVersion: number;
}

/** What the areas of a plan come to. */
export class TotalPlannedArea {
  /**
   * The sum, in cm2.
   * @example 60
   */
  @Decimal() value: number;

  /**
   * The unit in UCUM.
   * @example cm2
   */
  @OneOf(areaUnits) unit: 'cm2';

  /** Whether the usual area of a zone stands in for one that was not stated. */
  estimated: boolean;
}

/** A plan of a series of sessions. */
export class TreatmentPlanResponse extends OmitType(TreatmentPlanInput, ['expectations']) {
  /** The results to be expected and their limits, as the patient was told. */
  @Nested(Expectations) expectations?: Expectations;

  /** The plan's id. */
  @Identifier() id: string;

  /** The patient. */
  @Identifier() patientId: string;

  @OneOf(planStatuses) @Described(`Where the plan is on its way. ${planStates.describe()}.`) status: PlanStatus;

  /** What it is for. */
  @OneOf(purposes) override purpose: Purpose;

  /** The actions that this state allows. */
  @ListOf(OneOf(planActions), { max: planActions.length }) allowed: PlanAction[];

  /** What is worth a second look in it. */
  warnings: TreatmentPlanWarning[];

  /** What the areas come to; null when none was stated. */
  @Nested(TotalPlannedArea) totalArea: TotalPlannedArea | null;

  /** The version of the clinic's protocol with which the plan was made, and to which it and its sessions keep. */
  @Whole() protocolVersion: number;

  /** The consent on which the plan was accepted; null before. */
  @Identifier() consentId: string | null;

  /**
   * The check that counts now: the newest in which a rule said something else than before, or `contraindicationCheckId`. The plan is screened
   * again whenever something is recorded of the patient or rules are published.
   */
  @Identifier() currentCheckId: string;

  /** What dermatologists have overridden of that check, and what became of the overrides of the check before it. */
  overrides: RuleOverride[];

  /** Where the plan goes back to when it is resumed; null while it is not on hold. */
  @OneOf(planStatuses) heldFrom: PlanStatus | null;

  /** Every step that the plan took, the oldest first. */
  transitions: PlanTransition[];

  /** Who made the plan. */
  @Nested(Actor) createdBy: Actor;

  /** When it was made, in UTC. */
  @Instant() createdAt: string;

  /** When it was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version, as in the ETag. */
  @Whole() version: number;
}

/** A zone of the scalp map. */
export class ScalpZoneResponse {
  /**
   * How areas name it.
   * @example vertex
   */
  @OneOf(zoneCodes) code: ZoneCode;

  /**
   * Its name.
   * @example Vertex (crown)
   */
  name: string;

  /** The smallest usual area of an adult, in cm2. */
  @Decimal() usualLowCm2: number;

  /** The largest usual area of an adult, in cm2. */
  @Decimal() usualHighCm2: number;

  /** Where the usual areas come from. */
  source: string;
}

/** Which indications to show. */
export class IndicationQuery extends PageQuery {
  /** Only those of these treatments. */
  @Optional() @SomeOf(treatments) treatment?: Treatment[];
}

/** A reason for a treatment, from the clinic's own documents. */
export class IndicationResponse {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /**
   * How plans name it.
   * @example androgenetic-alopecia
   */
  code: string;

  /**
   * In words.
   * @example Androgenetic alopecia
   */
  name: string;

  /** What must be so before it counts, for the dermatologist to see to; null when nothing is asked for. */
  precondition: string | null;

  /**
   * The statements of the clinic's documents, by number.
   * @example S0-25, S0-52
   */
  source: string;
}

/** Which plans to show. */
export class PlanQuery extends PageQuery {
  /** Only this patient's. */
  @Optional() @Identifier() patientId?: string;

  /** Only those in one of these states. */
  @Optional() @SomeOf(planStatuses) status?: PlanStatus[];
}
